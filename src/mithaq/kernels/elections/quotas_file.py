"""Quotas as a file, in TOML: what is asked of the make-up, what the candidates are, and who sits already.

    [quota.levels]                  # the name is told wherever the quota made a difference
    over = "level"                  # the attribute
    rule = "equal"                  # the counts of the values differ by one at most
    values = ["national", "regional", "global"]

    [quota.themes]
    over = "theme"
    rule = "every"                  # each of the values has a seat
    values = ["labour", "health"]

    [quota.women]
    over = "gender"
    rule = "at-least"               # or "at-most": a bound on one value,
    value = "woman"
    share = "1/2"                   # of all who sit in the end (also "40 %"), or  number = 3  in seats
    where = {level = "global"}      # if told: only who is this as well counts

    [candidates]                    # by number, from 0 in the order of the ballots, or by name
    0 = {level = "national", gender = "woman", theme = ["labour", "health"]}
    "Amal Haddad" = {level = "global"}

    [[sitting]]                     # one for each who sits already and stays
    level = "regional"

A rule "share" is "at-least" with a share. Values are compared in small letters. A candidate who is not told has no
value that counts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, NoReturn, get_args

from mithaq.kernels.elections.model import Attributes, Ballots, CannotCount, Makeup, Quota, Rule

QUOTAS_FORM: str = __doc__
RULES: tuple[str, ...] = get_args(Rule)
MOST = 100_000  # seats a bound can name
_AT = re.compile(r"\(at line (\d+), column \d+\)")
_PART = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})|(\d{1,3}(?:\.\d{1,9})?)\s*%")


def read_quotas(source: bytes | str, ballots: Ballots) -> Makeup:
    """The make-up a file asks of the candidates of these ballots.

    Whatever is not understood is refused with CannotCount "not-quotas": `found` is what stands there and where, `why` a
    key of QUOTAS_WHY, `right` what would be right.
    """
    told = _table(_toml(source), "", ("quota", "candidates", "sitting"))
    quotas = told.get("quota")
    if not isinstance(quotas, dict) or not quotas:
        _refuse("quota", "missing", "[quota.women]")
    sitting = told.get("sitting", [])
    if not isinstance(sitting, list):
        _refuse("sitting", "not-a-list", "[[sitting]]")
    return Makeup(
        tuple(_quota(key, quota) for key, quota in quotas.items()),
        _candidates(told.get("candidates", {}), ballots),
        tuple(_attributes(one, f"sitting {number}") for number, one in enumerate(sitting, 1)),
    )


QUOTAS_WHY: Mapping[str, str] = {
    "not-toml": "The text is no TOML: reading stopped here.",
    "unknown-word": "There is no such word here.",
    "missing": "A word that must be there is not.",
    "too-much": "Two words stand here of which only one may.",
    "not-a-table": "Here words with values must stand.",
    "not-a-list": "Here one table must stand for each who sits.",
    "not-text": "Here a text must stand.",
    "not-values": "Here a list of texts must stand.",
    "unknown-rule": "There is no such rule.",
    "not-a-number": "Here a whole number of seats must stand.",
    "not-a-share": "Here a part of the whole must stand: more than nothing, and the whole at most.",
    "no-such-candidate": "No candidate has this number or name.",
    "two-of-that-name": "More than one candidate has this name: the number is needed.",
    "told-twice": "The candidate is told twice.",
}


def _toml(source: bytes | str) -> dict[str, Any]:
    try:
        text = source.decode("utf-8-sig") if isinstance(source, bytes) else source
        return tomllib.loads(text, parse_float=Decimal)
    except UnicodeDecodeError as wrong:
        raise CannotCount("not-quotas", found=f"byte {wrong.start}", why="not-toml", right="UTF-8") from wrong
    except (ValueError, RecursionError) as wrong:
        at = _AT.search(str(wrong))
        line = int(at[1]) if at else None
        found = str(wrong)[:120]
        raise CannotCount("not-quotas", line=line, found=found, why="not-toml", right="[quota.women]") from wrong


def _quota(key: str, told: Any) -> Quota:
    where = f"quota.{key}"
    words = _table(told, where, ("over", "rule", "values", "value", "number", "share", "where"))
    for word, example in (("over", 'over = "level"'), ("rule", 'rule = "equal"')):
        if word not in words:
            _refuse(f"{where}.{word}", "missing", example)
    over, rule = _text(words["over"], f"{where}.over"), words["rule"]
    if rule not in RULES:
        _refuse(f"{where}.rule = {_short(rule)}", "unknown-rule", ", ".join(RULES))
    several = rule in ("equal", "every")
    right = 'values = ["national", "global"]' if several else 'value = "woman"'
    needed, other = ("values", "value") if several else ("value", "values")
    if other in words:
        _refuse(f"{where}.{other}", "unknown-word", right)
    if needed not in words:
        _refuse(f"{where}.{needed}", "missing", right)
    values = (
        _values(words[needed], f"{where}.{needed}", right) if several else (_text(words["value"], f"{where}.value"),)
    )
    number, share = words.get("number"), words.get("share")
    if several:
        for word in ("number", "share"):
            if word in words:
                _refuse(f"{where}.{word}", "unknown-word", right)
    elif "number" in words and ("share" in words or rule == "share"):
        _refuse(f"{where}.number", "too-much", 'share = "1/3"')
    elif "number" not in words and "share" not in words:
        _refuse(f"{where}.share", "missing", 'share = "1/3"' if rule == "share" else "number = 3")
    crossed = _table(words.get("where", {}), f"{where}.where", None)
    return Quota(
        key,
        over,
        rule,
        tuple(dict.fromkeys(value.lower() for value in values)),
        None if number is None else _number(number, f"{where}.number"),
        None if share is None else _share(share, f"{where}.share"),
        tuple((one, _text(value, f"{where}.where.{one}").lower()) for one, value in crossed.items()),
    )


def _candidates(told: Any, ballots: Ballots) -> tuple[Attributes, ...]:
    named: dict[str, list[int]] = {}
    for number, name in enumerate(ballots.names):
        named.setdefault(name.strip(), []).append(number)
    found: dict[int, Attributes] = {}
    for key, attributes in _table(told, "candidates", None).items():
        where = f"candidates.{key}"
        those = named.get(key.strip(), [])
        if not those and key.isascii() and key.isdigit() and len(key) < 7 and int(key) < ballots.candidates:
            those = [int(key)]
        if not those:
            near = get_close_matches(key, named, 1)
            _refuse(where, "no-such-candidate", near[0] if near else f"0 … {ballots.candidates - 1}")
        if len(those) > 1:
            _refuse(where, "two-of-that-name", " / ".join(map(str, those)))
        if those[0] in found:
            _refuse(where, "told-twice", str(those[0]))
        found[those[0]] = _attributes(attributes, where)
    return tuple(found.get(number, {}) for number in range(ballots.candidates))


def _attributes(told: Any, where: str) -> Attributes:
    example = '"woman"'
    return {
        over: tuple(
            one.lower() for one in ((value,) if isinstance(value, str) else _values(value, f"{where}.{over}", example))
        )
        for over, value in _table(told, where, None).items()
    }


def _table(told: Any, where: str, words: Iterable[str] | None) -> dict[str, Any]:
    """A table with no other words than these (None: any)."""
    if not isinstance(told, dict):
        _refuse(f"{where} = {_short(told)}", "not-a-table", 'level = "global"')
    if words is not None:
        allowed = tuple(words)
        for word in told:
            if word not in allowed:
                near = get_close_matches(word, allowed, 1)
                _refuse(f"{where}.{word}".lstrip("."), "unknown-word", near[0] if near else ", ".join(allowed))
    return told


def _text(told: Any, where: str) -> str:
    if not isinstance(told, str) or not told.strip():
        _refuse(f"{where} = {_short(told)}", "not-text", '"woman"')
    return told.strip()


def _values(told: Any, where: str, right: str) -> tuple[str, ...]:
    if not isinstance(told, list) or not told or not all(isinstance(one, str) and one.strip() for one in told):
        _refuse(f"{where} = {_short(told)}", "not-values", right)
    return tuple(one.strip() for one in told)


def _number(told: Any, where: str) -> int:
    if isinstance(told, bool) or not isinstance(told, int) or not 0 <= told <= MOST:
        _refuse(f"{where} = {_short(told)}", "not-a-number", "number = 3")
    return int(told)


def _share(told: Any, where: str) -> Fraction:
    share = None
    if isinstance(told, str) and (part := _PART.fullmatch(told.strip())):
        if part[3]:
            share = Fraction(part[3]) / 100
        elif int(part[2]):
            share = Fraction(int(part[1]), int(part[2]))
    elif isinstance(told, (int, Decimal)) and not isinstance(told, bool) and Decimal(told).is_finite():
        share = Fraction(told) if abs(Decimal(told).adjusted()) < 10 else None
    if share is None or not 0 < share <= 1:
        _refuse(f"{where} = {_short(told)}", "not-a-share", 'share = "1/3"')
    return share


def _short(told: Any) -> str:
    text = f'"{told}"' if isinstance(told, str) else str(told)
    return text if len(text) <= 60 else text[:59] + "…"


def _refuse(found: str, why: str, right: str) -> NoReturn:
    raise CannotCount("not-quotas", found=found, why=why, right=right)
