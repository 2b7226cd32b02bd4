"""What the rules of one language meet in a passage, sorted by what it is good for."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mithaq.kernels.text.lore.rules import Book, Hit
from mithaq.kernels.text.lore.words import Words
from mithaq.kernels.text.model import SPEAKERS
from mithaq.kernels.text.speakers import addressees

_KINDS = frozenset(SPEAKERS) - {"none"}
_CUE = "tells_"

# Short names that are also everyday words ("who", "ces", "cat"): only in capitals are they names.
_CAPITALS = frozenset(
    [
        "who",
        "ai",
        "cat",
        "crc",
        "ced",
        "eu",
        "ue",
        "fra",
        "fo",
        "csc",
        "sud",
        "ces",
        "oci",
        "uma",
        "pam",
        "bit",
        "oit",
        "cpt",
        "ice",
        "sen",
        "reps",
        "apt",
        "chr",
        "eca",
        "fao",
        "us",
        "ilo",
        "iom",
        "unite",
        "itf",
        "psi",
        "cmw",
        "ccd",
        "eac",
        "cis",
        "echo",
        "gmb",
        "mp",
        "mps",
        "ioe",
        "oie",
        "upr",
        "mre",
        "fr",
        "cdt",
        "csi",
        "ccg",
        "sadc",
        "pdg",
        "ceo",
        "cire",
        "cnda",
        "care",
    ]
)
_CAPITALISED = frozenset(["fr", "rep", "sen", "francis", "francois", "jesus", "holy", "soeur", "frere", "pere"])


@dataclass(frozen=True, slots=True)
class Heard:
    """The rules met in a passage."""

    names: tuple[Hit, ...]
    says: tuple[int, ...]
    relays: tuple[int, ...]
    undertakes: tuple[int, ...]
    speech: tuple[int, ...]
    roles: frozenset[int]
    selves: tuple[Hit, ...]
    resolves: tuple[Hit, ...]
    cues: dict[str, tuple[Hit, ...]]


@cache
def book(lang: str) -> Book:
    """Verbs of saying, roles, names and cues of one language."""
    table = tomllib.loads(files("mithaq.kernels.text.lore").joinpath("speakers.toml").read_text(encoding="utf-8"))
    return Book({shows: rules.get(lang, []) for shows, rules in table.items()}, arabic=lang == "ar", clitics=True)


def hear(said: Words, lang: str) -> Heard:
    """Names, verbs, roles and cues of a passage, met in one pass over its words."""
    met: dict[str, list[Hit]] = defaultdict(list)
    cues: dict[str, tuple[Hit, ...]] = {}
    names: list[Hit] = []
    for hit in book(lang).hits(said):
        shows = hit.rule.shows
        if shows in _KINDS:
            if lang == "ar" or _written_as_name(said.raw[hit.first], said.folded[hit.first]):
                names.append(hit)
        elif shows.startswith(_CUE):
            cues[shows[len(_CUE) :]] = (*cues.get(shows[len(_CUE) :], ()), hit)
        else:
            met[shows].append(hit)
    return Heard(
        names=addressees.without(_outermost(names), met["addresses"], said),
        says=tuple(h.first for h in met["says"]),
        relays=tuple(h.first for h in met["relays"]),
        undertakes=tuple(h.first for h in met["undertakes"]),
        speech=tuple(h.first for h in met["speech"]),
        roles=frozenset(h.first for h in met["role"]),
        selves=tuple(met["self"]),
        resolves=tuple(met["resolves"]),
        cues=cues,
    )


def _outermost(names: list[Hit]) -> tuple[Hit, ...]:
    """Names that do not stand inside a longer one: the 'organization' of 'International Organization for …' goes."""
    kept: list[Hit] = []
    for name in names:
        if not any(o.start < name.start and name.end <= o.end and name.rule.weight <= o.rule.weight for o in kept):
            kept.append(name)
    return tuple(kept)


def _written_as_name(raw: str, folded: str) -> bool:
    if folded in _CAPITALISED:
        return raw[0].isupper()
    return folded not in _CAPITALS or raw.isupper()


def language(said: Words, lang: str) -> str:
    """The language whose rules are tried."""
    if lang in ("ar", "en", "fr"):
        return lang
    return "ar" if any(word[0] > "\u0600" for word in said.folded) else "en"
