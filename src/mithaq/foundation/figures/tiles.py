"""The Arab States as equal tiles. No borders, no areas: a map of borders is a political statement."""

from __future__ import annotations

from dataclasses import dataclass

from mithaq.foundation.figures.canvas import Canvas
from mithaq.foundation.figures.drawn import Drawn, Table, figures, told

# ISO code -> (column from the west, row from the north), near enough for the eye to find its place.
ARAB_STATES: dict[str, tuple[int, int]] = {
    "LB": (5, 0), "SY": (6, 0), "IQ": (7, 0),
    "MA": (0, 1), "DZ": (1, 1), "TN": (2, 1), "LY": (3, 1), "EG": (4, 1), "PS": (5, 1), "JO": (6, 1), "KW": (7, 1),
    "BH": (8, 1),
    "MR": (0, 2), "SD": (4, 2), "SA": (6, 2), "QA": (7, 2), "AE": (8, 2),
    "DJ": (5, 3), "YE": (6, 3), "OM": (7, 3),
    "KM": (5, 4), "SO": (6, 4),
}  # fmt: skip
SIDE, GAP = 86, 4


@dataclass(frozen=True, slots=True)
class Tile:
    """`code` is a key of ARAB_STATES; `count` None = not known."""

    code: str
    name: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Tiles:
    """`head` are the two heads of the table."""

    key: str
    lang: str
    title: str
    says: str
    head: tuple[str, str]
    absent: str
    tiles: tuple[Tile, ...]
    subtitle: str = ""
    note: str = ""


def draw_tiles(figure: Tiles) -> Drawn:
    """West stays at the left in every language: the points of the compass are not a line of text."""
    columns = max(x for x, _ in ARAB_STATES.values()) + 1
    rows = max(y for _, y in ARAB_STATES.values()) + 1
    sheet = Canvas(columns * SIDE, rows * SIDE, figure.lang, fixed=True)
    most = max((t.count for t in figure.tiles if t.count), default=0)
    for tile in figure.tiles:
        x, y = (place * SIDE for place in ARAB_STATES[tile.code])
        _tile(sheet, x, y, tile, most, figure)
    return Drawn(
        title=figure.title,
        subtitle=figure.subtitle,
        note=figure.note,
        svg=sheet.svg(title=figure.title, says=figure.says, key=figure.key),
        table=Table(figure.head, tuple((t.name, t.count) for t in figure.tiles), figure.absent, figure.lang),
    )


def _tile(sheet: Canvas, x: float, y: float, tile: Tile, most: int, figure: Tiles) -> None:
    box = (x + GAP / 2, y + GAP / 2, SIDE - GAP, SIDE - GAP)
    middle = x + SIDE / 2
    if tile.count is None:
        more = 'rx="4" stroke-dasharray="3 4"'
        sheet.rect(*box, "fig-edge", says=told(tile.name, figure.absent, figure.lang), more=more)
        sheet.lines(middle, y + 34, tile.name, SIDE - 6, "fig-soft", size=11.5, at="middle", most=3)
        return
    step = min(5, 1 + int(5 * tile.count / (most + 1))) if tile.count else 0
    said = figures(tile.count, figure.lang)
    sheet.rect(*box, f"fig-{step}" if step else "fig-zero", says=told(tile.name, said, figure.lang), more='rx="4"')
    look = f"fig-on-{step}" if step else "fig-ink"
    sheet.lines(middle, y + 28, tile.name, SIDE - 6, look, size=11.5, at="middle", most=3)
    sheet.text(middle, y + SIDE - 13, said, look, size=18, at="middle", bold=True)
