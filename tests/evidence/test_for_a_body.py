"""What is for a body is open to who sits or observes in it on the day, and to nobody else but the officers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from mithaq.bodies import services as bodies
from mithaq.evidence import selectors, services
from mithaq.evidence.models import Document
from mithaq.foundation.actors import SYSTEM
from mithaq.people import services as people
from tests.bodies.network import BOARD, Network
from tests.cast import AT, FROM
from tests.evidence import papers

OBSERVERS = '[body.board.observers]\nadmitted = "invitation"\nmay = ["read"]\n'


@pytest.fixture
def network(cast):
    with cast.scope():
        made = Network(cast.institution)
        made.adopt(BOARD, OBSERVERS, BOARD.replace("body.board", "body.council"), on=FROM)
        yield made


@pytest.fixture
def paper(cast, deposit, network) -> Document:
    return deposit(papers.ENGLISH, "paper.txt", visibility="body", body=network.body()).document


def seat(network, cast, body="board", *, until: date | None = None):
    one = network.organisation()
    people.affiliate(cast.chadia.person, one, on=FROM, by=SYSTEM, at=AT)
    clause = f"body.{body}.seat.member"
    return network.seat(one, body=body, clause=clause, occupant=cast.chadia.person, on=FROM, until=until)


def everywhere(cast, paper) -> list[bool]:
    """Whether a member finds it: its page, its bytes, the list, the search, the count."""
    client, base = cast.client("member"), f"/en/{cast.institution.slug}/documents/"
    account = type(cast.chadia.account).objects.get(pk=cast.chadia.account.pk)
    with cast.scope():
        counted = selectors.counts(cast.institution, to=account)["documents"]
        spoken = selectors.passages(cast.institution, to=account).exists()
        found = selectors.search(cast.institution, "migrants", to=account).total
        facets = sum(selectors.facet_counts(cast.institution, to=account, facets=("lang",))["lang"].values())
    return [
        client.get(f"{base}{paper.uid}/").status_code == 200,
        client.get(f"{base}{paper.uid}/original/").status_code == 200,
        paper.uid in client.get(base).content.decode(),
        *(bool(number) for number in (counted, spoken, found, facets)),
    ]


def test_who_sits_in_the_body_finds_it_by_every_way(cast, network, paper):
    assert everywhere(cast, paper) == [False] * 7

    seat(network, cast)

    assert everywhere(cast, paper) == [True] * 7


def test_who_sits_in_another_body_does_not(cast, network, paper):
    seat(network, cast, "council")

    assert everywhere(cast, paper) == [False] * 7


def test_who_observes_reads(cast, network, paper):
    bodies.invite_observer(network.body(), person=cast.chadia.person, on=FROM, by=SYSTEM, at=AT)

    assert everywhere(cast, paper) == [True] * 7


def test_who_is_said_elsewhere_to_belong_to_an_observer_does_not_read(cast, network, paper):
    one = network.organisation()
    bodies.invite_observer(network.body(), organisation=one, on=FROM, by=SYSTEM, at=AT)
    for player in (cast.chadia, cast.dalia):
        people.affiliate(player.person, one, on=FROM, by=SYSTEM, at=AT)

    address = f"/en/{cast.institution.slug}/documents/{paper.uid}/"

    assert everywhere(cast, paper) == [True] * 7
    assert cast.client("stranger").get(address).status_code == 404


def test_the_right_ends_on_the_day_the_term_does(cast, network, paper):
    today = localdate()
    seat(network, cast, until=today)
    assert everywhere(cast, paper) == [False] * 7

    tomorrow = seat(network, cast, "council", until=today + timedelta(days=1))
    Document.objects.filter(pk=paper.pk).update(body=tomorrow.seat.body)
    assert everywhere(cast, paper) == [True] * 7


def test_what_is_for_no_body_in_particular_is_for_officers(cast, network, paper):
    seat(network, cast)
    Document.objects.update(body=None)

    assert everywhere(cast, paper) == [False] * 7
    assert cast.client("officer").get(f"/en/{cast.institution.slug}/documents/{paper.uid}/").status_code == 200


def test_a_seat_in_one_institution_opens_nothing_in_another(cast, network, paper):
    seat(network, cast)
    Document.objects.update(institution=cast.elsewhere)

    assert cast.client("member").get(f"/en/{cast.elsewhere.slug}/documents/{paper.uid}/").status_code == 404


def test_an_officer_says_for_which_body_a_document_is_and_takes_it_back(cast, network, paper):
    client, address = cast.client("officer"), f"/en/{cast.institution.slug}/documents/{paper.uid}/edit/"
    council = network.body("council")
    told = {"title_en": "Paper", "visibility": "body", "body": council.uid, "seen": paper.version}

    shown = client.get(address).content.decode()
    assert f'value="{network.body().uid}" selected' in shown
    assert client.post(address, told).status_code == 302
    assert Document.objects.get().body == council

    again = told | {"visibility": "members", "seen": paper.version + 1}
    assert client.post(address, again).status_code == 302
    assert Document.objects.get().body is None


def test_a_body_is_kept_with_what_is_deposited_for_it_only(cast, deposit, network):
    made = services.deposit(
        cast.institution,
        papers.ENGLISH.encode(),
        "open.txt",
        visibility="public",
        body=network.body(),
        by=cast.badr.actor,
        at=AT,
    ).document

    assert made.body is None
