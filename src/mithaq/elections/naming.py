"""What things of an election are called, in the reader's language: holders, attributes and their values, quotas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from babel import Locale
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from mithaq.bodies.selectors import Holding
from mithaq.compacts import selectors as compacts
from mithaq.foundation import habits, languages, minute
from mithaq.foundation.fields import Words
from mithaq.people.enums import TRAITS, Level

_ATTRIBUTES = {
    "level": pgettext_lazy("an attribute of who stands", "level"),
    "region": pgettext_lazy("an attribute of who stands", "region"),
    "country": pgettext_lazy("an attribute of who stands", "State"),
    "category": pgettext_lazy("an attribute of who stands", "stakeholder category"),
    "theme": pgettext_lazy("an attribute of who stands", "theme"),
    "gender": pgettext_lazy("an attribute of who stands", "gender"),
    "holder": pgettext_lazy("an attribute of who stands", "kind of holder"),
}
_VALUES = {
    **TRAITS,
    ("holder", "organisation"): pgettext_lazy("kind of holder", "organization"),
    ("holder", "state"): pgettext_lazy("kind of holder", "State"),
    ("holder", "person"): pgettext_lazy("kind of holder", "person"),
    ("holder", "donor"): pgettext_lazy("kind of holder", "donor"),
}


def holder(record: Holding) -> Words | str:
    """Who it is: an organisation in its languages, a State by its name, a person as they write it."""
    if record.organisation is not None:
        return Words(record.organisation.name)
    return str(record.person.name) if record.person is not None else state(record.country)


def spoken(record: Holding) -> str:
    """The same in the reader's language, as it may stand in a sentence."""
    return minute.isolate(holder(record))


def state(country: str) -> Words:
    return Words({code: Locale(code).territories.get(country, country) for code in languages.CODES})


def attribute(over: str) -> str:
    """The key where no word is known: an institution may count by what it likes."""
    return str(_ATTRIBUTES.get(over, over))


def value(over: str, said: str) -> str:
    if over == "level" and said in Level.values:
        return str(Level(said).label)
    if over == "country" and len(said) == 2:
        return str(state(said.upper()))
    if over == "category" and (name := compacts.category_name(said)):
        return str(name)
    return str(_VALUES.get((over, said), said))


def values(over: str, said: Iterable[str]) -> str:
    return languages.comma().join(value(over, one) for one in said)


def quota(told: Mapping[str, Any], total: int) -> str:
    """A quota (`kernels.elections.Quota.as_dict`) as a sentence on all `total` who will sit in the end."""
    over = told["over"]
    facts = {"attribute": attribute(over), "values": minute.isolate(values(over, told["values"]))}
    said = _SENTENCES[told["rule"]](told, facts, total)
    if where := told.get("where"):
        crossed = languages.comma().join(value(key, one) for key, one in sorted(where.items()))
        said += " " + _("Only those count for it who are also: %(values)s.") % {"values": minute.isolate(crossed)}
    return said


def _equal(told: Mapping[str, Any], facts: Mapping[str, Any], total: int) -> str:
    each, left = divmod(total, len(told["values"]) or 1)
    if left or not each:
        return _("By %(attribute)s, those who sit are spread evenly, give or take one: %(values)s.") % facts
    return ngettext(
        "By %(attribute)s, there is %(number)s of each: %(values)s.",
        "By %(attribute)s, there are %(number)s of each: %(values)s.",
        each,
    ) % {**facts, "number": habits.counted(each)}


def _every(told: Mapping[str, Any], facts: Mapping[str, Any], total: int) -> str:
    return _("By %(attribute)s, there is at least one of each: %(values)s.") % facts


def _at_least(told: Mapping[str, Any], facts: Mapping[str, Any], total: int) -> str:
    return _("By %(attribute)s, at least %(bound)s: %(values)s.") % {**facts, "bound": _bound(told)}


def _at_most(told: Mapping[str, Any], facts: Mapping[str, Any], total: int) -> str:
    return _("By %(attribute)s, at most %(bound)s: %(values)s.") % {**facts, "bound": _bound(told)}


def _bound(told: Mapping[str, Any]) -> str:
    if told.get("number") is not None:
        return minute.isolate(told["number"])
    share = float(Fraction(told["share"]))
    return minute.isolate(habits.percent(share))


_SENTENCES = {"equal": _equal, "every": _every, "at-least": _at_least, "at-most": _at_most, "share": _at_least}
