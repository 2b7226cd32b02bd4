"""Whatever is done, in whatever order, nothing stands that the charter forbids."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from mithaq.bodies import clauses, composing, selectors, services
from mithaq.bodies.models import Body, Tenure, Waiting
from mithaq.bodies.parties import key_of
from mithaq.foundation import journal
from mithaq.foundation.actors import SYSTEM
from mithaq.kernels import cadence
from mithaq.kernels import charter as kernel
from mithaq.kernels.charter import CharterRefuses
from mithaq.people import selectors as people
from tests.bodies.network import DAY, Network, at

TEXT = """
[membership]
holder = "organisation"
selection = "self-selection"
[body.board]
name = "Board"
kind = "board"
[body.board.seat.member]
name = "Member"
count = "2-3"
holder = "organisation"
selection = "election"
term = "3 months"
renewal = "once"
[body.board.balance.levels]
over = "level"
rule = "equal"
values = ["local", "national"]
[body.group]
name = "Group"
kind = "working-group"
number = 2
lasts = "6 months"
[body.group.seat.member]
name = "Member"
count = "up to 2"
holder = "organisation"
selection = "self-selection"
waitlist = true
[body.group.seat.lead]
name = "Lead"
count = 1
holder = "organisation"
selection = "election"
among = "body.group.seat.member"
[body.group.power.no-more]
denies = ["additional-decision"]
to = "body.group.seat.lead"
[body.fund]
name = "Fund"
kind = "board"
[body.fund.seat.donors]
name = "Donors"
count = "open"
holder = "donor"
selection = "contribution"
threshold = "10 EUR"
"""
ORGANISATIONS = 5
WHO = st.integers(0, ORGANISATIONS - 1)
WHICH = st.integers(0, 9)
DAYS = st.integers(0, 40)
PHASES = (Phase.explicit, Phase.generate)  # an act asks a database: to look for the shortest sequence takes minutes


def machine(network: Network) -> type[RuleBasedStateMachine]:
    network.adopt(TEXT)
    levels = ("local", "national", "national", "local", "regional")
    members = [network.organisation(level, member=True) for level in levels]

    class Everything(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.today = DAY
            self.undo = transaction.atomic()
            self.undo.__enter__()

        def teardown(self) -> None:
            broken = journal.verify(network.institution.uid)
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)
            assert broken is None

        def attempt(self, act, *args, **told) -> None:
            """It is done, or refused with nothing written."""
            try:
                with transaction.atomic():
                    act(*args, **told)
            except (CharterRefuses, ValidationError):
                pass

        def groups(self) -> list[Body]:
            return list(Body.objects.filter(clause="body.group").order_by("pk"))

        @rule(who=WHO, later=DAYS)
        def take_a_seat(self, who: int, later: int) -> None:
            self.attempt(network.seat, members[who], on=self.today + timedelta(days=later))

        @rule(which=WHICH)
        def serve_again(self, which: int) -> None:
            held = list(Tenure.objects.filter(seat__clause="body.board.seat.member").order_by("pk"))
            if held:
                one = held[which % len(held)]
                self.attempt(network.seat, one.organisation, on=one.until)

        @rule(which=WHICH, later=DAYS)
        def leave(self, which: int, later: int) -> None:
            held = list(Tenure.objects.order_by("pk"))
            if held:
                self.attempt(network.vacate, held[which % len(held)], self.today + timedelta(days=later))

        @rule()
        def open_a_group(self) -> None:
            self.attempt(network.group, self.today)

        @rule(which=WHICH)
        def close_a_group(self, which: int) -> None:
            if groups := self.groups():
                group = groups[which % len(groups)]
                self.attempt(services.close, group, on=self.today, reason="Done.", by=SYSTEM, at=at(self.today))

        @rule(who=WHO, which=WHICH)
        def ask(self, who: int, which: int) -> None:
            if groups := self.groups():
                self.attempt(network.ask, groups[which % len(groups)], members[who], on=self.today)

        @rule(who=WHO, which=WHICH)
        def lead(self, who: int, which: int) -> None:
            if groups := self.groups():
                body = groups[which % len(groups)]
                self.attempt(network.seat, members[who], body=body, clause="body.group.seat.lead", on=self.today)

        @rule(who=WHO, amount=st.sampled_from(["4", "10", "-6"]), currency=st.sampled_from(["EUR", "USD"]))
        def give(self, who: int, amount: str, currency: str) -> None:
            told = {"amount": Decimal(amount), "currency": currency, "received_on": self.today}
            fund = network.body("fund")
            services.record_contribution(fund, organisation=members[who], by=SYSTEM, at=at(self.today), **told)
            clause = "body.fund.seat.donors"
            self.attempt(network.seat, members[who], body=fund, clause=clause, basis="contribution", on=self.today)

        @rule(days=st.integers(1, 70))
        def time_passes(self, days: int) -> None:
            self.today += timedelta(days=days)
            network.tend(self.today)
            assert network.tend(self.today) == 0

        @invariant()
        def periods_of_a_seat_never_overlap(self) -> None:
            periods = defaultdict(list)
            for seat, begins, until in Tenure.objects.values_list("seat", "from_date", "until"):
                periods[seat].append(cadence.Period(begins, until))
            assert [found for of_seat in periods.values() if (found := cadence.overlapping(of_seat))] == []

        @invariant()
        def whoever_sits_may_sit_today_and_on_every_day_to_come(self) -> None:
            groups, held = self.groups(), list(Tenure.objects.select_related("seat__body"))
            for day in sorted({self.today, *(one.from_date for one in held if one.from_date > self.today)}):
                sitting = self.sitting(held, day)
                self.nobody_sits_where_there_is_no_seat(sitting)
                self.who_leads_is_a_member(sitting)
                self.the_balance_of_the_board_can_be_reached(sitting)
                assert sum(group.holds(day) for group in groups) <= 2, "there are two groups at most"

        def nobody_sits_where_there_is_no_seat(self, sitting: dict[Body, list[Tenure]]) -> None:
            for body, held in sitting.items():
                counts = Counter(one.seat.clause for one in held)
                for clause, number in counts.items():
                    most = clauses.most(network.charter.by_id[clause])
                    assert most is None or number <= most
                holders = Counter((key_of(one), one.seat.clause) for one in held)
                assert max(holders.values()) == 1
                assert all(one.until is None or body.until is None or one.until <= body.until for one in held)

        def who_leads_is_a_member(self, sitting: dict[Body, list[Tenure]]) -> None:
            for held in sitting.values():
                plain = {key_of(one) for one in held if one.seat.clause == "body.group.seat.member"}
                lead = {key_of(one) for one in held if one.seat.clause == "body.group.seat.lead"}
                assert lead <= plain

        def the_balance_of_the_board_can_be_reached(self, sitting: dict[Body, list[Tenure]]) -> None:
            held = [one for body, many in sitting.items() if body.key == "board" for one in many]
            known = people.attributes_of(network.institution, map(key_of, held))
            assert kernel.reachable(network.charter, "body.board", composing.holders(held, known), None)

        @invariant()
        def each_holder_has_one_vote_at_most_and_only_for_what_was_given(self) -> None:
            for body in selectors.bodies(network.institution, on=self.today):
                voters = network.voters(body, on=self.today)
                assert len({one.holder for one in voters}) == len(voters)
                assert {one.votes for one in voters} <= {1}
                if body.key == "fund":
                    sums = {o.pk: self.given(o) for o in members}
                    assert all(sums[one.tenure.organisation_id] >= 10 for one in voters)

        @invariant()
        def terms_are_served_twice_in_a_row_at_most(self) -> None:
            served = defaultdict(list)
            rows = Tenure.objects.filter(seat__clause="body.board.seat.member").order_by("from_date")
            for who, begins, until in rows.values_list("organisation", "from_date", "until"):
                served[who].append(cadence.Period(begins, until))
            for periods in served.values():
                for one in periods:
                    assert cadence.may_serve(periods, cadence.Renewal(in_a_row=2), begins=one.begins).may

        @invariant()
        def nobody_waits_for_a_seat_that_is_free(self) -> None:
            for waiting in Waiting.objects.filter(left_at=None).select_related("body"):
                held = network.sitting(waiting.body, on=self.today)
                free = 2 - sum(one.seat.clause == waiting.clause for one in held)
                coming = Tenure.objects.filter(seat__body=waiting.body, from_date__gt=self.today).count()
                assert free <= coming

        def given(self, organisation) -> Decimal:
            found = selectors.Contribution.objects.filter(organisation=organisation, currency="EUR")
            return sum((one.amount for one in found), Decimal())

        def sitting(self, held: list[Tenure], day: date) -> dict[Body, list[Tenure]]:
            found = defaultdict(list)
            for one in held:
                if one.holds(day) and one.seat.body.holds(day):
                    found[one.seat.body].append(one)
            return found

    return Everything


@pytest.mark.parametrize("steps", [25])
def test_no_sequence_of_acts_brings_about_what_the_charter_forbids(network, steps):
    run_state_machine_as_test(
        machine(network),
        settings=settings(
            max_examples=8,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=PHASES,
        ),
    )
