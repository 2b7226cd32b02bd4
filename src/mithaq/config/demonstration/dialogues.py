"""The simulated network asks: one dialogue is open, in which the newcomer may answer; one is closed and deposited.

Statements and answers are invented, from a fixed number: the same demonstration each time, and said to be simulated.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from mithaq.dialogues import services as dialogues
from mithaq.dialogues.enums import Entry
from mithaq.dialogues.services import drawing
from mithaq.foundation.actors import task

HERE = Path(__file__).parent
BY = task("demonstration")
DAY = timedelta(days=1)
SHARES = (0.44, 0.33, 0.23)
WHO: tuple[Mapping[str, Sequence[str]], ...] = (
    {
        "category": ("migrants", "civil_society", "migrant_diaspora_orgs"),
        "country": ("MA", "TN", "LB", "MR", "EG"),
        "level": ("national", "national", "regional"),
        "language": ("ar", "ar", "fr"),
    },
    {
        "category": ("private_sector", "trade_unions", "civil_society"),
        "country": ("JO", "EG", "MA", "KW"),
        "level": ("national", "regional", "global"),
        "language": ("ar", "en", "en"),
    },
    {
        "category": ("local_authorities", "parliamentarians", "nhri"),
        "country": ("DZ", "JO", "TN", "SD"),
        "level": ("national",),
        "language": ("ar", "fr", "ar"),
    },
)


def build(institution: Any, *, at: datetime) -> None:
    plan = tomllib.loads((HERE / "dialogues.toml").read_text(encoding="utf-8"))
    past = _convene(institution, plan["closed"], opens=at - 60 * DAY, closes=at - 30 * DAY, people=160, seed=7)
    past = dialogues.close_dialogue(past, by=BY, at=at - 30 * DAY)
    dialogues.deposit(past, language="ar", by=BY, at=at - 29 * DAY)
    _convene(institution, plan["open"], opens=at - 9 * DAY, closes=at + 12 * DAY, people=900, seed=11)


def _convene(
    institution: Any, told: Mapping[str, Any], *, opens: datetime, closes: datetime, people: int, seed: int
) -> Any:
    dialogue = dialogues.prepare(
        institution,
        title=told["title"],
        question=told["question"],
        about=told.get("about", {}),
        opens_at=opens,
        closes_at=closes,
        entry=Entry.ANYBODY,
        publishes_rows=True,
        is_simulated=True,
        by=BY,
        at=opens - 5 * DAY,
    )
    given = [{code: one[code] for code in ("ar", "en", "fr")} for one in told["statements"]]
    for statement in dialogues.seed_many(dialogue, given, "ar", by=BY, at=opens - 4 * DAY):
        for rendition in statement.renditions.filter(is_original=False):
            dialogues.review(rendition, by=BY, at=opens - 3 * DAY)
    dialogue = dialogues.open_dialogue(dialogue, by=BY, at=opens)
    dialogues.simulate(dialogue, _leanings(told["statements"]), people=people, seed=seed, at=opens + DAY)
    drawing.refresh(dialogue, at=opens + 2 * DAY)
    return dialogue


def _leanings(statements: Sequence[Mapping[str, Any]]) -> list[Any]:
    return [
        dialogues.Leaning(
            share=share,
            agrees={number: one["agree"][place] / 100 for number, one in enumerate(statements)},
            passes={number: one["pass"] / 100 for number, one in enumerate(statements)},
            facets=who,
        )
        for place, (share, who) in enumerate(zip(SHARES, WHO, strict=True))
    ]
