"""The roll as a page shows it: names in order, who could be reached, turnout where nobody can be picked out of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from mithaq.elections import naming
from mithaq.elections.models import Election, Elector
from mithaq.elections.selectors.electing import Turnout
from mithaq.foundation import habits, languages
from mithaq.foundation.figures import Bar, Bars, Drawn, draw_bars
from mithaq.people import selectors as people
from mithaq.people.selectors import Who

FEWEST = 5  # a smaller group says too much about each of those in it


@dataclass(frozen=True, slots=True)
class Named:
    """An elector by name; `has_voted` is None while nobody is told who has."""

    elector: Elector
    name: Any
    has_voted: bool | None
    is_reached: bool


def named(election: Election, *, on: date, wanted: str = "", tells_who: bool = False) -> list[Named]:
    """The whole roll by name, or those whose name has `wanted` in it in any language; as many queries for any roll."""
    rows = list(Elector.objects.filter(election=election).select_related("organisation", "person"))
    reached = _reached(election, rows, on)
    found = [
        Named(one, name, one.has_voted if tells_who else None, one.pk in reached)
        for one in rows
        if _has(name := naming.holder(one), wanted)
    ]
    return sorted(found, key=lambda one: str(one.name).casefold())


def _has(name: Any, wanted: str) -> bool:
    told = name.values() if isinstance(name, dict) else [name]
    return not wanted or any(wanted.casefold() in text.casefold() for text in told)


def _reached(election: Election, rows: Iterable[Elector], on: date) -> set[int]:
    """The electors for whom somebody with an account may act in the body: whoever else is on the roll cannot vote."""
    rows = list(rows)
    organisations = {one.organisation_id for one in rows if one.organisation_id}
    taking_part = people.members(election.institution, on=on).filter(person__account__is_active=True)
    belongs = people.Affiliation.objects.filter(people.holding(on), organisation__in=organisations)
    speaking = set(belongs.filter(person__in=taking_part.values("person")).values_list("organisation", flat=True))
    here = Q(body="") | Q(body=election.body.key)
    sent = people.mandates(election.institution, on=on).filter(
        people.holding(on), here, representative__account__is_active=True
    )
    countries = set()
    for organisation, country in sent.order_by().values_list("organisation", "country"):
        speaking.add(organisation)
        countries.add(country)
    persons = {one.person_id for one in rows if one.person_id}
    with_account = people.persons().filter(pk__in=persons, account__is_active=True)
    by_themselves = set(with_account.values_list("pk", flat=True))
    return {
        one.pk
        for one in rows
        if (one.organisation_id and one.organisation_id in speaking)
        or (one.country and one.country in countries)
        or (one.person_id and one.person_id in by_themselves)
    }


def turnout_figure(told: Turnout) -> Drawn:
    said = _("%(voted)s of %(electors)s") % _counts(told.voted, told.electors)
    return draw_bars(
        Bars(
            key="turnout",
            lang=languages.current(),
            title=_("Turnout"),
            says=_("%(voted)s of %(electors)s have voted.") % _counts(told.voted, told.electors),
            head=(_("Turnout"), _("have voted"), _("on the roll")),
            absent="–",
            bars=(Bar(_("have voted"), told.voted, told.electors, said),),
        )
    )


def _counts(voted: int, electors: int) -> dict[str, int]:
    return {"voted": habits.counted(voted), "electors": habits.counted(electors)}


def turnout_by(election: Election, *, is_over: bool) -> list[Drawn]:
    """By each attribute of those on the roll; none where a group has fewer than FEWEST.

    While voting goes on, as many must have voted, and as many not: otherwise who has could be told from the figure.
    """
    rows = list(Elector.objects.filter(election=election))
    known = people.attributes_of(election.institution, map(Who.of, rows))
    groups: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for one in rows:
        for over, values in known.get(Who.of(one), {}).items():
            for value in values:
                groups[over][value].append(one.has_voted)
    return [
        _by(over, values)
        for over, values in sorted(groups.items())
        if len(values) > 1 and all(_is_enough(votes, is_over) for votes in values.values())
    ]


def _is_enough(votes: Sequence[bool], is_over: bool) -> bool:
    voted = sum(votes)
    return len(votes) >= FEWEST and (is_over or (voted >= FEWEST and len(votes) - voted >= FEWEST))


def _by(over: str, values: dict[str, list[bool]]) -> Drawn:
    attribute = naming.attribute(over)
    bars = [
        Bar(
            naming.value(over, value),
            sum(votes),
            len(votes),
            _("%(voted)s of %(electors)s") % _counts(sum(votes), len(votes)),
        )
        for value, votes in sorted(values.items())
    ]
    return draw_bars(
        Bars(
            key=f"turnout-{over}",
            lang=languages.current(),
            title=_("Turnout by %(attribute)s") % {"attribute": attribute},
            says=_("How many of each group have voted, by %(attribute)s.") % {"attribute": attribute},
            head=(attribute, _("have voted"), _("on the roll")),
            absent="–",
            bars=tuple(bars),
        )
    )
