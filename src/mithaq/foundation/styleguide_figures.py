"""Samples of the figures for the style guide. The numbers are invented and say so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mithaq.foundation import languages
from mithaq.foundation.figures import (
    ARAB_STATES,
    Arc,
    Bar,
    Bars,
    Box,
    Column,
    Course,
    Edge,
    Kind,
    Matrix,
    Organigram,
    Roadmap,
    Rounds,
    Stretch,
    Tile,
    Tiles,
    draw_arc,
    draw_bars,
    draw_matrix,
    draw_organigram,
    draw_roadmap,
    draw_rounds,
    draw_tiles,
)

ABSENT = gettext_lazy("not known")


def _invented() -> str:
    return _("The numbers of this sample are invented.")


def _said(count: int, of: int) -> str:
    return _("%(count)s of %(of)s") % {"count": count, "of": of}


def _matrix(key: str) -> dict[str, Any]:
    columns = (
        (_("Civil society"), 214),
        (_("Trade unions"), 61),
        (_("Private sector"), 38),
        (_("Academia"), 97),
        (_("Migrants and diaspora"), None),
    )
    return {
        "figure": draw_matrix(
            Matrix(
                key=key,
                lang=languages.current(),
                title=_("Which objectives each group speaks of"),
                says=_("A matrix of four objectives and five groups; the shade is the share of the group's passages."),
                subtitle=_invented(),
                corner=_("Objective"),
                of_label=_("Passages read"),
                absent=str(ABSENT),
                rows=tuple(
                    f"{number}. {title}"
                    for number, title in (
                        (1, _("Data for evidence-based policies")),
                        (6, _("Fair recruitment and decent work")),
                        (15, _("Access to basic services")),
                        (23, _("International cooperation")),
                    )
                ),
                columns=tuple(
                    Column(label, of, _("of %(number)s") % {"number": of} if of else str(ABSENT))
                    for label, of in columns
                ),
                cells=((12, 0, 4, 41, None), (38, 44, 12, 9, None), (61, 3, 0, 14, None), (25, 6, 7, 8, None)),
            )
        )
    }


def _bars(key: str) -> dict[str, Any]:
    rows = ((_("Invited"), 22), (_("Came"), 21), (_("Spoke"), 14), (_("Cited"), 0))
    return {
        "figure": draw_bars(
            Bars(
                key=key,
                lang=languages.current(),
                title=_("From the invitation to the citation"),
                says=_("Four bars on one scale: how many of 22 were invited, came, spoke and are cited."),
                subtitle=_invented(),
                head=(_("Step"), _("Number"), _("Out of")),
                absent=str(ABSENT),
                bars=(
                    *(Bar(label, count, 22, _said(count, 22)) for label, count in rows),
                    Bar(_("Answered to"), None, None, str(ABSENT)),
                ),
            )
        )
    }


def _tiles(key: str) -> dict[str, Any]:
    names = _state_names()
    counts: dict[str, int | None] = {code: (number * 7) % 23 for number, code in enumerate(ARAB_STATES)}
    counts["SO"] = None
    return {
        "figure": draw_tiles(
            Tiles(
                key=key,
                lang=languages.current(),
                title=_("Passages by State"),
                says=_("One equal tile for each of the 22 Arab States, with a number; darker is more."),
                subtitle=_invented(),
                head=(_("State"), _("Passages")),
                absent=str(ABSENT),
                tiles=tuple(Tile(code, names[code], counts[code]) for code in ARAB_STATES),
            )
        )
    }


def _state_names() -> dict[str, str]:
    from babel import Locale  # inline: slow import

    territories = Locale(languages.current()).territories
    return {code: territories[code] for code in ARAB_STATES}


def _roadmap(key: str) -> dict[str, Any]:
    return {
        "figure": draw_roadmap(
            Roadmap(
                key=key,
                lang=languages.current(),
                title=_("From the dialogues to the review"),
                says=_("Three stretches of time; a soft edge is a day that is not yet certain."),
                subtitle=_invented(),
                head=(_("What"), _("From"), _("Until")),
                absent=str(ABSENT),
                today=date(2022, 3, 1),
                today_label=_("today"),
                stretches=(
                    Stretch(
                        _("Dialogues of stakeholders"),
                        Edge(date(2021, 11, 30), _("30 November 2021")),
                        Edge(date(2022, 1, 20), _("20 January 2022")),
                    ),
                    Stretch(
                        _("Synthesis"),
                        Edge(date(2022, 1, 20), _("20 January 2022")),
                        Edge(date(2022, 3, 6), _("early March 2022"), slack=8),
                    ),
                    Stretch(
                        _("Review"),
                        Edge(date(2022, 4, 15), _("mid-April 2022"), slack=12),
                        Edge(date(2022, 5, 20), _("20 May 2022")),
                    ),
                ),
            )
        )
    }


def _seats(key: str) -> dict[str, Any]:
    kinds = ((_("local"), 2), (_("national"), 2), (_("regional"), 1))
    return {
        "figure": draw_arc(
            Arc(
                key=key,
                lang=languages.current(),
                title=_("Seats of a board"),
                says=_("Five of six seats are held: two local, two national, one regional."),
                said=_said(5, 6),
                subtitle=_invented(),
                head=(_("Level"), _("Number")),
                absent=str(ABSENT),
                kinds=(*(Kind(label, ("",) * many) for label, many in kinds), Kind(_("free"), ("",), free=True)),
            )
        )
    }


def _organigram(key: str) -> dict[str, Any]:
    return {
        "figure": draw_organigram(
            Organigram(
                key=key,
                lang=languages.current(),
                title=_("Organigram"),
                says=_("A network, its board with a working group, and its secretariat."),
                subtitle=_invented(),
                head=(_("Body"), _("Part of"), _("Seats held"), _("Notes")),
                absent=str(ABSENT),
                boxes=(
                    Box(_("Network"), 0),
                    Box(_("Board"), 1, _said(5, 6), _("served by the secretariat")),
                    Box(_("Working group"), 2, _said(9, 15), _("six months")),
                    Box(_("Secretariat"), 1),
                ),
            )
        )
    }


def _rounds(key: str) -> dict[str, Any]:
    courses = (
        Course(_("Amal"), (12, 10, 10, 10), "in", _("elected, stage 1"), at=0, place=1),
        Course(_("Badr"), (6, 7, 7, 7), "in", _("elected, stage 4"), at=3, place=2, kept=2),
        Course(_("Chadia"), (8, 8.5, 0, 0), "barred", _("ruled out, stage 3"), at=2),
        Course(_("Dalia"), (3, 3.5, 3.5, 0), "out", _("excluded, stage 4"), at=3),
    )
    figure = Rounds(
        key=key,
        lang=languages.current(),
        title=_("A count, stage by stage"),
        says=_("Two of four candidates are elected in four stages."),
        subtitle=_invented(),
        across=_("Stage"),
        stages=("1", "2", "3", "4"),
        courses=courses,
        needed=10,
        needed_said=_("enough to be elected: %(number)s") % {"number": 10},
        marks=(
            ("in", _("elected, with the place")),
            ("out", _("excluded")),
            ("barred", _("ruled out by the rules of balance")),
            ("kept", _("the rules of balance need them")),
        ),
        head=(_("Candidate"), *(_("Stage %(number)s") % {"number": number} for number in range(1, 5))),
        rows=tuple((course.label, *course.votes) for course in courses),
        absent=str(ABSENT),
    )
    return {"figure": draw_rounds(figure)}


FIGURES: tuple[tuple[str, Any, Callable[[str], dict[str, Any]]], ...] = (
    ("figure-matrix", gettext_lazy("Figure: matrix with denominators"), _matrix),
    ("figure-bars", gettext_lazy("Figure: four bars"), _bars),
    ("figure-tiles", gettext_lazy("Figure: tiles of the Arab States"), _tiles),
    ("figure-roadmap", gettext_lazy("Figure: roadmap with soft edges"), _roadmap),
    ("figure-seats", gettext_lazy("Figure: seats in an arc"), _seats),
    ("figure-organigram", gettext_lazy("Figure: organigram"), _organigram),
    ("figure-rounds", gettext_lazy("Figure: a count stage by stage"), _rounds),
)
