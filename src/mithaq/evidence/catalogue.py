"""Every code a person can give, by what it is called in three languages: what the picker of the desk looks through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from babel import Locale
from django.utils import translation
from django.utils.translation import gettext as _

from mithaq.evidence import wording
from mithaq.evidence.enums import Scheme
from mithaq.evidence.showing import Names
from mithaq.foundation import habits, languages

# The States the coder knows, by ISO 3166; what they are called is the compact's tables' word, else the locale's.
_ISO = """
AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CK CL CM CN
CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU
ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH
MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NU NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW
SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VA VC VE
VN VU WS YE ZA ZM ZW
"""
STATES = tuple(_ISO.split())


@dataclass(frozen=True, slots=True)
class Choice:
    """`place` is "scheme:code"; `find` are its names in the three languages, for whoever types."""

    place: str
    text: str
    find: str


def choices(names: Names) -> list[tuple[str, list[Choice]]]:
    """By scheme, in the reader's language."""
    return [(str(Scheme(scheme).label), list(found)) for scheme, found in _groups(names)]


def _groups(names: Names) -> Iterator[tuple[str, Iterator[Choice]]]:
    yield Scheme.OBJECTIVE, _provisions(Scheme.OBJECTIVE, names.objectives, _("Objective %(number)s: %(title)s"))
    yield Scheme.PRINCIPLE, _provisions(Scheme.PRINCIPLE, names.principles, _("Principle %(number)s: %(title)s"))
    yield Scheme.ACT, _keys(Scheme.ACT, [str(key) for key in wording.ACTS], wording.act)
    yield Scheme.SPEAKER, _keys(Scheme.SPEAKER, [k for k in wording.SPEAKERS if k != "none"], wording.speaker)
    yield Scheme.COUNTRY, _states(names)


def _provisions(scheme: str, known: Any, sentence: str) -> Iterator[Choice]:
    for number, provision in known.items():
        title = provision.short_title or provision.title
        told = sentence % {"number": habits.counted(number), "title": title}
        find = " ".join([str(number), *provision.title.values(), *provision.short_title.values()])
        yield Choice(f"{scheme}:{number}", told, find)


def _keys(scheme: str, keys: list[str], word: Any) -> Iterator[Choice]:
    for key in keys:
        yield Choice(f"{scheme}:{key}", word(key), _in_three(word, key))


def _in_three(word: Any, key: str) -> str:
    said = []
    for code in languages.CODES:
        with translation.override(code):
            said.append(word(key))
    return " ".join(said)


def _states(names: Names) -> Iterator[Choice]:
    locales = [Locale(code).territories for code in languages.CODES]
    found = []
    for code in sorted({*STATES, *names.states}):
        known = names.states.get(code)
        called = [*(known.name.values() if known else ()), *(each.get(code, "") for each in locales), code]
        found.append(Choice(f"{Scheme.COUNTRY}:{code}", names.state(code), " ".join(called)))
    yield from sorted(found, key=lambda choice: choice.text)
