"""The editor of charters in a browser: what is typed is checked, also where the scripts come later than the hands."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser


def test_what_was_typed_before_the_scripts_came_is_checked(world, visit):
    page = visit("officer").new_page()
    late: list[Any] = []
    held = [True]
    page.route("**/*.js", lambda route: late.append(route) if held[0] else route.continue_())
    page.goto(world.address("{institution}/charter/drafts/{draft}/", "en"), wait_until="commit")
    text = page.locator("#id_text")
    wrong = text.input_value().replace("[duty.browser]\nname", "[duty.browser]\nnaem")
    assert "naem" in wrong

    text.fill(wrong)
    held[0] = False
    for route in late:
        route.continue_()

    page.locator("#check").get_by_text("Did you mean name?").wait_for()
    page.close(run_before_unload=False)
