"""Quotas as an election keeps them: the charter's rules of balance, and further ones asked for by whoever calls it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, get_args

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mithaq.bodies.selectors import Body, Tenure
from mithaq.kernels import charter as kernel
from mithaq.kernels.charter import Charter
from mithaq.kernels.elections import Quota, Rule

OWN = "own."  # what the keys of further quotas begin with; those of the charter are ids of clauses
MOST = 8
COUNTED = "counted-by"  # the attribute that says which rules count a seat, where they do not all count the same seats
_SHARE = re.compile(
    r"\d{1,6}(/\d{1,6})?|0?\.\d{1,9}", re.ASCII
)  # no powers of ten: they can be made to fill the memory
_ONE_VALUE = ("at-least", "at-most", "share")


def of_charter(
    charter: Charter, body: Body, clause: str, *, aims: bool, seats: int, sitting: Sequence[Tenure] = ()
) -> tuple[Quota, ...]:
    """The rules of balance that count the seats of a clause: those that bind and, with `aims`, those that are aims.

    A rule that does not count everybody who sits there counts by `COUNTED`; a share is then told in seats.
    """
    found = []
    for rule in rules(charter, body, clause, aims=aims):
        mine = [one for one in sitting if one.seat.clause in rule.seats]
        number, share = rule.number, rule.share
        where: tuple[tuple[str, str], ...] = ()
        if len(mine) < len(sitting):
            where = ((COUNTED, rule.clause.id),)
            if rule.kind in _ONE_VALUE:
                number, share = rule.bound(len(mine) + seats), None
        values = tuple(value.lower() for value in rule.values)
        found.append(Quota(rule.clause.id, rule.over, rule.kind, values, number, share, where))  # type: ignore[arg-type]
    return tuple(found)


def rules(charter: Charter, body: Body, clause: str, *, aims: bool) -> list[kernel.BalanceRule]:
    """The rules of balance that count the seats of a clause; what is only proposed is neither rule nor aim."""
    told = kernel.balance_rules(charter, body.clause, aims=aims)
    return [one for one in told if clause in one.seats and one.clause.get("status", "adopted") == "adopted"]


def read(told: Iterable[Mapping[str, Any]]) -> tuple[Quota, ...]:
    """Quotas from JSON as `Quota.as_dict` writes them. Refused (ValidationError): what is not understood."""
    return tuple(_one(one) for one in told)


def own(told: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Further quotas as kept, each with a key of its own.

    Refused (ValidationError): what is not understood; more than MOST, for many that cross take a count minutes.
    """
    told = list(told)
    if len(told) > MOST:
        raise ValidationError(_("There are at most %(most)s further quotas."), code="many", params={"most": MOST})
    return [_one({**dict(one), "key": f"{OWN}{number}"}).as_dict() for number, one in enumerate(told, 1)]


def of_lines(text: str) -> list[dict[str, Any]]:
    """Further quotas as a person writes them, one a line: `gender: at-least 1/2 women`, `region: every africa, asia`,
    `country: at-most 2 ma`, `gender: at-least 1 women where region = africa`.

    Refused (ValidationError, one for each line that is not understood, with its number).
    """
    found, wrong = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            wrong.append(_line_not_understood(number, line))
            continue
        told = {name: value for name, value in match.groupdict().items() if value}
        bound = told.pop("bound", None)
        if bound is not None:
            told |= {"share": bound} if "/" in bound else {"number": int(bound)}
        where = [part.partition("=") for part in told.pop("where", "").split(",") if part.strip()]
        one = {**told, "values": told["values"].split(","), "where": {k.strip(): v.strip() for k, _, v in where}}
        try:
            own([one])
        except ValidationError:
            wrong.append(_line_not_understood(number, line))
        found.append(one)
    if wrong:
        raise ValidationError(wrong)
    return found


def as_lines(quotas: Iterable[Mapping[str, Any]]) -> str:
    """The same the other way, to be changed."""
    told = []
    for one in quotas:
        bound = str(one.get("number", one.get("share", "")))
        where = ", ".join(f"{key} = {value}" for key, value in dict(one.get("where") or {}).items())
        words = [f"{one['over']}:", one["rule"], bound, ", ".join(one["values"]), f"where {where}" if where else ""]
        told.append(" ".join(word for word in words if word))
    return "\n".join(told)


_LINE = re.compile(
    r"\s*(?P<over>[\w-]+)\s*:\s*(?P<rule>equal|every|at-least|at-most|share)\s+(?:(?P<bound>\d{1,4}(?:/\d{1,4})?)\s+)?"
    r"(?P<values>[\w-]+(?:\s*,\s*[\w-]+)*)(?:\s+where\s+(?P<where>[\w-]+\s*=\s*[\w-]+(?:\s*,\s*[\w-]+\s*=\s*[\w-]+)*))?\s*"
)


def _line_not_understood(number: int, line: str) -> ValidationError:
    return ValidationError(
        _("Line %(number)s, “%(line)s”, is not understood."),
        code="line",
        params={"number": number, "line": line.strip()},
    )


def _one(told: Mapping[str, Any]) -> Quota:
    key, over, rule = (str(told.get(word, "")).strip() for word in ("key", "over", "rule"))
    values = told.get("values") or ()
    if not key or not over or rule not in get_args(Rule) or isinstance(values, str):
        raise _not_understood()
    named = tuple(dict.fromkeys(str(value).strip().lower() for value in values if str(value).strip()))
    number, share = told.get("number"), _share(told.get("share"))
    if number is not None and (isinstance(number, bool) or not isinstance(number, int) or number < 0):
        raise _not_understood()
    bounded = rule in _ONE_VALUE
    if not named or (bounded and (len(named) != 1 or (number is None) == (share is None))):
        raise _not_understood()
    if not bounded and (number is not None or share is not None):
        raise _not_understood()
    where = told.get("where") or {}
    if not isinstance(where, Mapping):
        raise _not_understood()
    crossed = tuple((str(name), str(value).lower()) for name, value in where.items())
    return Quota(key, over.lower(), rule, named, number, share, crossed)  # type: ignore[arg-type]


def _share(told: Any) -> Fraction | None:
    if told is None or told == "":
        return None
    if not _SHARE.fullmatch(str(told)):
        raise _not_understood()
    try:
        share = Fraction(str(told))
    except ZeroDivisionError:
        raise _not_understood() from None
    if share > 1:
        raise _not_understood()
    return share


def _not_understood() -> ValidationError:
    return ValidationError(
        _(
            "A quota names an attribute, a rule (equal, every, at-least, at-most or share) and values; a bound is on "
            "one value and names a number of seats or a share."
        ),
        code="quota",
    )
