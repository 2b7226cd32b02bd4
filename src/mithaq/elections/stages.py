"""The table of a count, folded: a few stages at a time, and in each part only candidates to whom something happened.

What the cells of a hundred candidates in ninety stages say is joined here, not by a template: names are escaped once,
and everything else is figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mithaq.elections.figured import Figured
from mithaq.elections.figures import Part, ends, in_order
from mithaq.foundation import habits, languages, minute
from mithaq.foundation.fields import Words
from mithaq.foundation.templatetags.mithaq import label
from mithaq.kernels.elections import Result, Step

A_FOLD = 6  # stages in one table: as many as a page is wide
OPEN = 2  # so many folds are not folded
LTR, POP = "\u2066", "\u2069"


@dataclass(frozen=True, slots=True)
class Fold:
    """Stages from `first` to `last` (from 1). `said` counts what happened, `sentences` tell it, one list a stage."""

    first: int
    last: int
    said: str
    sentences: tuple[tuple[int, tuple[str, ...]], ...]
    head: SafeString
    body: SafeString
    unchanged: str
    is_open: bool

    @property
    def is_one(self) -> bool:
        return self.first == self.last


def folds(
    names: Sequence[Words | str],
    result: Result,
    part: Part,
    say: Callable[[Step], str],
    *,
    links: Mapping[int, str],
) -> list[Fold]:
    """`say` words a step; `links` lead from a candidate to why they are elected or not."""
    table = _Table(names, result, part, links)
    by_stage: dict[int, list[Step]] = defaultdict(list)
    for step in result.steps:
        if step.stage in part.stages and step.key != "section":
            by_stage[step.stage].append(step)
    starts = range(part.stages.start, part.stages.stop, A_FOLD)
    whole = len(starts) <= OPEN
    found = []
    for start in starts:
        stages = range(start, min(start + A_FOLD, part.stages.stop))
        steps = [step for stage in stages for step in by_stage[stage]]
        head, body, unchanged = table.part(stages, by_stage)
        found.append(
            Fold(
                start + 1,
                stages[-1] + 1,
                _counted(steps),
                tuple((stage + 1, tuple(say(step) for step in by_stage[stage])) for stage in stages),
                head,
                body,
                unchanged,
                whole or start in (starts[0], starts[-1]),
            )
        )
    return found


def _counted(steps: Sequence[Step]) -> str:
    """What happened, in numbers: "2 elected, 1 excluded"."""
    many: dict[str, int] = defaultdict(int)
    for step in steps:
        many[step.key] += len(step.facts.get("elected", ())) if step.key in ("last-places", "unopposed") else 1
    elected = many["elected"] + many["last-places"] + many["unopposed"]
    parts = [
        said % {"n": habits.counted(number)}
        for number, said in (
            (elected, ngettext("%(n)s elected", "%(n)s elected", elected)),
            (many["excluded"], ngettext("%(n)s excluded", "%(n)s excluded", many["excluded"])),
            (many["doomed"], ngettext("%(n)s ruled out", "%(n)s ruled out", many["doomed"])),
            (many["surplus"], ngettext("%(n)s surplus moved", "%(n)s surpluses moved", many["surplus"])),
        )
        if number
    ]
    return languages.comma().join(parts)


class _Table:
    def __init__(self, names: Sequence[Words | str], result: Result, part: Part, links: Mapping[int, str]) -> None:
        self.result, self.names, self.begins = result, names, part.stages.start
        self.figured = Figured(result, languages.current())
        self.ends = ends(result, len(names))
        self.heads = {one: _head(names[one], links.get(one, "")) for one in part.members}
        self.order = in_order(result, self.ends, part.members)
        self.signs = {fate: f"<b>{escape(said())}</b>" for fate, said in _SIGNS.items()}

    def part(self, stages: range, by_stage: Mapping[int, Sequence[Step]]) -> tuple[SafeString, SafeString, str]:
        told, still = self.result.stages, []
        rows = []
        before = max(stages.start - 1, self.begins)
        for one in self.order:
            end = self.ends[one]
            if end.stage is not None and end.fate != "in" and end.stage < stages.start:
                continue
            settled = end.fate == "in" and (end.stage or 0) < stages.start
            if settled and all(told[stage][one] == told[before][one] for stage in stages):
                still.append(one)
                continue
            cells = "".join(self._cell(one, stage) for stage in stages)
            rows.append(f"<tr>{self.heads[one]}{cells}</tr>")
        rows += self._gone(stages, by_stage)
        titles = "".join(
            f'<th scope="col" class="num">{escape(_("Stage %(number)s") % {"number": habits.counted(stage + 1)})}</th>'
            for stage in stages
        )
        head = f'<tr><th scope="col">{escape(_("Candidate"))}</th>{titles}</tr>'
        names = languages.comma().join(minute.isolate(self.names[one]) for one in still)
        return mark_safe(head), mark_safe("".join(rows)), names  # noqa: S308  figures, and names escaped once

    def _cell(self, one: int, stage: int) -> str:
        votes = self.result.stages[stage][one]
        end = self.ends[one]
        if end.fate in ("out", "barred") and end.stage is not None and stage > end.stage:
            return "<td></td>"
        moved = votes - self.result.stages[stage - 1][one] if stage > self.begins else 0
        change = f"<small>{self._change(moved)}</small> " if moved else ""
        if end.stage != stage or end.fate == "open":
            return f'<td class="num">{change}{self.figured.votes(votes)}</td>'
        return f'<td class="num cell-{end.fate}">{change}{self.figured.votes(votes)} {self.signs[end.fate]}</td>'

    def _change(self, units: int | Fraction) -> str:
        """With its sign, which stays before it in every direction."""
        return f"{LTR}{self.figured.moved(units)}{POP}" if units else ""

    def _gone(self, stages: range, by_stage: Mapping[int, Sequence[Step]]) -> list[str]:
        """What no candidate has any more: papers that name nobody left, and what was cut off beyond five decimals."""
        found = []
        for fact, title in (("exhausted", _("Ballots with nobody left")), ("lost", _("Cut off by rounding"))):
            sums = [
                sum(step.facts.get(fact, 0) for step in by_stage.get(stage, ()))
                for stage in range(stages.start, stages.stop)
            ]
            if any(sums):
                cells = "".join(f'<td class="num">{self._change(units)}</td>' for units in sums)
                found.append(f'<tr class="gone"><th scope="row">{escape(title)}</th>{cells}</tr>')
        return found


def _head(name: Words | str, link: str) -> SafeString:
    if link:
        return format_html('<th scope="row"><a href="{}"><bdi>{}</bdi></a></th>', link, label(name))
    return format_html('<th scope="row"><bdi>{}</bdi></th>', label(name))


_SIGNS: Mapping[str, Callable[[], str]] = {
    "in": lambda: _("elected"),
    "out": lambda: _("excluded"),
    "barred": lambda: _("ruled out"),
}
