"""Something is put to a body by its rule, said yes or no to by seats that have a vote, and decided once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from mithaq.bodies import services as seating
from mithaq.cycles import services as cycles
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry
from mithaq.kernels.charter import CharterRefuses
from mithaq.meetings import selectors, services
from mithaq.meetings.enums import State
from mithaq.meetings.models import Attendance, Motion, Position
from mithaq.people.models import Person
from tests.bodies.network import DAY, GROUP, at
from tests.meetings.house import BOARD, FUND, donors_of

CONSENSUS = BOARD.replace('"simple-majority"', '"consensus"')


def keys(refused):
    return [(one.clause, one.key) for one in refused.value.findings]


class TestProposing:
    def test_a_rule_made_for_the_matter_comes_before_one_for_any(self, house):
        money = '[body.board.decision.money]\non = "money"\nrule = "qualified-majority"\nshare = "2/3"\n'
        house.adopt(BOARD, money)

        assert house.propose(matter="money").clause == "body.board.decision.money"
        assert house.propose(matter="report").clause == "body.board.decision.any"

    def test_without_a_rule_nothing_is_put_to_a_body_and_the_clause_that_would_be_needed_is_told(self, house):
        house.adopt(BOARD.replace("[body.board.decision.any]", "[body.board.decision.any]\non = 'money'"))

        with pytest.raises(CharterRefuses) as refused:
            house.propose(matter="membership")

        [finding] = refused.value.findings
        assert (finding.clause, finding.key) == ("body.board", "meetings.no-rule")
        assert finding.facts["needed"] == "[body.board.decision.any]"
        assert Motion.objects.count() == 0

    def test_a_rule_that_is_a_proposal_only_counts_where_there_is_no_other(self, house):
        proposed = BOARD.replace('rule = "simple-majority"', 'rule = "consensus"\nstatus = "proposed"')
        house.adopt(proposed)
        assert house.propose().clause == "body.board.decision.any"

        house.adopt(proposed, '[body.board.decision.all]\nrule = "simple-majority"\n')
        assert house.propose().clause == "body.board.decision.all"

    def test_the_charter_is_amended_by_its_own_clause(self, house):
        house.adopt(BOARD, '[amendment]\nby = "body.board"\nrule = "unanimity"\n')

        assert house.propose(matter="charter").clause == "amendment"

    def test_a_body_that_may_not_amend_the_charter_is_not_asked_to(self, house):
        house.adopt(BOARD, FUND, '[amendment]\nby = "body.board"\nrule = "unanimity"\n')

        with pytest.raises(CharterRefuses) as refused:
            house.propose(house.body("fund"), matter="charter")

        assert keys(refused) == [("amendment", "meetings.other-body")]

    def test_only_who_sits_or_an_officer_on_the_bodys_behalf_proposes(self, house, cast):
        house.adopt(BOARD)
        [seated] = house.board(1)
        assert house.propose(account=seated).state == State.PROPOSED
        assert house.propose(account=cast.badr.account).state == State.PROPOSED

        with pytest.raises(PermissionDenied):
            house.propose(account=cast.chadia.account)

    def test_an_observer_proposes_nothing(self, house, observer):
        with pytest.raises(CharterRefuses) as refused:
            house.propose(account=observer)

        assert keys(refused) == [("body.board.observers", "meetings.observer")]

    def test_where_a_phase_opens_it_nothing_is_proposed_outside_that_phase(self, house, cast):
        phase = '[phase.proposals]\nname = "Proposals"\nwhen = "2021-06"\nopens = "meetings.propose"\n'
        house.adopt(BOARD, phase)
        cycles.stand(house.institution, house.charter, on=DAY, by=SYSTEM, at=at(DAY))

        with pytest.raises(CharterRefuses) as refused:
            house.propose(account=cast.badr.account)

        assert keys(refused) == [("phase.proposals", "cycles.phase-ahead")]
        assert house.propose(account=cast.badr.account, on=date(2021, 6, 2)).state == State.PROPOSED

    def test_what_is_withdrawn_is_not_decided(self, house):
        house.adopt(BOARD)
        motion = house.propose()

        services.withdraw(motion, because="Too early.", by=SYSTEM, at=at(DAY))

        assert house.close(motion).state == State.WITHDRAWN


class TestPositions:
    def test_one_a_seat_and_changed_until_it_is_closed(self, house):
        house.adopt(BOARD)
        first, *_others = house.board(3)
        motion = house.propose()

        house.says(motion, first, "against")
        house.says(motion, first, "for", reason="After all.")

        [position] = Position.objects.all()
        assert (position.stance, position.reason) == ("for", "After all.")
        house.close(motion)
        with pytest.raises(ValidationError):
            house.says(motion, first, "against")

    def test_the_same_again_writes_nothing(self, house):
        house.adopt(BOARD)
        [first] = house.board(1)
        motion = house.propose()
        house.says(motion, first, "for")
        entries = Entry.objects.count()

        house.says(motion, first, "for")

        assert Entry.objects.count() == entries

    def test_an_observer_reads_and_does_not_decide(self, house, observer):
        motion = house.propose()

        with pytest.raises(CharterRefuses) as refused:
            house.says(motion, observer, "for")

        assert keys(refused) == [("body.board.observers", "meetings.observer")]
        assert Position.objects.count() == 0

    def test_who_has_no_seat_takes_no_position(self, house, cast):
        house.adopt(BOARD)
        motion = house.propose()

        with pytest.raises(PermissionDenied):
            house.says(motion, cast.badr.account, "for")

    def test_a_donor_of_2999999_does_not_vote_and_one_of_3000000_does(self, house):
        house.adopt(BOARD, FUND)
        fund = house.body("fund")
        small, large = house.organisations(2, member=True)
        accounts = [house.representative(one) for one in (small, large)]
        for donor, account in zip((small, large), accounts, strict=True):
            told = {"body": fund, "clause": "body.fund.seat.donor", "basis": "contribution"}
            house.seat(donor, occupant=Person.objects.get(account=account), **told)
        house.gives(fund, small, "2999999")
        house.gives(fund, large, "3000000")
        motion = house.propose(fund)

        with pytest.raises(CharterRefuses) as refused:
            house.says(motion, accounts[0], "against")
        house.says(motion, accounts[1], "for")

        [finding] = refused.value.findings
        assert (finding.clause, finding.key) == ("body.fund.decision.any", "meetings.below-threshold")
        assert (finding.facts["gave"], finding.facts["need"]) == ("2999999 EUR", "3000000 EUR")
        decided = house.close(motion)
        assert (decided.state, decided.outcome["seats"], decided.outcome["for"]) == (State.ADOPTED, 1, 1)

    def test_contributions_count_up_to_the_day_on_which_the_vote_was_opened(self, house):
        fund, donors, accounts = donors_of(house, "3000000", "2999999")
        motion = house.propose(fund)
        next_day = DAY + timedelta(days=1)
        house.gives(fund, donors[1], "1", on=next_day)

        with pytest.raises(CharterRefuses) as refused:
            house.says(motion, accounts[1], "against", on=next_day)

        assert refused.value.findings[0].facts["gave"] == "2999999 EUR"
        later = house.propose(fund, on=next_day)
        house.says(later, accounts[1], "against", on=next_day)
        assert house.close(later, on=next_day).outcome["given_until"] == next_day.isoformat()
        assert house.close(motion, on=next_day).outcome["seats"] == 1

    def test_a_double_majority_needs_the_heads_and_what_votes_weigh(self, house):
        rule = 'rule = "double-majority"\nweighted = "contribution"'
        fund, _donors, accounts = donors_of(house, "20000000", "4000000", "3000000", rule=rule)
        heads, weight, both = (house.propose(fund) for _ in range(3))
        for motion, stances in ((heads, ("against", "for", "for")), (weight, ("for", "against", "against"))):
            for account, stance in zip(accounts, stances, strict=True):
                house.says(motion, account, stance)
        for account in accounts[:2]:
            house.says(both, account, "for")

        assert house.close(heads).state == house.close(weight).state == State.NOT_ADOPTED
        closed = house.close(both)
        assert closed.state == State.ADOPTED
        assert [(one["key"], one["have"], one["of"]) for one in closed.outcome["steps"][-2:]] == [
            ("heads", "2", "2"),
            ("majority", "24000000", "24000000"),
        ]

    def test_the_power_of_a_weighted_vote_is_kept_with_the_decision(self, house):
        """5 against 4 and 3: no two can do without the third's being one of two, so all three have the same power."""
        rule = 'rule = "simple-majority"\nweighted = "contribution"'
        fund, _donors, accounts = donors_of(house, "5000000", "4000000", "3000000", rule=rule)
        motion = house.propose(fund)
        for account in accounts:
            house.says(motion, account, "for")

        outcome = house.close(motion).outcome

        assert [(one["gave"], one["power"]) for one in outcome["votes"]] == [
            ("5000000.00", "1/3"),
            ("4000000.00", "1/3"),
            ("3000000.00", "1/3"),
        ]

    def test_a_co_lead_has_exactly_one_vote(self, house):
        house.adopt(GROUP, '[body.group.decision.any]\nrule = "simple-majority"\n')
        group = seating.open_group(house.institution, "body.group", theme={"en": "Data"}, on=DAY, by=SYSTEM, at=at(DAY))
        both, other, third = house.organisations(3)
        accounts = [house.representative(one) for one in (both, other, third)]
        for one, account in zip((both, other, third), accounts, strict=True):
            told = {"body": group, "clause": "body.group.seat.member", "basis": "self-selection"}
            house.seat(one, occupant=Person.objects.get(account=account), **told)
        lead = {"body": group, "clause": "body.group.seat.co-lead", "basis": "election"}
        house.seat(both, occupant=Person.objects.get(account=accounts[0]), **lead)
        motion = house.propose(group)

        house.says(motion, accounts[0], "for")
        house.says(motion, accounts[1], "against")
        decided = house.close(motion)

        assert (decided.state, decided.outcome["for"], decided.outcome["seats"]) == (State.NOT_ADOPTED, 1, 3)
        assert [one["votes"] for one in decided.outcome["votes"]] == [1, 1, 1]

    def test_an_alternate_speaks_where_the_occupant_does_not(self, house):
        house.adopt(BOARD)
        organisation = house.organisation(member=True)
        occupant, standing_in = (house.representative(organisation) for _ in range(2))
        tenure = house.seat(organisation, occupant=Person.objects.get(account=occupant))
        seating.name_alternate(tenure, Person.objects.get(account=standing_in), on=DAY, by=SYSTEM, at=at(DAY))
        motion = house.propose()

        house.says(motion, standing_in, "against")
        house.says(motion, occupant, "for")

        with pytest.raises(ValidationError):
            house.says(motion, standing_in, "against")
        assert [one.stance for one in Position.objects.all()] == ["for"]


class TestDeciding:
    def test_more_for_than_against_adopts_and_every_figure_is_kept(self, house):
        house.adopt(BOARD)
        accounts = house.board(4)
        motion = house.propose()
        for account, stance in zip(accounts, ("for", "for", "against", "abstains"), strict=True):
            house.says(motion, account, stance)

        decided = house.close(motion)

        said = decided.outcome
        assert decided.state == State.ADOPTED
        assert selectors.adopted(motion)
        assert [said[key] for key in ("for", "against", "abstains", "silent", "seats")] == [2, 1, 1, 0, 4]
        assert said["rule"] == "simple-majority"

    def test_a_tie_adopts_nothing(self, house):
        house.adopt(BOARD)
        first, second, _third = house.board(3)
        motion = house.propose()
        house.says(motion, first, "for")
        house.says(motion, second, "against")

        assert house.close(motion).state == State.NOT_ADOPTED
        assert not selectors.adopted(motion)

    def test_a_standing_objection_holds_up_a_consensus(self, house):
        house.adopt(CONSENSUS)
        first, second, _third = house.board(3)
        motion = house.propose()
        house.says(motion, first, "for")
        with pytest.raises(ValidationError):
            house.says(motion, second, "against")
        house.says(motion, second, "objects")

        decided = house.close(motion)

        assert (decided.state, decided.outcome["objects"]) == (State.NOT_ADOPTED, 1)

    def test_an_objection_that_is_taken_back_no_longer_does(self, house):
        house.adopt(CONSENSUS)
        first, second, _third = house.board(3)
        motion = house.propose()
        house.says(motion, first, "for")
        house.says(motion, second, "objects")
        house.says(motion, second, "abstains")

        assert house.close(motion).state == State.ADOPTED

    @pytest.mark.parametrize(("favour", "state"), [(2, State.NOT_ADOPTED), (3, State.ADOPTED)])
    def test_a_qualified_majority_of_seats_needs_its_share_of_all_who_sit(self, house, favour, state):
        rule = 'rule = "qualified-majority"\nshare = "3/4"\nof = "seats"'
        house.adopt(BOARD.replace('rule = "simple-majority"', rule))
        accounts = house.board(4)
        motion = house.propose()
        for account in accounts[:favour]:
            house.says(motion, account, "for")

        assert house.close(motion).state == state

    def test_a_quorum_is_met_by_who_came_though_they_say_nothing(self, house):
        house.adopt(BOARD.replace('rule = "simple-majority"', 'rule = "simple-majority"\nquorum = "1/2"'))
        accounts = house.board(4)
        meeting = house.call()
        alone, attended = house.propose(), house.propose(meeting=meeting)
        rows = list(Attendance.objects.all())
        services.note_attendance(meeting, {rows[1].uid: True}, on=DAY, by=SYSTEM, at=at(DAY))
        for motion in (alone, attended):
            house.says(motion, accounts[0], "for")

        assert house.close(alone).outcome["why"] == "no-quorum"
        assert house.close(attended).state == State.ADOPTED

    def test_closing_twice_changes_nothing(self, house):
        house.adopt(BOARD)
        [first] = house.board(1)
        motion = house.propose()
        house.says(motion, first, "for")
        decided = house.close(motion)

        again = house.close(motion, on=DAY + timedelta(days=9))

        assert (again.state, again.closed_at, again.outcome) == (decided.state, decided.closed_at, decided.outcome)
        assert Entry.objects.filter(act="meetings.adopt").count() == 1

    def test_what_it_recommends_to_is_kept_with_it(self, house):
        told = 'rule = "recommendation"\nrecommends_to = "states"'
        house.adopt(BOARD.replace('rule = "simple-majority"', told))
        [first] = house.board(1)
        motion = house.propose()
        house.says(motion, first, "for")

        assert (house.close(motion).state, Motion.objects.get().recommends_to) == (State.ADOPTED, "states")

    def test_the_outcome_stays_when_the_charter_changes(self, house):
        house.adopt(BOARD)
        [first] = house.board(1)
        motion = house.propose()
        house.says(motion, first, "for")
        house.close(motion)

        house.adopt(CONSENSUS, on=DAY + timedelta(days=1))

        assert Motion.objects.get().outcome["rule"] == "simple-majority"


@pytest.fixture
def observer(house):
    """An account that observes the board on DAY."""
    house.adopt(BOARD)
    guest = house.organisation()
    account = house.representative(guest)
    house.sends(account, guest)
    meeting = house.call()
    services.invite_also(meeting, services.Guest(organisation=guest), as_observer=True, by=SYSTEM, at=at(DAY))
    return account
