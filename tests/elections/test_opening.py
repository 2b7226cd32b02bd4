"""From nominations to voting: who stands is fixed, then who may vote, then voting opens."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from mithaq.elections import services
from mithaq.elections.enums import Method, Secrecy, Standing, State
from mithaq.elections.models import Candidacy, Elector
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry
from mithaq.kernels import elections as kernel
from mithaq.kernels.charter import CharterRefuses
from mithaq.notices.models import Notice
from mithaq.people import services as people
from mithaq.people.selectors import members
from tests.bodies.network import DAY, GROUP, keys
from tests.elections.hall import (
    AFTER,
    BOARD,
    CALLED,
    CLOSES,
    LEVELS_EQUAL,
    NOMINATIONS_UNTIL,
    OPENS,
    ROLL_ON,
    SEAT,
)

A_DAY = timedelta(days=1)
CLOSED = NOMINATIONS_UNTIL + AFTER


@pytest.fixture
def election(hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    return hall.call()


def fix(election, **told):
    return services.fix_roll(election, by=SYSTEM, at=told.pop("at", CLOSED), **told)


def test_an_election_goes_from_nominations_to_open_voting(hall, election):
    hall.nominate(election, 9)

    election = hall.open(election, voters=2)

    assert (election.state, election.opened_at) == (State.OPEN, OPENS + AFTER)
    assert len(hall.electors(election)) == 11
    assert (bool(election.public_key), bool(election.signing_key)) == (True, True)
    acts = ["elections.close_nominations", "elections.fix_roll", "elections.open"]
    assert [one.public for one in Entry.objects.filter(act__in=acts)] == [True, True, True]


def test_a_named_election_has_no_key_of_a_box(hall):
    hall.adopt(BOARD)
    election = hall.call(secrecy=Secrecy.NAMED)
    hall.nominate(election, 6)

    election = hall.open(election)

    assert (election.public_key, bool(election.signing_key)) == ("", True)


def test_numbers_on_the_ballot_are_drawn_by_a_lot_anybody_can_draw_again(hall, election):
    standing = hall.nominate(election, 9)

    hall.close_nominations(election)

    drawn = kernel.lots(election.uid, [one.uid for one in standing])
    assert [Candidacy.objects.get(number=n).uid for n in range(9)] == [standing[place].uid for place in drawn]


def test_what_the_count_rests_on_is_frozen(hall, election):
    standing = hall.nominate(election, 9)
    election = hall.close_nominations(election)
    first = Candidacy.objects.get(pk=standing[0].pk)
    people.describe(hall.institution, {"region": ["africa"]}, organisation=first.organisation, by=SYSTEM, at=CLOSED)

    assert Candidacy.objects.get(pk=first.pk).attributes == {"level": ["national"]}
    assert election.quotas == [
        {
            "key": "body.board.balance.levels",
            "over": "level",
            "rule": "equal",
            "values": ["national", "regional", "global"],
        }
    ]
    assert election.sitting == []


def test_who_stays_in_their_seats_counts_in_the_quotas(hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    for level in ("national", "regional"):
        hall.seat(hall.organisation(level, member=True))
    election = hall.call(seats=4)
    for level in ("global", "national"):
        hall.nominate(election, hall.members(2, level=level))
    with pytest.raises(CharterRefuses):
        hall.close_nominations(election)  # of six, two are to be regional, and only the one who stays is

    hall.stands(election, hall.organisation("regional", member=True))
    election = hall.close_nominations(election)

    assert election.sitting == [{"level": ["national"]}, {"level": ["regional"]}]


def test_aims_count_as_quotas_where_the_election_keeps_them(hall):
    hall.adopt(BOARD, LEVELS_EQUAL + "must = false\n")
    for keeps, asked in ((True, ["body.board.balance.levels"]), (False, [])):
        election = hall.call(keeps_aims=keeps)
        hall.nominate(election, 6)
        assert [one["key"] for one in hall.close_nominations(election).quotas] == asked
        services.cancel(election, reason="A trial.", by=SYSTEM, at=CLOSED)


def test_what_is_only_proposed_is_no_quota(hall):
    hall.adopt(BOARD, LEVELS_EQUAL + 'status = "proposed"\n')
    election = hall.call()
    hall.nominate(election, hall.members(6, level="global"))

    assert hall.close_nominations(election).quotas == []


def test_who_has_not_answered_does_not_stand(hall, election):
    hall.nominate(election, 6)
    [silent] = hall.members(1)
    services.nominate(election, organisation=silent, by=SYSTEM, at=CALLED)

    hall.close_nominations(election)

    candidacy = Candidacy.objects.get(organisation=silent)
    assert (candidacy.standing, candidacy.number) == (Standing.PROPOSED, None)


def test_nominations_are_not_closed_where_nobody_stands(hall, election):
    with pytest.raises(ValidationError, match="Nobody stands yet"):
        hall.close_nominations(election)


def test_quotas_nobody_can_meet_are_refused_with_what_stands_against_them_and_what_would_mend_it(hall, election):
    hall.nominate(election, hall.members(4, level="national") + hall.members(4, level="regional"))

    with pytest.raises(CharterRefuses) as refused:
        hall.close_nominations(election)

    levels = "body.board.balance.levels"
    assert keys(refused)[0] == f"{levels} elections.out-of-reach"
    stuck = [one.facts for one in refused.value.findings if one.key == "elections.out-of-reach"]
    assert [(one["value"], one["standing"]) for one in stuck if one["value"] == "global"] == [("global", 0)]
    [more] = [one.facts["more"] for one in refused.value.findings if one.key == "elections.nominate-more"]
    assert sum(one["number"] for one in more) == 2
    assert {"level": "global"} in [one["values"] for one in more]
    assert f"{levels} elections.loosen" in keys(refused)
    assert hall.read(election).state == State.NOMINATING
    assert not Candidacy.objects.exclude(number=None).exists()


def test_quotas_that_stand_against_each_other_are_named_by_their_clauses(hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    crossed = {"over": "level", "rule": "at-least", "values": ["global"], "number": 4}
    election = hall.call(own_quotas=[crossed])
    hall.nominate(election, 12)

    with pytest.raises(CharterRefuses) as refused:
        hall.close_nominations(election)

    against = {one.clause for one in refused.value.findings if one.key == "elections.out-of-reach"}
    assert against == {"body.board.balance.levels", SEAT}  # a further quota rests on the clause of the seats


def test_a_count_by_sections_is_refused_where_the_quotas_do_not_part_the_seats(hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    parted = hall.call(method=Method.SECTIONS)
    hall.nominate(parted, 9)
    assert hall.close_nominations(parted).state == State.NOMINATED
    services.cancel(parted, reason="A trial.", by=SYSTEM, at=CLOSED)

    hall.adopt(BOARD, on=DAY + A_DAY)
    election = hall.call(method=Method.SECTIONS, now=CALLED + A_DAY)
    hall.nominate(election, 9)

    with pytest.raises(CharterRefuses) as refused:
        hall.close_nominations(election)
    assert keys(refused) == [f"{SEAT} elections.no-sections"]


def test_fewer_candidates_than_seats_go_on_where_the_quotas_allow_it(hall, election):
    hall.nominate(election, 3)

    election = hall.open(election)

    assert (election.state, Candidacy.objects.filter(number__isnull=False).count()) == (State.OPEN, 3)


def test_who_could_not_be_seated_any_more_stands_against_closing(hall, election):
    standing = hall.nominate(election, 9)
    membership = members(hall.institution, on=DAY).get(organisation=standing[0].organisation)
    people.release(membership, on=DAY + A_DAY, by=SYSTEM, at=CALLED + A_DAY)

    with pytest.raises(CharterRefuses) as refused:
        hall.close_nominations(election)
    assert keys(refused) == ["membership bodies.not-a-member"]

    services.refuse(standing[0], reason="They left the network.", by=SYSTEM, at=CLOSED)
    assert hall.close_nominations(election).state == State.NOMINATED


def test_nominations_are_closed_early_only_with_a_reason(hall, election):
    hall.nominate(election, 6)

    with pytest.raises(ValidationError) as refused:
        services.close_nominations(election, by=SYSTEM, at=CALLED + A_DAY)
    assert list(refused.value.message_dict) == ["reason"]

    election = services.close_nominations(election, reason="All have answered.", by=SYSTEM, at=CALLED + A_DAY)
    assert (election.state, election.nominations_until) == (State.NOMINATED, CALLED + A_DAY)


def test_nominations_go_on_with_a_reason_and_what_was_fixed_is_given_up(hall, election):
    standing = hall.nominate(election, 6)
    election = hall.close_nominations(election)
    more = {"nominations_until": OPENS + A_DAY, "opens_at": OPENS + 2 * A_DAY, "closes_at": CLOSES + 2 * A_DAY}

    with pytest.raises(ValidationError) as refused:
        services.prolong(election, reason="", **more, by=SYSTEM, at=CLOSED)
    assert list(refused.value.message_dict) == ["reason"]

    election = services.prolong(election, reason="Too few stand.", **more, by=SYSTEM, at=CLOSED)
    assert (election.state, election.quotas, election.nominations_until) == (
        State.NOMINATING,
        [],
        OPENS + A_DAY,
    )
    assert Candidacy.objects.get(pk=standing[0].pk).number is None
    assert hall.stands(election, *hall.members(1), now=CLOSED).standing == Standing.STANDS


# the roll


def test_each_member_organisation_votes_once_and_no_staff(hall, election):
    members = hall.members(3)
    hall.person(members[0])
    hall.organisation()  # takes no part

    fix(election)

    roll = hall.electors(election)
    assert [one.organisation for one in roll] == members
    assert not any(one.person_id for one in roll)


def test_where_persons_are_the_members_each_votes_for_themselves(hall):
    hall.adopt(BOARD.replace('[membership]\nholder = "organisation"', '[membership]\nholder = "person"'))
    election = hall.call()
    person = hall.person()
    people.admit(hall.institution, person=person, role="member", on=DAY, by=SYSTEM, at=CALLED)

    fix(election)

    assert person in [one.person for one in hall.electors(election)]
    told = members(hall.institution, on=ROLL_ON).filter(role="member").values_list("person", flat=True)
    assert {one.person_id for one in hall.electors(election)} == set(told)


def test_where_a_body_chooses_whoever_decides_in_it_votes(hall):
    hall.adopt(BOARD, GROUP.replace('among = "', 'chosen_by = "body.group"\namong = "'))
    group = hall.group()
    inside = hall.members(2)
    hall.members(3)
    for one in inside:
        hall.ask(group, one)
    election = hall.call(group, "body.group.seat.co-lead", seats=2)

    fix(election)

    assert [one.organisation for one in hall.electors(election)] == inside


def test_where_states_choose_each_member_state_votes(hall):
    text = BOARD.replace(
        'holder = "organisation"\nselection = "criteria"',
        'holder = "state"\nselection = "criteria"\ncountries = ["TN", "MA"]',
    )
    hall.adopt(text.replace('term = "2 years"', 'chosen_by = "states"'))
    election = hall.call()

    fix(election)

    assert [one.country for one in hall.electors(election)] == ["MA", "TN"]


def test_who_joins_after_the_day_is_not_on_the_roll(hall, election):
    hall.members(2)
    late = hall.organisation()
    people.admit(hall.institution, organisation=late, on=ROLL_ON + A_DAY, by=SYSTEM, at=CALLED)

    assert fix(election, at=OPENS) == 2
    assert late not in [one.organisation for one in hall.electors(election)]


def test_the_roll_is_not_fixed_before_its_day_or_without_anybody(hall, election):
    with pytest.raises(ValidationError) as early:
        fix(election, at=CALLED)
    assert list(early.value.message_dict) == ["roll_on"]

    with pytest.raises(ValidationError, match="Nobody may vote"):
        fix(election)


def test_the_roll_is_fixed_once_unless_for_another_day(hall, election):
    hall.members(2)
    fix(election)
    hall.members(1)

    assert fix(election) == 2
    assert fix(election, on=ROLL_ON - A_DAY) == 3
    assert (hall.read(election).roll_on, Elector.objects.count()) == (ROLL_ON - A_DAY, 3)


# voting opens


def test_voting_does_not_open_before_nominations_are_closed(hall, election):
    hall.nominate(election, 6)

    with pytest.raises(ValidationError) as refused:
        services.open_voting(election, by=SYSTEM, at=OPENS)

    assert refused.value.code == "state"


def test_voting_opens_early_only_with_a_reason_and_not_after_its_end(hall, election):
    hall.nominate(election, 6)
    hall.close_nominations(election)

    with pytest.raises(ValidationError) as early:
        services.open_voting(election, by=SYSTEM, at=CLOSED)
    with pytest.raises(ValidationError) as late:
        services.open_voting(election, by=SYSTEM, at=CLOSES)
    assert (list(early.value.message_dict), list(late.value.message_dict)) == (["reason"], ["closes_at"])

    election = services.open_voting(election, reason="Everybody is here.", by=SYSTEM, at=CLOSED)
    assert (election.state, election.opens_at) == (State.OPEN, CLOSED)


def test_voting_does_not_open_where_who_is_left_cannot_meet_the_quotas(hall, election):
    standing = hall.nominate(election, 6)
    hall.close_nominations(election)
    services.withdraw(standing[2], by=SYSTEM, at=CLOSED)  # the second of two global ones is left: two, two and one
    services.withdraw(standing[5], by=SYSTEM, at=CLOSED)

    with pytest.raises(CharterRefuses) as refused:
        services.open_voting(election, by=SYSTEM, at=OPENS)

    assert keys(refused)[0] == "body.board.balance.levels elections.out-of-reach"
    assert hall.read(election).state == State.NOMINATED


def test_whoever_may_vote_is_told_until_when(hall, election):
    hall.nominate(election, 6)
    [member] = hall.members(1)
    speaker, stranger = hall.person(member), hall.person()

    hall.open(election)

    told = Notice.objects.filter(kind="elections.open")
    assert [one.facts["closes_at"] for one in told.filter(person=speaker)] == [CLOSES.isoformat()]
    assert not told.filter(person=stranger).exists()


def test_a_second_time_changes_nothing(hall, election):
    hall.nominate(election, 6)
    hall.open(election)
    before = Entry.objects.count()

    services.open_voting(election, by=SYSTEM, at=OPENS + A_DAY)

    assert (hall.read(election).opened_at, Entry.objects.count()) == (OPENS + AFTER, before)
