"""Seats in an arc and organigrams: everything drawn is in the table too, in both directions, however many there are."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from mithaq.foundation.figures import Arc, Box, Kind, Organigram, draw_arc, draw_organigram


def arc(*numbers: int, free: int = 0, lang: str = "en"):
    kinds = [Kind(f"kind {n}", tuple(f"holder {n}-{i}" for i in range(many))) for n, many in enumerate(numbers)]
    kinds += [Kind("free", ("",) * free, free=True)] if free else []
    told = {"title": "Seats", "says": "Who sits", "said": "some", "head": ("Kind", "Number"), "absent": "–"}
    return draw_arc(Arc(key="seats", lang=lang, kinds=tuple(kinds), **told))


def boxes(drawn) -> list[tuple[float, float]]:
    """Where the seats of the arc stand, without those of the legend."""
    found = ET.fromstring(drawn.svg).iter("{http://www.w3.org/2000/svg}rect")
    return [(float(one.get("x")), float(one.get("y"))) for one in found]


@pytest.mark.parametrize("many", [1, 2, 6, 13, 31, 57, 97, 150])
def test_no_two_seats_stand_on_one_another(many):
    places = boxes(arc(many))[:many]

    near = [
        (a, b) for n, a in enumerate(places) for b in places[n + 1 :] if (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 < 26**2
    ]
    assert len(places) == many
    assert near == []


def test_kinds_carry_their_number_and_the_table_has_them_all():
    drawn = arc(2, 3, free=1)

    assert drawn.table.rows == (("kind 0", 2), ("kind 1", 3), ("free", 1))
    assert re.findall(r">\u2068(\d)\u2069<", drawn.svg) == ["1", "1", "2", "2", "2", "1", "2"]
    assert drawn.svg.count("stroke-dasharray") == 2
    assert "holder 1-2" in drawn.svg


def test_the_number_of_a_long_kind_is_never_cut():
    told = {"title": "Seats", "says": "Who sits", "said": "some", "head": ("Kind", "Number"), "absent": "–"}
    kind = Kind("trafic de migrants et traite des personnes migrantes", ("A", "B"))

    svg = draw_arc(Arc(key="seats", lang="fr", kinds=(kind,), **told)).svg

    assert "…" not in svg
    assert "migrantes\u00a0: 2" in svg


def test_more_seats_than_can_be_drawn_are_all_in_the_table():
    assert arc(400).table.rows == (("kind 0", 400),)


def test_the_arc_begins_at_the_start_of_the_line():
    left, right = boxes(arc(1, 4))[0], boxes(arc(1, 4, lang="ar"))[0]

    assert left[0] < 180 < right[0]


def test_an_organigram_says_what_is_part_of_what():
    told = {"title": "Bodies", "says": "All", "head": ("Body", "Part of", "Held", "Notes"), "absent": "–"}
    rows = (Box("Network", 0), Box("Board", 1, "5 of 6"), Box("Group", 2, "", "time-bound"), Box("Forum", 1))

    drawn = draw_organigram(Organigram(key="all", lang="en", boxes=rows, **told))

    assert drawn.table.rows == (
        ("Network", "", None, ""),
        ("Board", "Network", "5 of 6", ""),
        ("Group", "Board", None, "time-bound"),
        ("Forum", "Network", None, ""),
    )
    assert drawn.svg.count("<line") == 6


def test_names_in_a_picture_are_text():
    told = {"title": "Bodies", "says": "All", "head": ("Body", "Part of", "Held", "Notes"), "absent": "–"}

    drawn = draw_organigram(Organigram(key="all", lang="ar", boxes=(Box("<b>Board</b>", 0),), **told))

    assert "&lt;b&gt;Board" in drawn.svg
    assert "<b>" not in drawn.svg
