"""Votes that weigh by what was given: where it was given in two currencies nothing is put to the vote, or decided."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from mithaq.institutions.selectors import findings
from mithaq.kernels.charter import CharterRefuses
from mithaq.meetings.enums import State
from mithaq.meetings.models import Motion
from mithaq.people.models import Person
from tests.bodies.network import DAY
from tests.meetings.house import BOARD

pytestmark = pytest.mark.django_db
RULE = "body.board.decision.any"
WEIGHED = BOARD.replace('rule = "simple-majority"', 'rule = "simple-majority"\nweighted = "contribution"')


@pytest.fixture
def member(house):
    """Whoever sits in a board that does not weigh votes yet, and gave in two currencies."""
    house.adopt(BOARD)
    [one] = house.organisations(1, member=True)
    account = house.representative(one)
    house.seat(one, clause="body.board.seat.member", basis="election", occupant=Person.objects.get(account=account))
    house.gives(house.body(), one, "10")
    house.gives(house.body(), one, "20", currency="USD")
    return one, account


def findings_of(act):
    with pytest.raises(CharterRefuses) as refused:
        act()
    return refused.value.findings


def refused_by(act):
    return [(one.clause, one.key) for one in findings_of(act)]


def test_nothing_is_put_to_a_body_that_cannot_weigh_its_votes(house, member):
    house.adopt(WEIGHED)

    assert refused_by(house.propose) == [(RULE, "bodies.currencies")]
    assert Motion.objects.count() == 0


def test_a_vote_that_was_open_already_is_not_closed_on_weights_that_do_not_exist(house, member):
    one, account = member
    motion = house.propose()
    house.says(motion, account, "for")
    house.adopt(WEIGHED)

    assert refused_by(lambda: house.close(motion)) == [(RULE, "bodies.currencies")]
    assert Motion.objects.get().state != State.ADOPTED

    house.gives(house.body(), one, "-20", currency="USD")
    house.gives(house.body(), one, "18.40")

    closed = house.close(motion)
    assert (closed.state, closed.outcome["votes"][0]["gave"]) == (State.ADOPTED, "28.40")


def test_what_was_taken_back_as_of_a_later_day_is_told_with_the_day_that_counts_and_can_be_mended(house, member):
    """The weights are those of the day the motion was put: what is taken back later was still there then."""
    one, account = member
    later = DAY + timedelta(days=3)
    motion = house.propose()
    house.says(motion, account, "for")
    house.adopt(WEIGHED)
    house.gives(house.body(), one, "-20", on=later, currency="USD")

    [finding] = findings_of(lambda: house.close(motion, on=later))
    assert (finding.key, finding.facts["on"]) == ("bodies.currencies", DAY.isoformat())
    with translation.override("en"):
        said = findings.said(finding)
    assert "by what was given by \u20681 March 2021" in said
    assert "with the day on which it was received" in said

    assert "then record it again as of that later day, so that it is not taken back twice." in said

    house.gives(house.body(), one, "-20", currency="USD")
    assert house.close(motion, on=later).state == State.ADOPTED
    assert [two.key for two in findings_of(lambda: house.propose(on=later))] == ["bodies.currencies"]
    house.gives(house.body(), one, "20", on=later, currency="USD")
    assert house.propose(on=later).pk != motion.pk


def test_what_is_to_be_done_about_a_sum_taken_back_twice_is_said_in_three_languages(house, member, lang):
    house.adopt(WEIGHED)

    [finding] = findings_of(house.propose)

    with translation.override(lang):
        said = findings.said(finding)
    assert {"ar": "كي لا يُستردّ مرتين", "en": "not taken back twice", "fr": "pas retiré deux fois"}[lang] in said


def test_no_more_is_taken_back_than_the_same_holder_had_given_by_that_day(house, member):
    one, _account = member
    later = DAY + timedelta(days=3)
    [other] = house.organisations(1, member=True)
    house.adopt(WEIGHED)
    house.gives(house.body(), one, "-20", on=later, currency="USD")
    refusal = [(RULE, "bodies.second-currency")]

    for who, amount, on in ((one, "-20.01", DAY), (one, "-1000", DAY), (other, "-5", DAY), (one, "-20", later)):
        assert refused_by(lambda who=who, amount=amount, on=on: house.gives(house.body(), who, amount, on, "USD")) == (
            refusal
        )

    house.gives(house.body(), one, "-20", currency="USD")


def test_more_of_a_second_currency_is_refused_also_where_it_was_there_once(house, member):
    one, _account = member
    later = DAY + timedelta(days=3)
    house.adopt(WEIGHED)
    house.gives(house.body(), one, "-20", on=later, currency="USD")

    for on, amount in ((DAY, "5"), (later, "5"), (later, "-5")):
        assert refused_by(lambda on=on, amount=amount: house.gives(house.body(), one, amount, on=on, currency="USD"))
