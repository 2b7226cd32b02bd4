"""A sheet to draw on. One draws from the start of the line; in Arabic the sheet turns round."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from mithaq.foundation.languages import direction

ISOLATE, RELEASE = "\u2068", "\u2069"
FONT = "Noto Sans, Noto Sans Arabic, sans-serif"

# class -> what the file on its own shows; on a page the tokens of figures.css take over.
COLOURS = {
    "fig-ink": 'fill="#1a2120"',
    "fig-soft": 'fill="#4a5351"',
    "fig-line": 'stroke="#dcd5c6"',
    "fig-edge": 'fill="none" stroke="#857d6d"',
    "fig-action": 'fill="#0b5652"',
    "fig-on-action": 'fill="#ffffff"',
    "fig-now": 'stroke="#7a4d00"',
    "fig-attention": 'fill="#7a4d00"',
    "fig-tick": 'stroke="#0b5652"',
    "fig-rest": 'fill="#f2eee4" stroke="#857d6d"',
    "fig-zero": 'fill="#ffffff" stroke="#dcd5c6"',
    "fig-sheet": 'fill="#ffffff" stroke="#dcd5c6"',
    "fig-cross": 'stroke="#4a5351"',
    "fig-out": 'fill="#ffffff" stroke="#4a5351"',
    "fig-1": 'fill="#dcebe7"',
    "fig-2": 'fill="#a9d0c8"',
    "fig-3": 'fill="#62a69d"',
    "fig-4": 'fill="#23776f"',
    "fig-5": 'fill="#084944"',
    "fig-on-1": 'fill="#1a2120"',
    "fig-on-2": 'fill="#1a2120"',
    "fig-on-3": 'fill="#0a1716"',
    "fig-on-4": 'fill="#ffffff"',
    "fig-on-5": 'fill="#ffffff"',
}


@dataclass(slots=True)
class Canvas:
    """`x` is the distance from the start edge in every language; `fixed` keeps west at the left, for maps."""

    width: float
    height: float
    lang: str
    fixed: bool = False
    fits: bool = False
    drawn: list[str] = field(default_factory=list)

    @property
    def turned(self) -> bool:
        return direction(self.lang) == "rtl" and not self.fixed

    def rect(
        self, x: float, y: float, width: float, height: float, look: str, *, says: str = "", more: str = ""
    ) -> None:
        left = self.width - x - width if self.turned else x
        tip = f"<title>{escape(says)}</title>" if says else ""
        self.drawn.append(
            f'<rect class="{look}" {COLOURS[look]} x="{left:g}" y="{y:g}" width="{width:g}" height="{height:g}"'
            f"{' ' + more if more else ''}>{tip}</rect>"
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, look: str, *, more: str = "") -> None:
        if self.turned:
            x1, x2 = self.width - x1, self.width - x2
        self.drawn.append(
            f'<line class="{look}" {COLOURS[look]} x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"'
            f"{' ' + more if more else ''}/>"
        )

    def stairs(self, x: float, y: float, wide: float, heights: Sequence[float], look: str, *, says: str = "") -> None:
        """A staircase on the base line `y`: each step `wide` across and so high; what is 0 high leaves the base."""
        turn = -1 if self.turned else 1
        tip = f"<title>{escape(says)}</title>" if says else ""
        path, before = [f"M{self.width - x if self.turned else x:g} {y:g}"], 0.0
        for height, same in groupby(round(one, 1) for one in heights):
            if height != before:
                path.append(f"v{round(before - height, 1):g}")
            path.append(f"h{round(turn * wide * len(list(same)), 2):g}")
            before = height
        self.drawn.append(f'<path class="{look}" {COLOURS[look]} d="{"".join(path)}V{y:g}z">{tip}</path>')

    def dot(self, x: float, y: float, radius: float, look: str, *, more: str = "") -> None:
        across = self.width - x if self.turned else x
        self.drawn.append(
            f'<circle class="{look}" {COLOURS[look]} cx="{across:g}" cy="{y:g}" r="{radius:g}"'
            f"{' ' + more if more else ''}/>"
        )

    def text(
        self,
        x: float,
        y: float,
        text: str,
        look: str = "fig-ink",
        *,
        size: float = 13,
        at: str = "start",
        bold: bool = False,
    ) -> None:
        """`at` is start, middle or end of the text in the direction of the sheet."""
        across = self.width - x if self.turned else x
        if self.fixed and direction(self.lang) == "rtl":
            at = {"start": "end", "end": "start"}.get(at, at)
        weight = ' font-weight="600"' if bold else ""
        self.drawn.append(
            f'<text class="{look}" {COLOURS[look]} x="{across:g}" y="{y:g}" font-size="{size:g}"'
            f' text-anchor="{at}"{weight}>{ISOLATE}{escape(text)}{RELEASE}</text>'
        )

    def lines(
        self, x: float, y: float, text: str, width: float, look: str = "fig-ink", *,
        size: float = 13, at: str = "start", most: int = 2, bold: bool = False,
    ) -> None:  # fmt: skip
        """A text broken over a few lines; `y` is the middle of the block. What does not fit ends in "…"."""
        broken = wrap(text, width, size, most)
        leading = size * 1.25
        top = y - leading * (len(broken) - 1) / 2 + size * 0.35
        for number, part in enumerate(broken):
            self.text(x, top + number * leading, part, look, size=size, at=at, bold=bold)

    def svg(self, *, title: str, says: str, key: str) -> SafeString:
        """`key` makes the ids unique on a page that shows several figures."""
        size = f'width="{self.width:g}" height="{self.height:g}"'
        fits = ' class="fits"' if self.fits else ""
        return mark_safe(  # noqa: S308  every text in it was escaped
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:g} {self.height:g}" {size}{fits}'
            f' role="img" aria-labelledby="{escape(key)}-title {escape(key)}-says" lang="{self.lang}"'
            f' direction="{direction(self.lang)}" font-family="{FONT}">'
            f'<title id="{escape(key)}-title">{escape(title)}</title>'
            f'<desc id="{escape(key)}-says">{escape(says)}</desc>{"".join(self.drawn)}</svg>'
        )


_MAY_BREAK = re.compile(r"[^\S\u00a0\u202f]+")


def wrap(text: str, width: float, size: float, most: int) -> list[str]:
    """Break at spaces that may break (French puts one that may not before a colon); a letter is taken as a little over
    half its height."""
    room = max(int(width / (size * 0.56)), 4)
    lines: list[str] = []
    for word in _MAY_BREAK.split(text.strip()):
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        kept = lines[:most]
        last = kept[-1] if len(kept[-1]) < room else kept[-1][: room - 1].rpartition(" ")[0] or kept[-1][: room - 1]
        kept[-1] = last.rstrip(" ,،") + "…"
        return kept
    return lines or [""]
