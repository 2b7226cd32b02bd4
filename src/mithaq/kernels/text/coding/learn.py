"""Rebuild what the coder ships: `python -m mithaq.kernels.text.coding.learn --shared ../shared`.

Reads trilingual official text and the labelled passages from the shared folder, writes weights of stems under
`data/`. The same inputs give the same bytes. An operator who holds the compact's official text in a language adds it
with `--official ar=path.json` (shaped like `facts/gcm_text_en.json`).
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

import numpy as np

from mithaq.kernels.text import analyse
from mithaq.kernels.text.coding import parallel, training
from mithaq.kernels.text.coding.alignment import aligned, inverted
from mithaq.kernels.text.coding.scorer import Scorer

DATA = Path(__file__).resolve().parent.parent / "data"


def main(arguments: list[str] | None = None) -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--shared", type=Path, required=True, help="folder with data/parallel, data/gold and facts")
    ask.add_argument("--official", action="append", default=[], metavar="LANG=FILE", help="the compact's text")
    ask.add_argument("--only", choices=("lexicon", "model"), help="rebuild one artefact")
    given = ask.parse_args(arguments)
    official = {lang: Path(path) for lang, path in (pair.split("=", 1) for pair in given.official)}
    if given.only != "model":
        _write(DATA / "lexicon.json.gz", lexicon(rows(given.shared, official)))
    if given.only != "lexicon":
        texts = training.references(given.shared / "facts")
        for lang, path in official.items():
            texts = [text for text in texts if text[1] != lang]
            texts += [(int(place.split(".")[0]), lang, text) for place, text in parallel.official(path).items()]
        lessons = training.prepare(training.samples(given.shared / "data/gold/dev.jsonl"), texts)
        _store(DATA / "objectives.npz", training.train(lessons))


def rows(shared: Path, official: Mapping[str, Path] | None = None) -> list[parallel.Row]:
    """Every trilingual or bilingual meaning the lexicon may learn from."""
    facts = shared / "facts"
    found = [
        *parallel.agenda(shared / "data/parallel/sdg"),
        *parallel.compact(facts),
        *parallel.tables(facts),
        *parallel.states(shared / "data/parallel/countries/country-codes.csv"),
    ]
    words = DATA / "glossary.tsv"
    if words.exists():
        found.extend(parallel.glossary(words))
    if official:
        texts = {"en": parallel.official(facts / "gcm_text_en.json")}
        texts |= {lang: parallel.official(path) for lang, path in official.items()}
        places = sorted(set().union(*texts.values()))
        found.extend({lang: texts[lang][p] for lang in texts if p in texts[lang]} for p in places)
    return found


def lexicon(rows: Iterable[parallel.Row]) -> dict[str, object]:
    """The word tables of all language pairs, how telling English stems are, and the empty words."""
    empty = empty_stems()
    stems = [
        {lang: [s for s in analyse.tokens(text, lang) if s not in empty[lang]] for lang, text in row.items()}
        for row in rows
    ]
    pairs: dict[str, dict[str, list[object]]] = {}
    for a, b in (("ar", "en"), ("fr", "en"), ("ar", "fr")):
        table = aligned((row[a], row[b]) for row in stems if a in row and b in row)
        for name, side in ((f"{a}-{b}", table), (f"{b}-{a}", inverted(table))):
            pairs[name] = {s: [x for t, w in found.items() for x in (t, round(w, 3))] for s, found in side.items()}
    seen = Counter(s for row in stems for s in set(row.get("en", ())))
    count = sum("en" in row for row in stems)
    idf = {s: round(math.log((count + 1) / (n + 1)) + 1, 2) for s, n in sorted(seen.items())}
    return {"pairs": pairs, "idf": idf, "empty": {lang: sorted(words) for lang, words in empty.items()}}


def empty_stems() -> dict[str, frozenset[str]]:
    lists = tomllib.loads((DATA / "empty_words.toml").read_text("utf-8"))
    little, empty = lists["little"], lists["empty"]
    return {lang: frozenset(analyse.tokens(f"{little[lang]} {empty[lang]}", lang)) for lang in ("ar", "en", "fr")}


def _write(path: Path, value: object) -> None:
    packed = json.dumps(value, ensure_ascii=False, sort_keys=False, separators=(",", ":")).encode()
    path.write_bytes(gzip.compress(packed, 9, mtime=0))


def _store(path: Path, scorer: Scorer) -> None:
    table = {
        "vocabulary": np.frombuffer("\n".join(scorer.concepts.vocabulary).encode(), dtype=np.uint8),
        "concepts": scorer.concepts.weights.astype(np.float16),
        "bias": scorer.concepts.bias,
        "thresholds": scorer.thresholds,
    }
    for name, head in (("subjects", scorer.subjects), ("cooperation", scorer.cooperation)):
        for part in ("mean", "scale", "weights", "constants"):
            table[f"{name}_{part}"] = np.round(getattr(head, part), 5).astype(np.float32)
    np.savez_compressed(path, **cast(dict[str, Any], table))


if __name__ == "__main__":
    main()
