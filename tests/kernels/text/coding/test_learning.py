"""Learning word tables from texts that say the same, on small made-up texts."""

import json

from mithaq.kernels.text.coding import learn, parallel
from mithaq.kernels.text.coding.alignment import aligned, inverted

PAIRS = [
    ("maison bleu", "house blue"),
    ("maison rouge", "house red"),
    ("fleur bleu", "flower blue"),
    ("fleur", "flower"),
]


def test_words_that_answer_each_other_are_found():
    table = aligned((a.split(), b.split()) for a, b in PAIRS)

    assert {word: next(iter(found)) for word, found in table.items()} == {
        "maison": "house", "bleu": "blue", "rouge": "red", "fleur": "flower",
    }  # fmt: skip


def test_weights_sum_to_one_in_both_directions():
    table = aligned((a.split(), b.split()) for a, b in PAIRS)

    for found in (*table.values(), *inverted(table).values()):
        assert abs(sum(found.values()) - 1) < 1e-9


def test_the_same_texts_give_the_same_table():
    rows = [{"fr": "La maison des migrants", "en": "The house of migrants"}, {"fr": "migrants", "en": "migrants"}]

    assert json.dumps(learn.lexicon(rows)) == json.dumps(learn.lexicon(rows))


def test_an_official_text_is_read_by_its_places(tmp_path):
    objective = {"objective": 4, "title": "T", "commitment": "C", "actions": [{"letter": "a", "text": "A"}]}
    file = tmp_path / "official.json"
    file.write_text(json.dumps({"objectives": [objective]}), "utf-8")

    assert parallel.official(file) == {"4.title": "T", "4.commitment": "C", "4.a": "A"}


def test_every_line_of_the_glossary_has_three_languages():
    rows = list(parallel.glossary(learn.DATA / "glossary.tsv"))

    assert len(rows) > 400
    assert all(row["en"] and row["fr"] and row["ar"] for row in rows)
