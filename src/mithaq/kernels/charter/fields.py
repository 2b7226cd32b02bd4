"""What a clause is made of: a kind, its fields, and what each field may say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mithaq.kernels.charter.vocabulary import PARTIES


@dataclass(frozen=True, slots=True)
class Field:
    """What may stand under one word: `type` names a reader of `values.py`; `says` explains it in one sentence."""

    type: str
    says: str
    choices: tuple[str, ...] = ()
    required: bool = False
    to: tuple[str, ...] = ()  # of a reference: the kinds of clause it may name


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of clause. `keyed`: written `[kind.key]`, as often as there are keys; otherwise once, `[kind]`."""

    name: str
    says: str
    fields: Mapping[str, Field]
    keyed: bool = True
    parts: tuple[str, ...] = field(default=())


_PARTY = ("body", "seat", "party", "institution")


def words(says: str, *, required: bool = False) -> Field:
    return Field("words", says, required=required)


def choice(choices: tuple[str, ...], says: str, *, required: bool = False) -> Field:
    return Field("choice", says, choices, required)


def choices(choices: tuple[str, ...], says: str, *, required: bool = False) -> Field:
    return Field("choices", says, choices, required)


def ref(says: str, *to: str, required: bool = False) -> Field:
    return Field("reference", says, required=required, to=to)


def who(says: str, *, required: bool = False) -> Field:
    return Field("who", says, PARTIES, required, _PARTY)


def whos(says: str) -> Field:
    return Field("whos", says, PARTIES, to=_PARTY)


COMMON: Mapping[str, Field] = {
    "name": words("What the clause is called, or the sentence that states it."),
    "note": words("What a reader should know beside it."),
    "source": Field("sources", "The document and the sentence it is taken from; `rule` names the rule in the ledger."),
    "must": Field("flag", "Whether it binds (true, the default) or is an aim (false): an aim is shown, never refused."),
    "status": choice(
        ("adopted", "proposed", "open", "superseded"), "Whether the text takes it as decided; adopted where not told."
    ),
}

TEXT = words("The sentence.", required=True)
NAME = words("Its name.", required=True)
NUMBER = Field("number", "Its number in the text.")
WHEN = Field("when", "When: a day, month, quarter, year, part of one, a stretch, or so long before or after something.")
PLACE = words("Where.")
MEDIUM = choice(("in-person", "webinar", "virtual", "hybrid"), "By which medium.")
COUNTRIES = Field("countries", "States by their two-letter codes.")
IN_LANGUAGES = Field("languages", "In which languages.")
