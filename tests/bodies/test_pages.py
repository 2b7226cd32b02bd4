"""Pages of bodies: what belongs to what, who sits until when, what is free, who waits; persons to who may know."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from mithaq.bodies import services
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.people import services as people
from mithaq.people.enums import Purpose
from tests.bodies.network import BOARD, GROUP
from tests.cast import AT

pytestmark = pytest.mark.django_db
LEVELS = BOARD.replace('selection = "election"', 'selection = "election"\nterm = "2 years"') + (
    '[body.board.balance.levels]\nover = "level"\nrule = "every"\nvalues = ["local", "national"]\n'
    'name = "Every level"\nsource = {document = "000", quote = "تمثيل متساوٍ"}\n'
    '[body.board.power.no]\ndenies = ["vote"]\nname = "It does not vote"\n'
)
OBSERVED = LEVELS + '[body.board.observers]\nadmitted = "invitation"\nmay = ["read"]\n'


def page(cast, name, **more):
    return reverse(f"bodies:{name}", kwargs={"institution": cast.institution.slug, **more})


def text(answer):
    """What a reader reads, without marks."""
    return " ".join(re.sub("<[^>]+>", "", answer.content.decode()).split())


@pytest.fixture
def board(cast, network):
    network.adopt(OBSERVED, on=localdate() - timedelta(days=30))
    return network.body()


def seat(network, **told):
    day = localdate() - timedelta(days=10)
    return network.seat(network.organisation("local"), on=day, **told)


def test_the_organigram_shows_each_body_under_the_one_it_is_part_of_and_how_many_seats_are_held(cast, network, board):
    seat(network)

    answer = cast.client().get(page(cast, "bodies"))
    rows = list(csv.reader(io.StringIO(cast.client().get(page(cast, "organigram_file", form="csv")).content.decode())))

    assert "1 of 6 seats held" in text(answer)
    assert rows[2][:3] == ["Board", str(cast.institution.name), "1 of 6"]
    picture = cast.client().get(page(cast, "organigram_file", form="svg"))
    assert picture["Content-Type"] == "image/svg+xml"
    assert "Board" in picture.content.decode()


def test_a_body_shows_who_sits_until_when_what_is_free_and_what_it_may_not(cast, network, board):
    seat(network)

    told = text(cast.client().get(page(cast, "body", key="board")))

    for said in ("Organisation 1", "months left", "5 seats are free", "It may not: vote", "It does not vote"):
        assert said in told
    assert "1 of 6" in told


def test_a_clause_leads_to_where_it_stands_in_the_charter(cast, network, board):
    charter = reverse("blueprints:charter", args=[cast.institution.slug])

    told = cast.client().get(page(cast, "body", key=board.key)).content.decode()

    assert f'<a href="{charter}#body.board"><bdi><code>body.board</code></bdi></a>' in told
    assert 'id="body.board"' in cast.client().get(charter).content.decode()


def test_the_meters_of_balance_stand_beside_the_seats_with_words_and_the_source(cast, network, board):
    seat(network)

    answer = cast.client().get(page(cast, "body", key="board"))

    assert "At risk" in text(answer)
    assert "تمثيل متساوٍ" in text(answer)
    assert answer.content.decode().count("<meter") == 2


def test_the_seats_are_drawn_by_the_attribute_the_balance_looks_at_and_taken_away_as_files(cast, network, board):
    seat(network)

    rows = list(
        csv.reader(io.StringIO(cast.client().get(page(cast, "seats_file", key="board", form="csv")).content.decode()))
    )

    assert rows[1:] == [["local", "1"], ["free", "5"]]
    assert "Organisation 1" in cast.client().get(page(cast, "seats_file", key="board", form="svg")).content.decode()


def test_persons_are_named_to_members_and_to_others_where_they_agreed(cast, network, board):
    union = network.organisation("local")
    people.affiliate(cast.dalia.person, union, on=localdate() - timedelta(days=20), by=SYSTEM, at=AT)
    network.seat(union, occupant=cast.dalia.person, on=localdate() - timedelta(days=10))
    there = page(cast, "body", key="board")
    assert "Dalia" not in text(cast.client().get(there))
    assert "Dalia" in text(cast.client("chadia").get(there))

    people.consent(cast.dalia.person, Purpose.LIST, cast.institution, by=cast.dalia.actor, at=AT)

    assert "Dalia" in text(cast.client().get(there))


def test_a_body_that_is_not_there_is_not_found(cast, network, board):
    assert cast.client().get(page(cast, "body", key="council")).status_code == 404


def test_an_institution_without_bodies_says_so(cast):
    assert "No body stands yet." in text(cast.client().get(page(cast, "bodies")))


def test_whoever_leads_a_group_they_sit_in_is_counted_once_on_every_page(cast, network):
    day = localdate() - timedelta(days=10)
    network.adopt(GROUP, on=day)
    group = network.group(on=day)
    members = [network.ask(group, one, on=day) for one in network.organisations(2)]
    network.seat(members[0].organisation, body=group, clause="body.group.seat.co-lead", on=day)

    of_bodies = text(cast.client().get(page(cast, "bodies")))
    of_body = text(cast.client().get(page(cast, "body", key=group.key)))
    of_house = cast.client().get(reverse("portal:home", kwargs={"institution": cast.institution.slug}))

    assert "2 of 3 seats held" in of_bodies
    assert "2 of 3 seats are held" in of_body
    assert "2 of 3 seats held" in text(of_house)


def test_a_body_that_has_ended_stands_among_those_that_ended(cast, network):
    network.adopt(GROUP, on=localdate() - timedelta(days=400))
    group = network.group(on=localdate() - timedelta(days=390))
    network.tend(localdate())

    assert f"{group.name}" in text(cast.client().get(page(cast, "bodies")))
    assert cast.client().get(page(cast, "body", key=group.key)).status_code == 200


@pytest.mark.parametrize("name", ["bodies", "body"])
def test_a_page_asks_as_often_for_three_as_for_one(cast, network, name):
    network.adopt(OBSERVED, GROUP, on=localdate() - timedelta(days=30))

    def another():
        day = localdate() - timedelta(days=10)
        union = network.organisation("local")
        person = network.person(union, on=day)
        tenure = network.seat(union, occupant=person, on=day)
        told = {"by": SYSTEM, "at": AT}
        body = network.body()
        services.invite_observer(body, organisation=network.organisation(), on=day, **told)
        services.record_contribution(
            body, organisation=network.organisation(), amount=3, currency="EUR", received_on=AT.date(), **told
        )
        network.group(on=day, theme=words(en=f"Theme {tenure.pk}"))

    def asked():
        where = page(cast, name) if name == "bodies" else page(cast, name, key="board")
        with CaptureQueriesContext(connection) as seen:
            assert cast.client("badr").get(where).status_code == 200
        return len(seen)

    another()
    asked()
    one = asked()
    another()
    another()
    assert asked() == one
