"""A charter as sentences: whatever may stand in a text is said in words, in three languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

import mithaq.blueprints
from mithaq.blueprints import sentences, vocabulary
from mithaq.blueprints.pieces import Raw, Sentence, html, text
from mithaq.blueprints.telling import SILENT, Names, Teller
from mithaq.foundation.fields import Words
from mithaq.kernels import charter

GALLERY = Path(mithaq.blueprints.__file__).parent / "gallery"
NAMES = sorted(path.stem for path in GALLERY.glob("*.toml"))
VALUES = {
    "text": '"https://example.org/x"',
    "words": '{ar = "قولٌ ما", en = "Something said", fr = "Une parole"}',
    "words-list": '["One thing", "Another thing"]',
    "number": "7",
    "numbers": "[87, 76]",
    "flag": "true",
    "count": '"5-6"',
    "fraction": '"2/3"',
    "money": '"3000000 EUR"',
    "span": '"1 year 6 months"',
    "cadence": '"annual in Q2"',
    "when": '"early 2019-03"',
    "key": '"region"',
    "keys": '["arab-states", "africa"]',
    "actions": '["people.apply"]',
    "countries": '["MA", "TN"]',
    "languages": '["ar", "fr"]',
    "who": '"donors"',
    "whos": '["media", "host"]',
    "sources": '{document = "000", quote = "…"}',
    "clause": '"objective.other"',
}
OTHERS = """
[objective.other]
name = "Another objective"
[body.other]
name = "Another body"
kind = "board"
[body.other.seat.other]
count = 5
holder = "state"
selection = "election"
[event.other]
name = "Another event"
[event.other.session.other]
name = "Another session"
[cycle.other]
name = "Another cycle"
[phase.other]
name = "Another phase"
when = "2020"
[roadmap.other]
name = "Another roadmap"
[call.other]
name = "Another call"
[project.other]
name = "Another project"
[output.other]
name = "Another outcome"
kind = "report"
[party.other]
name = "Another party"
"""
REFERENCES = {
    "body": "body.other",
    "seat": "body.other.seat.other",
    "objective": "objective.other",
    "session": "event.other.session.other",
}
OWN_SENTENCES = {("balance", "rule"), ("decision", "weighted")}  # each choice is a sentence of its own
BODIES = ("seat", "balance", "power", "decision", "observers", "publication", "meeting", "mandate", "chair")


class Unasked(Names):
    """States and categories without a database."""

    def state(self, code: str) -> str:
        return {"MA": "Morocco", "TN": "Tunisia"}.get(code, code)

    def category(self, code: str) -> None:
        return None

    def compact(self, key: str) -> None:
        return None


def value(field: charter.Field, choice: str = "") -> str:
    if field.type in ("choice", "choices"):
        return f'"{choice or field.choices[0]}"'
    if field.type == "reference":
        return f'"{REFERENCES.get(field.to[0], field.to[0] + ".other")}"'
    return VALUES[field.type]


def header(kind: charter.Kind) -> tuple[str, str]:
    """The header of a clause of the kind, with what it stands under; and its id."""
    before = ""
    if kind.name in BODIES:
        at, before = f"body.x.{kind.name}", '[body.x]\nname = "Board X"\nkind = "board"\n'
    elif kind.name in ("criterion", "option"):
        before = '[gate.x]\nname = "Gate"\nfor = "project"\n'
        at = "gate.x.criterion"
        if kind.name == "option":
            before, at = before + '[gate.x.criterion.x]\nname = "Criterion"\n', "gate.x.criterion.x.option"
    elif kind.name in ("session", "question"):
        at, before = f"event.x.{kind.name}", '[event.x]\nname = "Event X"\n'
    elif kind.name == "value":
        at, before = "finding.x.value", '[finding.x]\nname = "Finding X"\n'
    elif kind.name == "part":
        at, before = "project.x.part", '[project.x]\nname = "Project X"\n'
    elif kind.name == "consultation":
        at, before = "membership.consultation", '[membership]\nholder = "organisation"\nselection = "criteria"\n'
    else:
        at = kind.name
    clause = f"{at}.mine" if kind.keyed else at
    return before + f"[{clause}]\n", clause


def written(kind: charter.Kind, word: str = "", choice: str = "") -> tuple[charter.Charter, str]:
    """The smallest text with a clause of the kind, and one more word in it."""
    head, clause = header(kind)
    said = {name: value(field) for name, field in charter.fields(kind).items() if field.required}
    if word:
        said[word] = value(charter.fields(kind)[word], choice)
    if kind.name == "institution" and "key" not in said:
        said["key"] = '"x"'
    body = head + "".join(f"{name} = {one}\n" for name, one in said.items())
    first = "" if kind.name == "institution" else '[institution]\nkey = "x"\nname = "Institution X"\n'
    reading = charter.read(first + body + OTHERS)
    assert reading.faults == (), [(f.key, f.clause, dict(f.facts)) for f in reading.faults]
    return reading.charter, clause


def told(of: charter.Charter, clause: str) -> list[str]:
    found = of.get(clause)
    assert found is not None
    return [str(one) for one in sentences.of(Teller(of, Unasked()), found)]


GRAMMAR = [(kind, word) for kind in charter.kinds() for word in charter.fields(kind) if word not in SILENT]


@pytest.mark.parametrize(("kind", "word"), GRAMMAR, ids=[f"{kind.name}.{word}" for kind, word in GRAMMAR])
def test_every_word_of_every_kind_is_said(kind, word, lang):
    with translation.override(lang):
        field = charter.fields(kind)[word]
        without = None if field.required else told(*written(kind))
        for choice in field.choices or ("",):
            said = told(*written(kind, word, choice))

            assert said != without or choice == "any"
            assert all(one.strip() for one in said)
            assert [one for one in said if re.search(r"%\(|[a-z]-[a-z]+-[a-z]", one)] == []


@pytest.mark.parametrize("kind", list(charter.kinds()), ids=[kind.name for kind in charter.kinds()])
def test_what_may_be_chosen_has_a_word_in_each_language_and_no_two_the_same(kind):
    for word, field in charter.fields(kind).items():
        if field.type not in ("choice", "choices") or (kind.name, word) in OWN_SENTENCES:
            continue
        table = vocabulary.table(kind.name, word)
        assert set(field.choices) <= set(table), f"{kind.name}.{word}"
        for code in ("ar", "en", "fr"):
            with translation.override(code):
                said = [str(table[one]) for one in field.choices]
                assert all(said)
                assert len(set(said)) == len(said), f"{kind.name}.{word} {code}"


def test_every_party_and_kind_has_its_word():
    parties = {
        one for kind in charter.kinds() for f in kind.fields.values() if f.type in ("who", "whos") for one in f.choices
    }

    assert parties <= set(vocabulary.PARTIES)
    assert {kind.name for kind in charter.kinds()} <= set(vocabulary.KINDS)


@pytest.mark.parametrize("name", NAMES)
def test_every_clause_of_the_gallery_is_told_without_a_raw_key(name, lang):
    of = charter.read((GALLERY / f"{name}.toml").read_text("utf-8")).charter
    raw = {one for kind in charter.kinds() for f in kind.fields.values() for one in f.choices if "-" in one}
    with translation.override(lang):
        for clause, said in sentences.whole(of, Unasked()):
            assert said, clause.id
            for one in said:
                house = re.sub("\u2068[^\u2069]*\u2069", "", str(one))
                assert one.html.strip()
                assert not re.search(r"%\(|\b(body|seat|event|cycle|phase)\.[a-z]", house), (clause.id, house)
                assert not raw & set(re.findall(r"[a-z]+(?:-[a-z]+)+", house)) - {
                    "co-facilitators",
                    "time-bound",
                    "self-selection",
                }


@pytest.mark.parametrize("name", NAMES)
def test_in_arabic_and_french_no_word_of_ours_is_left_in_english(name):
    of = charter.read((GALLERY / f"{name}.toml").read_text("utf-8")).charter
    with translation.override("ar"):
        for clause, said in sentences.whole(of, Unasked()):
            for one in said:
                house = re.sub("\u2068[^\u2069]*\u2069", "", str(one)).replace("Morocco", "").replace("Tunisia", "")
                assert not re.search(r"[a-z]{3,}", house), (clause.id, house)


def test_the_sentence_of_a_board_reads_as_people_say_it():
    of = charter.read(
        '[institution]\nkey = "n"\nname = "Network"\n[body.board]\nname = "Executive Board"\nkind = "board"\n'
        '[body.board.seat.members]\ncount = "5-6"\nholder = "organisation"\nselection = "election"\nterm = "2 years"\n'
    ).charter

    said = told(of, "body.board.seat.members")[0].replace("\u2068", "").replace("\u2069", "")

    assert said == (
        "The Executive Board has 5 to 6 seats, held by organisations, filled by election, for 2 years at a time."
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('when = "2021-02-24"', "24 February 2021"),
        ('when = "2021-02-24/2021-02-25"', "from 24 February 2021 to 25 February 2021"),
        ('when = "Q1 2021"', "the first quarter of 2021"),
        ('when = "H2 2020"', "the second half of 2020"),
        ('when = "mid 2019-11"', "the middle of November 2019"),
        ('when = "end 2019-10/early 2019-11"', "from the end of October 2019 to early November 2019"),
        ('when = "by 2020-01-01"', "by 1 January 2020"),
        ('when = "1 day before event.other"', "1 day before Another event"),
        ('when = "2 weeks after adoption"', "14 days after the adoption"),
    ],
)
def test_times_are_said_as_sharp_as_they_are_written(written, said):
    of = charter.read(f'[institution]\nkey = "x"\nname = "X"\n[event.mine]\nname = "Mine"\n{written}\n{OTHERS}').charter

    one = told(of, "event.mine")[1].replace("\u2068", "").replace("\u2069", "")

    assert one == f"When: {said}."


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("monthly", "once a month"),
        ("annual in Q2", "once a year, in the second quarter"),
        ("at least 2 times a year", "at least 2 times a year"),
        ("at most 3 times a year", "at most 3 times a year"),
        ("every 4 years", "once every 4 years"),
        ("annual in month 3", "once a year, in March"),
    ],
)
def test_how_often_is_said_in_words(written, said):
    of = charter.read(
        '[institution]\nkey = "x"\nname = "X"\n[body.b]\nname = "Board"\nkind = "board"\n'
        f'[body.b.meeting.regular]\ncadence = "{written}"\n'
    ).charter

    assert told(of, "body.b.meeting.regular") == [f"The \u2068Board\u2069 meets {said}."]


def test_what_people_wrote_is_escaped_and_marked_with_its_language():
    sentence = Sentence("%(name)s & %(raw)s", {"name": Words(ar="<b>قول</b>"), "raw": Raw('"><script>')})

    assert html(sentence) == (
        '<bdi lang="ar" dir="rtl">&lt;b&gt;قول&lt;/b&gt;</bdi> &amp; <bdi>&quot;&gt;&lt;script&gt;</bdi>'
    )
    assert text(sentence) == '\u2068<b>قول</b>\u2069 & \u2068"><script>\u2069'
