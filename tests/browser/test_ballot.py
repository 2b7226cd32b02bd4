"""The ballot in a browser, in Arabic: dragging, the keyboard alone and the plain form give the same ballot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from mithaq.foundation import words
from mithaq.kernels import board
from tests.browser.ballot_world import Polls
from tests.browser.conftest import chromium  # noqa: F401 - the fixture

pytestmark = pytest.mark.browser
WANTED = (4, 2, 0)  # candidates by their numbers, the best first
WIDE, PHONE = (1280, 900), (390, 844)
FOCUS = """
() => {
  const on = document.activeElement;
  return [on.dataset.does ?? on.name ?? "", on.closest("[data-number]")?.dataset.number ?? "", on.tagName];
}
"""
MANY_TABS, MANY_FRAMES = 200, 5000
EDGE = 80  # nearer the edge of the window the page rolls on


@pytest.fixture(scope="module")
def polls(chromium, tmp_path_factory) -> Iterator[Polls]:  # noqa: F811
    words.compile_all()
    server = Polls(tmp_path_factory.mktemp("polls"))
    server.start()
    yield server
    server.end()


@pytest.fixture
def votes(polls, chromium) -> Iterator[Any]:  # noqa: F811
    """`votes(size)` is the ballot before a voter who has not voted; each test takes voters of its own."""
    opened = []

    def page_of(size: tuple[int, int], *, script: bool = True, touch: bool = False, keeps: bool = False) -> Any:
        session = polls.voters[-1] if keeps else polls.voters.pop(0)
        told = {"viewport": {"width": size[0], "height": size[1]}, "java_script_enabled": script, "has_touch": touch}
        context = chromium.new_context(**told)
        context.set_default_timeout(60_000)
        context.add_cookies([{"name": "sessionid", "value": session, "url": polls.url}])
        opened.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
        page.goto(polls.page("ballot"), wait_until="load")
        return page

    yield page_of
    for context in opened:
        context.close()


def ranking(page: Any) -> list[int]:
    page.locator("form.paper.has-script").wait_for()
    return [int(one.get_attribute("data-number")) for one in page.locator("#ranking .paper-line").all()]


def go(page: Any, on: Any) -> None:
    """The form is sent; the page that answers is there, with its scripts."""
    with page.expect_navigation(wait_until="load"):
        on.click()


def look_again(page: Any) -> None:
    go(page, page.locator("form.paper button[type=submit]"))


def cast(page: Any) -> board.Receipt:
    """The ballot is looked at once more, and cast; the receipt the page shows."""
    look_again(page)
    go(page, page.locator("form[data-once] button[type=submit]:not([name])"))
    assert page.faults == []
    return board.read_receipt(page.locator("#receipt").input_value())


def middle(page: Any, selector: str) -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def carry(page: Any, move: Callable[[float, float], None]) -> None:
    """What is held goes to the middle of the ranking. The page rolls on, a little each frame, while it is near the edge
    of the window; so the middle is looked for until it stays where it is.
    """
    height = page.viewport_size["height"]
    for _ in range(MANY_FRAMES):
        x, y = middle(page, "#my-ranking")
        near = y <= EDGE or y >= height - EDGE
        move(x, (EDGE / 4 if y <= EDGE else height - EDGE / 4) if near else y)
        page.evaluate("() => new Promise(requestAnimationFrame)")
        if not near and middle(page, "#my-ranking") == (x, y):
            return
    raise AssertionError("the ranking is not reached")


def drag(page: Any, number: int, *, escape: bool = False) -> None:
    """To the top of the ranking, with the mouse."""
    grip = f'[data-number="{number}"] .paper-grip'
    page.locator("#my-ranking").scroll_into_view_if_needed()
    page.locator(grip).scroll_into_view_if_needed()
    page.mouse.move(*middle(page, grip))
    page.mouse.down()
    carry(page, lambda x, y: page.mouse.move(x, y, steps=4))
    if escape:
        page.keyboard.press("Escape")
    page.mouse.up()


def swipe(page: Any, number: int) -> None:
    """To the top of the ranking, with a finger; the page rolls on where the finger comes near its edge."""
    grip = f'[data-number="{number}"] .paper-grip'
    page.locator(grip).scroll_into_view_if_needed()
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        told = [{"x": x, "y": y} for x, y in points]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    touch("touchStart", middle(page, grip))
    carry(page, lambda x, y: touch("touchMove", (x, y)))
    touch("touchEnd")


def reach(page: Any, does: str, number: int) -> None:
    """Tab until the button is reached."""
    for _ in range(MANY_TABS):
        if page.evaluate(FOCUS)[:2] == [does, str(number)]:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the button {does} of {number} is not reached with the keyboard")


def press(page: Any, does: str, number: int) -> str:
    """The button by keyboard; what is said aloud. The focus stays on a button."""
    reach(page, does, number)
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUS)[2] == "BUTTON"
    said: str = page.locator("#paper-said").inner_text()
    return said


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_dragging_keyboard_and_the_plain_form_give_the_same_ballot(votes, polls, size):
    dragged = votes(size, touch=size == PHONE)
    for number in reversed(WANTED):
        (swipe if size == PHONE else drag)(dragged, number)
    assert ranking(dragged) == list(WANTED)

    typed = votes(size)
    said = [press(typed, "add", number) for number in (2, 0, 4)]
    said += [press(typed, "up", 4), press(typed, "up", 4)]
    assert ranking(typed) == list(WANTED)
    assert all(said)
    assert "1" in said[-1]

    plain = votes(size, script=False)
    for place, number in enumerate(WANTED, 1):
        plain.locator(f'[name="choice_{number}"]').fill(str(place))

    receipts = [cast(page) for page in (dragged, typed, plain)]
    assert [one.choices for one in receipts] == [WANTED] * 3
    assert len({one.tracker for one in receipts}) == 3


def test_escape_puts_back_what_is_dragged_and_nothing_is_wider_than_a_phone(votes):
    page = votes(PHONE, keeps=True)

    drag(page, 3, escape=True)
    drag(page, 1)

    assert ranking(page) == [1]
    assert page.locator('[name="choice_3"]').input_value() == ""
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    assert page.faults == []


def test_one_goes_back_from_the_last_look_with_the_ranking_as_it_was(votes):
    page = votes(WIDE, keeps=True)
    for number in (5, 3):
        page.locator(f'[data-number="{number}"] [data-does="add"]').click()
    look_again(page)
    go(page, page.locator('button[name="step"]'))

    assert ranking(page) == [5, 3]
    page.locator('[data-number="5"] [data-does="remove"]').click()
    assert ranking(page) == [3]
    assert page.evaluate(FOCUS)[:2] == ["remove", "3"]


def test_nothing_of_the_ballot_is_stored_in_the_browser(votes):
    page = votes(WIDE, keeps=True)
    page.locator('[data-number="2"] [data-does="add"]').click()
    look_again(page)

    kept = page.evaluate("() => [localStorage.length, sessionStorage.length, location.search, location.hash]")
    assert kept == [0, 0, "", ""]
