"""Forty ways to break the sample charter: what is written otherwise, and where and what the fault then is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.kernels.charter.texts import SAMPLE

_CURRENT = '\n\n[body.troika.seat.current]\ncount = 1\nholder = "state"\nselection = "rotation"\n'
BOARD, MEMBERS = "body.board", "body.board.seat.members"


@dataclass(frozen=True, slots=True)
class Broken:
    """A text with one thing wrong: the line (from 1), the clause, the key of the fault, and what would be right."""

    name: str
    text: str
    line: int
    clause: str
    key: str
    right: str


# What is written in the sample; what instead ("§" stands before what the fault points at); clause, key; what its facts
# must hold: what would be right, or what stands against it.
_WAYS: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("a table not closed", "[institution]", "§[institution", "", "not-toml", ""),
    ("a text not closed", 'language = "en"\n', '§language = "en\n', "", "not-toml", ""),
    ("a word said twice", "stagger = 2\n", "stagger = 2\n§stagger = 3\n", "", "not-toml", ""),
    ("an unknown section", "[roadmap.model]", "[§rodmap.model]", "", "unknown-section", "roadmap"),
    ("an unknown word", 'holder = "donor"', '§houlder = "donor"', "body.donors.seat.donors", "unknown-word", "holder"),
    ("an unknown part", "[body.board.power.executive]", "§[body.board.powr.executive]", BOARD, "unknown-word", "power"),
    ("no key", 'key = "sahel-network"\n', "", "institution", "missing", "civil-society"),
    ("no selection", 'selection = "self-selection"\n', "", "body.groups.seat.members", "missing", "election"),
    (
        "a key with a space",
        "[principle.complementarity]",
        '§[principle."Our rule"]',
        "",
        "bad-key",
        "steering-committee",
    ),
    ("not a table", "[principle.complementarity]\nname", "[principle]\n§name", "", "not-a-table", "[principle.name]"),
    ("words as a number", 'name = "Troika"', "§name = 3", "body.troika", "not-words", "{ar = "),
    ("empty words", 'name = "Troika"', '§name = ""', "body.troika", "empty", "{ar = "),
    ("a fourth language", 'fr = "Réseau du Sahel"', '§de = "Netz"', "institution", "unknown-language", "fr"),
    ("a number in words", "stagger = 2", '§stagger = "two"', MEMBERS, "not-a-number", "3"),
    ("a number below zero", "stagger = 2", "§stagger = -2", MEMBERS, "negative", "3"),
    (
        "a flag in words",
        "waitlist = true",
        '§waitlist = "yes"',
        "body.groups.seat.members",
        "not-true-or-false",
        "true",
    ),
    ("a count in words", 'count = "5-6"', '§count = "5..6"', MEMBERS, "not-a-count", "5-6"),
    ("a count backwards", 'count = "5-6"', '§count = "6-5"', MEMBERS, "backwards", "5-6"),
    ("a decimal share", 'share = "1/3"', '§share = "0.33"', "body.board.balance.women", "not-a-fraction", "2/3"),
    ("more than the whole", 'share = "1/3"', '§share = "4/3"', "body.board.balance.women", "not-a-part", "2/3"),
    ("money the wrong way", '"1800000000 EUR"', '§"EUR 1.8 bn"', "money.fund", "not-money", "3000000 EUR"),
    ("a term in numbers", 'term = "2 years"', '§term = "24"', MEMBERS, "not-a-span", "2 years"),
    ("an unknown cadence", '"annual in Q2"', '§"each spring"', "body.board.meeting.ordinary", "not-a-cadence", "Q2"),
    ("no time", 'when = "end 2021-10"', '§when = "next autumn"', "milestone.draft", "not-a-time", "early"),
    (
        "told from nothing",
        "before event.conference",
        "§before conferences",
        "body.board.duty.report",
        "no-such-moment",
        "event.",
    ),
    ("an unknown choice", 'rule = "equal"', '§rule = "equals"', "body.board.balance.levels", "not-a-choice", "equal"),
    ("twice in a list", '"decide", "oversee"', '"decide", §"decide"', "body.board.power.executive", "twice", ""),
    ("nobody known", 'chosen_by = "members"', '§chosen_by = "member"', MEMBERS, "not-a-party", "members"),
    ("a State by its name", '["MA", "TN"]', '[§"Morocco", "TN"]', "party.hosts", "not-a-country", "MA"),
    (
        "a clause not there",
        '"body.assembly.seat.members"',
        '§"body.asembly.seat.members"',
        MEMBERS,
        "no-such-clause",
        "body.assembly.seat.members",
    ),
    (
        "another kind",
        'after = "phase.first"',
        '§after = "event.hearing"',
        "phase.second",
        "wrong-kind-of-clause",
        "phase",
    ),
    (
        "a source without words",
        'source = {document = "seed 000", quote = "كما يجب نشر محاضر الجلسات", ',
        '§source = {document = "seed 000", ',
        "body.board.publication.minutes",
        "missing",
        "quote",
    ),
    (
        "themes beyond the seats",
        '[body.board.balance.levels]\nover = "level"\nrule = "equal"',
        '§[body.board.balance.levels]\nover = "theme"\nrule = "every"\nvalues = ["a", "b", "c", "d", "e", "f", "g"]',
        "body.board.balance.levels",
        "balance-beyond-seats",
        MEMBERS,
    ),
    (
        "more leads than members",
        'count = 2\nholder = "person"',
        '§count = 16\nholder = "person"',
        "body.groups.seat.co-leads",
        "more-than-among",
        "body.groups.seat.members",
    ),
    (
        "led from elsewhere",
        'among = "body.groups.seat.members"',
        '§among = "body.donors.seat.donors"',
        "body.groups.seat.co-leads",
        "among-other-body",
        "body.groups.seat.members",
    ),
    (
        "granted and denied",
        'denies = "additional-decision"',
        '§denies = "lead"',
        "body.groups.power.leads",
        "granted-and-denied",
        "lead",
    ),
    (
        "no share",
        'share = "2/3"\nof = "present"\nquorum = "1/2"\n',
        'of = "present"\n',
        "body.assembly.decision.charter",
        "share-missing",
        "2/3",
    ),
    (
        "a donor without a sum",
        'selection = "contribution"\nthreshold = "3000000 EUR"\n',
        'selection = "contribution"\n',
        "body.donors.seat.donors",
        "contribution-without-threshold",
        "3000000 EUR",
    ),
    (
        "a troika without a chair",
        f'turn = "past"{_CURRENT}turn = "current"',
        f'§turn = "past"{_CURRENT}turn = "past"',
        "body.troika.seat.past",
        "turn-without-current",
        "current",
    ),
    (
        "phases the wrong way",
        '"2021-04-01/2021-06-30"',
        '§"2021-03-01/2021-06-30"',
        "phase.second",
        "phase-too-early",
        "phase.first",
    ),
    (
        "parts of each other",
        'name = "Assembly"\nkind = "assembly"',
        'name = "Assembly"\nkind = "assembly"\n§part_of = "body.board"',
        "body.assembly",
        "circular",
        BOARD,
    ),
    (
        "a gate without a door",
        '[gate.project.criterion.area]\nname = "Is in a priority area."\none_of = ["protection", "return"]\n',
        "",
        "gate.project",
        "gate-without-criteria",
        "[gate.project.criterion.area]",
    ),
    (
        "open after it closed",
        'deadline = "2021-01-15"',
        '§deadline = "2020-10-15"',
        "call.reports",
        "opens-after-deadline",
        "2020-10-15",
    ),
    (
        "a term beyond the life",
        'selection = "self-selection"',
        'selection = "self-selection"\n§term = "1 year"',
        "body.groups.seat.members",
        "term-outlives-body",
        "6 months",
    ),
)


def broken() -> Iterator[Broken]:
    """Each text with its one fault. Where no place is marked, the fault is at the clause's own header."""
    for name, old, new, clause, key, right in _WAYS:
        assert SAMPLE.count(old) >= 1, name
        before, _, after = SAMPLE.partition(old)
        text = before + new.replace("§", "") + after
        line = before.count("\n") + 1 + new.partition("§")[0].count("\n")
        if "§" not in new:
            line = next(n for n, told in enumerate(text.split("\n"), 1) if told.startswith(f"[{clause}]"))
        yield Broken(name, text, line, clause, key, right)
