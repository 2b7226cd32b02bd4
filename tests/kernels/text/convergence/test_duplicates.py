"""Copies are found, edited copies too; what only looks alike is not a copy."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mithaq.kernels.text import duplicates as copies
from mithaq.kernels.text.model import Link, Statement

FIRST = (
    "The national committee on migration met three times last year and agreed that every governorate should appoint "
    "a contact person for foreign workers, publish the address in several languages and report on complaints received."
)
ARABIC = (
    "ينبغي لكل محافظة أن تعين شخصا للاتصال بالعمال الأجانب وأن تنشر عنوانه بعدة لغات وأن تقدم تقريرا عن الشكاوى الواردة"
)


def said(name: str, text: str, lang: str = "en", document: str = "") -> Statement:
    return Statement(name, document or f"doc-{name}", lang, text)


def edited(text: str, share: float, seed: int) -> str:
    chance = random.Random(seed)
    words = text.split()
    for place in chance.sample(range(len(words)), round(share * len(words))):
        words[place] = chance.choice(("river", "summer", "paper", "garden", "window"))
    return " ".join(words)


def test_a_copy_is_found_whatever_its_case_punctuation_and_vowel_marks():
    vowelled = ARABIC.replace("ينبغي", "يَنبَغِي").replace("لغات", "لغـــات")

    found = copies.duplicates(
        [
            said("a", FIRST),
            said("b", FIRST.upper().replace(",", " ;")),
            said("c", ARABIC, "ar"),
            said("d", vowelled, "ar"),
        ]
    )

    assert found == (Link("a", "b", "duplicate", 1.0), Link("c", "d", "duplicate", 1.0))


def test_a_lightly_edited_copy_is_found():
    found = copies.duplicates([said("a", FIRST), said("b", edited(FIRST, 0.06, seed=1))])

    assert [(link.a, link.b) for link in found] == [("a", "b")]
    assert 0.84 <= found[0].score < 1.0


def test_a_text_on_the_same_subject_is_not_a_copy():
    other = (
        "Last year every governorate received complaints from foreign workers; the committee on migration appointed "
        "a person who met them three times and agreed to report in several languages."
    )

    assert copies.duplicates([said("a", FIRST), said("b", other)]) == ()


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        (FIRST, FIRST.replace("should appoint", "should not appoint")),
        (ARABIC, ARABIC.replace("ينبغي لكل", "لا ينبغي لكل")),
        (FIRST + " By 2024.", FIRST + " By 2030."),
    ],
)
def test_a_negation_or_another_figure_makes_another_statement(text, changed):
    lang = "ar" if text == ARABIC else "en"

    assert copies.duplicates([said("a", text, lang), said("b", changed, lang)]) == ()


def test_a_footer_that_stands_everywhere_costs_one_link_each():
    found = copies.duplicates([said(f"s{i:04}", FIRST) for i in range(500)])

    assert len(found) == 499
    assert {link.a for link in found} == {"s0000"}


def test_near_copies_of_boilerplate_stay_linear():
    chance = random.Random(3)
    many = [said(f"s{i:04}", f"{FIRST} {chance.choice('bcdfghjk')}{chance.choice('aeiou')}{i:x}q") for i in range(600)]

    found = copies.duplicates(many)

    assert 599 <= len(found) <= 600 * copies.NEIGHBOURS * 4


def test_empty_and_wordless_texts_have_no_copies():
    assert copies.duplicates([said("a", ""), said("b", ""), said("c", "— … !"), said("d", "؟")]) == ()


def test_short_texts_are_copies_only_when_they_are_the_same():
    found = copies.duplicates([said("a", "Thank you."), said("b", "thank you"), said("c", "Thank them.")])

    assert found == (Link("a", "b", "duplicate", 1.0),)


def test_most_copies_with_one_word_in_twenty_edited_are_found():
    texts = [edited(FIRST + " " + FIRST[::-1][:90], 0.5, seed) for seed in range(60)]
    both = [said(f"a{i:02}", t) for i, t in enumerate(texts)] + [
        said(f"b{i:02}", edited(t, 0.05, seed=900 + i)) for i, t in enumerate(texts)
    ]

    found = {(link.a, link.b) for link in copies.duplicates(both)}

    assert sum((f"a{i:02}", f"b{i:02}") in found for i in range(60)) >= 55


def test_signatures_estimate_the_share_of_common_shingles():
    values = np.arange(1, 3_001, dtype=np.uint32) * np.uint32(0x9E3779B9)

    rows = copies.signatures(np.concatenate([values[:2_000], values[1_000:]]), [2_000, 2_000])

    assert abs((rows[0] == rows[1]).mean() - 1 / 3) < 0.12


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(8)))
def test_the_order_of_statements_does_not_matter(order):
    many = [said(f"s{i}", edited(FIRST, 0.05 * (i % 4), seed=i)) for i in range(8)]

    assert copies.duplicates([many[i] for i in order]) == copies.duplicates(many)
