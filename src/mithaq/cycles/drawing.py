"""The roadmap and the flows as pictures: soft times in bars that step down towards what is not certain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mithaq.cycles.roadmap import Line
from mithaq.foundation import habits, languages
from mithaq.foundation.figures import Drawn, Table
from mithaq.foundation.figures.canvas import Canvas
from mithaq.kernels import cadence

WIDTH, NAMES, PAD = 900, 300, 10
HEAD, ROW, THICK = 40, 58, 16
TICKS = 7
SOFT = ("early", "mid", "late", "end", "soft")
STEPS = (0.72, 0.46, 0.22)  # of the height, from the sure part outward
LOOKS = {
    "done": "fig-4",
    "past": "fig-2",
    "unknown": "fig-2",
    "overdue": "fig-attention",
    "now": "fig-action",
    "later": "fig-3",
}

Place = Callable[[date], float]


def roadmap(title: str, lines: Sequence[Line], *, on: date, key: str = "roadmap") -> Drawn:
    """Lines in their order, each with its name, its time and a mark; a line for today where it lies among them."""
    sheet = Canvas(WIDTH, HEAD + ROW * len(lines) + 8, languages.current())
    spans = [line.window for line in lines if line.window]
    if spans:
        first, last = _reach(spans, on)
        _ticks(sheet, first, last, place := _placing(first, last))
        now = place(on) if first <= on <= last else -WIDTH
        for number, line in enumerate(lines):
            _line(sheet, HEAD + ROW * number, line.in_picture, place, now)
        _today(sheet, on, first, last, place)
    else:
        for number, line in enumerate(lines):
            _line(sheet, HEAD + ROW * number, line.in_picture, lambda _day: NAMES, -WIDTH)
    return Drawn(
        title=title,
        subtitle=_("A bar that steps down is a time that is only about right; a bar with a post ends by that day."),
        note="",
        svg=sheet.svg(title=title, says=_says(lines), key=key),
        table=table(lines, clauses=False),
    )


def _says(lines: Sequence[Line]) -> str:
    overdue = sum(line.mark == "overdue" for line in lines)
    said = ngettext(
        "%(count)s line, from the earliest to the latest; the table says the same.",
        "%(count)s lines, from the earliest to the latest; the table says the same.",
        len(lines),
    ) % {"count": habits.counted(len(lines))}
    if overdue:
        late = ngettext("%(count)s is overdue.", "%(count)s are overdue.", overdue)
        late %= {"count": habits.counted(overdue)}
        said = f"{said} {late}"
    return said


def table(lines: Sequence[Line], *, clauses: bool = True) -> Table:
    """The same in rows; a file also names the clause each stands on."""
    lang = languages.current()
    head = (_("What"), _("Kind"), _("When"), _("How it stands"), *([_("Clause")] if clauses else []))
    rows = tuple(
        (line.name.in_(lang), line.kind, line.when, line.said, *([line.clause] if clauses else [])) for line in lines
    )
    return Table(head, rows, _("not known"), lang)


def _reach(spans: Sequence[cadence.Window], on: date) -> tuple[date, date]:
    """The days the sheet shows: all there is, with today where it is near."""
    firsts = [_begin(span) - _slack(span) for span in spans]
    lasts = [span.until + _slack(span) for span in spans]
    first, last = min(firsts), max(lasts)
    room = max((last - first) / 6, timedelta(days=45))
    if first - room <= on <= last + room:
        first, last = min(first, on - timedelta(days=3)), max(last, on + timedelta(days=4))
    return first.replace(day=1), max(last, first + timedelta(days=28))


def _placing(first: date, last: date) -> Place:
    days = (last - first).days

    def place(day: date) -> float:
        return NAMES + PAD + (WIDTH - NAMES - 2 * PAD) * (day - first).days / days

    return place


def _ticks(sheet: Canvas, first: date, last: date, place: Place) -> None:
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    every = next((n for n in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600) if months / n <= TICKS), 1200)
    pattern = "y" if every >= 12 else "MMM y"
    at = first.year * 12 + first.month - 1
    at = -(-at // every) * every
    while at <= last.year * 12 + last.month - 1 and at < 9999 * 12:
        day = date(at // 12, at % 12 + 1, 1)
        if day >= first and place(day) < WIDTH - PAD - 30:
            sheet.line(place(day), HEAD - 10, place(day), sheet.height, "fig-line")
            sheet.text(place(day) + 4, 14, habits.part(day, pattern), "fig-soft", size=12)
        at += every


def _line(sheet: Canvas, y: float, line: Line, place: Place, now: float) -> None:
    """One row; its word does not stand across the line of today, at `now`."""
    if y > HEAD:
        sheet.line(0, y, WIDTH, y, "fig-line")
    lang = languages.current()
    name = line.name.in_(lang)
    if line.number is not None:
        name = f"{habits.digits(str(line.number))}. {name}"
    sheet.lines(24, y + ROW / 2 - 8, name, NAMES - 34, size=12.5, most=2, bold=line.is_phase)
    sheet.text(24, y + ROW - 7, line.when, "fig-soft", size=11)
    _mark(sheet, 9, y + ROW / 2 - 9, line.mark)
    said_look = "fig-attention" if line.mark == "overdue" else "fig-soft"
    if line.window is None:
        sheet.text(NAMES + PAD, y + ROW / 2 + 4, line.said, said_look, size=12)
        return
    begin, end = place(_begin(line.window)), place(line.window.until)
    reach = _bar(sheet, y + 13, line, begin, end, place)
    x, length = reach[0], len(line.said) * 6.4
    if x + length > WIDTH - PAD:
        x = WIDTH - PAD - length
    if x - 4 < now < x + length:
        x = now + 6 if now + 6 + length <= WIDTH - PAD else now - 6 - length
    sheet.text(x, y + ROW - 11, line.said, said_look, size=11.5, bold=line.mark == "overdue")


def _bar(sheet: Canvas, y: float, line: Line, begin: float, end: float, place: Place) -> tuple[float, float]:
    """The bar, and from where to where it reaches on the sheet."""
    assert line.window is not None
    look, says = LOOKS[line.mark], f"{line.name.in_(languages.current())}: {line.when}. {line.said}"
    width = max(end - begin, 5)
    if line.window.edge == "by":
        post = place(line.window.until)
        for number, part in enumerate(reversed(STEPS)):
            piece = max(width / 3, 5)
            left = post - piece * (3 - number)
            sheet.rect(left, y + THICK * (1 - part) / 2, piece, THICK * part, look, says=says)
        sheet.rect(post - 3, y - 4, 4, THICK + 8, look, says=says)
        return min(begin, post - 15), post + 1
    sheet.rect(begin, y, width, THICK, look, says=says)
    if line.window.edge not in SOFT:
        return begin, begin + width
    piece = max(place(line.window.first + _slack(line.window)) - begin, 9) / 3
    for number, part in enumerate(STEPS):
        top, height = y + THICK * (1 - part) / 2, THICK * part
        sheet.rect(begin - piece * (number + 1), top, piece, height, look, says=says)
        sheet.rect(begin + width + piece * number, top, piece, height, look, says=says)
    return begin - piece * 3, begin + width + piece * 3


def _mark(sheet: Canvas, x: float, y: float, mark: str) -> None:
    """A sign beside the name: a tick, a bang, a question, a full or an empty point, a bar for what is past."""
    thick = 'stroke-width="2.2" stroke-linecap="round"'
    if mark == "done":
        for x1, y1, x2, y2 in ((-5, 0, -1.5, 4), (-1.5, 4, 6, -5)):
            # A tick is read alike in every direction: it is not turned round with the sheet.
            side = -1 if sheet.turned else 1
            sheet.line(x + side * x1, y + y1, x + side * x2, y + y2, "fig-tick", more=thick)
    elif mark == "overdue":
        sheet.line(x, y - 6, x, y + 1, "fig-now", more=thick)
        sheet.line(x, y + 5.5, x, y + 6, "fig-now", more=thick)
    elif mark == "now":
        sheet.rect(x - 5, y - 5, 10, 10, "fig-action", more='rx="5"')
    elif mark == "unknown":
        sheet.text(x, y + 5, "؟" if sheet.turned else "?", "fig-soft", size=15, at="middle", bold=True)
    elif mark == "past":
        sheet.line(x - 5, y, x + 5, y, "fig-tick", more=thick)
    else:
        sheet.rect(x - 5, y - 5, 10, 10, "fig-edge", more='rx="5" stroke-width="1.6"')


def _today(sheet: Canvas, on: date, first: date, last: date, place: Place) -> None:
    if not first <= on <= last:
        return
    x = place(on)
    sheet.line(x, HEAD - 12, x, sheet.height, "fig-now", more='stroke-width="2" stroke-dasharray="5 3"')
    near_end = x > WIDTH * 0.85
    sheet.text(x - 5 if near_end else x + 5, HEAD - 12, _("today"), "fig-attention", size=12,
               at="end" if near_end else "start", bold=True)  # fmt: skip


def _begin(span: cadence.Window) -> date:
    """Where a bar begins: what is due by a day is drawn for the month before it."""
    return max(span.first, span.until - timedelta(days=30)) if span.edge == "by" else span.first


def _slack(span: cadence.Window) -> timedelta:
    """By how much a soft time may still lie outside of its days."""
    if span.edge not in SOFT:
        return timedelta()
    return max((span.until - span.first) / 3, timedelta(days=3))
