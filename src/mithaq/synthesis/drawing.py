"""The matrices of a report as pictures with their tables."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from mithaq.foundation import figures
from mithaq.foundation.figures import Drawn
from mithaq.synthesis import wording
from mithaq.synthesis.report import Matrix, Report

MOST_COLUMNS = 16


def drawn(report: Report) -> tuple[tuple[str, Drawn], ...]:
    """Each with its key; a matrix without columns (nobody named, nothing coded) is not drawn."""
    return tuple((m.key, _draw(m, report.lang)) for m in report.matrices if m.columns)


def _draw(matrix: Matrix, lang: str) -> Drawn:
    """The columns that say most; how many were left out is said, and the workbook has them all."""
    left_out = max(0, len(matrix.columns) - MOST_COLUMNS)
    notes = [matrix.note, wording.left_out(left_out)] if left_out else [matrix.note]
    shown = replace(
        matrix,
        columns=matrix.columns[:MOST_COLUMNS],
        cells=tuple(row[:MOST_COLUMNS] for row in matrix.cells),
        denominators=matrix.denominators[:MOST_COLUMNS],
    )
    return figures.draw_matrix(
        figures.Matrix(
            key=matrix.key,
            lang=lang,
            title=matrix.title,
            says=matrix.note,
            corner=_("Objective"),
            of_label=matrix.denominator_label,
            absent=_("not known"),
            rows=tuple(label.text for label in shown.rows),
            columns=tuple(
                figures.Column(label.text, of, _("of %(count)s") % {"count": wording.number(of)})
                for label, of in zip(shown.columns, shown.denominators, strict=True)
            ),
            cells=shown.cells,
            note=" ".join(notes),
        )
    )
