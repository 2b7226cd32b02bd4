"""Stems: what belongs together meets, what does not stays apart."""

import pytest

from mithaq.kernels.text import analyse


def stem(word: str, lang: str = "ar") -> str:
    [found] = analyse.tokens(word, lang)
    return found


@pytest.mark.parametrize(
    "family",
    [
        "لاجئ لاجئة لاجئون لاجئين اللاجئين للاجئين واللاجئات",
        "بيانات البيانات وبيانات بالبيانات بياناتها",
        "مهاجر المهاجرين وللمهاجرين مهاجرون والمهاجرة",
        "بلد بلدان البلدان بلدانهم",
        "الكفالة كفالة بالكفالة",
        "عملية العمليات بالعمليات",
    ],
)
def test_forms_of_an_arabic_word_share_a_stem(family):
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("حدود", "محدود"), ("الجنسية", "الجنسين"), ("العمليات", "العمل"), ("البحرين", "البحر"), ("شركات", "شراكات")],
)
def test_words_of_other_meaning_keep_apart(one, other):
    assert stem(one) != stem(other)


def test_latin_words_in_arabic_text_are_stemmed_as_english():
    assert stem("migrants", "ar") == stem("migrant", "en")


def test_french_elision_falls_away():
    assert analyse.tokens("l’accès qu'ils", "fr") == analyse.tokens("accès ils", "fr")


def test_vowels_tatweel_and_hamza_do_not_matter():
    assert stem("الهِجْـــرة") == stem("الهجرة")
    assert stem("إجراءات") == stem("اجراءات")


def test_spans_point_into_the_text_as_given():
    text = "حقوق الـمهاجرين، l’accès"

    assert [text[a:b] for _, a, b in analyse.spans(text, "ar")] == ["حقوق", "الـمهاجرين", "l’accès"]


def test_tokens_and_spans_cut_the_same_words():
    text = "Data-driven réformes, d’abord: وبيانات ١٢٣ (follow-up)"

    assert analyse.tokens(text, "en") == [s for s, _, _ in analyse.spans(text, "en")]
