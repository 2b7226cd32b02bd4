"""Every method by its name, and the one way to count: `count(ballots, method, ...)`.

A method is loaded when it is first used, so that a small count never waits for a large one's tools.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from mithaq.kernels.elections.model import Ballots, CannotCount, Makeup, Result, lots


@dataclass(frozen=True, slots=True)
class Method:
    """`run` is `module:function` of this package, called as `run(ballots, seats, order)` with the candidates in the
    order of their lots; and `makeup=` where it heeds one, and `all_winning=` where it can list every committee it
    allows. `without` is the method that counts the same where no make-up is asked for.
    """

    name: str
    ballots: Literal["ranked", "approval"]
    run: str
    one_seat: bool = False
    makeup: Literal["never", "may", "must"] = "never"
    lists: bool = False
    without: str = ""

    def __call__(
        self, ballots: Ballots, seats: int, order: Sequence[int], makeup: Makeup | None, all_winning: bool
    ) -> Result:
        module, function = self.run.split(":")
        run: Callable[..., Result] = getattr(importlib.import_module(f"{__package__}.{module}"), function)
        told: dict[str, Any] = {}
        if self.makeup != "never":
            told["makeup"] = makeup
        if self.lists:
            told["all_winning"] = all_winning
        return run(ballots, seats, order, **told)


METHODS: Mapping[str, Method] = {
    method.name: method
    for method in (
        Method("scottish-stv", "ranked", "methods:scottish_stv"),
        Method("meek", "ranked", "methods:meek_stv"),
        Method("balanced-stv", "ranked", "methods:balanced_stv", makeup="must", without="scottish-stv"),
        Method("sections", "ranked", "sections:by_sections", makeup="must", without="scottish-stv"),
        Method("co-chairs", "ranked", "sections:co_chairs", makeup="must", without="scottish-stv"),
        Method("av", "approval", "approval:av", lists=True),
        Method("pav", "approval", "pav:pav", lists=True),
        Method("seqpav", "approval", "sequential:seqpav", lists=True),
        Method("phragmen", "approval", "sequential:phragmen", lists=True),
        Method("balanced-pav", "approval", "balanced:balanced_pav", makeup="must", lists=True, without="pav"),
        Method("balanced-phragmen", "approval", "balanced:balanced_phragmen", makeup="must", without="phragmen"),
        Method("minimax-phragmen", "approval", "minimax_phragmen:minimax_phragmen", lists=True),
        Method("equal-shares", "approval", "sequential:equal_shares", lists=True),
        Method("schulze", "ranked", "pairwise:schulze", one_seat=True, lists=True),
        Method("minimax", "ranked", "pairwise:minimax", one_seat=True, lists=True),
        Method("ranked-pairs", "ranked", "pairwise:ranked_pairs", one_seat=True),
    )
}


def count(
    ballots: Ballots,
    method: str,
    *,
    seats: int | None = None,
    makeup: Makeup | None = None,
    seed: str = "",
    ids: Sequence[str] | None = None,
    all_winning: bool = False,
) -> Result:
    """Count by a method of METHODS.

    Lots are drawn from the public seed and the ids ("0", "1" and so on where none are given). Where a make-up is
    heeded, `without` of the result says who would have been elected without it. Refused with CannotCount: an unknown
    method, a make-up the method does not heed or the lack of one it needs, more than one seat where it fills one, and
    quotas that no committee meets.
    """
    if method not in METHODS:
        raise CannotCount("unknown-method", method=method, methods=sorted(METHODS))
    how = METHODS[method]
    seats = ballots.seats if seats is None else seats
    if seats < 1:
        raise CannotCount("no-seats", seats=seats)
    if how.one_seat and seats != 1:
        raise CannotCount("one-seat-only", method=method, seats=seats)
    if makeup is None and how.makeup == "must":
        raise CannotCount("no-makeup", method=method)
    if makeup is not None and how.makeup == "never":
        raise CannotCount("heeds-no-makeup", method=method)
    if ids is not None and len(ids) != ballots.candidates:
        raise ValueError("every candidate needs an id")
    order = lots(seed, tuple(map(str, range(ballots.candidates))) if ids is None else ids)
    result = how(ballots, seats, order, makeup, all_winning)
    if makeup is None:
        return result
    plain = METHODS[how.without](ballots, seats, order, None, False)
    return replace(result, without=plain.winners)


def scottish_stv(ballots: Ballots, seats: int, order: Sequence[int]) -> Result:
    from mithaq.kernels.elections.transfer import scottish  # inline: a method is loaded when it is used

    return scottish(ballots, order=order, seats=seats)


def meek_stv(ballots: Ballots, seats: int, order: Sequence[int]) -> Result:
    from mithaq.kernels.elections.meek import meek  # inline: a method is loaded when it is used

    return meek(ballots, order=order, seats=seats)


def balanced_stv(ballots: Ballots, seats: int, order: Sequence[int], *, makeup: Makeup) -> Result:
    """The Scottish rule, looking ahead."""
    from mithaq.kernels.elections.ahead import LookAhead  # inline: a method is loaded when it is used
    from mithaq.kernels.elections.conflicts import must_be_feasible  # inline: a method is loaded when it is used
    from mithaq.kernels.elections.transfer import scottish  # inline: a method is loaded when it is used

    must_be_feasible(ballots, makeup, seats)
    ahead = LookAhead(makeup, seats)
    return scottish(ballots, order=order, ahead=ahead, seats=seats, method="balanced-stv")
