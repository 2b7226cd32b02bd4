"""What contradicts itself in a charter is found, with the clauses that stand against each other, and nothing else."""

from __future__ import annotations

import pytest
from tests.kernels.charter.texts import BODY, HEAD, SAMPLE, balance, seats, understood

from mithaq.kernels import charter
from mithaq.kernels.charter.faults import _CHECKING

SIX = seats("5-6")
DECISION = "[body.board.decision.{}]\nrule = {}\n"
OTHER = '[body.other]\nname = "Other"\nkind = "board"\n' + seats("3").replace("body.board", "body.other")
PHASES = HEAD + '[phase.a]\nname = "A"\nwhen = "{}"\n[phase.b]\nname = "B"\nwhen = "{}"\nafter = "phase.a"\n'
FINDING = '[finding.f]\nname="F"\nabout="{}"\n[finding.f.value.a]\nname="1"\n[finding.f.value.b]\nname="2"\n'
NINE = '["a", "b", "c", "d", "e", "f", "g", "h", "i"]'
M = "body.board.seat.members"


def of(value: str, rule: str, **more: str) -> str:
    return balance(f"{rule}-{value}", over='"level"', rule=f'"{rule}"', value=f'"{value}"', **more)


FAULTY = [  # the text, the clause, the key, some of the facts
    (
        BODY + SIX + balance("themes", over='"theme"', rule='"every"', values=NINE),
        *("body.board.balance.themes", "balance-beyond-seats"),
        {
            "clauses": [M, "body.board.balance.themes"],
            "over": ["theme"],
            "said": "5-6",
            "example": 'count = "at least 9"',
        },
    ),
    (
        BODY + SIX + of("global", "at-most", number="2") + of("global", "share", share='"1/2"'),
        *("body.board.balance.at-most-global", "balance-beyond-seats", {"example": 'count = "up to 4"'}),
    ),
    (
        BODY + SIX + of("global", "at-most", number="2") + of("global", "at-least", number="3"),
        *("body.board.balance.at-most-global", "balance-impossible", {"over": ["level"]}),
    ),
    (
        BODY + SIX + balance("x", over='"level"', rule='"at-least"', number="1"),
        *("body.board.balance.x", "bound-without-value", {}),
    ),
    (
        BODY + SIX + balance("x", over='"level"', rule='"share"', value='"local"'),
        *("body.board.balance.x", "bound-without-number", {"example": 'share = "1/3"'}),
    ),
    (
        BODY + SIX + of("nationl", "at-least", number="1"),
        *("body.board.balance.at-least-nationl", "no-such-level", {"word": "value", "near": "national"}),
    ),
    (
        BODY + SIX + balance("x", over='"level"', rule='"every"', values='["world"]'),
        *("body.board.balance.x", "no-such-level", {"word": "values", "said": "world"}),
    ),
    (
        HEAD + '[gate.g]\nname = "G"\nfor = "project"\n[gate.g.criterion.c]\nname = "C"\none_of = ["a", "b"]\n'
        '[gate.g.criterion.c.option.a]\nname = "A"\n',
        *("gate.g.criterion.c", "option-without-condition", {"said": ["b"], "allowed": ["a"]}),
    ),
    (
        BODY + SIX + balance("x", over='"theme"', rule='"equal"'),
        *("body.board.balance.x", "balance-without-values", {"over": "theme"}),
    ),
    (
        BODY + seats("2") + seats("3", "leads", among=f'"{M}"'),
        *("body.board.seat.leads", "more-than-among", {"said": "3", "most": 2, "other": M}),
    ),
    (
        BODY + SIX + seats("1", "leads", among='"body.other.seat.members"') + OTHER,
        *("body.board.seat.leads", "among-other-body", {"said": "body.other.seat.members", "allowed": [M]}),
    ),
    (
        BODY + SIX + OTHER + '[body.board.power.x]\nto = "body.other.seat.members"\ngrants = "lead"\n',
        *("body.board.power.x", "seat-of-another-body", {"allowed": [M]}),
    ),
    (
        BODY + SIX + OTHER + balance("x", over='"level"', rule='"equal"', seats='"body.other.seat.members"'),
        *("body.board.balance.x", "seat-of-another-body", {"word": "seats"}),
    ),
    (BODY + seats("0"), M, "seat-of-none", {"said": "0"}),
    (BODY + seats("1", turn='"current"'), M, "turn-without-rotation", {"said": "election"}),
    (BODY + seats("1", turn='"past"', selection='"rotation"'), M, "turn-without-current", {"said": "past"}),
    (BODY + seats("open", selection='"contribution"'), M, "contribution-without-threshold", {}),
    (BODY + seats("at least 3", waitlist="true"), M, "waitlist-open", {"count": "at least 3"}),
    (BODY + seats("6", term='"1 year"', stagger="5"), M, "stagger-uneven", {"example": "stagger = 2"}),
    (BODY + seats("6", term='"1 year"', stagger="0"), M, "stagger-uneven", {"said": "0"}),
    (
        BODY + 'lasts = "6 months"\n' + seats("6", term='"1 year"'),
        *(M, "term-outlives-body", {"said": "1 year", "most": "6 months", "other": "body.board"}),
    ),
    (
        BODY + seats("2") + '[body.board.chair]\nheld_by = "election"\ncount = 3\n',
        *("body.board.chair", "more-chairs-than-seats", {"said": "3", "most": 2}),
    ),
    (
        BODY + SIX + '[body.board.power.a]\ngrants = ["decide"]\n[body.board.power.b]\ndenies = ["decide", "vote"]\n',
        *("body.board.power.b", "granted-and-denied", {"said": ["decide"], "other": "body.board.power.a"}),
    ),
    (
        BODY + SIX + '[body.board.power.a]\ngrants = "lead"\ndenies = "lead"\n',
        *("body.board.power.a", "granted-and-denied", {"said": ["lead"]}),
    ),
    (
        BODY + SIX + DECISION.format("a", '"consensus"') + DECISION.format("b", '"unanimity"\non = ["any", "money"]'),
        *("body.board.decision.b", "two-rules", {"said": ["any"], "other": "body.board.decision.a"}),
    ),
    (
        BODY + SIX + DECISION.format("a", '"consensus"\non = "charter"') + "[amendment]\nrule = 'unanimity'\n"
        "by = 'body.board'\n",
        *("amendment", "two-rules", {"rule": "unanimity", "other_rule": "consensus"}),
    ),
    (BODY + SIX + DECISION.format("a", '"qualified-majority"'), "body.board.decision.a", "share-missing", {}),
    (
        BODY + SIX + DECISION.format("a", '"qualified-majority"\nshare = "1/2"'),
        *("body.board.decision.a", "qualified-too-small", {"said": "1/2"}),
    ),
    (
        BODY + SIX + DECISION.format("a", '"double-majority"\nshare = "1/2"'),
        *("body.board.decision.a", "qualified-too-small", {"said": "1/2"}),
    ),
    (BODY + SIX + DECISION.format("a", '"consultation"'), "body.board.decision.a", "consults-nobody", {}),
    (BODY + SIX + DECISION.format("a", '"recommendation"'), "body.board.decision.a", "recommends-to-nobody", {}),
    (BODY + SIX + DECISION.format("a", '"chair-decides"'), "body.board.decision.a", "no-chair", {}),
    (BODY + DECISION.format("a", '"consensus"'), "body.board.decision.a", "decides-without-seats", {}),
    (
        BODY + '[body.board.power.a]\ngrants = ["decide", "lead"]\n',
        *("body.board.power.a", "grants-without-seats", {"said": ["decide"]}),
    ),
    (BODY + '[amendment]\nrule = "consensus"\nby = "body.board"\n', "amendment", "amends-without-seats", {}),
    (
        HEAD + "".join(f'[objective.{a}]\nname = "x"\npart_of = "objective.{b}"\n' for a, b in ("ab", "bc", "ca")),
        *("objective.a", "circular", {"word": "part_of", "clauses": ["objective.a", "objective.b", "objective.c"]}),
    ),
    (
        HEAD + "".join(f'[event.{a}]\nname = "x"\nwhen = "1 day after event.{b}"\n' for a, b in ("ab", "ba")),
        *("event.a", "circular", {"word": "when", "clauses": ["event.a", "event.b"]}),
    ),
    (BODY + seats("3", among=f'"{M}"'), M, "circular", {"word": "among", "clauses": [M]}),
    (
        PHASES.format("2021-01-01/2021-03-31", "2021-03-31/2021-05-01"),
        *("phase.b", "phase-too-early", {"other": "phase.a", "most": "2021-01-01/2021-03-31"}),
    ),
    (PHASES.format("2021-01/2021-05", "2021-04/2021-06"), "phase.b", "phase-too-early", {}),
    (PHASES.format("Q3 2021", "early 2021-02"), "phase.b", "phase-too-early", {}),
    (
        HEAD + '[call.x]\nname = "x"\nwhen = "2021-03-01"\ndeadline = "2021-02-01"\n',
        *("call.x", "opens-after-deadline", {"said": "2021-03-01", "most": "2021-02-01"}),
    ),
    (
        HEAD + '[roadmap.r]\nname = "R"\ndeadline = "2020-01-01"\n[milestone.m]\nname = "M"\nof = "roadmap.r"\n'
        'when = "2020-01/2020-03"\n',
        *("milestone.m", "after-deadline", {"said": "2020-01/2020-03", "most": "2020-01-01", "other": "roadmap.r"}),
    ),
    (HEAD + '[gate.g]\nname = "G"\nfor = "project"\n', "gate.g", "gate-without-criteria", {}),
    (
        HEAD + '[membership]\nholder = "person"\nselection = "criteria"\n',
        *("membership", "membership-without-criteria", {}),
    ),
    (
        HEAD + '[party.p]\nname = "P"\ncount = 8\ncountries = ["MA", "TN"]\n',
        *("party.p", "count-differs", {"said": "8", "have": 2}),
    ),
    (BODY + seats("3", holder='"state"', countries='["MA"]'), M, "count-differs", {"said": "3", "have": 1}),
    (
        HEAD
        + '[event.e]\nname = "E"\nsessions = 1\n[event.e.session.a]\nname = "A"\n[event.e.session.b]\nname = "B"\n',
        *("event.e", "count-differs", {"said": "1", "have": 2}),
    ),
    (
        HEAD + '[objective.a]\nname = "A"\nnumber = 1\n[objective.b]\nname = "B"\nnumber = 1\n',
        *("objective.b", "same-number", {"said": "1", "other": "objective.a"}),
    ),
    (BODY + seats("3", renewal='"once"'), M, "without-effect", {"word": "renewal", "needs": "term"}),
    (
        BODY + SIX + DECISION.format("a", '"consensus"\nshare = "2/3"'),
        *(
            "body.board.decision.a",
            "without-effect",
            {"said": "2/3", "needs": "rule = qualified-majority | double-majority"},
        ),
    ),
    (
        HEAD + '[finding.f]\nname = "F"\n[finding.f.value.one]\nname = "1"\n',
        *("finding.f", "finding-of-one", {"have": 1}),
    ),
]


@pytest.mark.parametrize(("text", "clause", "key", "facts"), FAULTY)
def test_each_contradiction_is_found_alone_in_its_clause(text, clause, key, facts):
    [fault] = charter.check(understood(text))

    assert (fault.clause, fault.key) == (clause, key)
    assert facts.items() <= fault.facts.items()
    promised = charter.FAULTS[key].facts
    assert set(fault.facts) | {"near?"} == {*promised, "near?"} or set(fault.facts) == {
        name.removesuffix("?") for name in promised
    }
    assert fault.place == understood(text).by_id[clause].at(fault.facts.get("word", ""))


def test_every_contradiction_is_reached():
    assert {key for _, _, key, _ in FAULTY} == set(_CHECKING)


def test_a_charter_that_agrees_with_itself_has_no_faults():
    assert charter.check(understood(SAMPLE)) == ()


@pytest.mark.parametrize(
    ("balances", "conflict"),
    [
        ([of("global", "at-least", number="5"), balance("every", over='"level"', rule='"every"')], (M, 0, 1)),
        ([of("global", "at-least", number="2"), balance("every", over='"level"', rule='"every"')], ()),
        ([of("global", "at-least", number="4"), of("global", "at-most", number="3")], (0, 1)),
        ([of("global", "at-least", number="4"), of("local", "at-least", number="3")], (M, 0, 1)),
        ([of("global", "share", share='"2/3"'), of("local", "share", share='"1/2"')], (0, 1)),
        ([of("global", "share", share='"1/2"'), of("local", "share", share='"1/2"')], ()),
        ([of("global", "share", share='"1/2"'), of("global", "at-most", number="2")], (M, 0, 1)),
        ([balance("equal", over='"level"', rule='"equal"'), of("global", "at-least", number="4")], (M, 0, 1)),
        ([balance("equal", over='"level"', rule='"equal"'), of("global", "at-most", number="1")], ()),
        ([balance("equal", over='"level"', rule='"equal"'), of("global", "at-most", share='"1/10"')], (M, 0, 1)),
        # The third rule has no part in it.
        (
            [
                of("global", "at-least", number="4"),
                balance("women", over='"gender"', rule='"share"', value='"women"', share='"1/2"'),
                of("global", "at-most", number="3"),
            ],
            (0, 2),
        ),
    ],
)
def test_the_smallest_set_of_rules_that_cannot_be_met_is_named(balances, conflict):
    read = understood(BODY + SIX + "".join(balances))
    ids = [clause.id for clause in read.of("balance")]

    found = [fault.facts["clauses"] for fault in charter.check(read)]

    assert found == ([[one if isinstance(one, str) else ids[one] for one in conflict]] if conflict else [])


def test_bounds_on_many_kinds_of_seats_are_weighed_together():
    kinds = [f"g{number}" for number in range(5)]
    groups = "".join(seats("0-30", kind) for kind in kinds)
    each = "".join(
        balance(kind, over='"x"', rule='"at-least"', value='"a"', number="2", seats=f'"body.board.seat.{kind}"')
        for kind in kinds
    )
    crossed = balance("y", over='"y"', rule='"equal"', values='["b", "c", "d"]')

    def conflict(most: int) -> set[str]:
        top = balance("top", over='"x"', rule='"at-most"', value='"a"', number=str(most))
        return {one for f in charter.check(understood(BODY + groups + each + crossed + top)) for one in f.clauses}

    assert conflict(10) == set()
    assert conflict(9) == {f"body.board.balance.{kind}" for kind in (*kinds, "top")}


def test_two_conflicts_in_one_body_are_both_named():
    first = of("global", "at-least", number="4") + of("global", "at-most", number="3")
    second = first.replace('"level"', '"theme"').replace("balance.", "balance.theme-")

    found = charter.check(understood(BODY + SIX + first + second))

    assert [len(fault.facts["clauses"]) for fault in found] == [2, 2]


def test_an_aim_contradicts_nothing():
    aim = balance("themes", over='"theme"', rule='"every"', values=NINE, must="false")

    assert charter.check(understood(BODY + SIX + aim)) == ()


def test_a_denial_to_some_seats_narrows_what_the_body_may():
    powers = f'[body.board.power.a]\ngrants = "decide"\n[body.board.power.b]\nto = "{M}"\ndenies = "decide"\n'

    assert charter.check(understood(BODY + SIX + powers)) == ()


def test_a_rule_for_a_matter_goes_before_the_rule_for_any():
    rules = DECISION.format("a", '"consensus"') + DECISION.format("b", '"unanimity"\non = "money"')

    assert charter.check(understood(BODY + SIX + rules)) == ()


def test_seats_may_be_taken_from_the_body_this_one_belongs_to():
    text = BODY + 'part_of = "body.other"\n' + seats("2", among='"body.other.seat.members"') + OTHER

    assert charter.check(understood(text)) == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2021-01-01/2021-03-31", "2021-04-01/2021-05-01"),
        ("2017-04/2017-11", "2017-11/2018-02"),
        ("2021", "2021"),
        ("Q1 2021", "early 2021-03"),
        ("by 2021-03-01", "2021-01"),
    ],
)
def test_phases_that_can_follow_each_other_may(first, second):
    assert charter.check(understood(PHASES.format(first, second))) == ()


def test_what_a_charter_declares_itself_is_no_warning_any_more():
    text = next(text for text, _, key, _ in FAULTY if key == "after-deadline")

    assert charter.check(understood(text + FINDING.format("milestone.m"))) == ()
    assert charter.check(understood(text + FINDING.format("roadmap.r"))) == ()
    assert len(charter.check(understood(text + FINDING.format("institution")))) == 1


def test_an_error_stays_also_where_it_is_declared():
    text = BODY + seats("0") + FINDING.format(M)

    assert [fault.key for fault in charter.check(understood(text))] == ["seat-of-none"]


def test_what_is_superseded_is_not_looked_at():
    assert charter.check(understood(BODY + seats("0", status='"superseded"'))) == ()
