"""The result counted again from the ballots of its board, and held against what it says of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from mithaq.config.commands.verify.sentences import PASSED_OVER, name_of
from mithaq.kernels import board as boards
from mithaq.kernels import elections as counting
from mithaq.kernels.board import Board

# Where the quotas do not part the seats, these count by the other: docs/rooms/elections.md.
_OTHERWISE = {"sections": "balanced-stv", "co-chairs": "balanced-stv"}


def recounts(board: Board) -> Iterator[tuple[bool, str]]:
    """Counted again from the ballots, where a result stands on the board and its ballots are published."""
    told = board.result
    if not told:
        return
    yield from _as_signed(board, told)
    if not board.closing.get("published"):
        yield True, "The result cannot be counted again from this file, because the ballots are not published."
        return
    try:
        result = _count(board, told)
    except (counting.CannotCount, KeyError, TypeError, ValueError) as refused:
        yield False, f"The result cannot be counted again: {refused}."
        return
    names = ", ".join(name_of(board, one) for one in result.winners)
    if list(result.winners) == list(told["winners"]):
        yield True, f"Counted again by {told['method']}, with the same result: {names}."
    else:
        said = ", ".join(name_of(board, one) for one in told["winners"])
        yield False, f"Counted again by {told['method']}, another result: {names}; the board says: {said}."
    yield from _meant(board, told)


def _meant(board: Board, told: Any) -> Iterator[tuple[bool, str]]:
    """What the result says it meant that somebody withdrew, against the ballots."""
    if "passed_over" in told:
        left = [int(one["candidate"]) for one in told["passed_over"]]
        choices = [one.choices for one in board.ballots]
        same = list(told["passed_over"]) == boards.passed_over(choices, left, set(told["withdrawn"]))
        for one in told["passed_over"] if same else ():
            yield True, PASSED_OVER.format(name=name_of(board, int(one["candidate"])), **one)
        if not same:
            yield False, "On other ballots than the result says, those who withdrew are passed over."
    if "had_they_stood" in told:
        late = {int(one["candidate"]) for one in board.withdrawals}
        standing = {**told, "withdrawn": [one for one in told["withdrawn"] if one not in late]}
        try:
            winners = list(_count(board, standing).winners)
        except counting.CannotCount as refused:
            yield False, f"With those who withdrew the ballots cannot be counted: {refused}."
            return
        said = "Counted as if nobody had withdrawn once voting was open"
        names = ", ".join(name_of(board, one) for one in winners)
        if winners != list(told["had_they_stood"]):
            yield False, f"{said}, these would be elected: {names}; the result says otherwise."
        elif set(winners) == set(told["winners"]):
            yield True, f"{said}, the same would be elected."
        else:
            yield True, f"{said}, these would be elected: {names}."


def _as_signed(board: Board, told: Any) -> Iterator[tuple[bool, str]]:
    """What the result says of how it was counted must be what the signed header says."""
    if told.get("signature"):
        yield True, "The result is signed by the board's key, and leaves out those who withdrew and nobody else."
    else:
        yield True, "The result is not signed: this board was begun before results were."
    seats, method = board.header.get("seats"), board.header.get("method")
    if told["seats"] != seats:
        yield False, f"The result fills {told['seats']} seats; the signed header says {seats}."
    if told["method"] not in (method, _OTHERWISE.get(str(method))):
        yield False, f"The result was counted by {told['method']}; the signed header says {method}."
    signed = {int(one["candidate"]) for one in board.withdrawals}
    if others := [one for one in told["withdrawn"] if one not in signed]:
        names = ", ".join(name_of(board, one) for one in others)
        yield True, f"Counted as if they had not stood, because they withdrew: {names}. They can say whether they did."


def _count(board: Board, told: Any) -> counting.Result:
    candidates = sorted(board.header["candidates"], key=lambda one: int(one["number"]))
    ballots = counting.Ballots(
        len(candidates),
        tuple((many, choices) for choices, many in sorted(Counter(one.choices for one in board.ballots).items())),
        int(told["seats"]),
        withdrawn=frozenset(told["withdrawn"]),
    )
    return counting.count(
        ballots,
        str(told["method"]),
        makeup=_makeup(board.header, candidates) if told["balanced"] else None,
        seed=str(told["seed"]),
        ids=[str(one["id"]) for one in candidates],
    )


def _makeup(header: Any, candidates: Any) -> counting.Makeup:
    return counting.Makeup(
        tuple(_quota(one) for one in header["quotas"]),
        tuple(_attributes(one["attributes"]) for one in candidates),
        tuple(_attributes(one) for one in header["sitting"]),
    )


def _quota(told: Any) -> counting.Quota:
    return counting.Quota(
        str(told["key"]),
        str(told["over"]),
        told["rule"],
        tuple(told["values"]),
        told.get("number"),
        Fraction(told["share"]) if told.get("share") is not None else None,
        tuple(sorted((told.get("where") or {}).items())),
    )


def _attributes(told: Any) -> dict[str, tuple[str, ...]]:
    return {over: tuple(values) for over, values in told.items()}
