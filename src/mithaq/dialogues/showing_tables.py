"""The tables of a published map by what people are: category, country, level, language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from babel import Locale
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mithaq.compacts import selectors as compacts
from mithaq.dialogues.selectors.maps import Said
from mithaq.dialogues.showing_maps import TOP, Answers, Telling
from mithaq.foundation import languages
from mithaq.foundation.figures import Table
from mithaq.people.enums import Level


@dataclass(frozen=True, slots=True)
class FacetRow:
    said: Said
    cells: list[Answers]
    apart: float


@dataclass(frozen=True, slots=True)
class Head:
    """A column: what the people are, how many it tells of, and as of when, where it was counted before the newest."""

    name: str
    people: int
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class Facet:
    key: str
    title: str
    as_of: datetime
    heads: list[Head]
    rows: list[FacetRow]

    @property
    def people(self) -> int:
        return sum(one.people for one in self.heads)

    @property
    def has_older(self) -> bool:
        return any(one.as_of for one in self.heads)


def facets(telling: Telling, most: int | None = TOP) -> list[Facet]:
    found = []
    for key, title in _titles().items():
        told = telling.figures.get("facets", {}).get(key)
        if told is None or len(told["cells"]) < 2:
            continue
        names = _cells(key, [one["key"] for one in told["cells"]])
        rows = [
            FacetRow(
                telling.said[uid], [telling.answers(n, c) for n, c in zip(names, cells, strict=True)], _apart(cells)
            )
            for uid, cells in told["statements"].items()
            if uid in telling.said
        ]
        rows.sort(key=lambda one: (-one.apart, one.said.number or 0))
        since = telling.drawn.tables_as_of[key]
        moments = [datetime.fromisoformat(since[one["key"]]) for one in told["cells"]]
        as_of = max(moments)
        heads = [
            Head(name, one["people"], moment if moment < as_of else None)
            for name, one, moment in zip(names, told["cells"], moments, strict=True)
        ]
        found.append(Facet(key, title, as_of, heads, rows[:most]))
    return found


def not_shown(telling: Telling) -> list[str]:
    """The titles of the tables there might be, and are not."""
    shown = {facet.key for facet in facets(telling)}
    return [title for key, title in _titles().items() if key not in shown]


def tables(telling: Telling) -> Table:
    """All tables by what people are, in rows: every cell of every statement, with how many people it tells of."""
    head = (
        _("Table"),
        _("Column"),
        pgettext("how many", "People"),
        _("As of"),
        pgettext("of a statement", "Number"),
        _("Statement"),
    )
    rows = [
        (
            facet.title,
            one.name,
            one.people,
            localdate(one.as_of or facet.as_of).isoformat(),
            row.said.number,
            row.said.text,
            *(cell.counts or (None, None, None)),
        )
        for facet in facets(telling, most=None)
        for row in facet.rows
        for one, cell in zip(facet.heads, row.cells, strict=True)
    ]
    answers = (_("Agree"), _("Disagree"), _("Pass"))
    return Table(head=(*head, *answers), rows=tuple(rows), absent="", lang=telling.lang)


def _titles() -> dict[str, str]:
    return {
        "category": _("By stakeholder category"),
        "country": _("By country"),
        "level": _("By level"),
        "language": _("By language"),
    }


def _cells(facet: str, keys: Sequence[str]) -> list[str]:
    """What the cells of a facet are called."""
    names: dict[str, str] = {"": pgettext("what somebody is", "not told")}
    if facet == "language":
        names |= languages.OWN_NAMES
    elif facet == "country":
        names |= country_names([key for key in keys if key])
    elif facet == "level":
        names |= {key: str(label) for key, label in Level.choices}
    else:
        names |= {key: str(name) for key in keys if (name := compacts.category_name(key))}
    return [names.get(key, key) for key in keys]


def country_names(codes: Sequence[str]) -> dict[str, str]:
    """By code, in the reader's language: States of the region as the compact calls them, others as Unicode does."""
    far = Locale(languages.current()).territories
    near = {code: str(state.name) for code, state in compacts.states_by_code(codes).items()}
    return {code: str(far.get(code, code)) for code in codes} | near


def _apart(cells: Sequence[Sequence[int] | None]) -> float:
    shares = [one[0] / sum(one) for one in cells if one and sum(one)]
    return max(shares) - min(shares) if len(shares) > 1 else -1.0
