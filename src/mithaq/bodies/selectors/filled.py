"""Where it can be read how a seat was filled: rooms on higher floors, where it happened, say so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

Teller = Callable[[Collection[int]], Mapping[int, str]]
"""Of these tenures (their keys), those whose filling this room keeps an account of: its address."""

_tellers: dict[str, tuple[str, Teller]] = {}


def tell_how_filled(room: str, permission: str, teller: Teller) -> None:
    """A room says, once, where it keeps accounts; only who has the permission is led there."""
    _tellers[room] = (permission, teller)


def how_filled(tenures: Collection[int], may: Callable[[str], bool]) -> dict[int, str]:
    """By tenure the address of the account of how it was filled; as many queries as there are rooms that keep some."""
    found: dict[int, str] = {}
    for permission, teller in _tellers.values():
        if tenures and may(permission):
            found.update(teller(tenures))
    return found
