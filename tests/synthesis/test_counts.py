"""Counts inside a sentence: parsed without guessing, counted when read, worded as each language counts."""

from __future__ import annotations

import pytest

from mithaq.synthesis import counts
from mithaq.synthesis.numerals import phrase


def fact(passage, document=1, **more):
    known = {
        "lang": "en",
        "act": "recommendation",
        "group": "none",
        "objectives": frozenset(),
        "countries": frozenset(),
        "organisation": None,
        "origin": None,
    }
    return counts.Fact(passage, document, **{**known, **more})


CITED = [
    fact(1, 1, countries=frozenset({"MA", "TN"}), organisation=5, origin="MA", group="trade_union"),
    fact(2, 1, lang="ar", organisation=5, origin="MA"),
    fact(3, 2, lang="ar", group="trade_union", organisation=None),
]
EVERYTHING = [
    *CITED,
    fact(4, 3, objectives=frozenset({7, 16}), countries=frozenset({"MA"})),
    fact(5, 4, objectives=frozenset({7}), countries=frozenset({"MA"}), act="challenge"),
]
BASIS = counts.Basis(CITED, counts.Everything(EVERYTHING))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{documents}", "2"),
        ("{passages}", "3"),
        ("{organisations}", "1"),
        ("{origins}", "1"),
        ("{countries}", "2"),
        ("{groups}", "1"),
        ("{languages}", "2"),
        ("{documents objective=7}", "2"),
        ("{passages objective=7 country=MA act=recommendation}", "1"),
        ("{passages objective=7 country=ma}", "2"),
        ("{documents objective=23}", "0"),
        ("In {documents:words} from {countries:words}.", "In two submissions from two States."),
        ("{documents:words} ask; {passages:words} say so.", "Two submissions ask; three passages say so."),
        ("It is so. {documents:words} ask.", "It is so. Two submissions ask."),
        ("a brace {{ and } stays", "a brace { and } stays"),
        ("{{documents}", "{documents}"),
        ("none at all", "none at all"),
    ],
)
def test_a_sentence_is_read_with_its_counts(written, said):
    assert counts.render(written, "en", BASIS) == said


def test_what_nobody_knows_is_not_zero():
    nobody = counts.Basis([fact(1), fact(2, 2)])

    assert nobody.value(counts.counts("{organisations}")[0]) is None
    assert counts.render("{organisations:words}", "en", nobody) == "An unknown number of organisations"
    assert counts.render("{organisations}", "fr", nobody) == "?"
    assert counts.Basis([]).value(counts.counts("{organisations}")[0]) == 0


@pytest.mark.parametrize(
    ("written", "why", "column", "word"),
    [
        ("a {documents", "open", 3, ""),
        ("{submissions}", "unknown", 2, "submissions"),
        ("{}", "unknown", 2, ""),
        ("{__class__}", "unknown", 2, "__class__"),
        ("{documents.__class__}", "unknown", 2, "documents.__class__"),
        ("{documents:verbs}", "style", 12, "verbs"),
        ("ab {documents colour=1}", "condition", 15, "colour"),
        ("{documents objective=7 objective=8}", "condition", 24, "objective"),
        ("{documents objective=99}", "value", 22, "99"),
        ("{documents objective=٧}", "value", 22, "٧"),
        ("{documents country=Morocco}", "value", 20, "Morocco"),
        ("{documents act}", "value", 16, ""),
    ],
)
def test_a_brace_that_counts_nothing_is_refused_with_its_column(written, why, column, word):
    with pytest.raises(counts.Misplaced) as refused:
        counts.parse(written)

    assert (refused.value.why, refused.value.column, refused.value.word) == (why, column, word)


def test_what_cannot_be_read_stands_as_it_was_written():
    assert counts.render("a {submissions} b", "en", BASIS) == "a {submissions} b"


def test_a_count_knows_what_it_rests_on():
    (beyond,) = counts.counts("{documents objective=7}")
    (own,) = counts.counts("{documents}")

    assert [f.passage for f in BASIS.behind(beyond)] == [4, 5]
    assert [f.passage for f in BASIS.behind(own)] == [1, 2, 3]


def test_words_of_others_put_into_a_sentence_count_nothing():
    assert counts.render(counts.escaped("as {documents} say"), "en", BASIS) == "as {documents} say"


@pytest.mark.parametrize(
    ("what", "value", "arabic", "french", "english"),
    [
        ("documents", 0, "لا مساهمات", "aucune contribution", "no submissions"),
        ("documents", 1, "مساهمة واحدة", "une contribution", "one submission"),
        ("documents", 2, "مساهمتان", "deux contributions", "two submissions"),
        ("documents", 7, "سبع مساهمات", "sept contributions", "seven submissions"),
        ("documents", 11, "11 مساهمة", "11 contributions", "11 submissions"),
        ("documents", 103, "103 مساهمات", "103 contributions", "103 submissions"),
        ("documents", 100, "100 مساهمة", "100 contributions", "100 submissions"),
        ("passages", 1, "مقطع واحد", "un passage", "one passage"),
        ("passages", 7, "سبعة مقاطع", "sept passages", "seven passages"),
        ("passages", 20, "20 مقطعاً", "20 passages", "20 passages"),
        ("countries", 4, "أربع دول", "quatre États", "four States"),
        ("origins", 8, "ثمانية بلدان", "huit pays", "eight countries"),
        ("languages", 10, "عشر لغات", "dix langues", "ten languages"),
    ],
)
def test_each_language_counts_in_its_own_way(what, value, arabic, french, english):
    assert {lang: phrase(what, value, lang) for lang in ("ar", "fr", "en")} == {
        "ar": arabic,
        "fr": french,
        "en": english,
    }


@pytest.mark.parametrize(
    ("before", "said"),
    [("تطلب ", "مساهمتان"), ("جاء في ", "مساهمتين"), ("ورد بـ", "مساهمتين"), ("ومن ", "مساهمتين")],
)
def test_an_arabic_pair_follows_its_preposition(before, said):
    assert phrase("documents", 2, "ar", after=before) == said


def test_a_stroke_before_a_brace_goes_where_a_word_follows():
    assert counts.render("وردت بـ{languages:words} وبـ{languages}", "ar", BASIS) == "وردت بلغتين وبـ2"
