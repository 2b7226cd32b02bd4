"""Texts that say the same in two languages, read for learning; nothing of them is shipped but word weights.

Sources: goals, targets and indicators of the 2030 Agenda (open-sdg translations, MIT), the official titles and
actions of the compact where both languages are official, names of States, and the project's own glossary. News and
everyday sentences (NTREX, Tatoeba) are for evaluation and are not read here.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

Row = dict[str, str]
"""One meaning: `{lang: text}` with two or three languages."""

_KEY = re.compile(r"^([\w-]+):\s?(.*)$")
_NAMES = {"en": "UNTERM English Short", "fr": "UNTERM French Short", "ar": "UNTERM Arabic Short"}
_QUALITY = re.compile(r"[ـ]")


def agenda(folder: Path) -> Iterator[Row]:
    """The 2030 Agenda from `folder/{ar,en,fr}/*.yml`: flat keys with folded text."""
    for name in ("global_goals", "global_targets", "global_indicators"):
        texts = {lang: _flat((folder / lang / f"{name}.yml").read_text("utf-8")) for lang in ("ar", "en", "fr")}
        for key in texts["en"]:
            if not key.endswith(("title", "short")):
                continue
            yield {lang: _QUALITY.sub("", texts[lang][key]) for lang in texts if texts[lang].get(key)}


def compact(facts: Path) -> Iterator[Row]:
    """Titles, commitments and actions of the compact, English beside French, where the French is official."""
    english = {o["objective"]: o for o in json.loads((facts / "gcm_text_en.json").read_text("utf-8"))["objectives"]}
    french = json.loads((facts / "gcm_text_fr.json").read_text("utf-8"))["objectives"]
    for there in french:
        here = english[there["objective"]]
        for field in ("title", "commitment"):
            if there.get(field):
                yield {"en": here[field], "fr": there[field]}
        actions = {a["letter"]: a["text"] for a in here["actions"]}
        for action in there.get("actions") or ():
            if action.get("text") and action["letter"] in actions:
                yield {"en": actions[action["letter"]], "fr": action["text"]}


def tables(facts: Path) -> Iterator[Row]:
    """Trilingual titles of the project's tables of facts: objectives, principles, stakeholders, indicators, links."""
    for name, stems in (
        ("objectives.csv", ("title", "short")),
        ("principles.csv", ("name",)),
        ("stakeholders.csv", ("name",)),
        ("indicators.csv", ("title",)),
        ("sdg_links.csv", ("target",)),
        ("arab_states.csv", ("name",)),
    ):
        seen = set()
        for row in _csv(facts / name):
            for stem in stems:
                texts = {lang: row.get(f"{stem}_{lang}", "") for lang in ("ar", "en", "fr")}
                if texts["en"] and texts["en"] not in seen:
                    seen.add(texts["en"])
                    yield {lang: text for lang, text in texts.items() if text}


def states(names: Path) -> Iterator[Row]:
    """Names of States as the United Nations writes them."""
    for row in _csv(names):
        texts = {lang: re.sub(r"\s*\(.*?\)", "", row.get(column, "")) for lang, column in _NAMES.items()}
        if all(texts.values()):
            yield texts


def glossary(path: Path) -> Iterator[Row]:
    """The project's own words: tab-separated English, French, Arabic; variants parted by ` / `."""
    for line in path.read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        sides = [[v.strip() for v in side.split("/")] for side in line.split("\t")]
        for en in sides[0]:
            for fr in sides[1]:
                for ar in sides[2]:
                    yield {"en": en, "fr": fr, "ar": ar}


def official(path: Path) -> dict[str, str]:
    """The compact's text in one language, `{place: text}`, from a file shaped like `gcm_text_en.json`."""
    texts = {}
    for objective in json.loads(path.read_text("utf-8"))["objectives"]:
        number = objective["objective"]
        for field in ("title", "commitment"):
            if objective.get(field):
                texts[f"{number}.{field}"] = objective[field]
        for action in objective.get("actions") or ():
            if action.get("text"):
                texts[f"{number}.{action['letter']}"] = action["text"]
    return texts


def _csv(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _flat(text: str) -> dict[str, str]:
    values: dict[str, str] = {}
    key = ""
    for line in text.splitlines():
        if found := _KEY.match(line):
            key, value = found.groups()
            values[key] = value
        elif key and line.startswith((" ", "\t")):
            values[key] += " " + line.strip()
    return {key: value.strip().strip("'\"").replace("''", "'") for key, value in values.items()}
