"""Translation retrieval and links on real parallel text, when `../shared/data` is there.

Thresholds are what was measured (docs/benchmarks.md, section Convergence) less a small margin: they guard, they do not
boast.
NTREX and Tatoeba are for evaluation only; the lexicon never saw them.
"""

import csv
import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from mithaq.kernels.text import converge
from mithaq.kernels.text.analyse import tokens
from mithaq.kernels.text.converge import rings, space
from mithaq.kernels.text.model import Statement

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
MESSAGES = DATA / "gold" / "messages_trilingual.tsv"
NTREX = DATA / "parallel" / "ntrex"
TATOEBA = DATA / "parallel" / "tatoeba"
PASSAGES = DATA / "gold" / "dev.jsonl"
PARAPHRASES = Path(__file__).resolve().parents[1] / "kernels" / "text" / "convergence" / "paraphrases.tsv"
NTREX_FILES = {
    "en": "newstest2019-src.eng.txt",
    "fr": "newstest2019-ref.fra.txt",
    "ar": "newstest2019-ref.arb.txt",
}

pytestmark = pytest.mark.conformance


def messages() -> tuple[list[int], dict[str, list[str]]]:
    if not MESSAGES.exists():
        pytest.skip("no ../shared/data/gold")
    rows = [line.split("\t") for line in MESSAGES.read_text("utf-8").splitlines() if line.strip()]
    return [int(r[0]) for r in rows], {
        "en": [r[1] for r in rows],
        "fr": [r[2] for r in rows],
        "ar": [r[3] for r in rows],
    }


def news() -> dict[str, list[str]]:
    if not NTREX.exists():
        pytest.skip("no ../shared/data/parallel/ntrex")
    return {lang: (NTREX / name).read_text("utf-8").splitlines()[1500:] for lang, name in NTREX_FILES.items()}


def everyday(pair: str, a: str, b: str) -> dict[str, list[str]]:
    if not TATOEBA.exists():
        pytest.skip("no ../shared/data/parallel/tatoeba")
    stem = f"tatoeba.{pair}"
    codes = {"ar": "ara", "fr": "fra", "en": "eng"}
    return {lang: (TATOEBA / f"{stem}.{codes[lang]}").read_text("utf-8").splitlines() for lang in (a, b)}


def retrieved(texts: dict[str, list[str]], a: str, b: str) -> tuple[float, float, float]:
    """P@1 of a text's translation, and precision and recall of pairs that are each other's best match.

    The nearest of all texts of the other language, measured as `links` does: cosine against what strangers reach,
    where every other pair counts as strangers.
    """
    statements = [
        Statement(f"{lang}{i:05}", lang, lang, text, (i,)) for lang in (a, b) for i, text in enumerate(texts[lang])
    ]
    matrix = space.rows(statements, {s.id: rings.vector(tokens(s.text, s.lang), s.lang) for s in statements})
    strange = space.strangers(matrix, statements)
    count = len(texts[a])
    cosines = (matrix[:count] @ matrix[count:].T).toarray()
    reach = (strange[:count, [space.LANGUAGES.index(b)]] + strange[count:, [space.LANGUAGES.index(a)]].T) / 2
    near = cosines / (cosines + reach + converge.CONCEPTS.doubt)
    there, back = near.argmax(axis=1), near.argmax(axis=0)
    mutual = [i for i in range(count) if back[there[i]] == i and near[i, there[i]] > 0]
    right = sum(there[i] == i for i in mutual)
    return float(np.mean(there == np.arange(count))), right / max(1, len(mutual)), right / count


@pytest.mark.parametrize(
    ("a", "b", "first", "precision", "recall"),
    [
        ("fr", "en", 0.95, 0.97, 0.95),
        ("ar", "en", 0.95, 0.97, 0.95),
        ("ar", "fr", 0.95, 0.97, 0.95),
    ],
)
def test_messages_on_migration_find_their_translation(a, b, first, precision, recall):
    _, texts = messages()

    measured = retrieved(texts, a, b)

    assert measured >= (first, 0, 0)
    assert measured[1] >= precision
    assert measured[2] >= recall


@pytest.mark.parametrize(
    ("a", "b", "first", "precision"),
    [
        ("fr", "en", 0.70, 0.93),
        ("ar", "en", 0.42, 0.78),
        ("ar", "fr", 0.40, 0.71),
    ],
)
def test_news_find_their_translation_as_far_as_the_lexicon_goes(a, b, first, precision):
    measured = retrieved(news(), a, b)

    assert measured >= (first, 0, 0)
    assert measured[1] >= precision


@pytest.mark.parametrize(("pair", "a", "b", "first"), [("fra-eng", "fr", "en", 0.15), ("ara-eng", "ar", "en", 0.05)])
def test_everyday_talk_is_known_to_be_out_of_reach(pair, a, b, first):
    measured = retrieved(everyday(pair, a, b), a, b)

    assert first <= measured[0] <= 0.75


def test_translated_messages_are_linked_and_nothing_else():
    objectives, texts = messages()
    statements = [
        Statement(f"m{i:02}-{lang}", lang, lang, said, (objectives[i],), "recommendation")
        for lang, column in texts.items()
        for i, said in enumerate(column)
    ]

    found = converge.links(statements)

    right = sum(link.a[:3] == link.b[:3] for link in found)
    wanted = sum(a.id[:3] == b.id[:3] for a, b in combinations(statements, 2))
    assert right / len(found) >= 0.97
    assert right / wanted >= 0.94


def test_translated_messages_become_messages_in_three_languages():
    objectives, texts = messages()
    statements = [
        Statement(f"m{i:02}-{lang}", lang, lang, said, (objectives[i],), "recommendation")
        for lang, column in texts.items()
        for i, said in enumerate(column)
    ]

    found = converge.messages(statements, converge.links(statements))

    pure = [m for m in found if len({i[:3] for i in m.statements}) == 1]
    assert len(pure) >= 0.97 * len(found)
    assert sum(m.languages == ("ar", "en", "fr") for m in pure) >= 42


def test_paraphrases_are_found_among_real_passages_of_the_same_objectives():
    if not PASSAGES.exists():
        pytest.skip("no ../shared/data/gold")
    own = list(csv.DictReader(PARAPHRASES.open(encoding="utf-8"), delimiter="\t"))
    meaning = {f"own-{i:02}": row["message"] for i, row in enumerate(own)}
    hidden = [
        Statement(f"own-{i:02}", f"own-{i}", row["lang"], row["text"], (int(row["objective"]),), row["act"])
        for i, row in enumerate(own)
    ]
    real = [json.loads(line) for line in PASSAGES.read_text("utf-8").splitlines()]
    hay = [
        Statement(p["id"], p["doc"], p["lang"], p["text"], tuple(p["objectives"] + p["maybe"]), p["act"] or "fact")
        for p in real
    ]

    found = [k for k in converge.links([*hidden, *hay]) if k.kind != "duplicate" and (k.a in meaning or k.b in meaning)]

    right = sum(meaning.get(link.a) == meaning.get(link.b) for link in found)
    wanted = sum(meaning[a.id] == meaning[b.id] for a, b in combinations(hidden, 2))
    assert right / len(found) >= 0.95
    assert right / wanted >= 0.72
