"""Which language a stretch is in."""

import pytest
from tests.kernels.text.reading import files

from mithaq.kernels.text.language import identify, language


@pytest.mark.parametrize(
    ("sentences", "lang"),
    [(files.ARABIC, "ar"), (files.ENGLISH, "en"), (files.FRENCH, "fr")],
)
def test_the_three_languages_are_told_sentence_by_sentence(sentences, lang):
    assert {language(sentence)[0] for sentence in sentences} == {lang}


@pytest.mark.parametrize(
    ("sentences", "code"),
    [(files.SPANISH, "es"), (files.GERMAN, "de"), (files.PERSIAN, "fa"), (files.URDU, "ur")],
)
def test_neighbours_are_not_taken_for_one_of_them(sentences, code):
    assert {identify(sentence)[0] for sentence in sentences} == {code}
    assert {language(sentence)[0] for sentence in sentences} == {"und"}


@pytest.mark.parametrize(
    ("text", "code"),
    [("Семьи ждут ответа", "ru"), ("家族は答えを待っている", "ja"), ("לא ידוע", "he"), ("परिवार इंतज़ार कर रहे हैं", "hi")],
)
def test_other_scripts_are_named(text, code):
    assert identify(text) == (code, 1.0)


@pytest.mark.parametrize("text", ["", "2018-2021", "— • 12 %"])
def test_nothing_to_tell_is_undetermined(text):
    assert language(text) == ("und", 0.0)


def test_arabic_typed_on_a_persian_keyboard_is_arabic():
    assert language("تواجه النساء العاملات فی المنازل صعوبات فی الوصول إلی القضاء بسبب نظام الکفالة")[0] == "ar"


def test_an_arabic_sentence_with_a_latin_name_is_arabic():
    assert language("نظمت الشبكة Mayors for Mobility حواراً مع البلديات")[0] == "ar"


def test_capitals_are_words_too():
    assert language("THE COMPACT IS A FRAMEWORK FOR ALL OF THE STATES AND THEIR PARTNERS")[0] == "en"
