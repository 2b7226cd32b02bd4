"""The official text is the operator's; the files here are made up, in the shape of a resolution."""

from __future__ import annotations

import json

import pytest

from mithaq.compacts import official, selectors, services, wording
from mithaq.compacts.enums import Standing
from mithaq.compacts.official import TextRefused
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.journal import Entry
from tests.cast import AT

ENGLISH = """
Objective 1: Count the boats
and the harbours
17. We commit to count the boats in the harbours of the region,
and to say how we counted them.
A/RES/73/195
12/36
To do so we will take the following actions:
(a) Buy a notebook for the harbour, with the help of the port;
(b) Write in the notebook
on every day of the year.

Objective 2: Mend the nets
18. We commit to mend the nets for the crews of the region.
(a) Find thread in the market.

Implementation
40. We will do all of this in the years to come.
"""
FRENCH = """
Objectif 1 : Compter les bateaux
17. Nous nous engageons à compter les bateaux dans les ports de la région.
a) Acheter un cahier pour le port ;
b) Écrire dans le cahier.
Objectif 2 : Réparer les filets
18. Nous nous engageons à réparer les filets.
"""
ARABIC = """
الهدف ١: عدّ القوارب
17 - نلتزم بعدّ القوارب في موانئ المنطقة.
(أ) شراء دفتر للميناء؛
(ب) الكتابة في الدفتر.
الهدف ٢: إصلاح الشباك
18 - نلتزم بإصلاح الشباك.
"""


@pytest.mark.parametrize(
    ("language", "text", "titles"),
    [
        ("en", ENGLISH, ["Count the boats and the harbours", "Mend the nets"]),
        ("fr", FRENCH, ["Compter les bateaux", "Réparer les filets"]),
        ("ar", ARABIC, ["عدّ القوارب", "إصلاح الشباك"]),
    ],
)
def test_objectives_commitments_and_actions_are_found_by_number(language, text, titles):
    found = official.read(text.encode(), language=language, objectives=[1, 2])

    assert [o.title for o in found.objectives] == titles
    assert list(found.objectives[0].actions) == ["a", "b"]
    assert found.missing == ()


def test_lines_broken_by_a_page_are_joined_and_furniture_is_dropped():
    first, second = official.read(ENGLISH.encode(), language="en", objectives=[1, 2]).objectives

    assert first.commitment == (
        "We commit to count the boats in the harbours of the region, and to say how we counted them."
    )
    assert first.actions["b"] == "Write in the notebook on every day of the year."
    assert "12/36" not in first.commitment
    assert second.actions == {"a": "Find thread in the market."}


def test_json_is_read_too():
    told = {
        "language": "en",
        "official": True,
        "objectives": [
            {
                "objective": 1,
                "title": "T",
                "commitment": "We commit to the boats",
                "actions": [{"letter": "a", "text": "Buy the book"}],
            },
            {"objective": 2, "title": "U", "commitment": None, "actions": []},
        ],
    }

    found = official.read(json.dumps(told).encode(), language="en", objectives=[1, 2])

    assert found.counts == {"objectives": 2, "commitments": 1, "actions": 1}
    assert found.missing == (2,)


def _json(**more):
    told = {"language": "en", "objectives": [{"objective": 1, "commitment": "We commit to the boats of the region"}]}
    return json.dumps({**told, **more}).encode()


BAD = [
    ("de", ENGLISH.encode(), "unknown-language"),
    ("en", b"", "empty"),
    ("en", b"\xff\xfe\x00", "not-utf-8"),
    ("en", b"%PDF-1.7\x00\x01", "not-text"),
    ("en", b"{", "broken-json"),
    ("en", b"[1, 2]", "no-objectives-in-json"),
    ("en", b'{"objectives": [7]}', "no-objectives-in-json"),
    ("en", b'{"objectives": [{"objective": true}]}', "no-objectives-in-json"),
    ("en", b'{"objectives": [{"objective": 1, "title": {"x": 1}}]}', "no-objectives-in-json"),
    ("en", b'{"objectives": [{"objective": 1, "actions": [{"letter": "a"}]}]}', "broken-action"),
    ("en", b'{"objectives": [{"objective": 1, "actions": ["a"]}]}', "broken-action"),
    ("en", _json(official=False), "says-unofficial"),
    ("en", _json(language="ar"), "other-language"),
    ("en", FRENCH.encode(), "other-language"),
    ("fr", ENGLISH.encode(), "other-language"),
    ("ar", ENGLISH.encode(), "other-language"),
    ("en", b"A letter to my aunt.", "nothing-found"),
    ("en", ENGLISH.replace("Objective 2", "Objective 9").encode(), "unknown-objectives"),
    ("en", ENGLISH.replace("Objective 2", "Objective 1").encode(), "objective-twice"),
    ("en", b"a" * (official.LARGEST + 1), "too-large"),
    ("en", b"[" * 100_000, "broken-json"),
]


@pytest.mark.parametrize(("language", "file", "key"), BAD, ids=[f"{n}-{key}" for n, (_, _, key) in enumerate(BAD)])
def test_a_bad_file_is_refused_with_its_reason(language, file, key):
    with pytest.raises(TextRefused) as refused:
        official.read(file, language=language, objectives=[1, 2])

    assert refused.value.key == key
    assert len(wording.refusal(refused.value)) > 15


def test_every_refusal_has_a_sentence():
    assert {key for _, _, key in BAD} == set(wording.KEYS)


def test_a_loaded_text_is_official_and_says_where_it_is_from(db):
    gcm = services.load("gcm", by=SYSTEM, at=AT)

    found = services.load_text(gcm, language="ar", file=ARABIC.encode(), source="A/RES/73/195", by=SYSTEM, at=AT)

    objective = selectors.objective(gcm, 1)
    commitment = selectors.commitment(objective)
    assert objective.is_official("ar")
    assert objective.title["ar"] == "عدّ القوارب"
    assert (commitment.text_standing_in("ar"), commitment.text_source["ar"]) == (Standing.OFFICIAL, "A/RES/73/195")
    assert commitment.text_standing_in("fr") == Standing.MISSING
    assert [a.letter for a in selectors.actions(objective)] == ["a", "b"]
    assert found.missing == tuple(range(3, 24))
    assert Entry.objects.filter(act="compact.load_text").get().after["commitments"] == 2


def test_loading_the_facts_again_keeps_the_official_titles(db):
    gcm = services.load("gcm", by=SYSTEM, at=AT)
    services.load_text(gcm, language="ar", file=ARABIC.encode(), source="A/RES/73/195", by=SYSTEM, at=AT)
    services.load_text(gcm, language="fr", file=FRENCH.encode(), source="A/RES/73/195", by=SYSTEM, at=AT)

    services.load("gcm", by=SYSTEM, at=AT)

    objective = selectors.objective(gcm, 1)
    assert (objective.title["ar"], objective.title["fr"]) == ("عدّ القوارب", "Compter les bateaux")
    assert Entry.objects.filter(act="compact.load").count() == 1


def test_a_refused_file_leaves_nothing_behind(db):
    gcm = services.load("gcm", by=SYSTEM, at=AT)
    before = Entry.objects.count()

    with pytest.raises(TextRefused):
        services.load_text(gcm, language="en", file=FRENCH.encode(), source="somewhere", by=SYSTEM, at=AT)

    assert selectors.objective(gcm, 1).title["en"].startswith("Collect and utilize")
    assert Entry.objects.count() == before
