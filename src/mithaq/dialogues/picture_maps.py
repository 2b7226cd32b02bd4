"""The map as a picture: groups as soft shapes with their number and size, where people stand, and where one stands
oneself. Mirrored in Arabic; its words stand where nothing else does (`placing_words`). Everything in it stands in the
table beside it, too."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from mithaq.dialogues.placing_words import Around, Board, Form, width_of
from mithaq.foundation.figures import Drawn as Figure
from mithaq.foundation.figures import Table
from mithaq.foundation.languages import direction

WIDE, HIGH, PAD = 560.0, 420.0, 14.0
FONT = "Noto Sans, Noto Sans Arabic, sans-serif"
DISC, BESIDE = 15.0, 8.0  # of a group's number: its radius, and how far off its words stand beside it
SIZE, NAME, LEADING = 14, 13, 16
PHONE = 20  # how large the words are on a phone, where names of groups are not shown (map.css)
NAMELESS = 240.0  # how far one would go on the sheet to tell a group's name, too
ROOMS = ((24, 2, 0.0), (17, 3, 8.0), (44, 1, 12.0))  # signs a line, lines, how far one would go for the first of these
DASHES = ("", "7 5", "2 5", "12 4 2 4", "1 4", "14 6")
FILE = {  # what the file on its own shows; on a page the tokens of map.css take over
    "om-sheet": 'fill="#ffffff"',
    "om-shape": 'fill="#62a69d" fill-opacity="0.16" stroke="#23776f" stroke-width="1.6"',
    "om-dot": 'fill="#23776f" fill-opacity="0.5"',
    "om-badge": 'fill="#0b5652"',
    "om-number": 'fill="#ffffff"',
    "om-name": 'fill="#1a2120"',
    "om-size": 'fill="#4a5351"',
    "om-lead": 'stroke="#4a5351" stroke-width="1"',
    "om-plate": 'fill="#ffffff" fill-opacity="0.88"',
    "om-mark": 'stroke="#7a4d00" stroke-width="1.5"',
    "om-you": 'fill="#7a4d00" stroke="#ffffff" stroke-width="2"',
    "om-your": 'fill="#7a4d00"',
}


@dataclass(frozen=True, slots=True)
class Label:
    """How a group is called in the picture: its number, its size in words, what sets it apart in few words."""

    number: str
    size: str
    name: str
    lang: str


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    says: str
    you: str


def picture(
    figures: Mapping[str, Any], labels: Sequence[Label], words: Words, *, lang: str, table: Table, key: str = "map",
    you: tuple[float, float] | None = None, marks: Sequence[tuple[str, Sequence[float]]] = (), note: str = "",
) -> Figure:  # fmt: skip
    sheet = _Sheet(figures["frame"], direction(lang) == "rtl")
    shapes = [one["shape"] for one in figures["groups"]]
    dots = [sheet.dot(figures["cells"], *cell) for cell in figures["density"]]
    crosses = [(number, sheet.cross(at)) for number, at in marks]
    me = None if you is None else sheet.at(*you)
    board = Board(WIDE, HIGH)
    for x, y, radius in (*dots, *((*at, 6.0) for _number, at in crosses), *([(*me, 11.0)] if me else [])):
        board.circle(x, y, radius)
    arounds = _arounds(board, sheet, shapes)
    badges = [_badge(board, one, label, sheet) for one, label in zip(arounds, labels, strict=True)]
    parts = [f'<rect class="om-sheet" {FILE["om-sheet"]} width="{WIDE:g}" height="{HIGH:g}" rx="6"/>']
    parts += [_shape(one.outline, number) for number, one in enumerate(arounds)]
    parts += [lead for lead, _words in badges]
    parts += [f'<circle class="om-dot" {FILE["om-dot"]} cx="{x:g}" cy="{y:g}" r="{r:g}"/>' for x, y, r in dots]
    parts += [
        f'<path class="om-mark" {FILE["om-mark"]} d="M{x - 4:g} {y:g}h8M{x:g} {y - 4:g}v8"/>' for _n, (x, y) in crosses
    ]
    parts += [words_ for _lead, words_ in badges]
    parts += [_pinned(board, at, number, "om-size", 11, 6.0) for number, at in crosses]
    if me is not None:
        x, y = me
        parts.append(f'<path class="om-you" {FILE["om-you"]} d="M{x:g} {y - 10:g}l10 10-10 10-10-10z"/>')
        parts.append(_pinned(board, me, words.you, "om-your", 14, 12.0, bold=True))
    svg = mark_safe(  # noqa: S308  every text in it was escaped
        f'<svg xmlns="http://www.w3.org/2000/svg" class="om" viewBox="0 0 {WIDE:g} {HIGH:g}" role="img"'
        f' aria-labelledby="{key}-title {key}-says" lang="{lang}" direction="{direction(lang)}" font-family="{FONT}">'
        f'<title id="{key}-title">{escape(words.title)}</title><desc id="{key}-says">{escape(words.says)}</desc>'
        f"{''.join(parts)}</svg>"
    )
    return Figure(title=words.title, subtitle="", note=note, svg=svg, table=table)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """From the map's coordinates to those of the picture; in Arabic the other way across."""

    frame: Sequence[float]
    turned: bool

    @property
    def scale(self) -> tuple[float, float]:
        left, low, right, high = self.frame
        return (WIDE - 2 * PAD) / max(right - left, 1e-9), (HIGH - 2 * PAD) / max(high - low, 1e-9)

    def at(self, x: float, y: float) -> tuple[float, float]:
        left, low, _right, _high = self.frame
        across, up = (x - left) * self.scale[0] + PAD, (y - low) * self.scale[1] + PAD
        across, up = min(max(across, PAD), WIDE - PAD), min(max(up, PAD), HIGH - PAD)
        return round(WIDE - across if self.turned else across, 1), round(HIGH - up, 1)

    def dot(self, cells: int, across: int, up: int, level: int) -> tuple[float, float, float]:
        left, low, right, high = self.frame
        x, y = self.at(left + (across + 0.5) * (right - left) / cells, low + (up + 0.5) * (high - low) / cells)
        return x, y, 3 + level * 2

    def cross(self, at: Sequence[float]) -> tuple[float, float]:
        left, low, right, high = self.frame
        return self.at(
            (left + right) / 2 + at[0] * (right - left) * 0.46, (low + high) / 2 + at[1] * (high - low) * 0.46
        )

    def outline(self, shape: Sequence[float]) -> list[tuple[float, float]]:
        """An ellipse point by point: the picture is not as far across as up."""
        x, y, long, short, turn = shape
        angle, points = math.radians(turn), []
        for step in range(36):
            around = step * math.pi / 18
            a, b = long * math.cos(around), short * math.sin(around)
            points.append(
                self.at(x + a * math.cos(angle) - b * math.sin(angle), y + a * math.sin(angle) + b * math.cos(angle))
            )
        return points

    def inside(self, shape: Sequence[float], across: Any, down: Any) -> Any:
        """Whether points of the picture are within an ellipse of the map."""
        left, low, _right, _high = self.frame
        x = left + ((WIDE - across if self.turned else across) - PAD) / self.scale[0] - shape[0]
        y = low + (HIGH - down - PAD) / self.scale[1] - shape[1]
        angle = math.radians(shape[4])
        a, b = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
        return (a / max(shape[2], 1e-9)) ** 2 + (b / max(shape[3], 1e-9)) ** 2 <= 1


def _arounds(board: Board, sheet: _Sheet, shapes: Sequence[Sequence[float]]) -> list[Around]:
    across, down = board.corners()
    inside = [sheet.inside(one, across, down) for one in shapes]
    outlines = [sheet.outline(one) for one in shapes]
    lines = board.along(outlines)
    none = np.zeros(lines.shape, dtype=bool)
    return [
        Around(
            middle=sheet.at(one[0], one[1]),
            own=inside[number],
            others=np.any([none, *(own[:-1, :-1] for at, own in enumerate(inside) if at != number)], axis=0),
            lines=lines,
            outline=outlines[number],
        )
        for number, one in enumerate(shapes)
    ]


def _shape(points: Sequence[tuple[float, float]], number: int) -> str:
    path = "M" + "L".join(f"{a:g} {b:g}" for a, b in points) + "z"
    dash = f' stroke-dasharray="{DASHES[number % len(DASHES)]}"' if DASHES[number % len(DASHES)] else ""
    return f'<path class="om-shape om-g{number % 6}" {FILE["om-shape"]}{dash} stroke-linejoin="round" d="{path}"/>'


@dataclass(frozen=True, slots=True)
class _Setting:
    """A group's words, set in one way: the lines of its name, below its number or beside it."""

    form: Form
    lines: Sequence[str]
    across: float = 0.0  # where the words begin or, at 0, have their middle
    size: float | None = None  # how far down they stand
    name: float = 0.0


def _settings(label: Label, *, turned: bool) -> list[_Setting]:
    """From the one that is wanted most to the smallest: without the name, last without the size."""
    found: list[_Setting] = []
    for room, most, cost in ROOMS if label.name else ():
        lines = _lines(label.name, room, most)
        if all(lines != one.lines for one in found):
            found += _ways(label, lines, cost, turned=turned)
    return [
        *found,
        *_ways(label, [], NAMELESS, turned=turned),
        _Setting(Form(DISC + 1, DISC + 1, DISC + 1, DISC + 1), []),
    ]


def _ways(label: Label, lines: Sequence[str], cost: float, *, turned: bool) -> list[_Setting]:
    """The same lines below the number, beside it and above it."""
    reach, all_ = DISC + 1, LEADING * len(lines)
    long = max([width_of(label.size, PHONE), *(width_of(one, NAME, bold=True) for one in lines)])
    half, far, way = max(long / 2, reach), DISC + BESIDE + long, -1 if turned else 1
    left, right = (far, reach) if turned else (reach, far)
    return [
        _Setting(Form(half, reach, half, 40 + all_, cost, reach, (0, 1)), lines, size=33, name=51),
        _Setting(
            Form(left, reach, right, max(reach, 13 + all_), cost + 4, reach, (way, 0)),
            lines, across=way * (DISC + BESIDE), size=6, name=24,
        ),
        _Setting(Form(half, 38 + all_, half, reach, cost + 6, reach, (0, -1)), lines, size=-22, name=-26 - all_),
    ]  # fmt: skip


def _badge(board: Board, around: Around, label: Label, sheet: _Sheet) -> tuple[str, str]:
    """The number in a disc, the size and the name at it; and a line to the group, where these stand outside of it."""
    settings = _settings(label, turned=sheet.turned)
    place = board.set([one.form for one in settings], around)
    x, y, chosen = place.x, place.y, settings[place.form]
    end, lead = around.edge(x, y), ""
    if end is not None:
        board.line((x, y), end)
        lead = f'<path class="om-lead" {FILE["om-lead"]} d="M{x:g} {y:g}L{end[0]:g} {end[1]:g}"/>'
    text = [] if place.is_free else [_plate(chosen.form, x, y)]
    text += [
        f'<circle class="om-badge" {FILE["om-badge"]} cx="{x:g}" cy="{y:g}" r="{DISC:g}"/>',
        _text(x, y + 6, label.number, "om-number", 17, bold=True),
    ]
    side = "left" if chosen.across > 0 else "right" if chosen.across < 0 else "middle"
    if chosen.size is not None:
        tongue = "ar" if sheet.turned else ""
        text.append(_text(x + chosen.across, y + chosen.size, label.size, "om-size", SIZE, lang=tongue, side=side))
    text += [
        _text(x + chosen.across, y + chosen.name + LEADING * number, line, "om-name", NAME, lang=label.lang,
              side=side, bold=True)
        for number, line in enumerate(chosen.lines)
    ]  # fmt: skip
    return lead, "".join(text)


def _plate(form: Form, x: float, y: float) -> str:
    return (
        f'<rect class="om-plate" {FILE["om-plate"]} x="{x - form.left:g}" y="{y - form.up:g}"'
        f' width="{form.left + form.right:g}" height="{form.up + form.down:g}" rx="4"/>'
    )


def _pinned(
    board: Board, at: tuple[float, float], said: str, look: str, size: int, off: float, *, bold: bool = False
) -> str:
    """Words right beside a sign: above it, below it, at its sides, at its corners, then a little further away."""
    half, (x, y) = width_of(said, PHONE, bold=bold) / 2, at
    middles = [
        (across * (off + away + half), down * (off + away + 10))
        for away in (0.0, 10.0, 24.0)
        for across, down in ((0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1))
    ]
    forms = [Form(half - across, 10 - down, half + across, 10 + down) for across, down in middles]
    place = board.beside(forms, x, y)
    across, down = middles[place.form]
    plate = "" if place.is_free else _plate(forms[place.form], x, y)
    return plate + _text(x + across, y + down + size * 0.36, said, look, size, bold=bold)


ANCHORS = {"ltr": {"left": "start", "right": "end"}, "rtl": {"left": "end", "right": "start"}}


def _text(
    x: float, y: float, text: str, look: str, size: int, *, bold: bool = False, lang: str = "", side: str = "middle"
) -> str:
    weight = ' font-weight="600"' if bold else ""
    tongue = f' lang="{lang}" direction="{direction(lang)}"' if lang else ""
    anchor = ANCHORS[direction(lang or "en")].get(side, side)
    return (
        f'<text class="{look}" {FILE[look]} x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}"'
        f"{weight}{tongue}>\u2068{escape(text)}\u2069</text>"
    )


def _lines(name: str, room: int, most: int) -> list[str]:
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: room - 1].rstrip(" ,،") + "…"]
    return lines


def bar(counts: Sequence[int], *, turned: bool) -> SafeString:
    """How many of a hundred agree, pass, disagree, as one line; the words stand beside it."""
    whole = sum(counts) or 1
    agreed, disagreed, passed = (100 * one / whole for one in counts)
    parts, x = [], 0.0
    for look, wide in (("ob-agree", agreed), ("ob-pass", passed), ("ob-disagree", disagreed)):
        if wide > 0:
            left = 100 - x - wide if turned else x
            parts.append(f'<rect class="{look}" x="{left:.4g}" y="0" width="{wide:.4g}" height="8"/>')
        x += wide
    return mark_safe(  # noqa: S308  numbers only
        '<svg class="ob" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f"{''.join(parts)}</svg>"
    )
