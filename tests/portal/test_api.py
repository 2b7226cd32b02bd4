"""What the API answers beside its shapes: who is seen, where a list goes on, and how it refuses."""

from __future__ import annotations

import base64

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mithaq.evidence import services as evidence
from tests.access.synthesis import public
from tests.cast import AT
from tests.evidence import papers
from tests.evidence.shelf import filled

HOME = "/api/v1/institutions/arab-review"


@pytest.fixture
def shelf(cast):
    return filled(cast)


def walk(client, address: str) -> list[dict]:
    """Every item of a list, answer after answer."""
    items, cursor = [], ""
    while True:
        answer = client.get(address + (f"&cursor={cursor}" if cursor else "")).json()
        items += answer["items"]
        cursor = answer["next"]
        if cursor is None:
            return items


@pytest.mark.parametrize("what", ["documents", "passages"])
def test_a_list_is_walked_without_loss_whatever_the_length_of_a_stretch(client, shelf, what):
    whole = client.get(f"{HOME}/{what}?limit=200").json()

    walked = walk(client, f"{HOME}/{what}?limit=2")

    assert whole["next"] is None
    assert [one["uid"] for one in walked] == [one["uid"] for one in whole["items"]]
    assert len({one["uid"] for one in walked}) == len(walked) >= 3


def test_a_list_goes_on_where_it_stopped_when_something_was_withdrawn_meanwhile(client, cast, shelf):
    first = client.get(f"{HOME}/documents?limit=1").json()
    [gone] = [d for d in shelf if d.uid == first["items"][0]["uid"]]
    evidence.withdraw(cast.institution, gone, because="asked", by=cast.badr.actor, at=AT)

    rest = walk(client, f"{HOME}/documents?limit=1&cursor={first['next']}".replace("&cursor", "&x=&cursor", 0))

    assert {one["uid"] for one in rest} == {d.uid for d in shelf} - {gone.uid}


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ("lang=fr", lambda p: p["lang"] == "fr"),
        ("act=recommendation", lambda p: {"scheme": "act", "code": "recommendation"}.items() <= of(p, "act").items()),
        ("country=MA", lambda p: "MA" in [c["code"] for c in p["codes"] if c["scheme"] == "country"]),
        ("objective=6", lambda p: "6" in [c["code"] for c in p["codes"] if c["scheme"] == "objective"]),
        ("q=remittances", lambda p: any(word in p["text"] for word in ("remittances", "التحويلات"))),
    ],
)
def test_passages_are_narrowed(client, shelf, asked, holds):
    everything = walk(client, f"{HOME}/passages?limit=200")

    found = walk(client, f"{HOME}/passages?limit=200&{asked}")

    assert [p["uid"] for p in found] == [p["uid"] for p in everything if holds(p)]
    assert 0 < len(found) < len(everything)


def of(passage: dict, scheme: str) -> dict:
    return next((code for code in passage["codes"] if code["scheme"] == scheme), {})


def test_who_asks_makes_no_difference(cast, shelf):
    """An officer is told what anybody is: what is copied on from here must not depend on who copied it."""
    evidence.deposit(
        cast.institution, papers.word_file("Only for members of this house."), "members.docx", by=cast.badr.actor, at=AT
    )
    answers = {cast.client(who).get(f"{HOME}/documents").content for who in ("anonymous", "member", "officer")}

    assert len(answers) == 1
    assert b"members.docx" not in answers.pop()


def test_a_closed_institution_is_as_one_that_does_not_exist(client, cast, shelf):
    cast.institution.is_public = False
    cast.institution.save()
    closed = {
        path: client.get(f"{HOME}{path}") for path in ("", "/documents", "/passages", "/syntheses", "/documents/abc")
    }
    nothing = client.get("/api/v1/institutions/no-such-place")

    assert {answer.content for answer in closed.values()} == {nothing.content}
    assert {answer.status_code for answer in closed.values()} == {404}
    assert b"arab-review" not in client.get("/api/v1/institutions").content


def test_labels_come_in_all_languages_or_in_the_one_asked_for_or_the_next_best(client, shelf):
    every = client.get("/api/v1/compacts").json()["items"][0]["name"]
    one = client.get("/api/v1/compacts?labels=ar").json()["items"][0]["name"]
    title = client.get(f"{HOME}/documents?labels=ar&lang=fr").json()["items"][0]["title"]

    assert set(every) == {"ar", "en", "fr"}
    assert one == {"ar": every["ar"]}
    assert list(title) == ["fr"]


def test_a_report_is_read_in_each_language(client, cast, lang):
    with cast.scope():
        uid = public(cast)["uid"]

    report = client.get(f"{HOME}/syntheses/{uid}/report?lang={lang}").json()

    lines = [line for section in report["sections"] for line in section["lines"]]
    assert report["lang"] == lang
    assert lines
    assert all(line["quotes"] for line in lines)


def test_a_report_with_a_wrong_quotation_is_not_handed_out(client, cast, settings, tmp_path):
    with cast.scope():
        uid = public(cast)["uid"]
    settings.FILES = tmp_path / "nothing-here"

    answer = client.get(f"{HOME}/syntheses/{uid}/report")

    assert (answer.status_code, answer.json()["error"]) == (409, "altered")


@pytest.mark.parametrize(
    ("address", "status", "error"),
    [
        (f"{HOME}/documents?limit=0", 422, "invalid"),
        (f"{HOME}/documents?limit={'9' * 400}", 422, "invalid"),
        (f"{HOME}/documents?year=1e3", 422, "invalid"),
        (f"{HOME}/documents?cursor=%00", 422, "invalid"),
        (f"{HOME}/documents?cursor=2020~x", 422, "invalid"),
        (f"{HOME}/passages?cursor=nobody", 422, "invalid"),
        (f"{HOME}/passages?q={'x' * 201}", 422, "invalid"),
        (f"{HOME}/passages?objectve=7", 422, "invalid"),
        (f"{HOME}/passages?country=ma", 422, "invalid"),
        (f"{HOME}/documents/%00", 404, "not-found"),
        (f"{HOME}/documents/%ff%fe", 404, "not-found"),
        (f"{HOME}/documents/a%0Ab/c", 404, "not-found"),
        (f"{HOME}/documents/{'x' * 5000}", 404, "not-found"),
        (f"{HOME}/documents/", 404, "not-found"),
        ("/api/v1/", 404, "not-found"),
        ("/api/v1/documents/", 404, "not-found"),
        ("/api/v1/openapi.json?x=1", 422, "invalid"),
    ],
)
def test_a_refusal_has_one_shape(client, shelf, address, status, error):
    answer = client.get(address)

    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert ("fields" in answer.json()) == (status == 422)


@pytest.mark.parametrize("words", ["%F0%9F%92%A9", "%D8%A7%D9%84", "%25%25%25", "'\"--", "%E2%80%AE", "..", "*", "AND"])
def test_any_words_may_be_asked_for(client, shelf, words):
    assert client.get(f"{HOME}/passages?q={words}").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["institutions", "openapi.json", "nowhere"])
def test_nothing_is_written_here(client, db, method, address):
    answer = getattr(client, method)(f"/api/v1/{address}")

    assert (answer.status_code, answer.json()["error"]) == (405, "method-not-allowed")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("accepted", "status"),
    [
        ("", 200),
        ("*/*", 200),
        ("text/html, application/json;q=0.1", 200),
        ("application/*", 200),
        ("text/html", 406),
        ("application/json;q=0", 406),
        ("text/html;a*=none'x'y", 406),
        (";;,=,", 406),
    ],
)
def test_whoever_takes_no_json_gets_none(client, db, accepted, status):
    assert client.get("/api/v1/institutions", headers={"accept": accepted}).status_code == status


def test_an_answer_one_holds_already_is_not_sent_again_and_every_copy_is_asked_about(client, cast, shelf):
    first = client.get(f"{HOME}/documents")
    again = client.get(f"{HOME}/documents", headers={"if-none-match": first.headers["ETag"]})
    evidence.withdraw(cast.institution, shelf[0], because="asked", by=cast.badr.actor, at=AT)
    after = client.get(f"{HOME}/documents", headers={"if-none-match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert after.status_code == 200
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert first.headers["Access-Control-Allow-Origin"] == "*"


def test_only_the_head_may_be_asked_for_and_a_browser_may_ask_first(client, shelf):
    head = client.head(f"{HOME}/documents")
    before = client.options(f"{HOME}/documents")

    assert (head.status_code, head.content) == (200, b"")
    assert (before.status_code, before.headers["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("what", ["documents", "passages", "syntheses"])
def test_a_list_asks_the_database_as_often_for_one_as_for_many(client, cast, shelf, what):
    with cast.scope():
        public(cast)

    def queries(limit: int) -> int:
        client.get(f"{HOME}/{what}?limit={limit}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(f"{HOME}/{what}?limit={limit}")
        return len(asked)

    assert queries(1) == queries(3)


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
@pytest.mark.parametrize("what", ["documents", "syntheses", "releases"])
def test_a_cursor_of_a_moment_beyond_all_time_is_not_understood(client, cast, what, at):
    cursor = base64.urlsafe_b64encode(f"{at}~abc".encode()).decode()

    assert client.get(f"{HOME}/{what}?cursor={cursor}").status_code == 422
