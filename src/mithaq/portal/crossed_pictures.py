"""The matrix and the voices, worded in the active language: picture, table, and the sheet of a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

import mithaq
from mithaq.evidence.selectors import wording
from mithaq.foundation import habits, languages
from mithaq.foundation.fields import Words
from mithaq.foundation.figures import Bar, Bars, Drawn, Matrix, Table, draw_bars, draw_matrix
from mithaq.foundation.figures import Column as DrawnColumn
from mithaq.institutions.selectors import Institution
from mithaq.portal.crossing import Asked, Column, Grid, Row, Voices
from mithaq.synthesis.report import Label, Report
from mithaq.synthesis.report import Matrix as Sheet

ABSENT = gettext_lazy("not known")
TITLES: Mapping[str, object] = {
    "country": gettext_lazy("Objectives by State named"),
    "category": gettext_lazy("Objectives by kind of speaker"),
    "document": gettext_lazy("Objectives by document"),
}


def title(asked: Asked) -> str:
    return str(TITLES[asked.by])


def row_label(row: Row) -> str:
    return f"{habits.digits(str(row.objective))}. {row.label}"


def of(column: Column) -> str:
    if column.read is None:
        return _("not coded yet")
    return _("of %(number)s") % {"number": habits.counted(column.read)}


def read_label() -> str:
    return _("Statements read")


def narrowing(asked: Asked) -> str:
    """What the statements were narrowed to, for whoever sees the picture or the file alone."""
    said = []
    if act := asked.narrowed.get("act"):
        said.append(_("kind of statement: %(kind)s") % {"kind": wording.act(act)})
    if lang := asked.narrowed.get("lang"):
        said.append(_("language: %(language)s") % {"language": wording.language(lang)})
    if year := asked.narrowed.get("year"):
        said.append(_("year: %(year)s") % {"year": habits.digits(year)})
    return _("Only %(conditions)s.") % {"conditions": wording.listed(said)} if said else ""


def standing(asked: Asked) -> str:
    if asked.confirmed:
        return _("Only statements whose codes a person has confirmed.")
    return _("As suggested by the software; a person has not confirmed every code.")


def drawn(grid: Grid) -> Drawn:
    return draw_matrix(
        Matrix(
            key=f"matrix-{grid.asked.by}",
            lang=languages.current(),
            title=title(grid.asked),
            says=_("%(rows)s objectives by %(columns)s columns; the shade is the share of what was read in each.")
            % {"rows": habits.counted(len(grid.rows)), "columns": habits.counted(len(grid.columns))},
            subtitle=" ".join(filter(None, (narrowing(grid.asked), standing(grid.asked)))),
            corner=_("Objective"),
            of_label=read_label(),
            absent=str(ABSENT),
            rows=tuple(map(row_label, grid.rows)),
            columns=tuple(DrawnColumn(str(c.label) or c.key, c.read, of(c)) for c in grid.columns),
            cells=grid.cells,
            note=note(grid),
        )
    )


def note(grid: Grid) -> str:
    said = ngettext(
        "%(count)s statement was read in all. 0: statements of the column were read, and none speaks of the objective.",
        "%(count)s statements were read in all. 0: statements of the column were read, and none speaks of the "
        "objective.",
        grid.statements,
    )
    return habits.digits(said % {"count": grid.statements})


def table(grid: Grid) -> Table:
    """All columns, with what was read in each and in how many documents: for a file."""
    head = (_("Objective"), *(str(c.label) or c.key for c in grid.columns), _("All statements on the objective"))
    rows = tuple(
        (row_label(row), *cells, total) for row, cells, total in zip(grid.rows, grid.cells, grid.totals, strict=True)
    )
    last = (
        (read_label(), *(c.read for c in grid.columns), grid.statements),
        (_("Documents they stand in"), *(c.documents for c in grid.columns), None),
    )
    return Table(head, (*rows, *last), str(ABSENT), languages.current())


def report(grid: Grid, institution: Institution, *, at: datetime) -> Report:
    """The matrix as the workbook of a report takes it, with a sheet that says what it is."""
    lang = languages.current()

    def label(words: Words, other: str) -> Label:
        return Label(words.in_(lang) or other, words.lang_for(lang))

    return Report(
        lang=lang,
        title=title(grid.asked),
        subtitle=institution.name.in_(lang),
        institution=Label(institution.name.in_(lang), institution.name.lang_for(lang)),
        made_at=at,
        status="confirmed" if grid.asked.confirmed else "suggested",
        status_note=standing(grid.asked),
        figures=(),
        method=tuple(filter(None, (narrowing(grid.asked), note(grid)))),
        sections=(),
        sources=(),
        matrices=(
            Sheet(
                key=grid.asked.by,  # type: ignore[arg-type]
                title=title(grid.asked),
                rows=tuple(Label(f"{r.objective}. {r.label.in_(lang)}", r.label.lang_for(lang)) for r in grid.rows),
                columns=tuple(label(c.label, c.key) for c in grid.columns),
                cells=grid.cells,
                denominators=tuple(c.read or 0 for c in grid.columns),
                denominator_label=read_label(),
                keys=tuple(c.key for c in grid.columns),
            ),
        ),
        version=mithaq.__version__,
    )


def voices(found: Voices) -> Drawn:
    """Who spoke, in statements, with their share."""
    return draw_bars(
        Bars(
            key="voices",
            lang=languages.current(),
            title=_("Who spoke"),
            says=_("One bar for each kind of speaker, on one scale of %(count)s statements.")
            % {"count": habits.counted(found.statements)},
            subtitle=_("Statements by kind of speaker, out of all that were read."),
            head=(_("Kind of speaker"), _("Statements"), _("Out of")),
            absent=str(ABSENT),
            bars=tuple(
                Bar(str(v.label), v.said, found.statements, share(v.said, found.statements))
                for v in found.voices
                if v.said
            ),
        )
    )


def cited(found: Voices) -> Drawn | None:
    """Who is cited in the newest release; nothing where there is none to see."""
    if found.cited is None:
        return None
    return draw_bars(
        Bars(
            key="cited",
            lang=languages.current(),
            title=_("Who is cited in the newest release"),
            says=_("One bar for each kind of speaker, on one scale of %(count)s cited passages.")
            % {"count": habits.counted(found.cited)},
            subtitle=_("Passages cited, by kind of speaker."),
            head=(_("Kind of speaker"), _("Passages cited"), _("Out of")),
            absent=str(ABSENT),
            bars=tuple(
                Bar(str(v.label), v.cited, found.cited, share(v.cited or 0, found.cited))
                for v in found.voices
                if v.said or v.cited
            ),
        )
    )


def share(count: int, of_all: int) -> str:
    if not of_all:
        return habits.digits(str(count))
    percent = habits.counted(round(100 * count / of_all))
    return _("%(count)s (%(percent)s%%)") % {"count": habits.counted(count), "percent": percent}
