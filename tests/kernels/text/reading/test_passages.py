"""Passages: at most 90 words of one block, whole sentences, with the headings above them."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.text.reading import files

from mithaq.kernels.text.passages import MOST, sentences
from mithaq.kernels.text.reading import read
from mithaq.kernels.text.repair import repair


def cut(text):
    return [text[a:b] for a, b in sentences(text)]


def passages(text):
    return read(text.encode(), name="a.txt").passages


@pytest.mark.parametrize(
    "parts",
    [
        ["One ends.", "Two ends!", "Does three?", "“Four.”", "Five… goes on."],
        ["Mr. Amal met Dr. B. Noor of the U.N. office.", "They agreed."],
        ["See art. 12, para. 3, p. 4 of vol. 2.", "It is short."],
        ["Selon l'art. 5 et M. Noor, le taux est de 4.5 p. 100.", "Il baisse."],
        ["The rate fell to 4.5 per cent.", "No. 7 is next."],
        ["قال د. نور إن النسبة 4.5 في المئة.", "وأضاف أنها تنخفض.", "هل هذا صحيح؟", "نعم!"],
        ["Published in 2018.", "It was read."],
        ["The note.⁽²⁾", "The next (see below).", "Done."],
    ],
)
def test_sentences_end_where_a_reader_stops(parts):
    assert cut(" ".join(parts)) == parts


def test_a_stop_before_a_small_letter_ends_nothing():
    assert cut("the site example.org is open. yes it is.") == ["the site example.org is open. yes it is."]


def test_a_long_paragraph_is_cut_between_sentences():
    sentence = (
        "The municipality opened a house where newcomers are told about their rights and about the work they may take."
    )
    found = passages(" ".join([sentence] * 12))

    assert {len(p.text.split()) for p in found} == {57}
    assert all(p.text.endswith(".") for p in found)


def test_a_sentence_of_a_page_is_cut_at_its_semicolons_then_at_its_commas():
    clause = " ".join(["يحق للعامل أن يغير صاحب العمل دون إذن من أحد في كل حين"] * 3)
    found = passages("؛ ".join([clause] * 4) + ".")

    assert [p.text[-1] for p in found] == ["؛", "؛", "؛", "."]


def test_words_without_any_stop_are_cut_at_the_limit():
    found = passages("migration of the people to the city " * 60)

    assert max(len(p.text.split()) for p in found) == MOST


def test_a_passage_never_crosses_a_heading():
    text = f"First part\n\n{files.ENGLISH[0]}\n\nSecond part\n\n{files.ENGLISH[1]}"

    assert [(p.kind, p.text, p.headings) for p in passages(text)] == [
        ("heading", "First part", ()),
        ("paragraph", files.ENGLISH[0], ("First part",)),
        ("heading", "Second part", ("First part",)),
        ("paragraph", files.ENGLISH[1], ("Second part",)),
    ]


def test_passages_are_numbered_and_know_their_page():
    found = passages(f"{files.ENGLISH[0]}\n\f{files.ENGLISH[1]}")

    assert [(p.number, p.page) for p in found] == [(1, 1), (2, 2)]


def test_each_passage_has_its_own_language():
    found = passages(files.text((files.ARABIC[0], files.ENGLISH[0], files.FRENCH[0])))

    assert [p.lang for p in found] == ["ar", "en", "fr"]


def test_a_passage_too_short_to_tell_speaks_as_its_document_does():
    found = passages(f"Objectif 23\n\n{' '.join(files.FRENCH)}\n\nRabat, Tunis")

    assert [p.lang for p in found] == ["fr", "fr", "fr"]
    assert found[-1].lang_score <= 0.6 < found[1].lang_score


def test_boilerplate_and_contents_say_nothing():
    text = f"Contents\n\nOne........3\n\n{files.ENGLISH[0]}\n\noffice@example.org"

    assert [p.text for p in passages(text)] == [files.ENGLISH[0]]


def test_the_mark_of_an_item_is_not_part_of_what_it_says():
    assert [p.text for p in passages(f"{files.ENGLISH[0]}\n\n- {files.ENGLISH[1]}")] == list(files.ENGLISH)


@pytest.mark.parametrize(
    "hostile",
    ["_" * 200_000 + " 1x", " " * 300_000, "\n \t" * 100_000, "a." * 100_000 + "@", "[" * 100_000, '"' * 100_000,
     ". " * 200_000, "ـ" * 200_000, "- " * 100_000, "1." * 100_000, "x\n" * 20_000, "\u00ad" * 100_000, "و" * 100_000,
     "\ufff9" * 50_000],
)  # fmt: skip
def test_no_text_takes_longer_than_its_length_deserves(hostile):
    began = time.process_time()
    passages(f"{files.ENGLISH[0]} {hostile} {files.ENGLISH[1]}")

    assert time.process_time() - began < 15


SENTENCES = st.lists(
    st.sampled_from(
        [
            *files.ARABIC,
            *files.ENGLISH,
            *files.FRENCH,
            "- بند من القائمة\n- آخر",
            "المنتدى هوهيئة دولية.",
            "اﻟﻌﻤﻞ اﻟﻼﺋﻖ",
            "I. Title",
            "\n\n",
            "\n",
            "\u00a0",
            "What now?",
            "see https://a.b/c",
            "a | b | c",
        ]
    ),
    min_size=1,
    max_size=40,
).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(SENTENCES)
def test_every_passage_is_its_stretch_of_the_original_repaired(text):
    reading = read((files.ENGLISH[0] + "\n\n" + text).encode(), name="a.txt")

    for passage in reading.passages:
        assert repair(reading.extracted.text[passage.start : passage.end]).display == passage.text
        assert 0 < len(passage.text.split()) <= MOST
    ends = [0, *(p.end for p in reading.passages)]
    assert all(end <= p.start < p.end for end, p in zip(ends, reading.passages, strict=False))
