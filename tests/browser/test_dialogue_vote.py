"""Answering on a phone: by touch, by keys, without script, and while the connection is gone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.test_newcomer import fits

pytestmark = pytest.mark.browser
PLACE = "{network}/dialogues/{dialogue}"


def listens(page: Any) -> None:
    """Until the script of the page answers to keys and touch: it then tells which keys there are."""
    page.locator("#keys:not([hidden])").wait_for(state="attached")


def sent(page: Any) -> None:
    """Until the house has confirmed every answer of this tab."""
    waits = "() => Object.keys(sessionStorage).every((one) => !one.startsWith('mithaq-waiting'))"
    page.wait_for_function(waits)


@pytest.fixture
def phone(world, chromium):
    """`phone(language)`: somebody without an account who has just agreed to take part."""
    opened = []

    def enter(language: str, *, script: bool = True) -> tuple[Any, Any]:
        context = chromium.new_context(
            viewport={"width": 390, "height": 844}, locale=language, java_script_enabled=script, has_touch=True
        )
        opened.append(context)
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.goto(world.address(f"{PLACE}/begin/", language))
        fits(page)
        page.check("[name=agrees]")
        with page.expect_navigation():
            page.click("form.consent button[type=submit]")
        fits(page)
        if script:
            listens(page)
        return context, page

    yield enter
    for context in opened:
        context.close()


def test_by_a_personal_link_without_an_account(visit, world, chromium):
    """The address is a secret, and yet the form of its page comes from somewhere: browsers say so, and it is taken."""
    convener = visit("secretary").new_page()
    convener.goto(world.address(f"{PLACE}/links/", "ar"))
    convener.fill("[name=labels]", "نادية")
    with convener.expect_navigation():
        convener.locator("main form:has([name=labels]) button[type=submit]").click()
    link = convener.locator("main td code").first.inner_text()
    convener.close()

    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="fr")
    page = context.new_page()
    page.goto(link.replace("/ar/", "/fr/"))
    fits(page)
    page.check("[name=agrees]")
    with page.expect_navigation():
        page.click("form.consent button[type=submit]")

    assert page.locator("#statement").inner_text()
    context.close()


def number(page: Any) -> int:
    return int(page.locator("#progress-bar").get_attribute("value"))


def answered(page: Any, many: int) -> None:
    page.wait_for_function("many => document.getElementById('progress-bar').value === many", arg=many)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_by_touch_and_by_keys_and_undone(phone, language):
    _context, page = phone(language)
    first = page.locator("#statement").inner_text()

    page.tap("button.answer.agree")
    answered(page, 1)
    page.keyboard.press("2")
    answered(page, 2)
    page.locator("#undo-link").tap()
    again = page.locator("button.answer.disagree").get_attribute("aria-current")
    page.keyboard.press("3")
    page.locator("#undo:not([hidden])").wait_for()
    sent(page)

    assert again == "true"
    assert page.locator("#said").inner_text()
    assert first
    page.reload()
    assert number(page) == 2


def test_without_a_connection_answers_wait_and_are_sent(phone):
    context, page = phone("en")
    context.set_offline(True)
    page.tap("button.answer.agree")
    page.tap("button.answer.pass")
    page.locator("#offline").wait_for(state="visible")
    assert number(page) == 0

    context.set_offline(False)
    answered(page, 2)

    page.locator("#offline").wait_for(state="hidden")


def test_what_is_put_off_is_asked_when_nothing_else_is_left(phone):
    _context, page = phone("fr")
    whole = int(page.locator("#progress-bar").get_attribute("max"))
    put_off = page.locator("#statement").inner_text()
    page.tap("#later")
    page.wait_for_function("text => document.getElementById('statement').innerText !== text", arg=put_off)
    for many in range(1, whole):
        page.keyboard.press("1")
        answered(page, many)

    page.locator("#statement", has_text=put_off).wait_for()
    page.keyboard.press("3")
    page.locator("#finished").wait_for(state="visible")
    assert number(page) == whole


def test_what_one_could_not_send_is_not_anothers(phone, world):
    context, page = phone("en")
    page.route("**/cast/", lambda asked: asked.abort())
    page.tap("button.answer.agree")
    page.locator("#offline").wait_for(state="visible")
    page.on("dialog", lambda asked: asked.accept())
    page.unroute("**/cast/")
    context.clear_cookies()
    page.goto(world.address(f"{PLACE}/begin/", "en"))
    page.check("[name=agrees]")
    with page.expect_navigation():
        page.click("form.consent button[type=submit]")

    listens(page)
    sent(page)
    page.reload()
    listens(page)
    assert number(page) == 0


def test_without_script_an_answer_leads_to_the_next(phone):
    _context, page = phone("fr", script=False)
    for many in (1, 2):
        with page.expect_navigation():
            page.click("button.answer.disagree")
        assert number(page) == many
    page.click("a[href$='/mine/']")
    fits(page)
    assert page.locator("ol.mine > li").count() == 2
