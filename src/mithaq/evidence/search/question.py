"""What the address of a search asks: words, facets, an order; the same question always has the same address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode

from mithaq.evidence import wording
from mithaq.evidence.search import finding
from mithaq.evidence.search.choosing import LIMITS, NOT_KNOWN, ONLY
from mithaq.foundation import languages

MOST_SIGNS = 400
MOST_VALUES = 40
BEST = "best"


class Given(Protocol):
    """The words of an address, some of them several times."""

    def get(self, key: str, default: str) -> str | None: ...

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True)
class Question:
    """What an address asks, as far as it makes sense; what makes none is left out."""

    q: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = BEST

    @classmethod
    def of(cls, given: Given) -> Question:
        return cls._of(
            given.get("q", "") or "", {name: given.getlist(name) for name in _MEANT}, given.get("sort", "") or ""
        )

    @classmethod
    def again(cls, asked: Mapping[str, object]) -> Question:
        """From what was saved."""
        chosen = asked.get("chosen")
        told = {str(k): [str(v) for v in vs] for k, vs in chosen.items()} if isinstance(chosen, Mapping) else {}
        return cls._of(str(asked.get("q", "")), told, str(asked.get("sort", "")))

    @classmethod
    def _of(cls, q: str, told: Mapping[str, Sequence[str]], sort: str) -> Question:
        chosen = {name: _meant(told.get(name, ()), means) for name, means in _MEANT.items()}
        return cls(
            q=q.replace("\x00", "").strip()[:MOST_SIGNS],
            chosen={name: values for name, values in chosen.items() if values},
            sort=sort if sort in finding.SORTS else BEST,
        )

    def __bool__(self) -> bool:
        return bool(self.q or self.chosen)

    @property
    def asked(self) -> dict[str, object]:
        """As it is saved."""
        return {"q": self.q, "chosen": {name: list(values) for name, values in self.chosen.items()}, "sort": self.sort}

    @property
    def query(self) -> str:
        """The query of its permanent address: the same question always has the same."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [(name, value) for name, values in self.chosen.items() for value in values]
        return urlencode([*pairs, *([("sort", self.sort)] if self.sort != BEST else [])])

    def without(self, facet: str, value: str) -> Question:
        left = tuple(v for v in self.chosen.get(facet, ()) if v != value)
        chosen = {name: left if name == facet else values for name, values in self.chosen.items()}
        return Question(self.q, {name: values for name, values in chosen.items() if values}, self.sort)


def _meant(values: Iterable[str], means: Callable[[str], object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if means(value)))[:MOST_VALUES]


_MEANT: Mapping[str, Callable[[str], object]] = {
    "objective": re.compile(r"[1-9]\d?", re.ASCII).fullmatch,
    "act": wording.ACTS.__contains__,
    "country": re.compile(r"[A-Z]{2}").fullmatch,
    "category": wording.SPEAKERS.__contains__,
    "lang": languages.CODES.__contains__,
    "year": re.compile(rf"\d{{4}}|{NOT_KNOWN}", re.ASCII).fullmatch,
    "document": re.compile(r"[a-z0-9]{16}").fullmatch,
    **dict.fromkeys(LIMITS, ONLY.__eq__),
}
