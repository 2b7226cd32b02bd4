"""What somebody would try at calling and nominating: each is refused, and nothing is written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django_scopes import scope

from mithaq.elections import selectors, services
from mithaq.elections.enums import Secrecy, Standing, State
from mithaq.elections.models import Candidacy, Election, Elector
from mithaq.foundation.actors import SYSTEM, Actor
from mithaq.foundation.models import Entry
from mithaq.kernels.charter import CharterRefuses
from mithaq.people import services as people
from tests.bodies.network import DAY, keys
from tests.elections.hall import AFTER, BOARD, CALLED, CLOSES, LEVELS_EQUAL, NOMINATIONS_UNTIL, OPENS, ROLL_ON, Hall

A_DAY = timedelta(days=1)


@pytest.fixture
def election(hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    return hall.call()


def actor(person) -> Actor:
    return Actor("person", uid=person.uid, name=str(person.name))


def test_an_actor_whom_nobody_knows_speaks_for_nobody(hall, election):
    [member] = hall.members(1)
    candidacy = services.nominate(election, organisation=member, by=SYSTEM, at=CALLED)

    for nobody in (Actor("person"), Actor("person", uid="aaaaaaaaaaaaaaaa", name="Nobody")):
        with pytest.raises(PermissionDenied):
            services.consent(candidacy, by=nobody, at=CALLED)


def test_who_spoke_for_it_once_consents_no_more(hall, election):
    [member] = hall.members(1)
    former = hall.person()
    ended = {"on": DAY - 300 * A_DAY, "until": DAY - A_DAY}
    people.give_mandate(
        hall.institution, representative=former, organisation=member, **ended, by=SYSTEM, at=CALLED - 301 * A_DAY
    )
    candidacy = services.nominate(election, organisation=member, by=SYSTEM, at=CALLED)

    with pytest.raises(PermissionDenied):
        services.consent(candidacy, by=actor(former), at=CALLED)


def test_who_withdrew_does_not_come_back_by_consenting(hall, election):
    [candidacy] = hall.nominate(election, 1)
    services.withdraw(candidacy, by=SYSTEM, at=CALLED)

    with pytest.raises(ValidationError, match="is over"):
        services.consent(candidacy, by=SYSTEM, at=CALLED)
    with pytest.raises(ValidationError):
        services.decline(candidacy, by=SYSTEM, at=CALLED)


def test_who_was_not_admitted_does_not_come_back_by_withdrawing_and_being_put_forward(hall, election):
    [candidacy] = hall.nominate(election, 1)
    services.refuse(candidacy, reason="Fees are unpaid.", by=SYSTEM, at=CALLED)

    with pytest.raises(ValidationError):
        services.withdraw(candidacy, by=SYSTEM, at=CALLED)
    with pytest.raises(ValidationError):
        services.nominate(election, organisation=candidacy.organisation, by=SYSTEM, at=CALLED)
    assert Candidacy.objects.get().standing == Standing.REFUSED


def test_two_holders_or_none_are_no_candidate(hall, election):
    [member] = hall.members(1)

    for who in ({}, {"organisation": member, "country": "MA"}, {"country": "ZZ9"}):
        with pytest.raises(ValidationError):
            services.nominate(election, **who, by=SYSTEM, at=CALLED)
    assert not Candidacy.objects.exists()


def test_an_election_is_not_called_for_a_body_of_another_institution(hall, cast):
    hall.adopt(BOARD)
    body = hall.body()
    with scope(institution=cast.elsewhere):
        Hall(cast.elsewhere).adopt(BOARD)
        with pytest.raises(ValidationError) as refused:
            Hall(cast.elsewhere).call(body)
    assert list(refused.value.message_dict) == ["body"]
    assert not Election.objects.exists()


def test_another_institution_sees_neither_election_nor_candidacy(hall, cast, election):
    hall.nominate(election, 1)

    with scope(institution=cast.elsewhere):
        assert not Election.objects.exists()
        assert not Candidacy.objects.exists()
    assert selectors.election(cast.elsewhere, election.uid, to=cast.dalia.account) is None


def test_members_who_join_for_the_vote_are_on_the_roll_only_by_its_day(hall, election):
    hall.nominate(election, 6)
    hall.close_nominations(election)
    for _ in range(3):
        people.admit(
            hall.institution, organisation=hall.organisation(), on=ROLL_ON + A_DAY, by=SYSTEM, at=NOMINATIONS_UNTIL
        )

    services.open_voting(election, by=SYSTEM, at=OPENS)

    assert Elector.objects.filter(election=election).count() == 6


def test_the_way_ballots_are_kept_does_not_change_once_nominations_are_closed(hall, election):
    hall.nominate(election, 6)
    hall.close_nominations(election)

    with pytest.raises(ValidationError) as refused:
        services.change(election, secrecy=Secrecy.NAMED, by=SYSTEM, at=NOMINATIONS_UNTIL + AFTER)

    assert list(refused.value.message_dict) == ["secrecy"]


def test_who_stands_is_not_refused_or_admitted_while_voting_is_open(hall, election):
    standing = hall.nominate(election, 7)
    services.refuse(standing[0], reason="Fees are unpaid.", by=SYSTEM, at=CALLED)
    hall.open(election)

    with pytest.raises(ValidationError):
        services.refuse(standing[1], reason="They lead.", by=SYSTEM, at=OPENS + A_DAY)
    with pytest.raises(ValidationError):
        services.admit(standing[0], by=SYSTEM, at=OPENS + A_DAY)


def test_an_open_election_is_neither_prolonged_nor_its_roll_fixed_anew(hall, election):
    hall.nominate(election, 6)
    hall.open(election)

    for act in (
        lambda: services.prolong(election, reason="More.", closes_at=CLOSES + A_DAY, by=SYSTEM, at=OPENS + A_DAY),
        lambda: services.fix_roll(election, on=ROLL_ON - A_DAY, by=SYSTEM, at=OPENS + A_DAY),
        lambda: services.close_nominations(election, by=SYSTEM, at=OPENS + A_DAY),
    ):
        with pytest.raises(ValidationError):
            act()
    assert hall.read(election).state == State.OPEN


def test_a_cancelled_election_does_nothing_more(hall, election):
    [candidacy] = hall.nominate(election, 1)
    services.cancel(election, reason="The charter is to change.", by=SYSTEM, at=CALLED)
    before = Entry.objects.latest("pk").pk

    for act in (
        lambda: services.close_nominations(election, by=SYSTEM, at=NOMINATIONS_UNTIL),
        lambda: services.open_voting(election, by=SYSTEM, at=OPENS),
        lambda: services.fix_roll(election, by=SYSTEM, at=OPENS),
        lambda: services.withdraw(candidacy, by=SYSTEM, at=CALLED),
        lambda: services.nominate(election, organisation=hall.members(1)[0], by=SYSTEM, at=CALLED),
    ):
        with pytest.raises(ValidationError):
            act()
    assert not Entry.objects.filter(act__startswith="elections.", pk__gt=before).exists()


def test_a_quota_nobody_could_meet_is_refused_in_words_at_once(hall):
    hall.adopt(BOARD)
    election = hall.call(own_quotas=[{"over": "level", "rule": "at-least", "values": ["global"], "number": 100}])
    hall.nominate(election, 6)

    with pytest.raises(CharterRefuses) as refused:
        hall.close_nominations(election)

    assert keys(refused)[0].endswith("elections.out-of-reach")


def test_no_entry_of_the_minute_says_more_of_a_voter_than_that_there_is_a_roll(hall, election):
    hall.nominate(election, 6)
    hall.open(election)

    said = Entry.objects.get(act="elections.fix_roll").after
    assert set(said) == {"title", "electors", "on"}
