"""A result is declared whole or not at all, and never one the charter forbids."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mithaq.bodies.models import Tenure
from mithaq.elections import composing
from mithaq.elections.enums import Method, Standing, State
from mithaq.elections.models import Ballot, Candidacy, Elected, Election
from mithaq.elections.services.counting import count_now
from mithaq.elections.services.declaring import declare
from mithaq.foundation import journal
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry
from mithaq.kernels import charter as kernel
from mithaq.kernels.charter import CharterRefuses
from mithaq.notices.models import Notice
from mithaq.people import services as people
from mithaq.people.models import Membership
from tests.bodies.network import DAY, at, keys
from tests.elections.hall import BOARD, LEVELS_EQUAL, SEAT, TERM_FROM
from tests.elections.polls import COUNTED, DECLARED_ON, SEED, closed, some

NATIONAL = (0, 3, 6)


@pytest.fixture
def poll(hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    return closed(hall, hall.members(9), some(9, 40, favour=NATIONAL))


def counted(poll: Election, **told):
    return count_now(poll, by=SYSTEM, at=COUNTED, **told)


def declared(count, *, on: date = DECLARED_ON):
    return declare(count, on=on, by=SYSTEM, at=at(on))


def test_whoever_is_elected_sits_from_the_day_their_terms_begin(hall, poll):
    made = counted(poll, seed=SEED)

    rows = declared(made)

    assert [one.candidacy.number for one in rows] == made.result["winners"]
    assert [one.place for one in Elected.objects.all()] == [1, 2, 3, 4, 5, 6]
    sitting = hall.sitting(on=TERM_FROM)
    assert {one.organisation for one in sitting} == {one.candidacy.organisation for one in rows}
    assert {(one.basis, one.from_date, one.until) for one in sitting} == {
        ("election", TERM_FROM, TERM_FROM.replace(year=2023))
    }
    assert hall.sitting(on=TERM_FROM - timedelta(days=1)) == []
    poll.refresh_from_db()
    assert (poll.state, poll.declared_at) == (State.DECLARED, at(DECLARED_ON))


def test_declared_late_terms_begin_on_that_day(hall, poll):
    late = TERM_FROM + timedelta(days=5)

    declared(counted(poll), on=late)

    assert {one.from_date for one in hall.sitting(on=late)} == {late}


def test_a_result_the_charter_forbids_is_refused_and_nobody_sits(hall, poll):
    Election.objects.update(method=Method.SCOTTISH_STV)
    made = counted(poll, seed=SEED)

    with pytest.raises(CharterRefuses) as refused:
        declared(made)

    assert keys(refused) == ["body.board.balance.levels elections.balance-broken"]
    assert refused.value.findings[0].facts["counts"]["national"] == 3
    poll.refresh_from_db()
    assert (poll.state, Tenure.objects.count(), Elected.objects.count()) == (State.COUNTED, 0, 0)
    assert not Entry.objects.filter(act__in=["elections.declare", "bodies.seat"]).exists()
    assert not Notice.objects.exists()


def test_where_one_lost_what_it_takes_nobody_is_half_seated(hall, poll):
    made = counted(poll, seed=SEED)
    gone = poll.candidacies.get(number=made.result["winners"][-1])
    people.release(Membership.objects.get(organisation=gone.organisation), on=DECLARED_ON, by=SYSTEM, at=COUNTED)

    with pytest.raises(CharterRefuses) as refused:
        declared(made)

    assert keys(refused) == ["membership bodies.not-a-member"]
    assert (Tenure.objects.count(), Elected.objects.count()) == (0, 0)


def test_everything_that_stands_against_it_is_said_at_once(hall, poll):
    Election.objects.update(method=Method.SCOTTISH_STV)
    made = counted(poll, seed=SEED)
    for number in made.result["winners"][:2]:
        gone = poll.candidacies.get(number=number)
        people.release(Membership.objects.get(organisation=gone.organisation), on=DECLARED_ON, by=SYSTEM, at=COUNTED)

    with pytest.raises(CharterRefuses) as refused:
        declared(made)

    assert keys(refused) == [
        "membership bodies.not-a-member",
        "membership bodies.not-a-member",
        "body.board.balance.levels elections.balance-broken",
    ]


def test_a_count_is_of_the_ballots_in_the_box(poll):
    made = counted(poll)
    Ballot.objects.create(institution=poll.institution, election=poll, tracker="one more", choices=[1])

    with pytest.raises(ValidationError, match="Count again"):
        declared(made)


def test_a_count_is_of_those_who_still_stand(poll):
    first = counted(poll)
    Candidacy.objects.filter(election=poll, number=first.result["winners"][0]).update(standing=Standing.WITHDRAWN)

    with pytest.raises(ValidationError, match="Count again"):
        declared(first)
    assert len(declared(counted(poll))) == 6


def test_a_count_with_another_result_than_its_own_is_not_of_these_quotas(poll):
    made = counted(poll)
    Election.objects.update(quotas=[])

    with pytest.raises(ValidationError, match="Count again"):
        declared(made)


def test_a_count_that_failed_has_no_result(poll):
    made = counted(poll)
    made.result = {"fault": {"key": "infeasible", "facts": {}}}
    made.save()

    with pytest.raises(ValidationError, match="no result"):
        declared(made)


def test_it_is_declared_once(poll):
    made = counted(poll)
    declared(made)

    with pytest.raises(ValidationError, match="declared once"):
        declared(made)
    assert Elected.objects.count() == 6


def test_fewer_than_there_must_be_are_not_declared(hall):
    hall.adopt(BOARD)
    made = counted(closed(hall, hall.members(4), [[0], [1]]))

    with pytest.raises(CharterRefuses) as refused:
        declared(made)

    assert keys(refused) == [f"{SEAT} elections.seats-empty"]
    assert (refused.value.findings[0].facts["have"], refused.value.findings[0].facts["least"]) == (4, 5)


def test_an_empty_seat_the_charter_allows_stays_empty(hall):
    hall.adopt(BOARD)
    made = counted(closed(hall, hall.members(5), [[0], [1]]))

    assert len(declared(made)) == 5


def test_who_sits_already_may_follow_themselves(hall):
    """Old terms that end on the day new ones begin end by themselves; nobody is thrown out, nobody sits twice."""
    hall.adopt(BOARD, LEVELS_EQUAL)
    levels = ("national", "national", "regional", "regional", "global", "global")
    former = [hall.organisation(level, member=True) for level in levels]
    for one in former:
        hall.seat(one, on=DAY, until=TERM_FROM)

    declared(counted(closed(hall, [former[0], *hall.members(8)], some(9, 40, favour=(0,)))))

    sitting = hall.sitting(on=TERM_FROM)
    assert (len(sitting), former[0] in {one.organisation for one in sitting}) == (6, True)
    assert {one.until for one in Tenure.objects.filter(from_date=DAY)} == {TERM_FROM}


def test_seats_that_are_still_taken_are_not_given_twice(hall, poll):
    hall.seat(hall.organisation("national", member=True), on=DAY)

    with pytest.raises(CharterRefuses) as refused:
        declared(counted(poll))

    assert keys(refused) == [f"{SEAT} elections.seats-taken"]
    assert (Elected.objects.count(), Tenure.objects.count()) == (0, 1)


def test_whoever_is_named_to_be_there_is_there_while_they_act_for_the_holder(hall, poll):
    """One person for two who are elected is there for the first; one who has left their organisation for nobody."""
    made = counted(poll, seed=SEED)
    first, second, third, fourth = (poll.candidacies.get(number=number) for number in made.result["winners"][:4])
    both, gone, stays = hall.person(first.organisation), hall.person(), hall.person(fourth.organisation)
    people.affiliate(both, second.organisation, on=DAY, by=SYSTEM, at=COUNTED)
    for one, occupant in ((first, both), (second, both), (third, gone), (fourth, stays)):
        Candidacy.objects.filter(pk=one.pk).update(occupant=occupant)

    rows = declared(made)

    assert [one.tenure.occupant for one in rows[:4]] == [both, None, None, stays]


def test_one_entry_says_who_was_elected_and_the_chain_holds(hall, poll):
    rows = declared(counted(poll))

    entry = Entry.objects.get(act="elections.declare")
    assert (entry.public, entry.clause, len(entry.after["names"])) == (True, SEAT, 6)
    assert entry.after["names"][0] == dict(rows[0].candidacy.organisation.name)
    assert journal.verify(hall.institution.uid) is None


def test_candidates_and_members_are_told_once(hall, poll, cast):
    made = counted(poll, seed=SEED)
    winner = poll.candidacies.get(number=made.result["winners"][0]).organisation
    loser = poll.candidacies.exclude(number__in=made.result["winners"]).first().organisation
    speaks = {one: hall.person(one) for one in (winner, loser)}

    declared(made)

    told = {one.person: one.kind for one in Notice.objects.select_related("person")}
    assert told[speaks[winner]] == "elections.elected"
    assert told[speaks[loser]] == "elections.not-elected"
    assert told[cast.chadia.person] == "elections.declared"
    assert Notice.objects.count() == len(told)
    assert {one.path for one in Notice.objects.all()} == {f"/arab-review/elections/{poll.uid}/result/"}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    levels=st.lists(st.sampled_from(["national", "regional", "global"]), min_size=6, max_size=10),
    seats=st.integers(5, 6),
    chance=st.integers(0, 10_000),
    method=st.sampled_from([Method.BALANCED_STV, Method.SCOTTISH_STV, Method.MEEK]),
)
def test_whatever_is_declared_is_made_up_as_the_charter_asks(hall, levels, seats, chance, method):
    hall.adopt(BOARD, LEVELS_EQUAL) if not hall.charter.get("body.board") else None
    Elected.objects.all().delete()
    Tenure.objects.all().delete()
    candidates = [hall.organisation(level, member=True) for level in levels]
    papers = some(len(levels), random.Random(chance).randint(0, 30), seed=chance)
    poll = closed(hall, candidates, papers, seats=seats, method=method)
    try:
        declared(counted(poll))
    except Exception as refused:
        if type(refused).__name__ not in ("CharterRefuses", "CannotBeCounted"):
            raise
        assert not Tenure.objects.exists()
        return
    would = composing.would(poll, hall.charter, [], on=TERM_FROM)
    assert kernel.composition(hall.charter, "body.board", would.holders) == ()
    assert would.seated == len(poll.elected.all())
