"""Links across languages: what is found, what is refused, and that order does not matter."""

import csv
import math
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mithaq.kernels.text import converge
from mithaq.kernels.text.model import ACTS, Link, Statement

ROWS = list(csv.DictReader((Path(__file__).parent / "paraphrases.tsv").open(encoding="utf-8"), delimiter="\t"))
PARAPHRASES = [
    Statement(f"s{i:02}", f"doc-{i}", row["lang"], row["text"], (int(row["objective"]),), row["act"])
    for i, row in enumerate(ROWS)
]
MEANING = {f"s{i:02}": row["message"] for i, row in enumerate(ROWS)}
CLINICS = [s for s in PARAPHRASES if MEANING[s.id] == "clinics"]


def shares(found: tuple[Link, ...]) -> tuple[float, float]:
    """Precision and recall of links among the paraphrases."""
    right = sum(MEANING[link.a] == MEANING[link.b] for link in found)
    wanted = sum(MEANING[a.id] == MEANING[b.id] for a, b in combinations(PARAPHRASES, 2))
    return right / len(found), right / wanted


def test_paraphrases_in_three_languages_are_linked_and_little_else():
    precision, recall = shares(converge.links(PARAPHRASES))

    assert precision >= 0.97
    assert recall >= 0.75


def test_links_cross_all_three_languages():
    language = {s.id: s.lang for s in PARAPHRASES}

    crossed = {tuple(sorted({language[link.a], language[link.b]})) for link in converge.links(PARAPHRASES)}

    assert crossed >= {("ar", "en"), ("ar", "fr"), ("en", "fr")}


def test_a_translation_is_between_two_languages_and_each_others_best_match():
    by_id = {s.id: s for s in PARAPHRASES}
    translations = [link for link in converge.links(PARAPHRASES) if link.kind == "translation"]

    partners: dict[tuple[str, str], int] = {}
    for link in translations:
        for here, there in ((link.a, link.b), (link.b, link.a)):
            partners[here, by_id[there].lang] = partners.get((here, by_id[there].lang), 0) + 1

    assert translations
    assert all(by_id[link.a].lang != by_id[link.b].lang for link in translations)
    assert set(partners.values()) == {1}


def test_statements_without_a_common_objective_are_never_linked():
    apart = [replace(s, objectives=(i + 1,)) for i, s in enumerate(CLINICS)]
    uncoded = [replace(s, objectives=()) for s in CLINICS]

    assert converge.links(CLINICS) != ()
    assert converge.links(apart) == ()
    assert converge.links(uncoded) == ()


def test_a_copy_is_linked_even_without_an_objective():
    one, two = replace(CLINICS[0], objectives=()), replace(CLINICS[0], id="copy", document="other", objectives=())

    assert converge.links([one, two]) == (Link("copy", one.id, "duplicate", 1.0),)


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("recommendation", "recommendation", True),
        ("recommendation", "commitment", True),
        ("commitment", "practice", True),
        ("challenge", "fact", False),
        ("recommendation", "challenge", False),
        ("recommendation", "question", False),
        ("question", "question", False),
        ("process", "process", False),
    ],
)
def test_acts_that_can_carry_one_message(one, other, may):
    pair = [replace(CLINICS[0], act=one), replace(CLINICS[2], act=other)]

    assert converge.compatible(one, other) is may
    assert (converge.links(pair) != ()) is may


def test_compatibility_has_no_direction():
    assert all(converge.compatible(a, b) == converge.compatible(b, a) for a in ACTS for b in ACTS)


def test_a_title_is_no_message():
    title = Statement("title", "toc", "en", "Health care, residence status", (15,), "recommendation")

    found = converge.links([*CLINICS, title])

    assert found
    assert "title" not in {name for link in found for name in (link.a, link.b)}


def test_two_statements_with_one_id_are_refused():
    with pytest.raises(ValueError, match="one id"):
        converge.links([CLINICS[0], replace(CLINICS[1], id=CLINICS[0].id)])


@pytest.mark.parametrize("few", [0, 1, 2])
def test_few_statements_are_no_surprise(few):
    found = converge.links(CLINICS[:few])

    assert all(link.kind == "convergent" for link in found)
    assert len(found) <= max(0, few - 1)


def test_every_score_lies_between_nothing_and_identity():
    found = converge.links([*PARAPHRASES, replace(PARAPHRASES[0], id="copy", document="again")])

    assert all(0 < link.score <= 1 and math.isfinite(link.score) for link in found)
    assert all(link.a < link.b for link in found)
    assert len({(link.a, link.b) for link in found}) == len(found)


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(36)))
def test_the_order_of_statements_does_not_matter(order):
    assert converge.links([PARAPHRASES[i] for i in order]) == converge.links(PARAPHRASES[:36])


def test_vectors_of_an_embedder_replace_the_concepts():
    said = [
        Statement(f"v{i}", f"doc{i}", lang, "words that tell the engine nothing at all", (objective,), "recommendation")
        for i, (lang, objective) in enumerate([("en", 1), ("fr", 1), ("ar", 1), ("en", 1), ("en", 2), ("fr", 2)])
    ]
    said = [replace(s, text=f"{s.text} {'abcdef'[i] * 9}") for i, s in enumerate(said)]
    east, west, north = [1.0, 0.1, 0.0], [-1.0, 0.1, 0.0], [0.0, 0.1, 1.0]

    found = converge.links(
        said, vectors=dict(zip((s.id for s in said), [east, east, west, west, north, north], strict=True))
    )

    assert {(link.a, link.b, link.kind) for link in found if link.kind != "duplicate"} == {
        ("v0", "v1", "translation"),
        ("v2", "v3", "translation"),
        ("v4", "v5", "translation"),
    }


def test_sparse_vectors_may_be_given_too():
    one, two, three = (replace(s, text=f"{word} " * 6) for s, word in zip(CLINICS, ("x", "y", "z"), strict=False))
    vectors = {one.id: {"clinic": 1.0, "permit": 1.0}, two.id: {"clinic": 1.0, "permit": 0.8}, three.id: {"boat": 1.0}}

    found = converge.links([one, two, three], vectors=vectors)

    assert [(link.a, link.b) for link in found if link.kind != "duplicate"] == [(one.id, two.id)]


def test_an_objective_shared_twice_gives_one_link():
    twice = [replace(s, objectives=(15, 7)) for s in CLINICS]

    found = converge.links(twice)

    assert len({(link.a, link.b) for link in found}) == len(found) > 0


def test_of_identical_copies_only_the_first_looks_for_partners():
    again = [replace(CLINICS[0], id=f"t{i:02}", document=f"again-{i}") for i in range(30)]

    alone, together = converge.links(CLINICS), converge.links([*CLINICS, *again])

    added = [link for link in together if link.kind == "duplicate"]
    assert [(link.a, link.b) for link in added] == [(CLINICS[0].id, s.id) for s in again]
    assert {(k.a, k.b, k.kind) for k in together} - {(k.a, k.b, k.kind) for k in added} == {
        (k.a, k.b, k.kind) for k in alone
    }
