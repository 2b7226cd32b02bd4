"""Depositing in a browser: files are sent in pieces, a broken connection is waited for, nothing entered is lost."""

from __future__ import annotations

import itertools
import time

import pytest

from tests.evidence import papers

pytestmark = pytest.mark.browser
SERIAL = itertools.count(time.time_ns())


LONG = 4 * 1024 * 1024 + 100


def paper(name: str, least: int = 0) -> dict:
    """A file nobody has deposited yet, as long as is asked for: most of it is nothing to read."""
    text = (f"Paper number {next(SERIAL)} on migration.\n\n" + papers.ENGLISH).ljust(least)
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


@pytest.fixture
def desk(world, visit):
    page = visit("officer").new_page()
    page.goto(world.address("{institution}/documents/deposit/", "en"))
    yield page
    page.close()


def states(page) -> list[str]:
    return page.locator(".upload-state").all_inner_texts()


def arrived(page) -> None:
    """On the page of the document."""
    page.get_by_role("heading", name="Where it is from").wait_for(timeout=60_000)


def deposit(page) -> None:
    page.get_by_role("button", name="Deposit", exact=True).click()


def test_several_files_are_sent_and_a_refused_one_says_why_beside_its_name(desk):
    desk.set_input_files("#id_files", [paper("a.txt"), {"name": "b.pdf", "mimeType": "x/y", "buffer": b"%PDF-1.7 cut"}])
    desk.set_input_files("#id_files", [paper("c.txt")])
    desk.fill("#id_source", "By mail")

    deposit(desk)

    desk.get_by_text("Some files were not deposited").wait_for()
    first, second, third = states(desk)
    assert "was deposited" in first and "was deposited" in third
    assert "b.pdf" in second and "damaged" in second
    assert desk.input_value("#id_source") == "By mail"


def test_one_file_leads_to_its_document_and_its_year_is_guessed(desk):
    desk.set_input_files("#id_files", [paper("report-2019.txt")])
    assert desk.input_value("#id_year") == "2019"
    desk.get_by_text("A guess from the name of the file").wait_for()
    desk.fill("#id_title_en", "The report")

    deposit(desk)

    desk.get_by_role("heading", name="The report").wait_for()
    desk.get_by_text("2019", exact=True).wait_for()


def test_a_lost_connection_is_waited_for_and_sending_goes_on(desk):
    """The second piece is cut off twice; the file arrives whole all the same."""
    cut = {"left": 2}

    def sometimes(route):
        if "offset=4194304" in route.request.url and cut["left"]:
            cut["left"] -= 1
            route.abort()
        else:
            route.continue_()

    desk.route("**/uploads/**", sometimes)
    desk.set_input_files("#id_files", [paper("long.txt", LONG)])

    deposit(desk)

    desk.get_by_text("The connection is lost.").first.wait_for()
    arrived(desk)
    assert cut["left"] == 0


def test_what_was_entered_and_sent_outlives_a_reload(desk):
    file = paper("slow.txt", LONG)
    desk.route("**/uploads/*/?offset=4194304", lambda route: route.abort())
    desk.set_input_files("#id_files", [file])
    desk.fill("#id_source", "By mail")
    deposit(desk)
    desk.get_by_text("The connection is lost.").first.wait_for()
    desk.on("dialog", lambda dialog: dialog.accept())

    desk.reload()  # before the connection is back: the page itself would go on

    desk.get_by_text("Sent in part earlier").wait_for()
    desk.unroute("**/uploads/*/?offset=4194304")
    assert desk.input_value("#id_source") == "By mail"
    sent = []
    desk.on("request", lambda asked: sent.append(asked.url) if "offset=" in asked.url else None)
    desk.set_input_files("#id_files", [file])
    deposit(desk)
    arrived(desk)
    assert sent and not any(url.endswith("offset=0") for url in sent)


def test_a_mistake_in_the_form_stands_at_its_field_and_what_came_is_kept(desk):
    desk.set_input_files("#id_files", [paper("d.txt")])
    desk.fill("#id_contributor", "Nobody knows them")

    deposit(desk)

    desk.get_by_text("No organisation here is called").wait_for()
    assert desk.locator("#id_contributor").get_attribute("aria-invalid") == "true"
    desk.fill("#id_contributor", "")
    deposit(desk)
    arrived(desk)


def test_without_script_the_form_deposits_as_before(world, visit):
    page = visit("officer", script=False).new_page()
    page.goto(world.address("{institution}/documents/deposit/", "en"))
    page.set_input_files("#id_files", [paper("e.txt")])
    deposit(page)

    page.get_by_text("1 document was deposited.").wait_for()
    page.close()
