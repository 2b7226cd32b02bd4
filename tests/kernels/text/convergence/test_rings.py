"""Rings bring together what the lexicon cannot know; the file stays well formed."""

from importlib import resources

import pytest

from mithaq.kernels.text.analyse import tokens
from mithaq.kernels.text.converge import rings

LINES = [
    line
    for line in resources.files("mithaq.kernels.text.converge").joinpath("rings.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def meant(text: str, lang: str) -> set[str]:
    return set(rings.vector(tokens(text, lang), lang))


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.split("\t")[0])
def test_a_ring_holds_single_words_in_three_languages(line):
    sides = [[word.strip() for word in side.split("/")] for side in line.split("\t")]

    assert len(sides) == 3
    assert all(
        word and len(tokens(word, lang)) == 1
        for lang, side in zip(("en", "fr", "ar"), sides, strict=True)
        for word in side
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("salaries", "en"), ("wages", "en")),
        (("physician", "en"), ("médecins", "fr")),
        (("passeport", "fr"), ("جوازات", "ar")),
        (("sécheresse", "fr"), ("drought", "en")),
        (("البطالة", "ar"), ("unemployment", "en")),
        (("الكفالة", "ar"), ("sponsorship", "en")),
    ],
)
def test_words_of_one_ring_share_a_concept(one, other):
    assert meant(*one) & meant(*other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("remittances", "en"), ("borders", "en")),
        (("school", "en"), ("prison", "fr")),
    ],
)
def test_words_of_different_rings_share_none(one, other):
    assert not meant(*one) & meant(*other)


def test_financial_outweighs_mali_where_the_letters_are_the_same():
    weights = rings.vector(tokens("تحويل مالي", "ar"), "ar")

    assert weights["money"] > weights.get("mali", 0.0)


def test_a_word_nobody_knows_stands_for_itself():
    assert set(rings.vector(["zarzis"], "en")) == {"zarzis"}


def test_words_without_meaning_of_their_own_weigh_nothing():
    assert rings.vector(tokens("the of and", "en"), "en") == {}
    assert rings.vector([], "ar") == {}
