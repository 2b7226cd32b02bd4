"""The form of a search, and what an address asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mithaq.evidence import wording
from mithaq.foundation import languages

MOST_SIGNS = 400
MOST_VALUES = 40
UNKNOWN = "unknown"
BEST = "best"
SORTS = {
    BEST: _("best first"),
    "newest": _("last deposited first"),
    "year": _("latest year first"),
}


class Search(forms.Form):
    """Words, and the language of the passages they are looked for in."""

    ANY = "any"

    q = forms.CharField(label=_("Words"), max_length=MOST_SIGNS)
    lang = forms.ChoiceField(
        label=_("Language of the passage"),
        choices=[(ANY, _("all")), *((code, languages.OWN_NAMES[code]) for code in languages.CODES)],
        initial=ANY,
    )


class SearchWords(forms.Form):
    """The words and the order, beside the facets."""

    q = forms.CharField(
        label=_("Words"),
        max_length=MOST_SIGNS,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )
    sort = forms.ChoiceField(label=_("Order"), choices=list(SORTS.items()), required=False)


@dataclass(frozen=True)
class Question:
    """What an address asks, as far as it makes sense; what makes none is left out."""

    q: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = BEST

    @classmethod
    def of(cls, given: QueryDict) -> Question:
        return cls._of(given.get("q", ""), {name: given.getlist(name) for name in _MEANT}, given.get("sort", ""))

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
            sort=sort if sort in SORTS else BEST,
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
    "year": re.compile(rf"\d{{4}}|{UNKNOWN}", re.ASCII).fullmatch,
    "document": re.compile(r"[a-z0-9]{16}").fullmatch,
}
