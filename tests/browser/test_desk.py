"""The coding desk in a browser: 300 passages by keyboard alone, and nothing lost whatever breaks.

Times are measured by benchmarks/desk.py, which walks the same way; here nothing is said about them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from mithaq.foundation import words
from tests.browser.conftest import chromium  # noqa: F401 - the fixture
from tests.browser.desk_walk import ANOTHER, code_by_keyboard, left_on_device, settled, show_next, shown, unsent
from tests.browser.desk_world import Desk

pytestmark = pytest.mark.browser
MANY = 300
STANDING = "WHERE kind = 'code' AND undone_at IS NULL"
WORDS = """
one => {
  const words = one.cloneNode(true);
  for (const mark of words.querySelectorAll("sup")) mark.remove();
  return words.textContent;
}
"""


@pytest.fixture(scope="module")
def served(chromium, tmp_path_factory) -> Iterator[Desk]:  # noqa: F811
    words.compile_all()
    server = Desk(tmp_path_factory.mktemp("desk"))
    server.start()
    yield server
    server.end()


@pytest.fixture
def at_desk(served, chromium) -> Iterator[Any]:  # noqa: F811
    """`at_desk(who)` is a page of that officer at the desk."""
    opened = []

    def page_of(who: str, code: str = "en", query: str = "", *, script: bool = True) -> Any:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=script)
        context.set_default_timeout(60_000)
        context.add_cookies([{"name": "sessionid", "value": served.sessions[who], "url": served.url}])
        opened.append(context)
        page = context.new_page()
        page.goto(served.address(code, query), wait_until="load")
        return page

    yield page_of
    for context in opened:
        context.close()


def decisions(served: Desk) -> list[tuple[Any, ...]]:
    return served.asked(
        "SELECT key, passage_id, by_name FROM evidence_decision WHERE kind = 'code' AND undone_at IS NULL"
    )


def of_passage(served: Desk, uid: str) -> list[str]:
    """Who decided about it, in order."""
    passage = "passage_id = (SELECT id FROM evidence_passage WHERE uid = ?)"
    told = served.asked(f"SELECT by_name FROM evidence_decision {STANDING} AND {passage} ORDER BY id", uid)
    return [name for (name,) in told]


def words_shown(page: Any) -> str:
    return str(page.locator("#desk-words").evaluate(WORDS))


def test_three_hundred_passages_are_coded_with_the_keyboard_alone(served, at_desk):
    page = at_desk("badr")
    before = len(decisions(served))

    coded = code_by_keyboard(page, MANY)

    recorded = decisions(served)[before:]
    assert len(coded) == len(set(coded)) == MANY
    assert len(recorded) == len({passage for _, passage, _ in recorded}) == MANY
    assert left_on_device(page) == []


def test_keys_work_with_an_arabic_keyboard_and_can_be_turned_off(served, at_desk):
    page = at_desk("badr", "ar")
    first = shown(page)

    arabic_a = {"key": "ش", "code": "KeyA", "bubbles": True, "cancelable": True}
    page.evaluate("told => document.body.dispatchEvent(new KeyboardEvent('keydown', told))", arabic_a)
    page.wait_for_function(ANOTHER, arg=first)
    page.keyboard.press("Shift+Slash")
    page.wait_for_selector("#desk-help[open]")
    page.locator("#desk-keys-on").press("Space")
    second = shown(page)
    page.locator("#desk-title").focus()
    page.keyboard.press("n")
    page.wait_for_timeout(150)

    assert shown(page) == second
    page.locator("#desk-keys-on").press("Space")


def test_undo_brings_the_last_passage_back(served, at_desk):
    page = at_desk("badr")
    first = shown(page)
    show_next(page, "Enter")
    settled(page)

    page.keyboard.press("u")
    page.wait_for_function("was => document.getElementById('desk-card')?.dataset.uid === was", arg=first)

    assert page.locator("#desk-card").get_attribute("data-version") == "2"


def test_the_picker_finds_codes_in_three_languages(served, at_desk):
    page = at_desk("badr", "fr")
    for typed, code in (("العوده", "objective:21"), ("detention", "objective:13"), ("envois de fonds", "objective:20")):
        page.locator("#desk-title").focus()
        page.keyboard.press("/")
        page.keyboard.insert_text(typed)
        page.wait_for_selector("#desk-add-list li")
        page.keyboard.press("Enter")

        assert page.evaluate("document.activeElement.value") == code


def test_a_passage_is_split_where_the_word_is_chosen_and_merged_again(served, at_desk):
    page = at_desk("badr", "ar")
    while page.locator("#desk-at option").count() < 8 or page.locator('[value="merge"]').count() == 0:
        show_next(page, "n")
    whole = words_shown(page)
    first = shown(page)

    page.keyboard.press("s")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function(ANOTHER, arg=first)
    part = shown(page)
    page.locator("#desk-title").focus()
    page.keyboard.press("m")
    page.wait_for_function(ANOTHER, arg=part)

    again = words_shown(page)
    assert again == whole


def test_a_lost_connection_loses_nothing(served, at_desk):
    page = at_desk("badr")
    before = len(decisions(served))
    page.route("**/desk/act/**", lambda route: route.abort())
    for _ in range(2):
        show_next(page, "Enter")
    page.wait_for_selector("#desk-banner:not([hidden])")
    waiting = unsent(page)

    page.reload()
    page.unroute("**/desk/act/**")
    page.evaluate("dispatchEvent(new Event('online'))")
    settled(page)

    assert len(waiting) == 2
    recorded = {key for key, _, _ in decisions(served)}
    assert len(recorded) == before + 2
    assert set(waiting) <= recorded


def test_an_answer_lost_on_the_way_back_records_nothing_twice(served, at_desk):
    page = at_desk("badr")
    before = len(decisions(served))
    lost = []

    def lose_once(route: Any) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort()

    page.route("**/desk/act/**", lose_once)
    show_next(page, "Enter")
    settled(page)

    assert lost == [200]
    assert len(decisions(served)) == before + 1


def test_a_second_officer_is_shown_and_overwrites_nothing_unasked(served, at_desk):
    badr = at_desk("badr")
    amal = at_desk("amal", query=f"?passage={shown(badr)}")
    passage = shown(badr)
    show_next(amal, "r")
    settled(amal)

    show_next(badr, "Enter")
    badr.wait_for_selector(".desk-conflict")

    assert "أمل حداد" in badr.locator(".desk-conflict").inner_text()
    assert of_passage(served, passage) == ["أمل حداد"]
    badr.locator('[data-choose="mine"]').press("Enter")
    settled(badr)
    assert badr.locator(".desk-conflict").count() == 0
    assert len(of_passage(served, passage)) == 2


def test_two_officers_are_handed_different_passages(served, at_desk):
    assert shown(at_desk("badr")) != shown(at_desk("amal"))


def test_the_server_killed_in_the_middle_loses_and_doubles_nothing(served, at_desk):
    page = at_desk("badr")
    before = len(decisions(served))
    for step in range(12):
        was = shown(page)
        page.keyboard.press("Enter")
        if step == 5:
            served.kill()  # while the decision is on its way
            served.start()
        page.wait_for_function(ANOTHER, arg=was)
    settled(page, 30_000)

    recorded = decisions(served)[before:]
    assert len(recorded) == 12
    assert len({passage for _, passage, _ in recorded}) == 12
    assert left_on_device(page) == []


def test_without_script_a_passage_is_decided_all_the_same(served, at_desk):
    page = at_desk("badr", script=False)
    first = shown(page)

    page.locator('button[value="accept"]').press("Enter")
    page.wait_for_load_state()

    assert shown(page) != first
    assert of_passage(served, first) == ["Badr El Idrissi"]
