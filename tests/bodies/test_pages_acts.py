"""Acts on seats by their pages: done, or refused with the clause and its source, and what was entered stays."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from mithaq.bodies.models import Body, Chair, Contribution, Mandate, Observer, Tenure, Waiting
from mithaq.foundation.actors import SYSTEM
from mithaq.people import services as people
from tests.bodies.network import BOARD, GROUP
from tests.cast import AT

pytestmark = pytest.mark.django_db
ARTICLE = BOARD.replace(
    'selection = "election"',
    'selection = "election"\nalternates = true\nsource = {document = "000", quote = "المجلس التنفيذي (5-6 منظمات)"}',
)
MORE = ARTICLE + (
    '[body.board.observers]\nadmitted = "invitation"\nmay = ["read"]\n'
    '[body.board.chair]\nheld_by = "state"\n'
    '[body.board.mandate.first]\nwhen = "2020"\nextended_by = "members"\n'
)
SEATS = "body.board.seat.member"
MEMBER = "body.group.seat.member"


def page(cast, name, **more):
    return reverse(f"bodies:{name}", kwargs={"institution": cast.institution.slug, **more})


def days(number):
    return localdate() - timedelta(days=number)


@pytest.fixture
def board(cast, network):
    network.adopt(MORE, GROUP, on=days(30))
    return network.body()


def seating(one, **more):
    return {"clause": SEATS, "holder": f"organisation:{one.uid}", "on": localdate().isoformat(), **more}


def test_an_officer_seats_an_organisation(cast, network, board):
    one = network.organisation()

    answer = cast.client("badr").post(page(cast, "seat", key="board"), seating(one))

    assert answer.status_code == 302
    assert Tenure.objects.get().organisation == one


def test_a_seventh_member_is_refused_with_the_clause_and_its_sentence_and_what_was_entered_stays(cast, network, board):
    for one in network.organisations(6):
        network.seat(one, on=days(10))
    seventh = network.organisation()

    answer = cast.client("badr").post(page(cast, "seat", key="board"), seating(seventh))

    body = answer.content.decode()
    assert answer.status_code == 409
    assert SEATS in body
    assert "المجلس التنفيذي (5-6 منظمات)" in body
    assert f'value="organisation:{seventh.uid}" selected' in body
    assert Tenure.objects.count() == 6


def test_errors_stand_at_the_field_and_what_was_entered_stays(cast, network, board):
    answer = cast.client("badr").post(page(cast, "seat", key="board"), {"clause": SEATS, "on": "2021-13-45"})

    assert answer.status_code == 200
    assert "2021-13-45" in answer.content.decode()
    assert Tenure.objects.count() == 0


def test_an_officer_frees_a_seat_with_a_reason(cast, network, board):
    tenure = network.seat(network.organisation(), on=days(10))

    cast.client("badr").post(
        page(cast, "vacate", uid=tenure.uid),
        {"on": localdate().isoformat(), "ended": "released", "reason": "Moved away"},
    )

    tenure.refresh_from_db()
    assert (tenure.until, tenure.ended, tenure.ended_because) == (localdate(), "released", "Moved away")


def test_who_acts_for_a_holder_gives_the_seat_up_and_nobody_else(cast, network, board):
    one = network.organisation()
    people.affiliate(cast.chadia.person, one, on=days(20), by=SYSTEM, at=AT)
    tenure = network.seat(one, on=days(10))
    there = page(cast, "leave", uid=tenure.uid)

    assert there in cast.client("chadia").get(page(cast, "body", key="board")).content.decode()
    assert cast.client("dalia").post(there, {}).status_code == 403
    assert cast.client("chadia").post(there, {}).status_code == 302

    tenure.refresh_from_db()
    assert tenure.until == localdate()
    assert cast.client("chadia").get(there).status_code == 404


def test_a_member_joins_a_group_waits_when_it_is_full_and_leaves_the_list(cast, network, board):
    group = network.group(on=days(5))
    for one in network.organisations(3):
        network.ask(group, one, on=days(4))
    mine = network.organisation()
    people.affiliate(cast.chadia.person, mine, on=days(20), by=SYSTEM, at=AT)
    client = cast.client("chadia")

    answer = client.post(page(cast, "ask", key=group.key), {"clause": MEMBER, "holder": mine.uid}, follow=True)

    assert "you wait for the next" in answer.content.decode()
    waiting = Waiting.objects.get()
    assert cast.client("dalia").post(page(cast, "stop_waiting", uid=waiting.uid)).status_code == 403
    client.post(page(cast, "stop_waiting", uid=waiting.uid))
    waiting.refresh_from_db()
    assert waiting.left_at is not None


def test_a_member_takes_a_free_seat_and_speaks_there_for_their_organisation(cast, network, board):
    group = network.group(on=days(5))
    mine = network.organisation()
    people.affiliate(cast.chadia.person, mine, on=days(20), by=SYSTEM, at=AT)

    cast.client("chadia").post(page(cast, "ask", key=group.key), {"clause": MEMBER, "holder": mine.uid})

    tenure = Tenure.objects.get()
    assert (tenure.organisation, tenure.occupant) == (mine, cast.chadia.person)


def test_a_group_is_opened_and_the_fifth_refused(cast, network, board):
    client = cast.client("badr")
    there = page(cast, "open", key="group")
    for number in range(4):
        told = {"theme_en": f"Theme {number}", "on": localdate().isoformat()}
        assert client.post(there, told).status_code == 302

    answer = client.post(there, {"theme_en": "One more", "on": localdate().isoformat()})

    assert answer.status_code == 409
    assert "One more" in answer.content.decode()
    assert Body.objects.filter(clause="body.group").count() == 4


def test_an_observer_is_invited_without_the_floor_and_sent_home(cast, network, board):
    client, one = cast.client("badr"), network.organisation()
    told = {"holder": f"organisation:{one.uid}", "on": days(3).isoformat()}

    refused = client.post(page(cast, "invite_observer", key="board"), {**told, "may_speak": "on"})
    assert refused.status_code == 409
    client.post(page(cast, "invite_observer", key="board"), told)
    observer = Observer.objects.get()
    client.post(page(cast, "release_observer", uid=observer.uid))

    observer.refresh_from_db()
    assert observer.until == localdate()


def test_a_contribution_is_recorded_and_shown_to_members_only(cast, network, board):
    told = {"holder": "state:BE", "amount": "3000000", "currency": "eur", "received_on": days(1).isoformat()}
    client = cast.client("badr")

    ahead = client.post(page(cast, "record_contribution", key="board"), {**told, "received_on": days(-3).isoformat()})
    assert "a day that has not come" in ahead.content.decode()
    client.post(page(cast, "record_contribution", key="board"), told)

    given = Contribution.objects.get()
    assert (given.country, given.amount, given.currency) == ("BE", Decimal("3000000"), "EUR")
    assert "Belgium" in cast.client("chadia").get(page(cast, "body", key="board")).content.decode()
    assert "Belgium" not in cast.client().get(page(cast, "body", key="board")).content.decode()


def test_the_chair_passes_to_states_only(cast, network, board):
    one, client = network.organisation(), cast.client("badr")

    refused = client.post(
        page(cast, "pass_chair", key="board"), {"first": f"organisation:{one.uid}", "on": localdate().isoformat()}
    )
    client.post(page(cast, "pass_chair", key="board"), {"first": "state:MA", "on": localdate().isoformat()})

    assert refused.status_code == 409
    assert [chair.country for chair in Chair.objects.all()] == ["MA"]


def test_a_mandate_is_extended_by_a_decision_only(cast, network, board):
    client, until = cast.client("badr"), (localdate() + timedelta(days=300)).isoformat()

    refused = client.post(page(cast, "extend_mandate", key="board"), {"until": until, "decided_by": ""})
    client.post(page(cast, "extend_mandate", key="board"), {"until": until, "decided_by": "Decision 7"})

    assert refused.status_code == 409
    assert list(Mandate.objects.filter(decided_by="Decision 7").values_list("body", flat=True)) == [board.pk]


def test_an_alternate_and_another_occupant_are_named(cast, network, board):
    one = network.organisation()
    people.affiliate(cast.chadia.person, one, on=days(20), by=SYSTEM, at=AT)
    tenure, client = network.seat(one, on=days(10)), cast.client("badr")
    told = {"on": localdate().isoformat()}

    refused = client.post(page(cast, "occupy", uid=tenure.uid), {**told, "occupant": f"person:{cast.amal.person.uid}"})
    client.post(page(cast, "occupy", uid=tenure.uid), {**told, "occupant": f"person:{cast.chadia.person.uid}"})
    client.post(page(cast, "name_alternate", uid=tenure.uid), {**told, "person": f"person:{cast.chadia.person.uid}"})

    tenure.refresh_from_db()
    assert refused.status_code == 409
    assert tenure.occupant == cast.chadia.person
    assert [a.person for a in tenure.alternates.all()] == [cast.chadia.person]


def test_a_body_is_closed_with_a_reason(cast, network, board):
    group = network.group(on=days(5))
    client = cast.client("badr")

    client.post(page(cast, "close", key=group.key), {"on": localdate().isoformat(), "reason": ""})
    group.refresh_from_db()
    assert group.until != localdate()
    client.post(page(cast, "close", key=group.key), {"on": localdate().isoformat(), "reason": "Done early"})

    group.refresh_from_db()
    assert group.until == localdate()
