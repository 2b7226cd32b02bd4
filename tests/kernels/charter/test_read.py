"""A charter is read word by word: each type, each fault in its place, and nothing anybody writes is an exception."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.charter.texts import BODY, HEAD, SAMPLE, understood

import mithaq
from mithaq.kernels import cadence, charter
from mithaq.kernels.charter import Count, Money, Place, Source, Words
from mithaq.kernels.charter.faults import _READING


@pytest.mark.parametrize(
    ("clause", "word", "value"),
    [
        ("institution", "name", Words("شبكة الساحل", "Sahel network", "Réseau du Sahel")),
        ("institution", "purpose", Words(en="Members act together on safe migration.")),
        ("institution", "nature", ("informal", "voluntary")),
        ("party.hosts", "countries", ("MA", "TN")),
        ("party.hosts", "count", Count(2, 2, "2")),
        ("body.board.seat.members", "count", Count(5, 6, "5-6")),
        ("body.board.seat.members", "among", "body.assembly.seat.members"),
        ("body.board.seat.members", "term", cadence.Span(months=24)),
        ("body.board.seat.members", "stagger", 2),
        ("body.assembly.seat.members", "count", Count(0, None, "open")),
        ("body.groups.seat.members", "waitlist", True),
        ("body.donors.seat.donors", "threshold", Money(Decimal(3000000), "EUR", "3000000 EUR")),
        ("body.assembly.decision.charter", "share", Fraction(2, 3)),
        ("body.board.observers", "may", ("read",)),
        ("body.board.publication.minutes", "languages", ("ar", "en", "fr")),
        ("body.board.publication.minutes", "source", (Source("seed 000", "كما يجب نشر محاضر الجلسات", "fm_board/7"),)),
        ("body.board.meeting.ordinary", "cadence", cadence.cadence("annual in Q2")),
        ("milestone.draft", "when", cadence.window("end 2021-10")),
        ("milestone.draft", "audience", ("members", "donors")),
        ("event.hearing", "when", cadence.Relative(cadence.Span(days=1), -1, "event.conference")),
        ("phase.first", "opens", ("consultations.submit",)),
        ("output.summary", "contains", (Words(en="Key messages"), Words(en="Recommendations"))),
        ("finding.founding", "about", "fact.founded"),
        ("event.conference.session.one", "when", cadence.window("2021-02-24")),
    ],
)
def test_a_word_is_read_as_its_type(clause, word, value):
    found = understood(SAMPLE).by_id[clause][word]

    if isinstance(value, cadence.Relative):
        assert (found.length, found.sign, found.anchor) == (value.length, value.sign, value.anchor)
    else:
        assert found == value


@pytest.mark.parametrize(
    ("text", "count"),
    [('"5"', (5, 5)), ("5", (5, 5)), ('"5-6"', (5, 6)), ('"up to 15"', (0, 15)), ('"at least 3"', (3, None))],
)
def test_counts_are_written_in_five_ways(text, count):
    found = understood(f'{HEAD}[party.one]\nname = "One"\ncount = {text}\n').by_id["party.one"]["count"]

    assert (found.least, found.most) == count


GALLERY = sorted((Path(mithaq.__file__).parent / "blueprints" / "gallery").glob("*.toml"))
FAULTY = [  # the text, then line, column, clause, key, and some of the facts
    ("a = [1,\n2", 2, 2, "", "not-toml", {}),
    ("a = 1" + "0" * 5000, 1, 5, "", "not-toml", {}),
    ("a = " + "[" * 5000, 1, 105, "", "too-deep", {}),
    ("", 1, 1, "", "no-institution", {"word": "institution"}),
    (HEAD + "[boddy.x]\n", 4, 1, "", "unknown-section", {"word": "boddy", "near": "body"}),
    (BODY + "sets = 1\n", 7, 1, "body.board", "unknown-word", {"word": "sets", "near": "seat"}),
    (HEAD + '[body.board]\nname = "B"\n', 4, 1, "body.board", "missing", {"word": "kind", "example": "board"}),
    (HEAD + 'body = "board"\n', 4, 1, "institution", "unknown-word", {"word": "body"}),
    ('body = "board"\n' + HEAD, 1, 1, "", "not-a-table", {"word": "body", "example": "[body.name]"}),
    (BODY + "seat.members = 5\n", 7, 6, "body.board", "not-a-table", {"example": "[body.board.seat.name]"}),
    (HEAD + '[principle."One Two"]\nname = "x"\n', 4, 1, "", "bad-key", {"word": "One Two"}),
    (HEAD + '[principle." one"]\nname = "x"\n', 4, 1, "", "bad-key", {"word": " one"}),
    (HEAD + "[principle.x]\nname = 5\n", 5, 1, "principle.x", "not-words", {"said": "5"}),
    (HEAD + "[principle.x]\nname = ' '\n", 5, 1, "principle.x", "empty", {"word": "name"}),
    (HEAD + "[principle.x]\nname = {}\n", 5, 1, "principle.x", "empty", {"word": "name"}),
    (HEAD + "[principle.x]\nname = {de = 'x'}\n", 5, 9, "principle.x", "unknown-language", {"word": "de"}),
    (HEAD + "[principle.x]\nname = {ar = 1}\n", 5, 9, "principle.x", "not-text", {"said": "1"}),
    (HEAD + "[principle.x]\nname = 'x'\nnumber = '1'\n", 6, 1, "principle.x", "not-a-number", {"said": "1"}),
    (HEAD + "[principle.x]\nname = 'x'\nnumber = true\n", 6, 1, "principle.x", "not-a-number", {"said": "true"}),
    (HEAD + "[principle.x]\nname = 'x'\nnumber = -1\n", 6, 1, "principle.x", "negative", {"said": "-1"}),
    (HEAD + "[principle.x]\nname = 'x'\nnumber = 1234567890123\n", 6, 1, "principle.x", "too-large", {}),
    (HEAD + "[principle.x]\nname = 'x'\nnumber = 0x" + "f" * 5000, 6, 1, "principle.x", "too-large", {}),
    (HEAD + f"[party.x]\nname='x'\ncategories={[f'a{n}' for n in range(301)]}\n", 6, 1, "party.x", "too-large", {}),
    (BODY + "lasts = '500 years'\n", 7, 1, "body.board", "too-large", {"said": "500 years"}),
    (HEAD + "[principle.x]\nname = 'x'\nmust = 'yes'\n", 6, 1, "principle.x", "not-true-or-false", {"said": "yes"}),
    (BODY + "number = 'a few'\n", 7, 1, "body.board", "not-a-count", {"example": "5-6"}),
    (BODY + "number = '6-5'\n", 7, 1, "body.board", "backwards", {"said": "6-5", "example": "5-6"}),
    (BODY + "when = '2021-02-02/2021-02-01'\n", 7, 1, "body.board", "backwards", {}),
    (
        BODY + "[body.board.decision.x]\nrule='consensus'\nshare='half'\n",
        9,
        1,
        "body.board.decision.x",
        "not-a-fraction",
        {},
    ),
    (
        BODY + "[body.board.decision.x]\nrule='consensus'\nshare='1/0'\n",
        9,
        1,
        "body.board.decision.x",
        "not-a-fraction",
        {},
    ),
    (
        BODY + "[body.board.decision.x]\nrule='consensus'\nshare='3/2'\n",
        9,
        1,
        "body.board.decision.x",
        "not-a-part",
        {},
    ),
    (HEAD + "[money.x]\nname='x'\namount='3m'\n", 6, 1, "money.x", "not-money", {"example": "3000000 EUR"}),
    (BODY + "lasts = 'long'\n", 7, 1, "body.board", "not-a-span", {"at": 1}),
    (HEAD + "[duty.x]\nname='x'\nevery='often'\n", 6, 1, "duty.x", "not-a-cadence", {"example": "annual in Q2"}),
    (BODY + "when = 'soon'\n", 7, 1, "body.board", "not-a-time", {"said": "soon"}),
    (BODY + "when = '9999'\n", 7, 1, "body.board", "not-a-time", {}),
    (BODY + "when = '9999-12'\n", 7, 1, "body.board", "not-a-time", {}),
    (BODY + "when = '9999-12-31'\n", 7, 1, "body.board", "not-a-time", {}),
    (BODY + "when = 2021-01-01T10:00:00\n", 7, 1, "body.board", "not-text", {}),
    (BODY + "when = '1 day before lunch'\n", 7, 1, "body.board", "no-such-moment", {"said": "lunch"}),
    (BODY + "level = 'regionl'\n", 7, 1, "body.board", "not-a-choice", {"near": "regional"}),
    (HEAD + "nature = ['formal', 'formal']\n", 4, 21, "institution", "twice", {"said": "formal"}),
    (HEAD + "nature = []\n", 4, 1, "institution", "empty", {}),
    (HEAD + "nature = ['formal', 'formel']\n", 4, 21, "institution", "not-a-choice", {"near": "formal"}),
    (HEAD + "led_by = 'member'\n", 4, 1, "institution", "not-a-party", {"near": "members"}),
    (HEAD + "source = 'x'\n", 4, 1, "institution", "not-a-source", {}),
    (HEAD + "source = {document='x', page='y', quote='z'}\n", 4, 25, "institution", "unknown-word", {"word": "page"}),
    (HEAD + "source = {document='x'}\n", 4, 1, "institution", "missing", {"word": "quote"}),
    (HEAD + "source = {document=1, quote='y'}\n", 4, 11, "institution", "not-text", {}),
    (HEAD + "compact = 'G C M'\n", 4, 1, "institution", "not-a-key", {}),
    (
        HEAD + "[phase.x]\nname='x'\nwhen='2020'\nopens='submit'\n",
        *(7, 1, "phase.x", "not-an-action", {"example": "consultations.submit"}),
    ),
    (HEAD + "[party.x]\nname='x'\ncountries='Morocco'\n", 6, 1, "party.x", "not-a-country", {"example": "MA"}),
    (BODY + "part_of = 'The Assembly'\n", 7, 1, "body.board", "not-a-clause", {}),
    (BODY + "part_of = 'body.bord'\n", 7, 1, "body.board", "no-such-clause", {"near": "body.board"}),
    (BODY + "served_by = 'body.office'\n", 7, 1, "body.board", "no-such-clause", {"said": "body.office"}),
    (BODY + "objective = 'body.board'\n", 7, 1, "body.board", "wrong-kind-of-clause", {"kind": "body"}),
    (BODY + "when = '1 day before institution'\n", 7, 1, "body.board", "wrong-kind-of-clause", {"kind": "institution"}),
]


@pytest.mark.parametrize(("text", "line", "column", "clause", "key", "facts"), FAULTY)
def test_each_fault_has_its_place_its_clause_and_its_facts(text, line, column, clause, key, facts):
    faults = charter.read(text).faults

    assert (Place(line, column), clause, key) in [(f.place, f.clause, f.key) for f in faults]
    found = next(f for f in faults if f.key == key)
    assert facts.items() <= found.facts.items()


def test_every_fault_of_reading_is_reached():
    assert {key for *_, key, _ in FAULTY} == set(_READING)


@pytest.mark.parametrize(("text", "line", "column", "clause", "key", "facts"), FAULTY)
def test_a_fault_carries_the_facts_that_are_promised_and_no_others(text, line, column, clause, key, facts):
    for fault in charter.read(text).faults:
        promised = charter.FAULTS[fault.key].facts
        always = {name for name in promised if not name.endswith("?")}
        assert always <= set(fault.facts) <= {name.removesuffix("?") for name in promised} | {"example"}, fault


def test_a_moment_that_is_the_last_part_of_an_id_is_named_in_full():
    text = HEAD + '[event.conference]\nname = "C"\n[event.hearing]\nname = "H"\nwhen = "1 day before conference"\n'

    [fault] = charter.read(text).faults

    assert (fault.key, fault.facts["near"]) == ("no-such-moment", "event.conference")


def test_a_clause_stands_at_its_own_header_also_when_a_part_was_told_before():
    text = HEAD + '[body.board.observers]\nadmitted = "standing"\n[body.board]\nname = "B"\nkind = "board"\n'

    found = understood(text).by_id

    assert (found["body.board.observers"].place, found["body.board"].place) == (Place(4, 1), Place(6, 1))


def test_words_said_once_are_in_the_language_of_the_charter():
    text = HEAD.replace('key = "one"', 'key = "one"\nlanguage = "ar"')

    assert understood(text).institution.name == Words(ar="One")


WORDY = st.sampled_from([line for line in SAMPLE.splitlines() if line])
SIGNS = st.text(st.sampled_from("[]{}=.,\"'#\n abc019-_\\\t\r\0é\ud800"), max_size=40)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.one_of(WORDY, SIGNS, st.text(max_size=20)), max_size=12))
def test_whatever_is_written_is_read_and_every_fault_lies_inside_it(pieces):
    text = "\n".join(pieces)

    reading = charter.read(text)

    lines = text.split("\n")
    for fault in reading.faults:
        assert 1 <= fault.place.line <= len(lines)
        assert 1 <= fault.place.column <= len(lines[fault.place.line - 1]) + 1
        assert fault.key in charter.FAULTS
    ids = [clause.id for clause in reading.charter]
    assert len(ids) == len(set(ids))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_sample_with_one_place_changed_is_read(data):
    at = data.draw(st.integers(0, len(SAMPLE) - 1))
    text = SAMPLE[:at] + data.draw(SIGNS) + SAMPLE[at + data.draw(st.integers(0, 5)) :]

    for fault in charter.read(text).faults:
        assert fault.place.line <= text.count("\n") + 1


def test_a_long_text_of_nothing_but_faults_is_answered_soon():
    text = HEAD + "".join(f"word{n} = {n}\n" for n in range(5000))

    assert len(charter.read(text).faults) == 5000


def test_a_day_may_be_written_as_toml_writes_it():
    assert understood(BODY + "when = 2021-02-24\n").by_id["body.board"]["when"].first == date(2021, 2, 24)


def test_a_word_written_wrong_is_not_missing_too():
    text = HEAD + '[body.board]\nname = "B"\nkinde = "board"\n'

    assert [(one.key, one.facts["near"]) for one in charter.read(text).faults] == [("unknown-word", "kind")]


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_every_clause_of_the_gallery_is_pointed_at_where_it_stands(path):
    lines, asked = [], []
    for line in path.read_text(encoding="utf-8").split("\n"):
        lines.append(line)
        if line.startswith("[") and line.endswith("]"):
            lines.append("zzz = 1")
            asked.append((len(lines), line.strip("[]")))

    faults = charter.read("\n".join(lines)).faults

    assert [(one.place.line, one.clause) for one in faults if one.key == "unknown-word"] == asked
