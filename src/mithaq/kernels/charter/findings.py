"""What a charter has to say of what is, or of what somebody wants to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """A clause, what it says (`key`, worded in three languages by a room) and the facts it says it of.

    Facts are JSON: texts, numbers, lists; days as ISO texts.
    """

    clause: str  # "body.board.balance.levels"
    key: str  # "bodies.balance-short"
    facts: Mapping[str, Any] = field(default_factory=dict)


class CharterRefuses(Exception):
    """The charter forbids an act: nothing was written. Each finding names the clause that forbids it."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f"{one.clause}: {one.key}" for one in self.findings))
