"""The facts of a compact as they are shipped: numbers, titles and terms, read from `data/` into plain values."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from mithaq.foundation import languages
from mithaq.foundation.fields import Words, words

SHIPPED = ("gcm",)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything shipped about one compact; each mapping has the field names of its model."""

    compact: Mapping[str, Any]
    principles: tuple[Mapping[str, Any], ...]
    objectives: tuple[Mapping[str, Any], ...]
    categories: tuple[Mapping[str, Any], ...]
    states: tuple[Mapping[str, Any], ...]
    indicators: tuple[Mapping[str, Any], ...]
    links: tuple[Mapping[str, Any], ...]


def read(key: str) -> Facts:
    """Refused (KeyError): a compact that is not shipped."""
    if key not in SHIPPED:
        raise KeyError(key)
    told = _toml(f"{key}.toml")
    labels = {row["target"]: _words(row) for row in _csv("sdg_targets.csv")}
    return Facts(
        compact=_worded(told["compact"], "name", "short_name"),
        principles=tuple(_worded(row, "title") for row in told["principles"]),
        objectives=tuple(_worded(row, "title", "short_title") for row in told["objectives"]),
        categories=tuple(_worded(row, "name") for row in _toml("categories.toml")["categories"]),
        states=tuple(_state(row) for row in _csv("states.csv")),
        indicators=tuple(_indicator(row) for row in _csv("indicators.csv")),
        links=tuple(_link(row, labels) for row in _csv("sdg_links.csv")),
    )


@cache
def categories() -> Mapping[str, Words]:
    """The stakeholder categories by their code, without asking the database."""
    return {
        row["code"]: Words(row["name"])
        for row in (_worded(one, "name") for one in _toml("categories.toml")["categories"])
    }


def _state(row: Mapping[str, str]) -> dict[str, Any]:
    known = {key: row[key] == "yes" for key in ("network_2020", "voluntary_review_2020", "dialogues_2020")}
    vote = {"vote_2018": row["vote_2018"]} if row["vote_2018"] else {}
    return {
        "iso2": row["iso2"],
        "iso3": row["iso3"],
        "m49": int(row["m49"]),
        "name": _words(row),
        "groups": row["groups"].split(),
        "facts": known | vote,
    }


def _indicator(row: Mapping[str, str]) -> dict[str, Any]:
    return {
        "family": row["family"],
        "code": row["code"],
        "title": _words(row),
        "standing": dict.fromkeys(languages.CODES, "official"),
        "source": row["source"],
        "objectives": [int(number) for number in row["objectives"].split()],
    }


def _link(row: Mapping[str, str], labels: Mapping[str, Words]) -> dict[str, Any]:
    return {
        "objective": int(row["objective"]),
        "goal": int(row["target"].split(".")[0]),
        "target": row["target"],
        "label": labels[row["target"]],
        "strength": row["strength"],
        "basis": row["basis"],
        "source": row["source"],
    }


def _worded(row: Mapping[str, Any], *fields: str) -> dict[str, Any]:
    return {name: Words(value) if name in fields else value for name, value in row.items()}


def _words(row: Mapping[str, str]) -> Words:
    return words(**{code: row[code] for code in languages.CODES})


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


def _csv(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(_text(name).splitlines())


def _text(name: str) -> str:
    return (resources.files("mithaq.compacts") / "data" / name).read_text(encoding="utf-8")
