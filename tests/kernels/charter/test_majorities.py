"""Votes under every rule of decision: figures exact, ties adopt nothing, thresholds are thresholds."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kernels.charter.texts import BODY, seats, understood

from mithaq.kernels import charter
from mithaq.kernels.charter import Money, Tally, Voter, Votes


def rule(name: str, **words: str) -> charter.Clause:
    told = "".join(f'{word} = "{value}"\n' for word, value in words.items())
    text = BODY + seats("open") + f'[body.board.decision.x]\nrule = "{name}"\n{told}'
    return understood(text).by_id["body.board.decision.x"]


def votes(favour: int, against: int = 0, abstain: int = 0, silent: int = 0, absent: int = 0, **more) -> Votes:
    """So many for, against, abstaining, there without a word, and not there at all."""
    kinds = ["for"] * favour + ["against"] * against + ["abstain"] * abstain + [""] * (silent + absent)
    entitled = [Voter(str(n)) for n in range(len(kinds))]
    choices = {str(n): kind for n, kind in enumerate(kinds) if kind}
    present = frozenset(str(n) for n in range(len(kinds) - absent))
    return Votes(entitled, choices, present, **more)


def euros(amount: str) -> Money:
    return Money(Decimal(amount), "EUR", f"{amount} EUR")


@pytest.mark.parametrize(
    ("told", "cast", "why"),
    [
        (rule("consensus"), votes(3), "adopted"),
        (rule("consensus"), votes(3, abstain=2, silent=1), "adopted"),
        (rule("consensus"), votes(0, silent=3), "adopted"),
        (rule("consensus"), votes(9, 1), "objected"),
        (rule("consensus"), votes(0, absent=3), "nobody"),
        (rule("unanimity"), votes(3, absent=1), "adopted"),
        (rule("unanimity"), votes(3, abstain=1), "objected"),
        (rule("unanimity"), votes(3, silent=1), "objected"),
        (rule("simple-majority"), votes(2, 1, abstain=9), "adopted"),
        (rule("simple-majority"), votes(2, 2), "short"),
        (rule("simple-majority"), votes(0, 0, abstain=3), "short"),
        (rule("simple-majority", of="present"), votes(2, 1, abstain=1), "short"),
        (rule("simple-majority", of="present"), votes(3, 1, silent=1), "adopted"),
        (rule("absolute-majority"), votes(3, 0, absent=3), "short"),
        (rule("absolute-majority"), votes(4, 0, absent=3), "adopted"),
        (rule("qualified-majority", share="2/3"), votes(2, 1), "adopted"),
        (rule("qualified-majority", share="2/3"), votes(65, 35), "short"),
        (rule("qualified-majority", share="2/3", of="present"), votes(4, 2, abstain=1), "short"),
        (rule("qualified-majority", share="2/3", of="seats"), votes(4, 0, absent=2), "adopted"),
        (rule("qualified-majority", share="2/3"), votes(0, 0, abstain=3), "short"),
        (rule("double-majority"), votes(2, 1, abstain=9), "adopted"),
        (rule("double-majority"), votes(2, 2), "short"),
        (rule("double-majority", of="seats"), votes(3, 0, absent=3), "short"),
        (rule("double-majority", share="2/3"), votes(2, 1), "adopted"),
        (rule("double-majority", share="2/3"), votes(3, 2), "short"),
        (rule("simple-majority", quorum="1/2"), votes(2, 0, absent=3), "no-quorum"),
        (rule("simple-majority", quorum="1/2"), votes(2, 0, abstain=1, absent=3), "adopted"),
        (rule("chair-decides"), votes(1, 5, chair="0"), "adopted"),
        (rule("chair-decides"), votes(5, 1, chair="5"), "short"),
        (rule("recommendation", recommends_to="states"), votes(2, 1), "adopted"),
        (rule("consultation", consults="members"), votes(9), "not-by-vote"),
        (rule("simple-majority"), Votes([], {}), "nobody"),
    ],
)
def test_outcomes(told, cast, why):
    outcome = charter.majority(told, cast)

    assert (outcome.why, outcome.adopted, outcome.rule) == (why, why == "adopted", told["rule"])
    json.dumps(outcome.as_dict())


def test_the_steps_say_what_was_needed():
    outcome = charter.majority(rule("qualified-majority", share="2/3", quorum="3/5"), votes(4, 3, abstain=1, absent=2))

    assert outcome.steps == (
        Tally("eligible", Fraction(10), Fraction(10)),
        Tally("present", Fraction(8), Fraction(10)),
        Tally("quorum", Fraction(8), Fraction(10), Fraction(6)),
        Tally("majority", Fraction(4), Fraction(7), Fraction(14, 3), met=False),
    )


def test_who_objects_is_named():
    assert charter.majority(rule("consensus"), votes(2, 1)).steps[-1].who == ("2",)


def test_below_the_threshold_nobody_votes_and_from_it_on_everybody_does():
    told = rule("simple-majority", threshold="3000000 EUR")
    entitled = [
        Voter("below", contribution=euros("2999999.99")),
        Voter("at", contribution=euros("3000000")),
        Voter("other", contribution=Money(Decimal(9000000), "USD", "9000000 USD")),
        Voter("nothing"),
    ]

    outcome = charter.majority(told, Votes(entitled, {"below": "against", "at": "for", "other": "against"}))

    assert outcome.adopted
    assert outcome.steps[0] == Tally("eligible", Fraction(1), Fraction(4), who=("below", "other", "nothing"))


def test_votes_weigh_what_was_given():
    told = rule("simple-majority", weighted="contribution")
    entitled = [Voter("a", contribution=euros("5")), *(Voter(k, contribution=euros("2.49")) for k in "bc")]

    assert charter.majority(told, Votes(entitled, {"a": "for", "b": "against", "c": "against"})).adopted


@pytest.mark.parametrize(
    ("favour", "met"),
    [("ab", (False, True)), ("cde", (True, False)), ("acd", (True, True)), ("b", (False, False))],
)
def test_a_double_majority_is_one_of_the_heads_and_one_of_what_votes_weigh(favour, met):
    told = rule("double-majority", weighted="contribution", of="seats")
    gave = {"a": "60", "b": "20", "c": "10", "d": "6", "e": "4"}
    entitled = [Voter(key, contribution=euros(amount)) for key, amount in gave.items()]

    outcome = charter.majority(told, Votes(entitled, dict.fromkeys(favour, "for")))

    heads, weights = outcome.steps[-2:]
    assert (heads.key, heads.have, heads.of) == ("heads", len(favour), 5)
    assert (weights.key, weights.of) == ("majority", 100)
    assert (heads.met, weights.met) == met
    assert outcome.adopted == all(met)


def test_who_holds_two_seats_has_the_votes_of_one():
    entitled = [Voter("lead"), Voter("lead"), Voter("a"), Voter("b")]

    outcome = charter.majority(
        rule("simple-majority"), Votes(entitled, {"lead": "for", "a": "against", "b": "abstain"})
    )

    assert (outcome.why, outcome.steps[0].of) == ("short", 3)


def test_who_is_not_entitled_is_not_counted():
    cast = Votes([Voter("a"), Voter("b")], {"a": "for", "b": "abstain", "observer": "against"})

    assert charter.majority(rule("simple-majority"), cast).adopted
    assert charter.majority(rule("consensus"), cast).adopted


RULES = st.sampled_from(
    [
        *(rule("simple-majority", of=of) for of in ("cast", "present", "seats")),
        *(rule("qualified-majority", share=share, of="cast") for share in ("2/3", "3/4")),
        *(rule("consensus"), rule("unanimity"), rule("absolute-majority"), rule("double-majority")),
    ]
)
CHOICES = st.lists(st.sampled_from(["for", "against", "abstain", ""]), min_size=1, max_size=9)


@given(RULES, CHOICES, st.randoms())
def test_names_and_order_of_voters_do_not_matter(told, choices, chance):
    keys = [str(n) for n in range(len(choices))]
    turned = list(zip(keys, choices, strict=True))
    chance.shuffle(turned)

    def outcome(pairs, prefix=""):
        cast = {prefix + k: c for k, c in pairs if c}
        return charter.majority(told, Votes([Voter(prefix + k) for k, _ in pairs], cast, frozenset())).adopted

    assert outcome(list(zip(keys, choices, strict=True))) == outcome(turned) == outcome(turned, "x")


@given(RULES, CHOICES)
def test_one_more_for_instead_of_against_never_turns_it_down(told, choices):
    def outcome(chosen):
        cast = {str(n): c for n, c in enumerate(chosen) if c}
        return charter.majority(told, Votes([Voter(str(n)) for n in range(len(chosen))], cast)).adopted

    better = (
        ["for" if n == choices.index("against") else c for n, c in enumerate(choices)]
        if "against" in choices
        else choices
    )
    assert outcome(better) >= outcome(choices)
