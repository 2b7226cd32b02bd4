"""The picture of a count: what each candidate had from stage to stage, and where that was settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mithaq.elections.figured import Figured
from mithaq.foundation import habits, languages
from mithaq.foundation.figures import Course, Drawn, Rounds, draw_rounds
from mithaq.foundation.figures.drawn import Cell
from mithaq.kernels.elections import Result

Fate = Literal["in", "out", "barred", "open"]


@dataclass(frozen=True, slots=True)
class End:
    """How it ended for a candidate: at which stage (from 0; None: never settled), elected at which place (from 1)."""

    fate: Fate
    stage: int | None = None
    place: int = 0
    kept: int | None = None

    @property
    def number(self) -> int | None:
        """The stage as people count them."""
        return None if self.stage is None else self.stage + 1


def ends(result: Result, candidates: int) -> list[End]:
    """How it ended for everybody, by number; `kept`: the stage from which the quotas could not do without them."""
    settled: dict[int, tuple[Fate, int | None]] = {}
    kept: dict[int, int] = {}
    for step in result.steps:
        for one in step.facts.get("elected", ()) if step.key in ("last-places", "unopposed") else ():
            settled.setdefault(one, ("in", step.stage))
        if step.candidate is None:
            continue
        if step.key in _SETTLES:
            settled.setdefault(step.candidate, (_SETTLES[step.key], step.stage))
        elif step.key == "guarded":
            kept.setdefault(step.candidate, step.stage)
    place = {one: number for number, one in enumerate(result.winners, start=1)}
    found = []
    for one in range(candidates):
        fate, stage = settled.get(one, _OPEN)
        if one in place and fate != "in":
            fate, stage = "in", max(len(result.stages) - 1, 0)
        found.append(End(fate, stage, place.get(one, 0), kept.get(one)))
    return found


_OPEN: tuple[Fate, int | None] = ("open", None)
_SETTLES: dict[str, Fate] = {"elected": "in", "excluded": "out", "doomed": "barred"}


@dataclass(frozen=True, slots=True)
class Part:
    """A count by itself: its stages, the candidates in it, and how many votes are needed. Of sections each is one; of
    every other method the whole is. `section` is the value its candidates have.
    """

    section: str
    members: tuple[int, ...]
    stages: range
    needed: int | Fraction | None


def parts(result: Result, candidates: int, *, withdrawn: Sequence[int] = ()) -> list[Part]:
    """Nothing where no votes move: there are no rounds then."""
    begins = [step for step in result.steps if step.key == "first-preferences"]
    named = [step for step in result.steps if step.key == "section" and step.facts["seats"]]
    edges = [*(step.stage for step in begins), len(result.stages)]
    found = []
    for number, step in enumerate(begins):
        section = named[number] if named else None
        members = section.facts["candidates"] if section else range(candidates)
        found.append(
            Part(
                str(section.facts["section"]) if section else "",
                tuple(one for one in members if one not in withdrawn),
                range(edges[number], edges[number + 1]),
                step.facts.get("quota") if section else result.quota,
            )
        )
    return found


def rounds(title: str, names: Sequence[str], result: Result, part: Part, *, key: str = "count") -> Drawn:
    """The picture for a wide page, with every figure in its table: for the file."""
    return draw_rounds(_figure(title, names, result, part, key=key, table=True))


def pictures(
    title: str, names: Sequence[str], result: Result, part: Part, *, key: str = "count"
) -> tuple[Drawn, Drawn]:
    """The picture for a wide page and for a phone; the page has a table of its own."""
    figure = _figure(title, names, result, part, key=key, table=False)
    return draw_rounds(figure), draw_rounds(figure, narrow=True)


def in_order(result: Result, ended: Sequence[End], members: Sequence[int]) -> list[int]:
    """Who is elected first, in their order, then the others: who lasted longest first."""
    there = set(members)
    rest = sorted((one for one in members if ended[one].fate != "in"), key=lambda one: (-_last(ended[one]), one))
    return [*(one for one in result.winners if one in there), *rest]


def _figure(title: str, names: Sequence[str], result: Result, part: Part, *, key: str, table: bool) -> Rounds:
    ended = ends(result, len(names))
    order = in_order(result, ended, part.members)
    figured = Figured(result, languages.current())
    fates = {ended[one].fate for one in order}
    numbers = [stage + 1 for stage in part.stages]
    elected = sum(ended[one].fate == "in" for one in order)
    told = {"candidates": len(order), "elected": elected, "stages": len(numbers)}
    told = {name: habits.counted(number) for name, number in told.items()}
    return Rounds(
        key=key,
        lang=languages.current(),
        title=title,
        says=_(
            "%(elected)s of %(candidates)s candidates are elected in %(stages)s stages: a strip for each, as high as "
            "their votes, from the first stage to the last."
        )
        % told,
        subtitle=ngettext(
            "%(stages)s stage; as high as the votes, all to one scale",
            "%(stages)s stages; as high as the votes, all to one scale",
            len(numbers),
        )
        % told,
        across=_("Stage"),
        stages=tuple(habits.digits(str(number)) for number in numbers),
        courses=tuple(_course(names[one], one, ended[one], result, part) for one in order),
        needed=None if part.needed is None else float(part.needed),
        needed_said=_("votes needed to be elected: %(votes)s") % {"votes": figured.whole(part.needed)},
        marks=tuple((fate, said()) for fate, said in _MARKS.items() if fate in fates)
        + ((("kept", _kept()),) if any(ended[one].kept is not None for one in order) else ()),
        head=(_("Candidate"), *(_stage(number) for number in numbers)) if table else (),
        rows=tuple(_row(names[one], one, result, part, figured) for one in order) if table else (),
        absent="–",
    )


def _last(end: End) -> int:
    return 10**6 if end.stage is None else end.stage


def _course(name: str, one: int, end: End, result: Result, part: Part) -> Course:
    votes = tuple(float(result.stages[stage][one]) / result.scale for stage in part.stages)
    at = None if end.stage is None else end.stage - part.stages.start
    kept = None if end.kept is None else end.kept - part.stages.start
    return Course(name, votes, end.fate, said(end), at, end.place, kept)


def _row(name: str, one: int, result: Result, part: Part, figured: Figured) -> tuple[Cell, ...]:
    return (name, *(figured.plain(result.stages[stage][one]) for stage in part.stages))


def said(end: End) -> str:
    """How it ended, in few words."""
    if end.fate == "open":
        return _("in the count to the end")
    return {
        "in": _("elected in stage %(stage)s"),
        "out": _("excluded in stage %(stage)s"),
        "barred": _("ruled out in stage %(stage)s"),
    }[end.fate] % {"stage": habits.counted(end.number)}


def _stage(number: int) -> str:
    return _("Stage %(number)s") % {"number": habits.counted(number)}


def _kept() -> str:
    return _("the quotas of balance could not do without them")


_MARKS = {
    "in": lambda: _("elected; the number is the place"),
    "out": lambda: _("excluded: the fewest votes"),
    "barred": lambda: _("ruled out by the quotas of balance"),
}
