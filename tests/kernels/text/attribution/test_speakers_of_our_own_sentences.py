"""Whose voice is heard in sentences of our own, as laws, orders, resolutions, news and letters word them."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from mithaq.kernels.text.speakers import speaker

with Path(__file__).with_name("speakers.tsv").open(encoding="utf-8", newline="") as table:
    SENTENCES = [tuple(row.values()) for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)]


@pytest.mark.parametrize(("lang", "kind", "sentence"), SENTENCES)
def test_the_voice_is_heard_or_there_is_none(lang, kind, sentence):
    assert speaker(sentence, lang).kind == kind


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_every_language_has_sentences_with_and_without_a_voice(lang):
    kinds = Counter(kind for spoken, kind, _ in SENTENCES if spoken == lang)

    assert kinds["none"] >= 15
    assert len(kinds) >= 12


@pytest.mark.parametrize(
    ("lang", "speaking", "silent"),
    [
        ("en", "WHO said that vaccines had arrived.", "Those who said that vaccines had arrived left."),
        ("en", "The Committee requested an inspection.", "The Committee was requested by nobody."),
        ("en", "Welcomes the new law;", "“Welcomes the new law” is written on the wall."),
        ("fr", "La CES demande un salaire égal.", "Ces demandes sont anciennes."),
        ("fr", "« C’est long », a regretté le préfet.", "Le préfet est parti."),
        ("ar", "عبرت الجمعية عن قلقها.", "عبرت السفينة المضيق."),
        ("ar", "قال سامي منصور، المتحدث باسم وزارة الداخلية، إن البحث مستمر.", "قال سامي منصور إن البحث مستمر."),
        ("ar", "أشار تقرير لوزارة العمل إلى نقص المفتشين.", "أشار التقرير إلى نقص المفتشين."),
    ],
)
def test_what_only_looks_like_an_attribution_is_none(lang, speaking, silent):
    assert speaker(speaking, lang).kind != "none"
    assert speaker(silent, lang).kind == "none"


def test_of_an_agency_and_the_minister_it_quotes_the_minister_is_heard():
    found = speaker("نقلت وكالة الأنباء عن وزير الداخلية قوله إن الحدود مفتوحة.", "ar")

    assert (found.kind, found.name.split()[0]) == ("state", "وزير")


def test_what_two_states_agree_is_the_voice_of_neither():
    assert speaker("Under section 4, each Party shall inform Canada of its medical findings.", "en").kind == "none"
    assert (
        speaker("Under section 4, a foreign national shall leave Canada at the end of the stay.", "en").kind == "state"
    )
