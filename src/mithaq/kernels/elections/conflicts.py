"""Quotas that no committee can meet together: which stand against each other, and what would mend it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def smallest(elements: Sequence[T], can: Callable[[Sequence[T]], bool], *, sure: bool = False) -> tuple[T, ...]:
    """A smallest part that cannot be: whatever of it is left out, the rest can (QuickXplain, Junker 2004).

    Nothing where all can be together; `sure` where the caller knows that they cannot. What comes first is kept first.
    """
    if not sure and can(elements):
        return ()
    if not can(()):
        return ()
    return tuple(_explained((), (), elements, can))


def _explained(
    ground: Sequence[T], added: Sequence[T], elements: Sequence[T], can: Callable[[Sequence[T]], bool]
) -> list[T]:
    if added and not can(ground):
        return []
    if len(elements) == 1:
        return [*elements]
    half = len(elements) // 2
    first, second = elements[:half], elements[half:]
    later = _explained([*ground, *first], first, second, can)
    sooner = _explained([*ground, *later], later, first, can)
    return sooner + later
