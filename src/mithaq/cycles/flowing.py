"""What feeds what: the flows of the charter, the cycles by their levels, and their picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from mithaq.foundation import habits, languages
from mithaq.foundation.fields import Words
from mithaq.foundation.figures import Drawn, Table
from mithaq.foundation.figures.canvas import Canvas
from mithaq.kernels.charter import Charter, Clause

LEVELS: Mapping[str, object] = {
    "local": pgettext_lazy("level of a cycle", "local"),
    "national": pgettext_lazy("level of a cycle", "national"),
    "regional": pgettext_lazy("level of a cycle", "regional"),
    "global": pgettext_lazy("level of a cycle", "global"),
}
WIDTH, BOX, ROW, HIGH = 900, 270, 78, 54


@dataclass(frozen=True, slots=True)
class Flow:
    """What goes (`name`, empty where the charter only says that it does) from a clause to another, by a clause."""

    clause: Clause
    name: Words
    source: Clause
    target: Clause


@dataclass(frozen=True, slots=True)
class Level:
    key: str
    name: object
    cycles: tuple[Clause, ...]


def flows(charter: Charter) -> list[Flow]:
    """Every flow the charter states, whether as a clause of its own, as what an output or a cycle feeds, or as the
    order of phases; those that go the same way by the same clause once.
    """
    return [flow for clause in charter if _adopted(clause) for flow in _of(charter, clause)]


def levels(charter: Charter) -> list[Level]:
    """The cycles of each level, from the smallest; those without one last."""
    by_level: dict[str, list[Clause]] = {key: [] for key in (*LEVELS, "")}
    for clause in charter.of("cycle"):
        if _adopted(clause):
            by_level[clause.get("level", "")].append(clause)
    return [Level(key, LEVELS.get(key, ""), tuple(found)) for key, found in by_level.items() if found]


def name_of(clause: Clause) -> Words:
    return Words(clause.name.as_dict())


def drawn(title: str, found: Sequence[Flow]) -> Drawn:
    """One row a flow: from where, what goes, to where."""
    lang = languages.current()
    sheet = Canvas(WIDTH, ROW * len(found) + 4, lang)
    for number, flow in enumerate(found):
        _row(sheet, ROW * number + 2, flow, lang)
    says = ngettext(
        "%(count)s flow: from a box, along an arrow, to a box.",
        "%(count)s flows: each from a box, along an arrow, to a box.",
        len(found),
    ) % {"count": habits.counted(len(found))}
    return Drawn(
        title=title,
        subtitle="",
        note="",
        svg=sheet.svg(title=title, says=says, key="flows"),
        table=table(found, clauses=False),
    )


def table(found: Sequence[Flow], *, clauses: bool = True) -> Table:
    """The same in rows; a file also names the clause that says it."""
    lang = languages.current()
    head = (pgettext("whom something comes from", "From"), _("What goes"), _("To"), *([_("Clause")] if clauses else []))
    rows = tuple(
        (
            *(name_of(flow.source).in_(lang), flow.name.in_(lang) or None, name_of(flow.target).in_(lang)),
            *([flow.clause.id] if clauses else []),
        )
        for flow in found
    )
    return Table(head, rows, _("not said"), lang)


def _row(sheet: Canvas, y: float, flow: Flow, lang: str) -> None:
    middle = y + HIGH / 2
    for x, clause in ((1, flow.source), (WIDTH - BOX - 1, flow.target)):
        sheet.rect(x, y, BOX, HIGH, "fig-rest", more='rx="4"')
        sheet.lines(x + BOX / 2, middle, name_of(clause).in_(lang), BOX - 20, size=12.5, at="middle", most=3)
    begin, end = BOX + 10, WIDTH - BOX - 10
    thick = 'stroke-width="2" stroke-linecap="round"'
    sheet.line(begin, middle + 12, end, middle + 12, "fig-tick", more=thick)
    for rise in (-6, 6):
        sheet.line(end - 9, middle + 12 + rise, end, middle + 12, "fig-tick", more=thick)
    if flow.name:
        sheet.lines((begin + end) / 2, middle - 10, flow.name.in_(lang), end - begin - 20, "fig-soft", size=12,
                    at="middle", most=2)  # fmt: skip


def _of(charter: Charter, clause: Clause) -> Iterator[Flow]:
    if clause.kind == "flow":
        yield from _flow(charter, clause, name_of(clause), clause["from"], clause["to"])
    elif clause.kind in ("cycle", "output") and clause.get("feeds"):
        source = clause.id if clause.kind == "cycle" or not clause.get("of") else clause["of"]
        name = Words() if source == clause.id else name_of(clause)
        yield from _flow(charter, clause, name, source, clause["feeds"])
    elif clause.kind == "phase" and clause.get("after"):
        yield from _flow(charter, clause, Words(), clause["after"], clause.id)


def _flow(charter: Charter, clause: Clause, name: Words, source: str, target: str) -> Iterator[Flow]:
    there, then = charter.get(source), charter.get(target)
    if there is not None and then is not None:
        yield Flow(clause, name, there, then)


def _adopted(clause: Clause) -> bool:
    return bool(clause.get("status", "adopted") == "adopted")
