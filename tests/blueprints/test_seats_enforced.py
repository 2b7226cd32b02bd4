"""The Trust Fund, the Global Forum, the Arab consultative process and the joint programme, as the gallery has them:
who may sit, vote, observe and preside, and what the house says where it is not so.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from mithaq.bodies import selectors, services
from mithaq.bodies.models import Body
from mithaq.compacts.models import Category
from mithaq.foundation.fields import words
from mithaq.kernels.charter import Charter, CharterRefuses
from mithaq.people import services as people
from mithaq.people.selectors import Organisation
from tests.blueprints.gallery import carries, enacted
from tests.cast import AT, Cast, compact

DAY = date(2018, 1, 1)


@pytest.fixture
def here(cast: Cast):
    with cast.scope():
        yield cast


def stand(cast: Cast, name: str, *, on: date = DAY) -> Charter:
    charter = enacted(cast, name, on=on)
    services.stand(cast.institution, charter, on=on, by=cast.amal.actor, at=AT)
    return charter


def body(cast: Cast, key: str) -> Body:
    found = selectors.body(cast.institution, key)
    assert found is not None
    return found


def organisation(cast: Cast, name: str, *, country: str = "") -> Organisation:
    return people.register_organisation(words(en=name), country=country, by=cast.amal.actor, at=AT)


def seat(cast: Cast, of: Body, group: str, basis: str, *, on: date = DAY, **holder):
    return services.seat(of, f"{of.clause}.seat.{group}", basis=basis, on=on, by=cast.badr.actor, at=AT, **holder)


def give(cast: Cast, to: Body, amount: str, *, country: str, on: date = DAY) -> None:
    services.record_contribution(
        to, amount=Decimal(amount), currency="EUR", country=country, received_on=on, by=cast.badr.actor, at=AT
    )


def refused(act) -> list[tuple[str, str]]:
    with pytest.raises(CharterRefuses) as caught:
        act()
    return [(one.clause, one.key) for one in caught.value.findings]


def verdict(cast: Cast, charter: Charter, clause: str, *, on: date = DAY) -> tuple[str, str]:
    [found] = [one for one in selectors.watched(cast.institution, charter, on=on) if one.clause == clause]
    return found.state, found.findings[0].key


# The Trust Fund


def test_a_donor_of_one_euro_less_than_three_million_has_no_seat_and_no_vote_and_one_of_three_million_has(here):
    charter = stand(here, "eu-trust-fund")
    board = body(here, "board")
    assert carries(charter, "body.board.seat.donors", "eutf/8")
    give(here, board, "2999999", country="NO")
    give(here, board, "3000000", country="CH")

    assert refused(lambda: seat(here, board, "donors", "contribution", country="NO")) == [
        ("body.board.seat.donors", "bodies.below-threshold")
    ]
    held = seat(here, board, "donors", "contribution", country="CH")
    assert [one.tenure for one in selectors.voters(board, on=DAY, charter=charter)] == [held]

    give(here, board, "-1", country="CH", on=date(2018, 1, 2))
    assert selectors.voters(board, on=date(2018, 1, 2), charter=charter) == []


def test_observers_of_the_fund_are_there_and_neither_vote_nor_speak(here):
    charter = stand(here, "eu-trust-fund")
    board = body(here, "board")
    assert carries(charter, "body.board.observers", "eutf/9")

    services.invite_observer(board, country="MA", on=DAY, by=here.badr.actor, at=AT)

    assert verdict(here, charter, "body.board.observers") == ("met", "bodies.observers-there")
    assert selectors.voters(board, on=DAY, charter=charter) == []
    assert refused(
        lambda: services.invite_observer(board, country="TN", may_speak=True, on=DAY, by=here.badr.actor, at=AT)
    ) == [("body.board.observers", "bodies.observer-speaks")]


@pytest.mark.parametrize(
    ("name", "key", "rules"),
    [
        ("eu-trust-fund", "board", ("eutf/7",)),
        ("eu-trust-fund", "committee", ("eutf/10",)),
        ("gfmd", "forum", ("gfmd/7",)),
        ("iom-morocco", "thematic-group", ("iom_morocco/4",)),
    ],
    ids=["eutf/7", "eutf/10", "gfmd/7", "iom_morocco/4"],
)
def test_a_chair_nobody_holds_is_at_risk_until_it_is_taken(here, name, key, rules):
    charter = stand(here, name)
    clause = f"body.{key}.chair"
    assert carries(charter, clause, *rules)
    assert verdict(here, charter, clause) == ("risk", "bodies.chair-vacant")

    to = "MA" if name == "gfmd" else organisation(here, "International Organization for Migration")
    services.pass_chair(here.institution, to=[to], body=body(here, key), on=DAY, by=here.amal.actor, at=AT)

    assert verdict(here, charter, clause) == ("met", "bodies.chair-held")


# The Global Forum


def preside(cast: Cast, on: date, *states: str) -> None:
    """Named in the July before."""
    named = datetime(on.year - 1, 7, 1, tzinfo=UTC)
    services.pass_chair(
        cast.institution, to=states, body=body(cast, "forum"), edition=str(on.year), on=on, by=cast.amal.actor, at=named
    )


def troika(cast: Cast, on: date) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"past": [], "current": [], "next": []}
    for held in selectors.sitting(body(cast, "troika"), on=on):
        found[held.seat.clause.rpartition(".")[2]].append(held.country)
    return {turn: sorted(states) for turn, states in found.items()}


def test_the_troika_turns_when_the_chair_passes_on(here):
    charter = stand(here, "gfmd", on=date(2015, 1, 1))
    for turn in ("past", "current", "next"):
        assert carries(charter, f"body.troika.seat.{turn}", "gfmd/8")
    preside(here, date(2015, 1, 1), "TR")
    preside(here, date(2016, 1, 1), "BD")
    preside(here, date(2017, 1, 1), "MA", "DE")

    assert troika(here, date(2015, 8, 1)) == {"past": [], "current": ["TR"], "next": ["BD"]}
    assert troika(here, date(2016, 8, 1)) == {"past": ["TR"], "current": ["BD"], "next": ["DE", "MA"]}
    assert troika(here, date(2017, 1, 1)) == {"past": ["BD"], "current": ["DE", "MA"], "next": []}


def test_two_states_preside_together_and_no_third(here):
    charter = stand(here, "gfmd", on=date(2017, 1, 1))
    assert carries(charter, "body.troika.seat.current", "gfmd/21")

    found = refused(lambda: preside(here, date(2017, 1, 1), "MA", "DE", "EC"))

    assert ("body.troika.seat.current", "bodies.turn-too-many") in found
    preside(here, date(2017, 1, 1), "MA", "DE")


def test_friends_of_the_forum_are_states_and_agencies_and_no_persons(here):
    charter = stand(here, "gfmd")
    friends = body(here, "friends")
    for part in ("seat.states", "seat.agencies", "power.advice"):
        assert carries(charter, f"body.friends.{part}", "gfmd/9")

    seat(here, friends, "states", "self-selection", country="MA")
    seat(here, friends, "agencies", "self-selection", organisation=organisation(here, "UNHCR"))

    assert refused(lambda: seat(here, friends, "states", "self-selection", person=here.dalia.person)) == [
        ("body.friends.seat.states", "bodies.holder-kind")
    ]
    assert refused(lambda: seat(here, friends, "agencies", "self-selection", person=here.dalia.person)) == [
        ("body.friends.seat.agencies", "bodies.holder-kind")
    ]


# The Arab consultative process


def test_member_states_of_the_league_sit_and_nobody_else(here):
    charter = stand(here, "arab-consultative-process")
    process = body(here, "process")
    assert carries(charter, "body.process.seat.states", "arcp/12")

    seat(here, process, "states", "ex-officio", country="MR")

    assert refused(lambda: seat(here, process, "states", "ex-officio", country="FR")) == [
        ("body.process.seat.states", "bodies.other-country")
    ]
    assert refused(
        lambda: seat(here, process, "states", "ex-officio", organisation=organisation(here, "A network"))
    ) == [("body.process.seat.states", "bodies.holder-kind")]


def test_observers_of_the_process_are_invited_to_one_session_each(here):
    charter = stand(here, "arab-consultative-process")
    process = body(here, "process")
    assert carries(charter, "body.process.observers", "arcp/14")
    network = organisation(here, "A network")

    def invite(**more):
        return services.invite_observer(
            process, organisation=network, may_speak=True, on=DAY, by=here.badr.actor, at=AT, **more
        )

    assert refused(invite) == [("body.process.observers", "bodies.observer-for-one")]
    assert invite(session="Fourth session").session == "Fourth session"
    assert selectors.voters(process, on=DAY, charter=charter) == []


# The joint programme


@pytest.mark.parametrize("key", ["steering-committee", "technical-committee"])
def test_both_committees_need_the_government_and_the_united_nations(here, key):
    charter = stand(here, "un-joint-programme")
    committee = body(here, key)
    sides = ("government", "united-nations")
    assert all(carries(charter, f"{committee.clause}.seat.{side}", "un_joint_morocco/8") for side in sides)

    seat(here, committee, "government", "designation", country="MA")
    states = [verdict(here, charter, f"{committee.clause}.seat.{side}") for side in sides]
    assert states == [("met", "bodies.seats-held"), ("broken", "bodies.seats-short")]

    seat(here, committee, "united-nations", "designation", organisation=organisation(here, "UNDP"))
    assert verdict(here, charter, f"{committee.clause}.seat.united-nations") == ("met", "bodies.seats-held")


# The Arab regional review


def test_groups_that_nobody_speaks_for_among_the_participants_are_told_and_nobody_is_refused(here):
    charter = stand(here, "arab-regional-review")
    participants = body(here, "participants")
    balance = "body.participants.balance.groups"
    assert carries(charter, balance, "participation_principles/7")
    compact(here)
    youth, women = (
        people.register_organisation(
            words(en=f"Network of {code}"), category=Category.objects.get(code=code), by=here.amal.actor, at=AT
        )
        for code in ("children_youth", "women")
    )

    seat(here, participants, "invited", "invitation", organisation=youth)
    assert verdict(here, charter, balance)[0] == "risk"

    seat(here, participants, "invited", "invitation", organisation=women)
    assert verdict(here, charter, balance)[0] == "met"


def test_the_review_is_organised_by_two(here):
    charter = stand(here, "arab-regional-review")
    organisers = body(here, "organisers")
    assert carries(charter, "body.organisers.seat.conveners", "arab_review_organizers/1")
    for name in ("ESCWA", "IOM"):
        seat(here, organisers, "conveners", "ex-officio", organisation=organisation(here, name))

    assert refused(
        lambda: seat(here, organisers, "conveners", "ex-officio", organisation=organisation(here, "Another"))
    ) == [("body.organisers.seat.conveners", "bodies.seats-taken")]
