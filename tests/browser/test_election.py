"""The Executive Board and the Steering Committee, from the gallery's own charter, elected end to end in Arabic.

The secretary calls, closes and declares, and a member stands and votes, each through the pages; what the other members
do is simulated beside the browser (tests/browser/electing.py).
"""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest
from django.utils.timezone import localdate

from tests.browser.conftest import ROOT, World
from tests.browser.electing import SLUG, name
from tests.browser.test_newcomer import arrived, entered, fits

pytestmark = pytest.mark.browser
__all__ = ["entered"]  # the fixture

BOARD, COMMITTEE = "المجلس التنفيذي", "اللجنة التوجيهية"
EARLY = "كل من أراد الترشح قد ترشح، وصوّت الجميع."


def act(world: World, *told: str) -> None:
    """What the other members do."""
    command = [sys.executable, "-m", "tests.browser.electing", *told]
    done = subprocess.run(command, cwd=ROOT, env=world.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def home(world) -> str:
    act(world, "found")
    return f"{world.url}/ar/{SLUG}"


def go(page: Any, on: Any, *, key: str = "") -> None:
    """Follow a link or send a form; the page that answers is there, with its scripts."""
    with page.expect_navigation(wait_until="load"):
        if key:
            on.press(key)
        else:
            on.click()


def link(page: Any, name: str) -> None:
    go(page, page.locator("main").get_by_role("link", name=name).first)


def press(page: Any, name: str) -> None:
    go(page, page.locator("main").get_by_role("button", name=name, exact=True))


def send(page: Any) -> None:
    """The form of the page, by keyboard."""
    go(page, page.locator("main form button[type=submit]").last, key="Enter")


def call(page: Any, home: str, body: str, seats: int) -> str:
    """From the list to the page of the new election; its address."""
    page.goto(f"{home}/elections/")
    link(page, "الدعوة إلى انتخاب")
    go(page, page.locator("main li", has=page.get_by_text(body, exact=True)).get_by_role("link"))
    page.fill("[name=title_ar]", f"انتخاب {body}")
    page.fill("[name=seats]", str(seats))
    page.fill("[name=roll_on]", localdate().isoformat())
    press(page, "الدعوة إليه وفتح باب الترشيح")
    arrived(page, f"انتخاب {body}")
    fits(page)
    return str(page.url)


def put_forward(page: Any, address: str, number: int) -> None:
    page.goto(address)
    link(page, "ترشيح جهة أو شخص")
    page.select_option("[name=organisation]", label=name(number)["ar"])
    press(page, "ترشيح")
    page.get_by_role("status").get_by_text(name(number)["ar"]).wait_for()


def pass_on(page: Any, address: str, step: str) -> None:
    """The election goes on before its time: why is asked, and said."""
    page.goto(address)
    go(page, page.locator(f"main a[href$='/{step}/']").first)
    assert page.url == f"{address}{step}/"
    field = page.locator("main form :is([name=because], [name=reason])")
    if field.count():
        field.fill(EARLY)
    send(page)
    assert page.url == address
    page.get_by_role("status").first.wait_for()


def consent(page: Any, address: str) -> None:
    page.goto(address)
    link(page, "الموافقة على الترشح")
    press(page, "نعم، أترشح")
    page.get_by_role("status").get_by_text(name(0)["ar"]).wait_for()


def vote(page: Any, address: str, chosen: int) -> None:
    """By keyboard: three are ranked, looked at once more, and cast; the receipt is shown once."""
    page.goto(address)
    link(page, "التصويت")
    fits(page)
    rank(page, chosen)
    send(page)
    fits(page)
    send(page)
    page.locator("dl.receipt").wait_for()
    fits(page)


def rank(page: Any, chosen: int) -> None:
    page.locator("form.paper.has-script").wait_for()
    for place in range(chosen):
        page.locator("#pool button").first.press("Enter")
        page.locator("#ranking > li").nth(place).wait_for()


def declare(world: World, page: Any, address: str, elected: int) -> None:
    """The secretary has the ballots counted, looks at what came out, and declares it."""
    page.goto(address)
    link(page, "الفرز")
    send(page)
    world.work()
    page.goto(f"{address}count/")
    go(page, page.locator("main a[href*='/declare/']").first)
    send(page)
    page.get_by_role("status").first.wait_for()
    page.goto(f"{address}result/")
    assert page.locator(".elected-list tbody tr").count() == elected
    fits(page)


def look(chromium: Any, address: str) -> None:
    """A journalist reads the result on a phone: in Arabic and in English nothing is wider than the window."""
    phone = chromium.new_context(viewport={"width": 390, "height": 844}, is_mobile=True)
    try:
        reader = phone.new_page()
        for code in ("ar", "en"):
            reader.goto(re.sub(r"/ar/", f"/{code}/", address, count=1) + "result/")
            fits(reader)
    finally:
        phone.close()


def test_the_board_is_elected_with_all_levels_alike(world, home, entered, chromium):
    secretary, member = entered("secretary"), entered("member")
    address = call(secretary, home, BOARD, 6)
    put_forward(secretary, address, 0)
    consent(member, address)
    act(world, "stand", "board")
    pass_on(secretary, address, "nominations/close")
    pass_on(secretary, address, "open")
    vote(member, address, 3)
    member.goto(f"{address}ballot/")
    assert not member.locator("main form [name^=choice]").count(), "nobody votes twice"
    act(world, "vote", "board")
    pass_on(secretary, address, "close")
    declare(world, secretary, address, 6)
    look(chromium, address)


def test_the_committee_of_24_is_elected_with_every_region_and_theme(world, home, entered, chromium):
    secretary = entered("secretary")
    address = call(secretary, home, COMMITTEE, 24)
    act(world, "stand", "steering-committee")
    pass_on(secretary, address, "nominations/close")
    pass_on(secretary, address, "open")
    act(world, "vote", "steering-committee")
    pass_on(secretary, address, "close")
    declare(world, secretary, address, 24)
    look(chromium, address)
