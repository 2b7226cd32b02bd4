"""One clause, read word by word: each value as people say it, and what has not been said yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from babel import Locale
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mithaq.blueprints import values, vocabulary
from mithaq.blueprints.pieces import Listed, Piece, Raw, Sentence
from mithaq.compacts import selectors as compacts
from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.kernels import cadence, charter
from mithaq.kernels.charter import Charter, Clause

FIELDS: Mapping[str, Mapping[str, charter.Field]] = {kind.name: charter.fields(kind) for kind in charter.kinds()}
SILENT = ("name", "note", "source", "must", "status")  # said beside the sentences, not in them


class Names:
    """What stands behind codes: States and stakeholder categories, asked for once; from nowhere where `asks` is off."""

    def __init__(self, *, asks: bool = True) -> None:
        self.asks = asks

    @cached_property
    def _states(self) -> Mapping[str, Words]:
        return {state.iso2: state.name for state in compacts.states()} if self.asks else {}

    @cached_property
    def _categories(self) -> Mapping[str, Words]:
        return {category.code: category.name for category in compacts.categories()} if self.asks else {}

    def state(self, code: str) -> Piece:
        known = self._states.get(code)
        if known:
            return known
        said = Locale(languages.current()).territories.get(code)
        return str(said) if said else Raw(code)

    def compact(self, key: str) -> Piece | None:
        found = compacts.by_key(key) if self.asks else None
        return found.name if found else None

    def category(self, code: str) -> Piece | None:
        return self._categories.get(code)


class Teller:
    """Words values of one charter in the reader's language."""

    def __init__(self, of: Charter, names: Names | None = None) -> None:
        self.charter = of
        self.names = names or Names()

    def clause(self, clause_id: str) -> Piece:
        """A clause as it is called; one without a name by its kind and where it stands."""
        found = self.charter.get(clause_id)
        if found is None:
            return Raw(clause_id)
        if found.kind == "institution" or found.name.as_dict():
            return Words(found.name.as_dict())
        kind = str(vocabulary.KINDS[found.kind])
        if not found.under:
            return Sentence(_("%(kind)s “%(key)s”"), {"kind": kind, "key": Raw(plain(found.key))})
        return Sentence(_("%(kind)s (%(of)s)"), {"kind": kind, "of": self.clause(found.under)})

    def named(self, clause_id: str) -> Piece:
        """A clause as it is called after "the": without an article of its own in English."""
        said = self.clause(clause_id)
        if isinstance(said, Words) and said.get("en", "").startswith("The "):
            return Words({**said, "en": said["en"].removeprefix("The ")})
        return said

    def party(self, said: str) -> Piece:
        known = vocabulary.PARTIES.get(said)
        return str(known) if known and said not in self.charter.by_id else self.clause(said)

    def value(self, clause: Clause, word: str) -> Piece:
        """What stands under a word of a clause."""
        field, value = FIELDS[clause.kind][word], clause[word]
        if field.type in ("choice", "choices", "languages"):
            table = vocabulary.TONGUES if field.type == "languages" else vocabulary.table(clause.kind, word)
            return _all(value, lambda one: str(table[one]))
        if field.type in ("key", "keys"):
            return _all(value, lambda one: self.key(clause, word, one))
        return self.plainly(field.type, value)

    def plainly(self, kind: str, value: Any) -> Piece:
        """A value whose type alone says how it reads."""
        if kind in ("who", "whos"):
            return _all(value, self.party)
        if kind in ("reference", "clause"):
            return self.clause(value)
        if kind == "countries":
            return _all(value, self.names.state)
        if kind == "actions":
            return _all(value, lambda one: str(vocabulary.ACTIONS.get(one) or one))
        if kind == "when":
            return self.when(value)
        return _all(value, _SAID[kind])

    def when(self, told: cadence.Window | cadence.Relative) -> Piece:
        if isinstance(told, cadence.Window):
            return values.window(told)
        known = vocabulary.MOMENTS.get(told.anchor)
        return values.relative(told, str(known) if known else self.clause(told.anchor))

    def key(self, clause: Clause, word: str, key: str) -> Piece:
        """A word of the charter's own: an attribute or one of its values, by its name where it is known."""
        if clause.kind == "institution":
            return (self.names.compact(key) if word == "compact" else None) or Raw(key)
        if word in ("over", "attribute"):
            return str(vocabulary.ATTRIBUTES[key]) if key in vocabulary.ATTRIBUTES else Raw(plain(key))
        for option in self.charter.under(clause.id, "option"):
            if option.key == key:
                return Words(option.name.as_dict())
        if (category := self.names.category(key)) is not None and self._counts_categories(clause, word):
            return category
        return str(vocabulary.VALUES[key]) if key in vocabulary.VALUES else Raw(plain(key))

    @staticmethod
    def _counts_categories(clause: Clause, word: str) -> bool:
        return word == "categories" or "category" in (clause.get("over"), clause.get("attribute"))


class Told:
    """A clause while it is told: keeps which of its words have been said."""

    def __init__(self, teller: Teller, clause: Clause) -> None:
        self.teller = teller
        self.clause = clause
        self._said: set[str] = set(SILENT)

    def __contains__(self, word: str) -> bool:
        return word in self.clause.values

    def get(self, word: str, default: Any = None) -> Any:
        """The value itself; it counts as said."""
        self._said.add(word)
        return self.clause.get(word, default)

    def say(self, word: str) -> Piece:
        """The value as people say it; it counts as said."""
        self._said.add(word)
        return self.teller.value(self.clause, word)

    @property
    def name(self) -> Words:
        return Words(self.clause.name.as_dict())

    @property
    def note(self) -> Words:
        said = self.clause.get("note")
        return Words(said.as_dict()) if said else Words()

    @property
    def owner(self) -> Piece:
        """The clause it stands under, as it is called after an article."""
        return self.teller.named(self.clause.under or "institution")

    def rest(self) -> Iterator[Sentence]:
        """What nobody has said yet: each with its label."""
        for word in FIELDS[self.clause.kind]:
            if word in self.clause.values and word not in self._said:
                yield self.labelled(word)

    def labelled(self, word: str) -> Sentence:
        label = vocabulary.label(self.clause.kind, word)
        return Sentence(_("%(label)s: %(said)s."), {"label": label, "said": self.say(word)})


def plain(key: str) -> str:
    """A key of the charter's own, as words."""
    return key.replace("-", " ").replace("_", " ")


def _all(value: Any, say: Callable[[Any], Piece]) -> Piece:
    return Listed(tuple(say(one) for one in value)) if isinstance(value, tuple) else say(value)


def _flag(value: bool) -> str:
    return pgettext("answer", "yes") if value else pgettext("answer", "no")


_SAID: Mapping[str, Callable[[Any], Piece]] = {
    "text": Raw,
    "words": lambda value: Words(value.as_dict()),
    "words-list": lambda value: Words(value.as_dict()),
    "number": values.number,
    "numbers": values.number,
    "flag": _flag,
    "count": values.count,
    "fraction": values.fraction,
    "money": values.money,
    "span": values.span,
    "cadence": values.often,
}
