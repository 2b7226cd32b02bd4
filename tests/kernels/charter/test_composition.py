"""Those who sit, against the rules of balance: what is broken, what can still be met, and what cannot any more."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.charter.texts import BODY, balance, seats, understood

from mithaq.kernels import charter
from mithaq.kernels.charter import Holder

SEATS = "body.board.seat.members"
LEVELS = '["local", "national", "regional", "global"]'
EQUAL = balance("levels", over='"level"', rule='"equal"')


def board(count: str, *balances: str) -> charter.Charter:
    return understood(BODY + seats(count) + "".join(balances))


def sitting(*values: str, over: str = "level", seat: str = SEATS) -> list[Holder]:
    """Holders by what they are; "-" for one of whom it is not known, "a+b" for one who is both."""
    return [
        Holder(str(n), seat, {over: () if value == "-" else tuple(value.split("+"))}) for n, value in enumerate(values)
    ]


N, R, G, L = "national", "regional", "global", "local"


@pytest.mark.parametrize(
    ("who", "broken"),
    [
        ((), False),
        ((N,), False),
        ((N, R, G, L), False),
        ((N, R, G, L, L, R), False),
        ((N, N), True),  # two of one, none of another
        ((N, N, R, G), True),
        ((N, R, G), False),  # three seats for four levels
        ((N, R, G, N, R, G), True),  # six, and a level is missing
        (("-", "-", "-", "-"), True),  # nobody knows
        ((f"{N}+{R}", f"{G}+{L}"), False),  # who is two counts on both
    ],
)
def test_equal_means_that_counts_differ_by_one_at_most_and_none_is_missing(who, broken):
    found = charter.composition(board("4-6", EQUAL), "body.board", sitting(*who))

    assert [one.key for one in found] == ["charter.balance-equal"] * broken


def test_a_finding_says_what_is_there_and_what_is_missing():
    [found] = charter.composition(board("5-6", EQUAL), "body.board", sitting(N, N, R, G, G, N))

    assert found.clause == "body.board.balance.levels"
    assert found.facts == {
        "over": "level",
        "value": "local",
        "have": 0,
        "need": 2,
        "of": 6,
        "missing": ["local"],
        "counts": {"local": 0, "national": 3, "regional": 1, "global": 2},
    }


@pytest.mark.parametrize(
    ("words", "who", "facts"),
    [
        ({"rule": '"every"', "values": '["a", "b"]'}, ("a",), {"missing": ["b"], "have": 0, "need": 1}),
        ({"rule": '"every"', "values": '["a", "b"]'}, ("a+b",), None),
        ({"rule": '"at-least"', "value": '"a"', "number": "2"}, ("a", "b"), {"have": 1, "need": 2, "of": 2}),
        ({"rule": '"at-least"', "value": '"a"', "share": '"1/2"'}, ("a", "b", "b"), {"have": 1, "need": 2}),
        ({"rule": '"at-most"', "value": '"a"', "number": "1"}, ("a", "a"), {"have": 2, "need": 1}),
        ({"rule": '"at-most"', "value": '"a"', "share": '"1/2"'}, ("a", "a", "b"), {"have": 2, "need": 1}),
        ({"rule": '"share"', "value": '"a"', "share": '"1/3"'}, ("a", "b", "b", "b"), {"have": 1, "need": 2}),
        ({"rule": '"share"', "value": '"a"', "share": '"1/3"'}, ("a", "b", "b"), None),
    ],
)
def test_each_rule_of_balance(words, who, facts):
    text = board("5-6", balance("one", over='"theme"', **words))

    found = charter.composition(text, "body.board", sitting(*who, over="theme"))

    assert len(found) == (facts is not None)
    if facts is not None:
        assert facts.items() <= found[0].facts.items()


def test_only_the_seats_a_rule_names_count():
    rule = balance("one", over='"level"', rule='"at-least"', value='"national"', number="1", seats=f'"{SEATS}"')
    text = understood(BODY + seats("2") + seats("1", "chair") + rule)

    elsewhere = charter.composition(text, "body.board", sitting(N, seat="body.board.seat.chair"))

    assert [one.facts["of"] for one in elsewhere] == [0]
    assert charter.composition(text, "body.board", sitting(N)) == ()


def test_who_leads_among_the_members_is_counted_once():
    women = balance("women", over='"gender"', rule='"share"', value='"women"', share='"1/2"')
    leads = women.replace("women]", "leads]") + 'seats = "body.board.seat.leads"\n'
    text = understood(BODY + seats("4") + seats("2", "leads", among=f'"{SEATS}"') + women)
    both = understood(BODY + seats("4") + seats("2", "leads", among=f'"{SEATS}"') + women + leads)
    members = sitting("women", "women", "men", "men", over="gender")
    leading = sitting("men", "men", over="gender", seat="body.board.seat.leads")

    assert charter.composition(text, "body.board", [*members, *leading]) == ()
    assert charter.reachable(text, "body.board", [*members, *leading], 0)
    assert [one.clause for one in charter.composition(both, "body.board", [*members, *leading])] == [
        "body.board.balance.leads"
    ]
    assert charter.reachable(both, "body.board", [*members, *leading[:1]], 1)
    assert not charter.reachable(both, "body.board", [*members, *leading], 0)


def test_an_aim_is_measured_and_refuses_nothing():
    aim = balance("levels", over='"level"', rule='"equal"', must="false")
    text = board("5-6", aim)
    holders = sitting(N, N, N)

    assert charter.composition(text, "body.board", holders) == ()
    assert len(charter.composition(text, "body.board", holders, aims=True)) == 1
    assert charter.reachable(text, "body.board", holders, 0)
    assert [one.state for one in charter.meters(text, "body.board", holders, 0)] == ["broken"]


def test_levels_are_those_of_the_institution():
    text = understood((BODY + seats("2") + EQUAL).replace('name = "One"', 'name = "One"\nlevels = ["local", "global"]'))

    assert charter.composition(text, "body.board", sitting(L, G)) == ()
    assert len(charter.composition(text, "body.board", sitting(L, L))) == 1


@pytest.mark.parametrize(
    ("who", "left", "state"),
    [
        ((N, R, G, L, N), 1, "met"),
        ((N, R, G, N), 2, "at-risk"),  # a level is missing, two seats are free
        ((N, R, N, R), 2, "at-risk"),
        ((N, R, N, R, G), 1, "at-risk"),
        ((N, R, N, R, G), 0, "broken"),
        ((N, N, N), 3, "broken"),  # three of one leave no room for the three others: 3-1-1-1
        ((N, N, N), None, "at-risk"),  # unless seats are open
    ],
)
def test_a_missing_level_is_at_risk_while_seats_are_free_and_broken_when_none_is(who, left, state):
    text = board("open" if left is None else "5-6", EQUAL)
    holders = sitting(*who)

    [meter] = charter.meters(text, "body.board", holders, left)

    assert (meter.state, meter.clause) == (state, "body.board.balance.levels")
    assert charter.reachable(text, "body.board", holders, left) == (state != "broken")


def test_who_would_make_a_rule_unreachable_is_named_with_it():
    text = board("5-6", EQUAL, balance("women", over='"gender"', rule='"share"', value='"women"', share='"1/3"'))
    before = [
        Holder(str(n), SEATS, {"level": (level,), "gender": ("women",)}) for n, level in enumerate((N, N, R, G, R))
    ]

    assert charter.unreachable(text, "body.board", before, 1) == ()
    [found] = charter.unreachable(text, "body.board", [*before, Holder("six", SEATS, {"level": (G,)})], 0)
    assert (found.clause, found.key) == ("body.board.balance.levels", "charter.balance-equal")
    assert found.facts["left"] == 0


def test_two_rules_over_different_attributes_share_the_seats():
    women = balance("women", over='"gender"', rule='"at-least"', value='"women"', number="2")
    south = balance("south", over='"region"', rule='"at-least"', value='"south"', number="1")
    text = board("3", women, south)
    holder = Holder("one", SEATS, {"gender": ("men",), "region": ("north",)})

    assert charter.reachable(text, "body.board", [holder], 2)  # one of the two women comes from the south
    assert not charter.reachable(text, "body.board", [holder, Holder("two", SEATS, {"gender": ("men",)})], 1)


def test_what_the_seats_say_of_their_holders_bounds_what_can_be():
    rule = balance("states", over='"country"', rule='"every"', values='["ma", "tn", "dz"]')
    text = understood(BODY + seats("3", countries='["MA", "TN"]') + seats("1", "guest") + rule)

    assert charter.reachable(text, "body.board", [], {SEATS: 3, "body.board.seat.guest": 1})
    assert not charter.reachable(text, "body.board", [], {SEATS: 3, "body.board.seat.guest": 0})


RULES = st.one_of(
    st.just({"rule": '"equal"', "values": '["a", "b", "c"]'}),
    st.just({"rule": '"equal"', "values": '["a", "b"]'}),
    st.just({"rule": '"every"', "values": '["a", "b"]'}),
    st.builds(
        lambda rule, value, number: {"rule": f'"{rule}"', "value": f'"{value}"', "number": str(number)},
        *(st.sampled_from(["at-least", "at-most"]), st.sampled_from("abc"), st.integers(0, 3)),
    ),
    st.builds(
        lambda rule, value, share: {"rule": f'"{rule}"', "value": f'"{value}"', "share": f'"{share}"'},
        *(st.sampled_from(["at-least", "at-most", "share"]), st.sampled_from("abc")),
        st.sampled_from(["1/3", "1/2", "2/3"]),
    ),
)
PLACED = st.tuples(RULES, st.sampled_from(["x", "y"]), st.sampled_from(["", SEATS, "body.board.seat.other"]))
WHO = st.builds(
    lambda seat, x, y: (seat, {"x": tuple(x), "y": tuple(y)}),
    st.sampled_from([SEATS, "body.board.seat.other"]),
    *(st.sets(st.sampled_from("abc"), max_size=2), st.sets(st.sampled_from("abc"), max_size=1)),
)


@settings(deadline=None, max_examples=120)
@given(st.lists(PLACED, min_size=1, max_size=3), st.lists(WHO, max_size=3), st.integers(0, 2), st.integers(0, 1))
def test_what_is_reachable_is_what_trying_everything_finds(placed, who, left, other):
    balances = "".join(
        balance(f"r{n}", over=f'"{over}"', **words, **({"seats": f'"{scope}"'} if scope else {}))
        for n, (words, over, scope) in enumerate(placed)
    )
    text = understood(BODY + seats("open") + seats("open", "other") + balances)
    holders = [Holder(str(n), seat, attributes) for n, (seat, attributes) in enumerate(who)]
    free = {SEATS: left, "body.board.seat.other": other}
    kinds = [{"x": x, "y": y} for x in [(), *zip("abc", strict=True)] for y in [(), *zip("abc", strict=True)]]

    tried = any(
        charter.composition(
            text,
            "body.board",
            [
                *holders,
                *(Holder(f"m{n}", SEATS, one) for n, one in enumerate(members)),
                *(Holder(f"o{n}", "body.board.seat.other", one) for n, one in enumerate(others)),
            ],
        )
        == ()
        for m, o in itertools.product(range(left + 1), range(other + 1))
        for members in itertools.combinations_with_replacement(kinds, m)
        for others in itertools.product(kinds, repeat=o)
    )

    assert charter.reachable(text, "body.board", holders, free) == tried
    assert (charter.unreachable(text, "body.board", holders, free) == ()) == tried


@settings(deadline=None, max_examples=60)
@given(st.lists(PLACED, min_size=1, max_size=4), st.lists(WHO, max_size=3), st.integers(0, 2))
def test_the_rules_named_are_a_smallest_set_that_cannot_be(placed, who, left):
    def read(chosen):
        balances = "".join(balance(f"r{n}", over=f'"{over}"', **words) for n, words, over in chosen)
        return understood(BODY + seats("open") + seats("open", "other") + balances)

    told = [(n, words, over) for n, (words, over, _) in enumerate(placed)]
    holders = [Holder(str(n), seat, attributes) for n, (seat, attributes) in enumerate(who)]

    named = {one.clause for one in charter.unreachable(read(told), "body.board", holders, left)}

    chosen = [one for one in told if f"body.board.balance.r{one[0]}" in named]
    assert charter.reachable(read(chosen), "body.board", holders, left) == (not chosen)
    for one in chosen:
        assert charter.reachable(read([other for other in chosen if other != one]), "body.board", holders, left)


@given(st.permutations([N, N, R, G, G, N]))
def test_the_order_of_holders_does_not_matter(who):
    [found] = charter.composition(board("5-6", EQUAL), "body.board", sitting(*who))

    assert found.facts["counts"] == {"local": 0, "national": 3, "regional": 1, "global": 2}
