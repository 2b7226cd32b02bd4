"""Telling persons of this room's acts: notices are kept a floor higher, and that room says how when it starts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from mithaq.institutions.selectors import Institution
from mithaq.people.models import Person
from mithaq.people.wording import NOTICES

__all__ = ["NOTICES", "tell", "tell_with"]

Tell = Callable[..., int]

_tell: list[Tell] = []


def tell_with(function: Tell) -> None:
    """The room of notices offers its `tell`; again replaces it."""
    _tell[:] = [function]


def tell(
    institution: Institution,
    persons: Iterable[Person],
    kind: str,
    *,
    about: str,
    facts: Mapping[str, Any],
    path: str,
    at: datetime,
) -> None:
    """Called in the transaction of the act; nobody is told in an installation without notices."""
    for function in _tell:
        function(institution, persons, kind, about=about, facts=facts, path=path, at=at)
