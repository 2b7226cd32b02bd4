"""What stands in a section, what is quoted, and why the rest is not: worked out on plain values."""

from __future__ import annotations

import itertools

import pytest

from mithaq.evidence.selectors import Read
from mithaq.synthesis.enums import Reason
from mithaq.synthesis.services import plan

COUNTER = itertools.count(1)
FEES = {
    "en": "Governments should abolish the recruitment fees that migrant workers pay to agencies.",
    "fr": "Les gouvernements devraient supprimer les frais de recrutement que paient les travailleurs migrants.",
    "ar": "ينبغي للحكومات أن تلغي رسوم الاستقدام التي يدفعها العمال المهاجرون.",
}


def read(
    text, *objectives, act="recommendation", lang="en", document=1, kind="paragraph", speaker="none", countries=()
):
    n = next(COUNTER)
    return Read(
        pk=n,
        id=f"doc{document}-{n:06}",
        uid=f"uid{n}",
        document=document,
        number=n,
        kind=kind,
        lang=lang,
        page=1,
        start=0,
        end=len(text),
        text=text,
        headings=(),
        objectives=[(o, 0.9, "suggested") for o in objectives],
        act=act,
        speaker=speaker,
        countries=list(countries),
    )


def reason(planned, one):
    return planned.unused[one.id][0]


def section(planned, key):
    return next(s for s in planned.sections if s.key == key)


def test_every_objective_has_its_section_also_where_nobody_speaks_of_it():
    one = read(FEES["en"], 6)

    planned = plan.by_objective([one], range(1, 24), limit=12)

    assert [s.key for s in planned.sections] == [f"objective-{n}" for n in range(1, 24)]
    assert [s.key for s in planned.sections if s.lines] == ["objective-6"]


def test_every_passage_is_cited_or_said_why_not():
    reads = [
        read(FEES["en"], 6),
        read("Agenda of the meeting", 23, act="process", kind="heading"),
        read("The chair opened the meeting and thanked all participants for coming.", act="process"),
        read("The weather was fine that day in the capital of the country.", act="fact"),
        read("How can recruitment be made fair?", 6, act="question", kind="question"),
    ]

    planned = plan.by_objective(reads, range(1, 24), limit=12)

    cited = {key for s in planned.sections for line in s.lines for key in line.quoted}
    assert cited | set(planned.unused) == {r.id for r in reads}
    assert cited & set(planned.unused) == set()
    assert [reason(planned, r) for r in reads[1:4]] == [Reason.NOT_A_STATEMENT, Reason.PROCEDURE, Reason.NO_OBJECTIVE]


def test_the_same_message_in_three_languages_is_one_line_with_a_quotation_in_each():
    reads = [read(text, 6, lang=lang, document=n) for n, (lang, text) in enumerate(FEES.items(), start=1)]

    [line] = section(plan.by_objective(reads, range(1, 24), limit=12), "objective-6").lines

    assert sorted(line.members) == sorted(r.id for r in reads)
    assert sorted(line.quoted) == sorted(r.id for r in reads)


def test_at_most_three_are_quoted_and_the_others_say_the_same():
    reads = [read(FEES["en"].replace("agencies", w), 6, document=n) for n, w in enumerate("abcde")]

    planned = plan.by_objective(reads, range(1, 24), limit=12)

    [line] = section(planned, "objective-6").lines
    assert (len(line.quoted), len(line.members)) == (3, 5)
    assert {reason for reason, _ in planned.unused.values()} <= {Reason.COPY, Reason.SAME}


def test_a_language_of_the_message_is_quoted_although_others_are_stronger():
    reads = [read(FEES["en"], 6, document=n, speaker=s) for n, s in enumerate(("migrants", "academia", "un", "media"))]
    arabic = read(FEES["ar"], 6, document=9, lang="ar")

    planned = plan.by_objective([*reads, arabic], range(1, 24), limit=12)

    lines = section(planned, "objective-6").lines
    holding = next(line for line in lines if arabic.id in line.members)
    assert len(holding.members) > 3
    assert arabic.id in holding.quoted
    assert len(holding.quoted) == 3


def test_a_copy_of_a_cited_passage_is_said_to_be_one():
    reads = [read(FEES["en"], 6, document=n) for n in range(5)]

    planned = plan.by_objective(reads, range(1, 24), limit=12)

    assert {reason for reason, _ in planned.unused.values()} == {Reason.COPY}


def test_questions_stand_under_a_heading_of_their_own_and_are_never_recommendations():
    asked = read(
        "How could governments abolish the recruitment fees of migrant workers?",
        6,
        act="recommendation",
        kind="question",
    )
    called = read(FEES["en"], 6)

    planned = plan.by_objective([asked, called], range(1, 24), limit=12)

    assert [line.quoted for line in section(planned, "objective-6").lines] == [(called.id,)]
    assert [(line.act, line.quoted) for line in section(planned, "questions").lines] == [("question", (asked.id,))]


def test_facts_and_procedure_come_after_what_is_asked_done_or_lacking():
    fact = [
        read(f"Fees of {n} dollars were paid by workers of town {n}.", 6, act="fact", document=n, speaker="un")
        for n in (1, 2)
    ]
    step = read("A meeting on recruitment fees was held with all the agencies.", 6, act="process", speaker="state")
    lack = read("Domestic workers have no written contract anywhere.", 6, act="challenge")
    ask = read("Kafala must end in all countries of the region.", 6)

    lines = section(plan.by_objective([*fact, step, lack, ask], range(1, 24), limit=12), "objective-6").lines

    acts = [line.act for line in lines]
    assert sorted(acts[:2]) == ["challenge", "recommendation"]
    assert acts[-1] == "process"


def test_beyond_the_limit_a_passage_is_said_to_be_carried_no_wider_than_the_lines_shown():
    wide = [read(text, 6, lang=lang, document=n) for n, (lang, text) in enumerate(FEES.items(), start=1)]
    alone = read("Kafala must end in all countries of the region.", 6, document=8)

    planned = plan.by_objective([alone, *wide], range(1, 24), limit=1)

    assert len(section(planned, "objective-6").lines) == 1
    assert planned.unused == {alone.id: (Reason.WEAKER, "objective-6")}


def test_a_passage_cited_in_one_section_is_not_unused_in_another():
    both = read(FEES["en"], 6, 22)
    wider = [read(t, 22, lang=lang, document=n) for n, (lang, t) in enumerate(FEES.items(), start=2)]

    planned = plan.by_objective([both, *wider], range(1, 24), limit=12)

    assert both.id in section(planned, "objective-6").lines[0].quoted
    assert both.id not in planned.unused


def test_the_plan_does_not_depend_on_the_order_in_which_passages_arrive():
    reads = [read(text, 6, lang=lang, document=n) for n, (lang, text) in enumerate(FEES.items(), start=1)]
    reads += [read(f"Governments must open {n} schools for migrant children.", 15, document=n) for n in range(6)]

    one = plan.by_objective(reads, range(1, 24), limit=3)
    other = plan.by_objective(sorted(reads, key=lambda r: r.text), range(1, 24), limit=3)

    assert [s.lines for s in one.sections] == [s.lines for s in other.sections]
    assert one.unused == other.unused


QUESTIONS = (
    {"en": "How should recruitment fees of migrant workers be handled?", "fr": "Que faire des frais de recrutement ?"},
    {"ar": "كيف نضمن وصول الأطفال المهاجرين إلى المدارس؟"},
)


def test_passages_answer_the_guiding_question_that_speaks_of_the_same_in_whatever_language():
    fees = [read(text, lang=lang, document=n) for n, (lang, text) in enumerate(FEES.items(), start=1)]
    school = read("Migrant children must have access to schools in every country.", document=7)
    other = read("Ports were closed because of the storm last winter.", document=8, act="fact")

    planned = plan.by_question([*fees, school, other], QUESTIONS, limit=12)

    first, second = planned.sections
    assert {r.id for r in first.reads} >= {r.id for r in fees}
    assert school.id in {r.id for r in second.reads}
    assert not {r.id for r in first.reads} & {other.id}
    assert reason(planned, other) == Reason.NO_QUESTION


def test_a_question_is_no_answer_to_a_question():
    asked = read("What about recruitment fees of migrant workers?", 6, act="question")

    planned = plan.by_question([asked, read(FEES["en"])], QUESTIONS, limit=12)

    assert reason(planned, asked) == Reason.ASKED


@pytest.mark.parametrize("count", [2000])
def test_time_grows_with_the_passages_not_with_their_pairs(count):
    import time

    def took(n):
        words = ["visa", "school", "wage", "border", "health", "fee", "permit", "union", "court", "data"]
        reads = [
            read(
                f"Governments should improve {words[i % 10]} number {i} for {words[i // 10 % 10]} {i * 7}.",
                i % 23 + 1,
                document=i % 40,
            )
            for i in range(n)
        ]
        began = time.process_time()
        plan.by_objective(reads, range(1, 24), limit=12)
        return time.process_time() - began

    took(50)
    small, large = took(count // 8), took(count)

    assert large < 32 * max(small, 0.05)  # eight times as many pairs would be sixty-four times as much
