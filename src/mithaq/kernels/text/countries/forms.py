"""Every form in which a State is named, made from the shipped table of names and nationality words."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mithaq.kernels.text.lore.words import fold_phrase
from mithaq.kernels.text.remembered import Remembered

NO_STATE = "-"


@dataclass(frozen=True, slots=True)
class Form:
    """One way of naming: words after the first, the State, whether it names its people, whether it needs a capital."""

    rest: tuple[str, ...]
    country: str
    people: bool
    capital: bool


def rows() -> list[dict[str, str]]:
    """The table as shipped."""
    text = files("mithaq.kernels.text.lore").joinpath("countries.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def lexicon(script: str) -> dict[str, tuple[Form, ...]]:
    """First folded word -> the forms that begin with it, longest first; `script` is `latin` or `arabic`.

    A name stands before a people that is written alike (إسبانيا), in every process: traps of one are not of the other.
    """
    found: dict[str, set[Form]] = {}

    def add(phrase: str, *, country: str, people: bool, capital: bool) -> None:
        first, *rest = fold_phrase(phrase).split()
        found.setdefault(first, set()).add(Form(tuple(rest), country, people, capital))

    for row in rows():
        code = row["code"]
        if script == "arabic":
            for name in _list(row["ar"]):
                add(name, country=code, people=False, capital=False)
            for form in _list(row["ar_people"]):
                for word in _arabic_people(form):
                    add(word, country=code, people=True, capital=False)
            continue
        for name in _list(row["en"]) + _list(row["fr"]):
            add(name, country=code, people=False, capital=code != NO_STATE)
        for form in _list(row["en_people"]):
            for word in _english_people(form):
                add(word, country=code, people=True, capital=code != NO_STATE)
        for form in _list(row["fr_people"]):
            for word in _french_people(form):
                add(word, country=code, people=True, capital=False)
    return {
        first: tuple(sorted(forms, key=lambda f: (-len(f.rest), f.capital, f.country, f.people, f.rest)))
        for first, forms in found.items()
    }


class _Forms(Remembered[str, tuple[Form, ...]]):
    def of(self, key: str) -> tuple[Form, ...]:
        return forms(key)


FORMS = _Forms()


def forms(word: str) -> tuple[Form, ...]:
    """Forms that may begin with this folded word, its Arabic clitics taken off."""
    if not word or word[0] < "\u0600":
        return lexicon("latin").get(word, ())
    table = lexicon("arabic")
    for candidate in _without_clitics(word):
        if candidate in table:
            return table[candidate]
        if candidate.startswith("ال") and len(candidate) > 6 and candidate[2:] in table:
            return tuple(form for form in table[candidate[2:]] if not form.people)
    return ()


def _without_clitics(word: str) -> list[str]:
    """و ف, then ب ل ك, with or without the article: longest reading first."""
    seen = [word]
    bare = word
    if bare[0] in "وف" and len(bare) > 3:
        bare = bare[1:]
        seen.append(bare)
    if bare.startswith("لل") and len(bare) > 4:
        seen.append("ال" + bare[2:])
    if bare[0] in "بلك" and len(bare) > 3:
        seen.append(bare[1:])
    return seen


def _list(cell: str) -> list[str]:
    return [item for item in cell.split("/") if item]


def _english_people(word: str) -> list[str]:
    return [word] if word.endswith(("sh", "ese", "ch", "ss", "s", "men")) else [word, word + "s"]


def _french_people(form: str) -> list[str]:
    masculine, *feminine = form.split("=")
    if not feminine:
        feminine = [_feminine(masculine)]
    plural = [w if w.endswith(("s", "x")) else w + "s" for w in (masculine, *feminine)]
    return list(dict.fromkeys([masculine, *feminine, *plural]))


def _feminine(word: str) -> str:
    if word.endswith("e"):
        return word
    if word.endswith(("ien", "éen")):
        return word + "ne"
    return word + "e"


def _arabic_people(form: str) -> list[str]:
    """مغربي -> مغربي، المغربي، مغربية، المغربيون …; `=` introduces broken plurals."""
    base, *broken = form.split("=")
    first, _, rest = base.partition(" ")
    inflected = list(broken)
    if first.endswith("ي"):
        inflected += [first] + [first + ending for ending in _AFTER_YA]
    elif first:
        inflected.append(first)
    tail = [""] if not rest else [f" {rest}", f" {rest}ة", f" ال{rest}", f" ال{rest}ة"]
    return [
        article + word + after
        for word in inflected
        for article in ("", "ال")
        for after in tail
        if not (article and word.startswith("ال"))
    ]


_AFTER_YA = ("ة", "ا", "ين", "ون", "ات", "ان", "تين", "تان")
