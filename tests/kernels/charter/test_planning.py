"""A plan is the difference between what a charter asks for and what stands; carried out, it is empty."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.charter.texts import BODY, SAMPLE, seats, understood

from mithaq.kernels import charter
from mithaq.kernels.charter import Changed, Item, Standing


def short(plan: charter.Plan) -> list[tuple[str, str]]:
    return [(step.act, step.clause) for step in plan]


def test_a_new_charter_opens_wholes_before_their_parts():
    text = BODY + 'part_of = "body.whole"\n' + seats("5-6") + '[body.whole]\nname = "W"\nkind = "network"\n'

    plan = charter.plan(understood(text))

    assert short(plan) == [("open", "body.whole"), ("open", "body.board"), ("open", "body.board.seat.members")]


def test_what_is_named_stands_before_what_names_it():
    clauses = [step.clause for step in charter.plan(understood(SAMPLE))]

    for first, then in (
        ("cycle.review", "phase.first"),
        ("phase.first", "phase.second"),
        ("roadmap.model", "milestone.draft"),
        ("body.assembly.seat.members", "body.board.seat.members"),
        ("body.groups", "body.groups.seat.co-leads"),
    ):
        assert clauses.index(first) < clauses.index(then)


def test_an_item_holds_the_words_that_matter_as_plain_values():
    items = {item.clause: item for item in charter.wanted(understood(SAMPLE))}

    assert items["body.board.seat.members"].values == {
        "count": "5-6",
        "holder": ["organisation"],
        "selection": "election",
        "term": "2 years",
        "among": "body.assembly.seat.members",
        "renewal": "once",
        "pause": "1 year",
        "stagger": 2,
    }
    assert items["milestone.draft"].values["when"] == "end 2021-10"
    assert items["body.board"].values["name"] == {"ar": "المجلس التنفيذي", "en": "Executive board"}


def test_what_is_only_proposed_does_not_stand_nor_do_its_parts():
    text = BODY + 'status = "proposed"\n' + seats("5-6")

    assert charter.wanted(understood(text)) == ()


def test_a_room_may_ask_for_the_kinds_and_words_it_keeps():
    found = charter.wanted(understood(BODY + seats("5-6")), {"seat": ("count",)})

    assert found == (Item("seat", "body.board.seat.members", {"count": "5-6"}),)


def test_a_plan_that_was_carried_out_is_empty():
    new = understood(SAMPLE)
    standing = charter.applied(Standing(), charter.plan(new))

    assert len(charter.plan(new, standing)) == 0


def test_a_change_says_each_word_before_and_after():
    before = Standing(charter.wanted(understood(BODY + seats("5-6", term='"2 years"'))))

    [step] = charter.plan(understood(BODY + seats("5-7", waitlist="true")), before)

    assert (step.act, step.clause) == ("change", "body.board.seat.members")
    assert step.words == (
        Changed("count", "5-6", "5-7"),
        Changed("waitlist", None, True),
        Changed("term", "2 years", None),
    )


def test_what_is_no_longer_asked_for_is_closed_last_and_parts_first():
    before = Standing(charter.wanted(understood(BODY + seats("5-6"))))
    after = understood(BODY.replace("body.board", "body.council"))

    assert short(charter.plan(after, before)) == [
        ("open", "body.council"),
        ("close", "body.board.seat.members"),
        ("close", "body.board"),
    ]


def test_the_same_number_written_otherwise_is_no_change():
    before = Standing(charter.wanted(understood(BODY + seats("5-5"))))

    assert len(charter.plan(understood(BODY + seats("5").replace('"5"', "5")), before)) == 0


WORDS = st.dictionaries(st.sampled_from("ab"), st.integers(0, 2))
ITEMS = st.dictionaries(st.sampled_from(["body.a", "body.a.seat.b", "body.c", "cycle.d", "phase.e"]), WORDS).map(
    lambda found: tuple(Item(key.split(".")[-2], key, values) for key, values in found.items())
)


@settings(deadline=None)
@given(ITEMS, ITEMS)
def test_whatever_stands_a_plan_brings_it_to_what_is_wanted(old, new):
    plan = charter.plan(new, old)

    after = charter.applied(Standing(old), plan)

    assert {item.clause: item.values for item in after.items} == {item.clause: item.values for item in new}
    assert len(charter.plan(new, after)) == 0


@pytest.mark.parametrize("act", ["open", "change", "close"])
def test_steps_of_one_act_can_be_asked_for(act):
    old = (Item("body", "body.a", {"name": 1}), Item("body", "body.b"))
    new = (Item("body", "body.a", {"name": 2}), Item("body", "body.c"))

    assert len(charter.plan(new, old).of(act)) == 1


def test_differences_go_clause_by_clause_in_the_order_of_the_texts():
    old = understood(BODY + seats("5-6", term='"2 years"') + '[body.board.meeting.old]\ncadence = "monthly"\n')
    new = understood(
        BODY + seats("5-7", term='"24 months"') + "[body.board.balance.levels]\nover = 'level'\nrule = 'equal'\n"
    )

    found = charter.differences(old, new)

    assert [(one.act, one.clause) for one in found] == [
        ("changed", "body.board.seat.members"),
        ("removed", "body.board.meeting.old"),
        ("added", "body.board.balance.levels"),
    ]
    assert found[0].words == (Changed("count", "5-6", "5-7"),)  # two years are twenty-four months
    assert found[1].words == (Changed("cadence", "monthly", None),)
    assert Changed("over", None, "level") in found[2].words


def test_a_text_does_not_differ_from_itself_in_another_order():
    head, *clauses = SAMPLE.split("\n[")
    turned = "\n[".join([head, *reversed(clauses)])

    assert charter.differences(understood(SAMPLE), understood(turned)) == ()
