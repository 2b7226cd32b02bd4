"""The record of a closed dialogue as a web page that stands by itself: question, map, what unites and divides, method.

Each statement is a paragraph of its own, so that it becomes a passage that can be coded and cited.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import override

from mithaq.dialogues.models import Dialogue, Drawn
from mithaq.dialogues.selectors.maps import said
from mithaq.dialogues.showing_maps import Telling
from mithaq.foundation import languages
from mithaq.kernels.opinion import AGREE

MOST = 12  # of what a group holds


def page(dialogue: Dialogue, drawn: Drawn, *, language: str) -> bytes:
    """The page in one language; a statement that has no rendition in it stands in its original, marked."""
    figures = drawn.figures
    texts = _texts(dialogue, language)
    told = figures.get("statements", {})
    with override(language):
        figure = Telling(drawn, said(dialogue, language)).picture() if drawn.figures.get("groups") else None
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
                "stability": figures.get("stability"),
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
