"""The map as a picture: groups as soft shapes with their number and size, where people stand, and where one stands
oneself. Mirrored in Arabic. Everything in it stands in the table beside it, too."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from mithaq.foundation.figures import Drawn as Figure
from mithaq.foundation.figures import Table
from mithaq.foundation.languages import direction

WIDE, HIGH, PAD = 560.0, 420.0, 14.0
FONT = "Noto Sans, Noto Sans Arabic, sans-serif"
DASHES = ("", "7 5", "2 5", "12 4 2 4", "1 4", "14 6")
FILE = {  # what the file on its own shows; on a page the tokens of map.css take over
    "om-sheet": 'fill="#ffffff"',
    "om-shape": 'fill="#62a69d" fill-opacity="0.16" stroke="#23776f" stroke-width="1.6"',
    "om-dot": 'fill="#23776f" fill-opacity="0.5"',
    "om-badge": 'fill="#0b5652"',
    "om-number": 'fill="#ffffff"',
    "om-name": 'fill="#1a2120"',
    "om-size": 'fill="#4a5351"',
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
    parts = [f'<rect class="om-sheet" {FILE["om-sheet"]} width="{WIDE:g}" height="{HIGH:g}" rx="6"/>']
    parts += [_shape(sheet, one["shape"], number) for number, one in enumerate(figures["groups"])]
    parts += [_dot(sheet, figures["cells"], *cell) for cell in figures["density"]]
    parts += [_mark(sheet, number, at) for number, at in marks]
    taken: list[tuple[float, float, float, float]] = []
    for one, label in zip(figures["groups"], labels, strict=True):
        parts.append(_badge(sheet, one["shape"], label, taken))
    if you is not None:
        parts.append(_you(sheet, you, words.you))
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


def _shape(sheet: _Sheet, shape: Sequence[float], number: int) -> str:
    """An ellipse as a path: the picture is not as far across as up, so it is turned point by point."""
    x, y, long, short, turn = shape
    angle, points = math.radians(turn), []
    for step in range(36):
        around = step * math.pi / 18
        a, b = long * math.cos(around), short * math.sin(around)
        points.append(
            sheet.at(x + a * math.cos(angle) - b * math.sin(angle), y + a * math.sin(angle) + b * math.cos(angle))
        )
    path = "M" + "L".join(f"{a:g} {b:g}" for a, b in points) + "z"
    dash = f' stroke-dasharray="{DASHES[number % len(DASHES)]}"' if DASHES[number % len(DASHES)] else ""
    return f'<path class="om-shape om-g{number % 6}" {FILE["om-shape"]}{dash} stroke-linejoin="round" d="{path}"/>'


def _dot(sheet: _Sheet, cells: int, across: int, up: int, level: int) -> str:
    left, low, right, high = sheet.frame
    x, y = sheet.at(left + (across + 0.5) * (right - left) / cells, low + (up + 0.5) * (high - low) / cells)
    return f'<circle class="om-dot" {FILE["om-dot"]} cx="{x:g}" cy="{y:g}" r="{3 + level * 2:g}"/>'


def _mark(sheet: _Sheet, number: str, at: Sequence[float]) -> str:
    left, low, right, high = sheet.frame
    x, y = sheet.at((left + right) / 2 + at[0] * (right - left) * 0.46, (low + high) / 2 + at[1] * (high - low) * 0.46)
    return (
        f'<path class="om-mark" {FILE["om-mark"]} d="M{x - 4:g} {y:g}h8M{x:g} {y - 4:g}v8"/>'
        f'<text class="om-size" {FILE["om-size"]} x="{x:g}" y="{y - 7:g}" font-size="11" text-anchor="middle">'
        f"{escape(number)}</text>"
    )


def _badge(sheet: _Sheet, shape: Sequence[float], label: Label, taken: list[tuple[float, float, float, float]]) -> str:
    """The number in a disc, the size and the name below it, moved down where another group's words stand already."""
    x, y = sheet.at(shape[0], shape[1])
    lines = _lines(label.name)
    wide, high = 170.0, 52.0 + 16 * len(lines)
    x = min(max(x, wide / 2), WIDE - wide / 2)
    y = min(max(y, 22.0), HIGH - high + 10)
    for _try in range(6):
        hit = next((t for t in taken if abs(t[0] - x) < (t[2] + wide) / 2 and abs(t[1] - y) < (t[3] + high) / 2), None)
        if hit is None:
            break
        y = hit[1] + (hit[3] + high) / 2 if hit[1] <= y and hit[1] + hit[3] + high < HIGH else max(22.0, y - high / 2)
    taken.append((x, y, wide, high))
    text = [
        f'<circle class="om-badge" {FILE["om-badge"]} cx="{x:g}" cy="{y:g}" r="15"/>',
        _text(x, y + 6, label.number, "om-number", 17, bold=True),
        _text(x, y + 33, label.size, "om-size", 14),
    ]
    text += [
        _text(x, y + 51 + 16 * number, line, "om-name", 13, lang=label.lang, bold=True)
        for number, line in enumerate(lines)
    ]
    return "".join(text)


def _text(x: float, y: float, text: str, look: str, size: int, *, bold: bool = False, lang: str = "") -> str:
    weight = ' font-weight="600"' if bold else ""
    tongue = f' lang="{lang}" direction="{direction(lang)}"' if lang else ""
    return (
        f'<text class="{look}" {FILE[look]} x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="middle"'
        f"{weight}{tongue}>\u2068{escape(text)}\u2069</text>"
    )


def _lines(name: str, room: int = 24, most: int = 2) -> list[str]:
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: room - 1].rstrip(" ,،") + "…"]
    return lines


def _you(sheet: _Sheet, at: tuple[float, float], word: str) -> str:
    x, y = sheet.at(*at)
    return f'<path class="om-you" {FILE["om-you"]} d="M{x:g} {y - 10:g}l10 10-10 10-10-10z"/>' + _text(
        min(max(x, 40), WIDE - 40), y - 15 if y > 30 else y + 25, word, "om-your", 14, bold=True
    )


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
