"""The record of a closed dialogue as a web page that stands by itself: question, map, what unites and divides, data,
method.

Each statement is a paragraph of its own, so that it becomes a passage that can be coded and cited. The data are the
counts that were published, by group and by what people are: masked where they are masked on the map. The map as data
goes with the page (`map_data`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from mithaq.dialogues import map_data, showing_tables
from mithaq.dialogues.models import Dialogue, Drawn
from mithaq.dialogues.selectors.maps import said
from mithaq.dialogues.showing_maps import Telling
from mithaq.foundation import languages
from mithaq.kernels.opinion import AGREE

MOST = 12  # of what a group holds


@dataclass(frozen=True, slots=True)
class Column:
    """Some people, how many in words, and as of when where they were counted before the others."""

    name: str
    people: str
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class Counts:
    """By statement what the people of each column answered; nothing where they were too few to be told of."""

    title: str
    as_of: datetime
    columns: list[Column]
    rows: Sequence[tuple[Mapping[str, str], Sequence[Sequence[int] | None]]]


def page(dialogue: Dialogue, drawn: Drawn, *, language: str) -> bytes:
    """The page in one language; a statement that has no rendition in it stands in its original, marked."""
    figures = drawn.figures
    texts = _texts(dialogue, language)
    data = map_data.written(dialogue, drawn)
    told = figures.get("statements", {})
    with override(language):
        telling = Telling(drawn, said(dialogue, language))
        figure = telling.picture() if figures.get("groups") else None
        content = render_to_string(
            "dialogues/record.html",
            {
                "dialogue": dialogue,
                "drawn": drawn,
                "language": language,
                "direction": languages.direction(language),
                "title": dialogue.title.in_(language),
                "question": dialogue.question.in_(language),
                "about": dialogue.about.in_(language),
                "picture": mark_safe(figure.file()) if figure else "",  # noqa: S308 - our own drawing, its texts escaped
                "groups": list(_groups(figures, texts)),
                "is_clear": len(figures.get("groups", ())) != 1,
                "agreed": [_one(uid, told, texts) for uid in figures.get("agreed", ()) if uid in texts],
                "rejected": [_one(uid, told, texts) for uid in figures.get("rejected", ()) if uid in texts],
                "dividing": [_one(uid, told, texts) for uid in figures.get("dividing", ()) if uid in texts],
                "all": [_one(uid, told, texts) for uid in texts if uid in told],
                "by_group": _by_group(telling, texts) if telling.is_clear else None,
                "by_what_people_are": list(_by_what_people_are(telling, texts)),
                "stability": figures.get("stability"),
                "data": map_data.held(data),
                "data_digest": map_data.digest_of(data),
            },
        )
    return content.encode()


def _texts(dialogue: Dialogue, language: str) -> dict[str, dict[str, str]]:
    """By statement, in the order of their numbers: its words in a language and the language they are really in."""
    found = sorted(said(dialogue, language).values(), key=lambda one: one.number or 0)
    return {
        one.uid: {
            "number": str(one.number),
            "text": one.text,
            "lang": one.lang,
            "dir": languages.direction(one.lang),
        }
        for one in found
    }


def _one(uid: str, told: Mapping[str, Any], texts: Mapping[str, Any]) -> dict[str, Any]:
    figure = told.get(uid, {})
    counts = figure.get("all")
    return {
        **texts[uid],
        "counts": counts,
        "cast": sum(counts) if counts else None,
        "divides": figure.get("divides"),
        "between": [one + 1 for one in figure.get("between", ())],
    }


def _groups(figures: Mapping[str, Any], texts: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for number, group in enumerate(figures.get("groups", ()), start=1):
        stances = [
            {
                **texts[uid],
                "agrees": direction == AGREE,
                "agreed": agreed,
                "disagreed": disagreed,
                "cast": agreed + disagreed + passed,
            }
            for uid, direction, agreed, disagreed, passed, *_rest in group["stances"]
            if uid in texts
        ]
        yield {"number": number, "size": group["size"], "stances": stances[:MOST]}


def _by_group(telling: Telling, texts: Mapping[str, Mapping[str, str]]) -> Counts:
    groups = telling.figures["groups"]
    columns = [
        Column(telling.group_name(number), telling.people(one["size"]), None) for number, one in enumerate(groups)
    ]
    rows = [(texts[uid], telling.rows[uid]["by"]) for uid in texts if uid in telling.rows]
    return Counts(_("Answers by group"), telling.drawn.as_of, columns, rows)


def _by_what_people_are(telling: Telling, texts: Mapping[str, Mapping[str, str]]) -> Iterator[Counts]:
    for facet in showing_tables.facets(telling, most=None):
        columns = [Column(one.name, telling.people(one.people), one.as_of) for one in facet.heads]
        told = {row.said.uid: [cell.counts for cell in row.cells] for row in facet.rows}
        rows = [(texts[uid], told[uid]) for uid in texts if uid in told]
        yield Counts(facet.title, facet.as_of, columns, rows)
