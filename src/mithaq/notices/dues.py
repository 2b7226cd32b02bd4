"""What an institution owes, kept from day to day: for whom it is, how it stands, and who put it off for themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from mithaq.foundation import languages
from mithaq.foundation.models import Account
from mithaq.institutions.selectors import Institution
from mithaq.notices import wording
from mithaq.notices.enums import DueState
from mithaq.notices.models import Due, Reminder, Snooze
from mithaq.notices.owed import Owed
from mithaq.people.selectors import Person

AHEAD = timedelta(days=30)
LONGEST_SNOOZE = timedelta(days=366)
_FIELDS = ("clause", "facts", "path", "opens_on", "due_on", "done_on")
_For = Due.persons.through


def keep(institution: Institution, owed: Iterable[Owed], *, on: date, at: datetime) -> int:
    """Bring what is kept to what is owed on a day: open what is new, change what changed, close what is done or owed no
    longer; how many. A second time it does nothing. The number of queries does not depend on how many there are.

    Where the last day moves, everybody is reminded anew. Called inside the scope of the institution.
    """
    asked = {(one.kind, one.about): one for one in owed}
    with transaction.atomic():
        known = Q(done_on=None) | Q(about__in=sorted({about for _kind, about in asked}))
        rows = {
            (due.kind, due.about): due
            for due in Due.objects.select_for_update().filter(known, institution=institution).order_by("pk")
        }
        fresh = {key: one for key, one in asked.items() if key not in rows and one.done_on is None}
        new = [Due(institution=institution, kind=kind, about=about) for kind, about in fresh]
        for due in new:
            _change(due, _values(asked[due.kind, due.about]))
        Due.objects.bulk_create(new)
        changed, moved = [], []
        for key, due in rows.items():
            was = due.due_on
            values = _values(asked[key]) if key in asked else {"done_on": due.done_on or on}
            if _change(due, values):
                changed.append(due)
                moved += [due.pk] if due.due_on != was else []
        Due.objects.bulk_update(changed, _FIELDS)
        Reminder.objects.filter(due__in=moved).delete()
        standing = {key: due for key, due in rows.items() if key in asked}
        _keep_persons({**standing, **{(due.kind, due.about): due for due in new}}, asked)
    return len(new) + len(changed)


def _values(one: Owed) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _FIELDS} | {"facts": dict(one.facts)}


def _change(due: Due, values: Mapping[str, Any]) -> bool:
    other = {name: value for name, value in values.items() if getattr(due, name) != value}
    for name, value in other.items():
        setattr(due, name, value)
    return bool(other)


def _keep_persons(rows: Mapping[tuple[str, str], Due], asked: Mapping[tuple[str, str], Owed]) -> None:
    wanted = {(due.pk, person) for key, due in rows.items() for person in asked[key].persons}
    there = {
        (link.due_id, link.person_id): link.pk for link in _For.objects.filter(due__in=[d.pk for d in rows.values()])
    }
    _For.objects.filter(pk__in=[pk for pair, pk in there.items() if pair not in wanted]).delete()
    _For.objects.bulk_create([_For(due_id=due, person_id=person) for due, person in sorted(wanted - set(there))])


def snooze(due: Due, person: Person, *, until: date, reason: str, on: date, at: datetime) -> Snooze:
    """A person does not want to hear of it before a day, and says why: it leaves their page and their letters, nobody
    else's. What somebody puts off is theirs: no journal writes it down.

    Refused (ValidationError): a day that is not to come, or more than a year away; no reason; what is done.
    """
    why = " ".join(reason.split())
    if due.done_on is not None:
        raise ValidationError(_("This is done."))
    if not on < until <= on + LONGEST_SNOOZE:
        raise ValidationError({"until": _("Choose a day to come, within a year.")})
    if not why or len(why) > 300:
        raise ValidationError({"reason": _("Say why, in 300 characters at most.")})
    held, _made = Snooze.objects.update_or_create(
        due=due, person=person, defaults={"institution": due.institution, "until": until, "reason": why, "at": at}
    )
    return held


def wake(due: Due, person: Person) -> None:
    """Hear of it again."""
    Snooze.objects.filter(due=due, person=person).delete()


def due(institution: Institution, person: Person, uid: str, *, officer: bool) -> Due | None:
    """Something due that is for this person."""
    found = _for(institution, person, officer=officer).filter(uid=uid).select_related("institution").first()
    return found if isinstance(found, Due) else None


def dues(institution: Institution, person: Person, *, officer: bool, on: date, snoozed: bool = False) -> QuerySet[Due]:
    """What is due, now or within thirty days: one's own first, then overdue, now and soon, each by its last day.

    `is_mine` says that it is for this very person. An officer sees the institution's too; whoever else, their own.
    """
    mine = _For.objects.filter(due=OuterRef("pk"), person=person)
    asleep = Snooze.objects.filter(due=OuterRef("pk"), person=person, until__gt=on)
    rank = Case(When(due_on__lt=on, then=Value(0)), When(opens_on__lte=on, then=Value(1)), default=Value(2))
    found = _for(institution, person, officer=officer).filter(done_on=None, opens_on__lte=on + AHEAD)
    found = found.filter(Exists(asleep) if snoozed else ~Exists(asleep))
    found = found.annotate(is_mine=Exists(mine), rank=rank, has_day=Case(When(due_on=None, then=1), default=0))
    ordered: QuerySet[Due] = found.order_by("-is_mine", "rank", "has_day", "due_on", "opens_on", "pk")
    return ordered


def _for(institution: Institution, person: Person, *, officer: bool) -> Any:
    named = _For.objects.filter(due=OuterRef("pk"))
    own = Exists(named.filter(person=person))
    return Due.objects.filter(own | ~Exists(named) if officer else own, institution=institution)


def state(due: Due, *, on: date) -> DueState:
    if due.due_on is not None and due.due_on < on:
        return DueState.OVERDUE
    return DueState.NOW if due.opens_on <= on else DueState.SOON


@dataclass(frozen=True, slots=True)
class ShownDue:
    """Something due as its reader sees it: `days` over its last day or left until it, None where it has none."""

    due: Due
    text: str
    url: str
    state: DueState
    days: int | None
    clause: Any
    snooze: Snooze | None = None


def shown(
    institution: Institution,
    reader: Account,
    found: Sequence[Due],
    *,
    names: Mapping[str, Any],
    on: date,
    snoozes: Iterable[Snooze] = (),
) -> list[ShownDue]:
    """Worded in the active language; what the reader may not know of any more has no text. `names` are those of the
    clauses of the charter.
    """
    open_ = {one.pk for one in wording.still_open(institution, reader, found)}
    asleep = {one.due_id: one for one in snoozes}
    return [
        ShownDue(
            one,
            wording.said(one) if one.pk in open_ else "",
            f"/{languages.current()}{one.path}" if one.path and one.pk in open_ else "",
            state(one, on=on),
            abs((one.due_on - on).days) if one.due_on else None,
            names.get(one.clause, ""),
            asleep.get(one.pk),
        )
        for one in found
    ]


def snoozes(person: Person, found: Collection[Due]) -> list[Snooze]:
    return list(Snooze.objects.filter(person=person, due__in=[one.pk for one in found]))


def count(institution: Institution, account: Account, *, officer: bool, on: date) -> int:
    """How much is due or overdue for the reader: one query."""
    named = _For.objects.filter(due=OuterRef("pk"))
    own = Exists(named.filter(person__account=account))
    asleep = Snooze.objects.filter(due=OuterRef("pk"), person__account=account, until__gt=on)
    found = Due.objects.filter(own | ~Exists(named) if officer else own, institution=institution)
    return int(found.filter(~Exists(asleep), done_on=None, opens_on__lte=on).count())


def wanting(institutions: Mapping[int, Collection[int]], *, on: date) -> dict[int, list[tuple[Due, DueState, bool]]]:
    """What is due or overdue on a day, by person, for the letters: each with its state, and whether the person was not
    written to of it in that state yet. `institutions` are the officers (by person) of each institution.

    Called with scopes disabled; leaves out what a person put off.
    """
    rows = list(
        Due.objects.filter(done_on=None, opens_on__lte=on, institution__in=institutions).order_by("due_on", "pk")
    )
    keys = [one.pk for one in rows]
    named: dict[int, list[int]] = defaultdict(list)
    for link in _For.objects.filter(due__in=keys):
        named[link.due_id].append(link.person_id)
    asleep = set(Snooze.objects.filter(due__in=keys, until__gt=on).values_list("due", "person"))
    written = set(Reminder.objects.filter(due__in=keys).values_list("due", "person", "state"))
    found: dict[int, list[tuple[Due, DueState, bool]]] = defaultdict(list)
    for one in rows:
        how = state(one, on=on)
        for person in named.get(one.pk) or institutions[one.institution_id]:
            if (one.pk, person) not in asleep:
                found[person].append((one, how, (one.pk, person, how) not in written))
    return found


def homes(*, on: date) -> list[int]:
    """The institutions in which something is due; with scopes disabled."""
    found = Due.objects.filter(done_on=None, opens_on__lte=on).order_by().values_list("institution", flat=True)
    return list(found.distinct())


def remind(person: Person, found: Iterable[tuple[Due, DueState]], *, at: datetime) -> None:
    """That the person is written to of each in its state; whoever is second to say so fails (IntegrityError)."""
    rows = [
        Reminder(institution_id=one.institution_id, due=one, person=person, state=how, mailed_at=at)
        for one, how in found
    ]
    Reminder.objects.bulk_create(rows)
