"""The figures of an institution's home, worded in the active language."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mithaq.foundation import habits, languages
from mithaq.foundation.figures import (
    ARAB_STATES,
    Bar,
    Bars,
    Column,
    Drawn,
    Matrix,
    Tile,
    Tiles,
    draw_bars,
    draw_matrix,
    draw_tiles,
)
from mithaq.portal import selectors as portal
from mithaq.portal.selectors import Latest

ABSENT = gettext_lazy("not known")


def draw_all(found: Latest | None) -> dict[str, Drawn]:
    """The figures there is something to draw for, by key."""
    drawn = {key: draw(found) for key, draw in FIGURES.items()}
    return {key: figure for key, figure in drawn.items() if figure}


def _states(found: Latest | None) -> Drawn | None:
    known = [s for s in portal.states(found) if s.code in ARAB_STATES]
    if not known or all(s.named is None for s in known):
        return None
    named = sum(bool(s.named) for s in known)
    return draw_tiles(
        Tiles(
            key="states",
            lang=languages.current(),
            title=_("Statements that name each State"),
            says=_("One equal tile for each of %(all)s States; the documents name %(named)s of them. Darker is more.")
            % {"all": habits.counted(len(known)), "named": habits.counted(named)},
            subtitle=_("Equal tiles, roughly where the States lie. Being named is not being judged."),
            head=(_("State"), _("Statements that name it")),
            absent=str(ABSENT),
            tiles=tuple(Tile(s.code, s.name, s.named) for s in known),
        )
    )


def _taking_part(found: Latest | None) -> Drawn | None:
    known = [s for s in portal.states(found) if s.code in ARAB_STATES]
    if not known:
        return None
    all_of_them, cited = len(known), portal.cited_states(found)
    rows: list[tuple[str, int | None]] = [
        (_("Invited to the dialogues"), None),
        (_("Participants in the dialogues of 2020"), sum(bool(s.facts.get("dialogues_2020")) for s in known)),
        (_("Presented a voluntary review in 2020"), sum(bool(s.facts.get("voluntary_review_2020")) for s in known)),
        (
            _("Named in the documents"),
            None if any(s.named is None for s in known) else sum(bool(s.named) for s in known),
        ),
        (_("Named in a line of the report"), None if cited is None else sum(s.name in cited for s in known)),
    ]
    return draw_bars(
        Bars(
            key="taking-part",
            lang=languages.current(),
            title=_("From the invitation to the report"),
            says=_("Five bars on one scale of %(all)s States.") % {"all": habits.counted(all_of_them)},
            subtitle=_("In how many States of the region. A number that was not published is drawn as absent."),
            head=(_("Step"), _("States"), _("Out of")),
            absent=str(ABSENT),
            bars=tuple(
                Bar(habits.digits(str(label)), count, all_of_them, _of(count, all_of_them)) for label, count in rows
            ),
        )
    )


def _of(count: int | None, all_of_them: int) -> str:
    if count is None:
        return str(ABSENT)
    return _("%(count)s of %(of)s") % {"count": habits.counted(count), "of": habits.counted(all_of_them)}


def _speakers(found: Latest | None) -> Drawn | None:
    if not found or not found.report:
        return None
    matrix = next((m for m in found.report.matrices if m.key == "category"), None)
    if matrix is None or not matrix.columns:
        return None
    return draw_matrix(
        Matrix(
            key="speakers",
            lang=languages.current(),
            title=matrix.title,
            says=_("%(rows)s objectives by %(columns)s kinds of speaker; the shade is the share of what each said.")
            % {"rows": habits.counted(len(matrix.rows)), "columns": habits.counted(len(matrix.columns))},
            subtitle=_("As suggested by the software; a person has not confirmed every code."),
            corner=_("Objective"),
            of_label=matrix.denominator_label or _("Statements read"),
            absent=str(ABSENT),
            rows=tuple(_numbered(row.text) for row in matrix.rows),
            columns=tuple(
                Column(label.text, of, _("of %(number)s") % {"number": habits.counted(of)})
                for label, of in zip(matrix.columns, matrix.denominators, strict=True)
            ),
            cells=matrix.cells,
            note=matrix.note,
        )
    )


def _numbered(label: str) -> str:
    """As a report has it: the number of an objective before its title, whose words stay as they are."""
    number, point, title = label.partition(". ")
    return f"{habits.digits(number)}{point}{title}" if number.isdecimal() else label


FIGURES: dict[str, Callable[[Latest | None], Drawn | None]] = {
    "taking-part": _taking_part,
    "states": _states,
    "speakers": _speakers,
}
