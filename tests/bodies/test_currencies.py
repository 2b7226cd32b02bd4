"""Votes that weigh by what was given need it in one currency: a second one is refused, with what would be possible."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from mithaq.bodies import selectors, services, wording
from mithaq.bodies.models import Contribution
from mithaq.foundation.actors import SYSTEM
from mithaq.kernels.charter import CharterRefuses
from tests.bodies.network import BOARD, DAY, at

pytestmark = pytest.mark.django_db
RULE = "body.board.decision.any"
PLAIN = f'[{RULE}]\nrule = "simple-majority"\n'
WEIGHED = PLAIN + 'weighted = "contribution"\n'
NAMED = WEIGHED + 'threshold = "5 EUR"\n'


def gave(network, who, amount, currency, **more):
    return services.record_contribution(
        network.body(),
        organisation=who,
        amount=Decimal(amount),
        currency=currency,
        received_on=DAY,
        by=SYSTEM,
        at=at(DAY),
        **more,
    )


@pytest.fixture
def one(network):
    network.adopt(BOARD + WEIGHED)
    found = network.organisation()
    network.seat(found)
    gave(network, found, 10, "EUR")
    return found


def test_a_second_currency_is_refused_and_nothing_is_written(network, one):
    with pytest.raises(CharterRefuses) as refused:
        gave(network, one, 1000000, "LBP")

    [finding] = refused.value.findings
    assert (finding.clause, finding.key) == (RULE, "bodies.second-currency")
    assert (finding.facts["currencies"], finding.facts["given"]) == (["EUR"], "LBP")
    assert Contribution.objects.count() == 1


def test_the_refusal_says_in_three_languages_what_would_be_possible(network, one, lang):
    with pytest.raises(CharterRefuses) as refused:
        gave(network, one, 1000000, "LBP")

    with translation.override(lang):
        said = wording.FINDINGS["bodies.second-currency"](refused.value.findings[0].facts)

    assert {"ar": "سعر الصرف", "en": "at which rate", "fr": "à quel taux"}[lang] in said
    assert "\u2068EUR\u2069" in said
    assert "\u2068LBP\u2069" in said


def test_the_page_refuses_with_the_clause_and_keeps_what_was_entered(cast, network, one):
    address = reverse("bodies:record_contribution", args=[cast.institution.slug, "board"])
    told = {"amount": "1000000", "currency": "LBP", "received_on": DAY.isoformat(), "note": "By cheque"}

    answer = cast.client("officer").post(address, {"holder": f"organisation:{one.uid}", **told})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert RULE in page
    assert "at which rate" in page
    assert 'value="By cheque"' in page
    assert Contribution.objects.count() == 1


def test_what_was_changed_is_recorded_in_the_one_currency_with_its_rate_in_the_note(network, one):
    kept = gave(network, one, "9.50", "EUR", note="LBP 1,000,000 at 105,263 to the euro, central bank, 5 March 2021")

    assert kept.note.startswith("LBP 1,000,000")
    assert [voter.weight for voter in network.voters()] == [Decimal("19.50")]


def test_what_was_taken_back_is_no_currency_any_more(network, one):
    gave(network, one, -10, "EUR")

    gave(network, one, 7, "USD")

    assert [voter.weight for voter in network.voters()] == [7]


@pytest.mark.parametrize("rule", [PLAIN, NAMED, PLAIN + 'weighted = "contribution"\nmust = false\n'])
def test_currencies_may_stand_beside_one_another_where_nothing_is_to_be_compared(network, rule):
    network.adopt(BOARD + rule)
    one = network.organisation()

    gave(network, one, 10, "EUR")
    gave(network, one, 20, "USD")

    assert Contribution.objects.count() == 2


def test_a_rule_that_names_a_currency_weighs_what_was_given_in_it(network):
    network.adopt(BOARD + NAMED)
    one = network.organisation()
    network.seat(one)
    gave(network, one, 10, "EUR")
    gave(network, one, 20, "USD")

    assert [voter.weight for voter in network.voters()] == [10]
    assert selectors.incomparable(network.body(), on=DAY, charter=network.charter) == []


def test_two_currencies_from_before_the_rule_are_told_and_can_be_mended(network):
    """The charter weighs votes only since what was given stands there in two currencies."""
    network.adopt(BOARD + PLAIN)
    one = network.organisation()
    network.seat(one)
    gave(network, one, 10, "EUR")
    gave(network, one, 20, "USD")
    network.adopt(BOARD + WEIGHED)

    [finding] = selectors.incomparable(network.body(), on=DAY, charter=network.charter)
    assert (finding.clause, finding.key) == (RULE, "bodies.currencies")
    assert (finding.facts["currencies"], finding.facts["on"]) == (["EUR", "USD"], DAY.isoformat())
    assert [voter.weight for voter in network.voters()] == [0]
    assert network.watched(DAY)[RULE].state == "broken"

    gave(network, one, -20, "USD")
    gave(network, one, "18.40", "EUR", note="USD 20 at 0.92, European Central Bank, 5 March 2021")

    assert selectors.incomparable(network.body(), on=DAY, charter=network.charter) == []
    assert [voter.weight for voter in network.voters()] == [Decimal("28.40")]
    assert RULE not in network.watched(DAY)
