"""Observers, contributions and mandates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from mithaq.bodies import selectors, services
from mithaq.bodies.models import Mandate, Observer
from mithaq.foundation.actors import SYSTEM
from mithaq.kernels.charter import CharterRefuses
from mithaq.people import services as people
from tests.bodies.network import BOARD, DAY, at, keys
from tests.cast import AT

OBSERVERS = '[body.board.observers]\nadmitted = "invitation"\nfor = "session"\nmay = ["read", "speak"]\n'
DONORS = """
[body.fund]
name = "Board of the fund"
kind = "board"
[body.fund.seat.donors]
name = "Donors"
count = "open"
holder = "donor"
selection = "contribution"
{seat}
[body.fund.decision.any]
rule = "simple-majority"
threshold = "3000000 EUR"
"""
SEAT = "body.fund.seat.donors"
MANDATE = '[body.board.mandate.first]\nwhen = "2021"\n'
EXTENDED = MANDATE + 'extended_by = "members"\nrule = "consensus"\n'


def invite(network, **told):
    told = {"session": "Opening"} | told
    return services.invite_observer(network.body(), on=DAY, by=SYSTEM, at=AT, **told)


def gave(network, who, amount, *, currency="EUR", on=DAY):
    return services.record_contribution(
        network.body("fund"),
        organisation=who,
        amount=Decimal(amount),
        currency=currency,
        received_on=on,
        by=SYSTEM,
        at=at(on),
    )


def donor(network, who, *, on=DAY):
    return network.seat(who, body="fund", clause=SEAT, basis="contribution", on=on)


# Observers


def test_an_observer_is_there_and_never_decides(network, cast):
    network.adopt(BOARD, OBSERVERS)
    one = network.organisation()
    people.affiliate(cast.chadia.person, one, on=DAY, by=SYSTEM, at=AT)

    invite(network, organisation=one, may_speak=True)

    board, account = network.body(), cast.chadia.account
    assert selectors.observes(account, board, on=DAY) is True
    assert selectors.bodies_of(account, network.institution, on=DAY) == {board.pk}
    assert selectors.sits(account, board, on=DAY) is None
    assert network.voters() == []


def test_a_body_without_observers_takes_none(network):
    network.adopt(BOARD)

    with pytest.raises(CharterRefuses) as refused:
        invite(network, person=network.person())

    assert keys(refused) == ["body.board bodies.no-observers"]


def test_an_invitation_says_for_which_session_and_gives_no_more_than_the_text(network):
    network.adopt(BOARD, OBSERVERS.replace(', "speak"', ""))

    with pytest.raises(CharterRefuses) as refused:
        invite(network, person=network.person(), session="", may_speak=True)

    assert keys(refused) == [
        "body.board.observers bodies.observer-for-one",
        "body.board.observers bodies.observer-speaks",
    ]


def test_who_sits_is_no_observer(network):
    network.adopt(BOARD, OBSERVERS)
    one = network.organisation()
    network.seat(one)

    with pytest.raises(CharterRefuses) as refused:
        invite(network, organisation=one)

    assert keys(refused) == ["body.board.observers bodies.observer-sits"]


def test_an_invitation_ends_on_its_day(network, cast):
    network.adopt(BOARD, OBSERVERS)
    observer = invite(network, person=cast.chadia.person)

    services.release_observer(observer, on=date(2021, 3, 5), by=SYSTEM, at=AT)

    assert selectors.observes(cast.chadia.account, network.body(), on=date(2021, 3, 4)) is True
    assert selectors.observes(cast.chadia.account, network.body(), on=date(2021, 3, 5)) is False
    with pytest.raises(ValidationError):
        services.release_observer(Observer.objects.get(), on=date(2021, 3, 6), by=SYSTEM, at=AT)


# Contributions


def test_a_donor_just_below_the_threshold_does_not_vote_and_one_at_it_does(network):
    network.adopt(DONORS.format(seat=""))
    small, large = network.organisations(2)
    gave(network, small, "2999999")
    gave(network, large, "3000000")
    donor(network, small)
    donor(network, large)

    assert [v.tenure.organisation for v in network.voters("fund")] == [large]

    gave(network, small, "1", on=date(2021, 4, 1))
    assert [v.tenure.organisation for v in network.voters("fund", on=date(2021, 3, 31))] == [large]
    assert len(network.voters("fund", on=date(2021, 4, 1))) == 2


def test_a_seat_with_a_threshold_is_not_for_less(network):
    network.adopt(DONORS.format(seat='threshold = "3000000 EUR"'))
    small, large = network.organisations(2)
    gave(network, small, "2999999")
    gave(network, large, "3000000")
    donor(network, large)

    with pytest.raises(CharterRefuses) as refused:
        donor(network, small)

    assert keys(refused) == [f"{SEAT} bodies.below-threshold"]
    assert refused.value.findings[0].facts["have"] == "2999999.00"


def test_another_currency_does_not_count(network):
    network.adopt(DONORS.format(seat=""))
    one = network.organisation()
    gave(network, one, "9000000", currency="USD")
    donor(network, one)

    assert network.voters("fund") == []


def test_what_is_taken_back_takes_the_vote_with_it(network):
    network.adopt(DONORS.format(seat='threshold = "3000000 EUR"'))
    one = network.organisation()
    gave(network, one, "3000000")
    donor(network, one)

    gave(network, one, "-0.01", on=date(2021, 4, 1))

    assert network.voters("fund", on=date(2021, 4, 1)) == []
    assert network.watched(date(2021, 4, 1))[SEAT].state == "risk"


def test_votes_weigh_what_was_given_where_the_rule_says_so(network):
    text = DONORS.format(seat="").replace('"simple-majority"', '"simple-majority"\nweighted = "contribution"')
    network.adopt(text)
    one = network.organisation()
    gave(network, one, "3000000.50")
    donor(network, one)

    assert [v.weight for v in network.voters("fund")] == [Decimal("3000000.50")]


@pytest.mark.parametrize(("amount", "currency"), [("0", "EUR"), ("5", "euro"), ("5", "E1")])
def test_a_contribution_is_a_sum_of_money(network, amount, currency):
    network.adopt(DONORS.format(seat=""))

    with pytest.raises(ValidationError):
        gave(network, network.organisation(), amount, currency=currency)


# Mandates


def test_a_body_decides_only_while_its_mandate_holds(network):
    network.adopt(BOARD, MANDATE)
    network.seat(network.organisation())

    assert len(network.voters(on=date(2021, 12, 31))) == 1
    assert network.voters(on=date(2022, 1, 1)) == []
    assert [f.key for f in selectors.hindered(network.body(), on=date(2022, 1, 1), charter=network.charter)] == [
        "bodies.no-mandate-now"
    ]
    assert network.watched(date(2021, 12, 1))["body.board.mandate.first"].state == "risk"
    assert network.watched(date(2022, 1, 1))["body.board.mandate.first"].state == "broken"


def test_a_mandate_is_extended_by_a_decision_that_is_named(network):
    network.adopt(BOARD, EXTENDED)
    told = {"until": date(2023, 1, 1), "on": date(2021, 11, 1), "by": SYSTEM, "at": AT}

    with pytest.raises(CharterRefuses) as refused:
        services.extend_mandate(network.body(), decided_by=" ", **told)
    mandate = services.extend_mandate(network.body(), decided_by="Assembly, decision 4", **told)

    assert keys(refused) == ["body.board.mandate.first bodies.mandate-undecided"]
    assert (mandate.from_date, mandate.until) == (date(2022, 1, 1), date(2023, 1, 1))
    assert selectors.hindered(network.body(), on=date(2022, 6, 1), charter=network.charter) == []


def test_a_mandate_nobody_may_extend_ends(network):
    network.adopt(BOARD, MANDATE)

    with pytest.raises(CharterRefuses) as refused:
        services.extend_mandate(network.body(), until=None, decided_by="x", on=DAY, by=SYSTEM, at=AT)

    assert keys(refused) == ["body.board.mandate.first bodies.mandate-not-extended"]
    assert Mandate.objects.count() == 1


def test_a_body_without_mandate_has_none_to_extend(network):
    network.adopt(BOARD)

    with pytest.raises(CharterRefuses) as refused:
        services.extend_mandate(network.body(), until=None, decided_by="x", on=DAY, by=SYSTEM, at=AT)

    assert keys(refused) == ["body.board bodies.no-mandate"]
