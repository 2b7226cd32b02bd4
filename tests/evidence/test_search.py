"""One analyser for every language and database: a word finds its forms, and its name elsewhere."""

from __future__ import annotations

import pytest

from mithaq.evidence import selectors
from mithaq.evidence.search import asking
from mithaq.kernels import text as kernel
from tests.evidence import papers


@pytest.fixture
def shelf(cast, deposit):
    for name, text in papers.PAPERS.items():
        deposit(text, name)
    deposit("منظمة اﻟﻌﻤﻞ اﻟﺪوﻟﻴﺔ تدعم المهاجرين في بلدان المقصد منذ سنوات طويلة.", "forms.txt")


@pytest.fixture
def find(cast, shelf):
    def found(question, **more):
        with cast.scope():
            return [p.text for p in selectors.found(cast.institution, question, to=None, **more)]

    return found


@pytest.mark.parametrize("asked", ["نقابة", "النقابات", "ونقابات", "نِقابات"])
def test_an_arabic_word_finds_its_inflected_forms(find, asked):
    assert any("اتحاد النقابات" in text for text in find(asked, lang="ar"))


def test_presentation_forms_are_found_in_ordinary_letters(find):
    assert any("اﻟﻌﻤﻞ" in t or "منظمة العمل الدولية" in t for t in find("منظمة العمل الدولية"))


@pytest.mark.parametrize(
    ("asked", "there"), [("children", "children"), ("agency", "agencies"), ("enfant", "enfants"), ("École", "école")]
)
def test_a_latin_word_finds_its_forms_whatever_its_accents(find, asked, there):
    assert any(there in text for text in find(asked))


def test_a_word_finds_what_it_is_called_in_the_other_languages(find):
    found = find("migrants")

    assert any("المهاجر" in t for t in found)
    assert any("travailleurs migrants" in t for t in found)
    assert any("migrant workers" in t for t in found)


def test_every_word_must_be_there(find):
    assert find("recruitment detention", lang="en") == []
    assert len(find("immigration detention", lang="en")) == 1


def test_the_language_of_the_passage_narrows(find):
    assert [t for t in find("migrants", lang="fr") if "المهاجر" in t or "migrant workers" in t] == []


@pytest.mark.parametrize("asked", ["", "   ", "؟!", "%", "' OR 1=1 --"])
def test_what_is_no_word_finds_nothing(find, asked):
    assert find(asked) == [] or "1" in asked


def test_of_many_phrases_the_words_of_the_last_are_looked_for_and_no_more_texts_are_read():
    """Each phrase may cost a look at every text: anybody may ask, so there is an end to them."""
    asked = asking.asked(" ".join(f'"migrants {n}th" -"States {n}th"' for n in range(20)))

    assert len(asked.phrases) + len(asked.without_phrases) == asking.MOST_QUOTED
    assert "migrants" in {word.written for word in asked.words}
    assert not asked.without
    assert len(asking.asked('"the same" "the same" "the same"').phrases) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The human rights of all.",
        "HUMAN RIGHTS",
        "(human) – rights",
        "a human\u00a0rights",
        "superhuman rights",
        "human rightse\u0301",
        "human rights\u0301 x",
        "hu\u00admán  ríghts,",
        "human_rights",
        "human,rights",
        "of human\nrights;",
        "human right",
    ],
)
def test_a_phrase_is_seen_without_folding_just_where_folding_sees_it(text):
    phrase = asking.asked('"human rights"').phrases[0]

    assert phrase.stands_in(text) == bool(asking._side_by_side(phrase.words).search(kernel.fold(text)))
