"""Odd questions get an answer, never an error; long lists ask the database no more often than short ones."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from mithaq.evidence.enums import Visibility
from mithaq.evidence.services import code_later
from mithaq.people import services as people
from tests.cast import AT
from tests.evidence import papers

ODD = (
    "", " ", "\0", "migrant\0", "%", "_", "%_%", "' OR 1=1 --", '"', "\\", "(", "[a-z]+", ".*", "?!،؛«»",
    "a " * 100, "migrant " * 25, "ا" * 200, "x" * 5000, "word " * 10_000, "\ud7ff\ue000\uffff", "\u202e\u2066",
    "🜚" * 60,
    "NOT migrant AND (", "migrant* NEAR/3 fees", "ﻻﺍ", "-migrant", "1e309", "<script>",
)  # fmt: skip
PAGES = ("-1", "0", "1e9", "99999999999999999999", "last", "x", "", "1;DROP", "٢", "\0")


def url(cast, name: str, **more) -> str:
    return reverse(name, kwargs={"institution": cast.institution.slug, **more})


@pytest.mark.parametrize("question", ODD, ids=range(len(ODD)))
def test_search_takes_any_question(cast, deposit, question):
    deposit()
    for lang in ("", "ar", "xx", "' OR 1"):
        answer = cast.client("anonymous").get(url(cast, "evidence:search"), {"q": question, "lang": lang})

        assert answer.status_code == 200


@pytest.mark.parametrize("signs", ["%", "_", "%%", " % ", "* ?", "\\%"])
def test_signs_that_mean_something_to_a_database_find_nothing(cast, deposit, signs):
    deposit()

    assert cast.client("anonymous").get(url(cast, "evidence:search"), {"q": signs}).context["shown"] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_is_not_there_is_not_found_and_breaks_nothing(cast, deposit, page):
    document = deposit()
    client = cast.client("secretary")
    addresses = [
        *(url(cast, name) for name in ("evidence:documents", "synthesis:syntheses", "institutions:minute")),
        url(cast, "institutions:jobs"),
        url(cast, "evidence:search") + "?q=migrant",
        url(cast, "evidence:document", uid=document.uid),
    ]
    for address in addresses:
        answer = client.get(address, {"page": page})

        assert answer.status_code in (200, 404), (address, page)


@pytest.mark.parametrize("uid", ["x", "a" * 3000, "-", "0", "DEPOSIT", "__init__"])
def test_an_address_nobody_gave_is_not_found(cast, uid):
    client = cast.client("secretary")
    names = (
        "evidence:document", "evidence:original", "evidence:passage", "synthesis:synthesis", "synthesis:progress",
        "institutions:job", "people:organisation", "people:appoint", "people:release",
    )  # fmt: skip
    for name in names:
        assert client.get(url(cast, name, uid=uid)).status_code == 404, name
    assert client.get(url(cast, "exchange:report", uid=uid, format="pdf")).status_code == 404
    assert client.get(url(cast, "portal:figure", key=uid[:50], form="csv")).status_code == 404


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace", "options", "head", "post"])
def test_a_method_a_page_does_not_know_changes_and_opens_nothing(cast, deposit, method):
    document = deposit(visibility=Visibility.CONFIDENTIAL)
    pages = [url(cast, name, uid=document.uid) for name in ("evidence:document", "evidence:original")]
    for page in pages:
        answer = getattr(cast.client("member"), method)(page)
        assert answer.status_code in (404, 405) or (method == "options" and not answer.content)
        assert getattr(cast.client("anonymous"), method)(url(cast, "people:list")).status_code in (302, 405)
    with cast.scope():
        document.refresh_from_db()
    assert document.visibility == Visibility.CONFIDENTIAL


def asked(client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(page)
    assert answer.status_code == 200
    return len(queries)


@pytest.mark.parametrize("who", ["anonymous", "secretary"])
def test_lists_of_documents_ask_as_often_for_one_as_for_many(cast, deposit, synthesised, who):
    client = cast.client(who)
    names = ("evidence:documents", "synthesis:syntheses", "portal:home", "institutions:minute")
    pages = [*(url(cast, name) for name in names), url(cast, "evidence:search") + "?q=migrant"]

    def add(n: int) -> None:
        synthesised(
            [deposit(f"{papers.ENGLISH}\nGovernments should also read paper {n} of the network.\n", name=f"{n}.txt")]
        )

    add(0)
    one = {page: asked(client, page) for page in pages}
    for n in range(1, 6):
        add(n)

    assert {page: asked(client, page) for page in pages} == one


def test_lists_of_people_and_jobs_ask_as_often_for_one_as_for_many(cast):
    client = cast.client("secretary")
    pages = [url(cast, "people:list"), url(cast, "institutions:jobs")]

    def add(n: int) -> None:
        with cast.scope():
            union = people.welcome_organisation(
                cast.institution, name={"en": f"Union {n}"}, on=date(2020, 1, 1), by=cast.amal.actor, at=AT
            ).organisation
            people.welcome(
                cast.institution, name=f"Person {n}", language="en", organisation=union, role="member",
                on=date(2020, 1, 1), by=cast.amal.actor, at=AT,
            )  # fmt: skip
            code_later(cast.institution, [], by=cast.amal.actor, at=now())

    add(0)
    one = {page: asked(client, page) for page in pages}
    for n in range(1, 20):
        add(n)

    assert {page: asked(client, page) for page in pages} == one
