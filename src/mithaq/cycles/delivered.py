"""What of a charter is delivered on a day, clause by clause: what is asked for, what shows it, how that is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation

from mithaq.cycles import deliverables, naming, proofs, told
from mithaq.cycles.deliverables import Stretch
from mithaq.cycles.delivery_words import PUBLISHED
from mithaq.cycles.models import Delivery, Milestone
from mithaq.cycles.states import window
from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution, findings
from mithaq.kernels import cadence
from mithaq.kernels.charter import Charter, Clause, Finding
from mithaq.notices.selectors import Owed

AHEAD = cadence.Span(days=30)
A_YEAR = cadence.Span(months=12)  # a duty that goes on is shown anew within it
REMEMBERED = cadence.Span(days=60)  # what was delivered so long ago is no longer told as done


@dataclass(frozen=True, slots=True)
class Kept:
    """A clause on a day: its stretches, the newest first, with what was delivered in each, and what that means."""

    clause: Clause
    name: Words
    stretches: tuple[tuple[Stretch, tuple[Delivery, ...]], ...]
    state: findings.State
    findings: tuple[Finding, ...]
    since: date

    @property
    def now(self) -> tuple[Stretch, tuple[Delivery, ...]]:
        return self.stretches[0]

    @property
    def last(self) -> Delivery | None:
        """What was delivered last."""
        return next((row for _stretch, rows in self.stretches for row in rows), None)


def deliveries(institution: Institution, clause: str) -> list[Delivery]:
    """All that was ever written down of a clause, also what was taken back: the newest first."""
    return list(Delivery.objects.filter(institution=institution, clause=clause))


def delivery(institution: Institution, uid: str) -> Delivery | None:
    found = Delivery.objects.filter(institution=institution, uid=uid).select_related("institution").first()
    return found if isinstance(found, Delivery) else None


def kept(institution: Institution, charter: Charter, *, on: date, only: str = "") -> list[Kept]:
    """Everything the charter asks to be delivered (or one clause of it), in the order of its text.

    As many queries however many there are, and none where nothing is asked for.
    """
    asked = [one for one in deliverables.clauses(charter) if only in ("", one.id)]
    if not asked:
        return []
    versions = institutions.versions(institution)
    begun = min((one.from_date for one in versions), default=on)
    first = _first_said(versions, begun, asked)
    dated = Milestone.objects.filter(institution=institution, is_set=True)
    days = told.windows(charter, begun=begun, dated={one.clause: span for one in dated if (span := window(one))})
    found = Delivery.objects.filter(
        institution=institution, taken_back_at=None, delivered_on__lte=on, clause__in=[one.id for one in asked]
    )
    rows: dict[str, list[Delivery]] = defaultdict(list)
    for row in found:
        rows[row.clause].append(row)
    seen = proofs.shown(institution, (one.address for one in found), to=proofs.ANYBODY)
    names = published()
    return [_kept(charter, one, rows[one.id], days, first.get(one.id, begun), seen, names, on) for one in asked]


def watched(institution: Institution, charter: Charter, *, on: date) -> list[findings.Watched]:
    """Each clause that asks for something to be delivered, as it is kept on a day."""
    return [
        findings.Watched(one.clause.id, one.state, one.findings, path(institution, one.clause.id))
        for one in kept(institution, charter, on=on)
    ]


def owed(institution: Institution, charter: Charter, *, on: date) -> list[Owed]:
    """What has a last day and falls due within thirty days, is overdue, or was delivered a short while ago."""
    return [
        Owed(
            kind="cycles.delivery",
            about=f"{one.clause.id[:180]}@{stretch.begins or ''}",
            clause=one.clause.id,
            opens_on=opens,
            due_on=stretch.until - deliverables.ONE,
            done_on=_done_on(stretch, rows),
            facts={"name": naming.spoken(one.name), "day": (stretch.until - deliverables.ONE).isoformat()},
            path=path(institution, one.clause.id),
        )
        for one in kept(institution, charter, on=on)
        for stretch, rows in one.stretches
        if stretch.until is not None and (opens := _opens(one, stretch, rows, on)) is not None
    ]


def path(institution: Institution, clause: str) -> str:
    """Where what is delivered by a clause stands, without the language."""
    return f"/{institution.slug}/calendar/delivered/{clause}/"


def published() -> dict[str, Words]:
    """What publications publish, in each language: how one without a name is called."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for code in languages.CODES:
        with translation.override(code):
            for key, said in PUBLISHED.items():
                found[key][code] = str(said)
    return {key: Words(said) for key, said in found.items()}


def _first_said(versions: Sequence[Any], begun: date, asked: Collection[Clause]) -> Mapping[str, date]:
    """Since when the charter says what recurs; each text is read only where something does."""
    recurring = [one.id for one in asked if one.get("every")]
    found: dict[str, date] = {}
    for version in reversed(versions) if recurring and len(versions) > 1 else ():
        text = institutions.read(version)
        for key in recurring:
            if text.get(key) is not None:
                found.setdefault(key, version.from_date)
    return found or dict.fromkeys(recurring, begun)


def _kept(
    charter: Charter,
    clause: Clause,
    rows: Sequence[Delivery],
    days: Mapping[str, cadence.Window],
    since: date,
    seen: Mapping[str, proofs.Shown],
    names: Mapping[str, Words],
    on: date,
) -> Kept:
    closed = [one for one in rows if deliverables.is_public(clause) and _is_closed(one, seen)]
    shown = [one for one in rows if one not in closed]
    asked = deliverables.stretches(charter, clause, days, since=since, on=on)
    held = tuple((one, tuple(row for row in shown if one.holds(row.first or row.delivered_on))) for one in asked)
    name = deliverables.named(clause, names)
    state, told_of = _judged(clause, name, held, seen, since, on)
    if closed:
        told_of = (*told_of, Finding(clause.id, "cycles.delivery-closed", {"name": naming.spoken(name)}))
        state = "risk" if state == "met" else state
    if state == "broken" and not clause.binds:
        state = "risk"
    return Kept(clause, name, held, state, told_of, since)


def _is_closed(row: Delivery, seen: Mapping[str, proofs.Shown]) -> bool:
    return proofs.is_inside(row.address) and row.address not in seen


_Judged = tuple[findings.State, tuple[Finding, ...]]


def _judged(
    clause: Clause,
    name: Words,
    held: Sequence[tuple[Stretch, tuple[Delivery, ...]]],
    seen: Mapping[str, proofs.Shown],
    since: date,
    on: date,
) -> _Judged:
    """The stretch that runs says it; while that has time, the one before it, where that was missed."""
    state, found = _of(clause, name, *held[0], seen, since, on)
    before = held[1:]
    if not before or _enough(*held[0]):
        return state, found
    former, missed = _of(clause, name, *before[0], seen, since, on)
    if former == "met":
        return state, found
    return ("broken" if "broken" in (state, former) else "risk"), (*missed, *found)


def _of(
    clause: Clause,
    name: Words,
    stretch: Stretch,
    rows: tuple[Delivery, ...],
    seen: Mapping[str, proofs.Shown],
    since: date,
    on: date,
) -> _Judged:
    facts: dict[str, Any] = {"name": naming.spoken(name)}
    if stretch.until is not None:
        facts["last"] = (stretch.until - deliverables.ONE).isoformat()
    over = stretch.until is not None and on >= stretch.until
    if not _enough(stretch, rows):
        return _missing(clause, stretch, rows, facts, since, on)
    done = _done_on(stretch, rows)
    if done is None:  # "at most so often": nothing is missing
        return "met", (Finding(clause.id, "cycles.delivery-ahead", facts),)
    newest = rows[0]
    facts |= {"on": done.isoformat(), "shown_by": newest.shown_by or newest.address}
    if clause.kind == "duty" and stretch.until is None and cadence.after(done, A_YEAR) <= on:
        return "risk", (Finding(clause.id, "cycles.shown-long-ago", facts),)
    late = stretch.until is not None and done >= stretch.until
    told_of = [Finding(clause.id, "cycles.delivered-late" if late else "cycles.delivered", facts)]
    lacking = _lacking(clause, rows, seen)
    if lacking:
        told_of.insert(0, Finding(clause.id, "cycles.delivery-lacks", facts | {"languages": lacking}))
    return ("broken" if lacking and over else "risk" if lacking else "met"), tuple(told_of)


def _missing(
    clause: Clause, stretch: Stretch, rows: tuple[Delivery, ...], facts: dict[str, Any], since: date, on: date
) -> _Judged:
    facts |= {"count": len(rows), "least": stretch.least}
    some = (Finding(clause.id, "cycles.delivered-some", facts),) if rows else ()
    if stretch.until is None:
        if stretch.first is not None and on < stretch.first:
            return "met", (Finding(clause.id, "cycles.delivery-after", facts | {"first": stretch.first.isoformat()}),)
        return "risk", (Finding(clause.id, "cycles.nothing-shown", facts),)
    if on >= stretch.until and stretch.until <= since:
        return "risk", (Finding(clause.id, "cycles.delivery-unrecorded", facts),)
    if on >= stretch.until:
        return "broken", (Finding(clause.id, "cycles.delivery-missing", facts), *some)
    if stretch.until <= cadence.after(on, AHEAD) and (stretch.first is None or stretch.first <= on):
        return "risk", (Finding(clause.id, "cycles.delivery-due", facts), *some)
    return "met", (Finding(clause.id, "cycles.delivery-ahead", facts), *some)


def _enough(stretch: Stretch, rows: Sequence[Delivery]) -> bool:
    """Whether something shows it as often as it is asked for."""
    return len(rows) >= stretch.least


def _done_on(stretch: Stretch, rows: Sequence[Delivery]) -> date | None:
    """The day by which there was enough: of a duty that goes on, the last it was shown."""
    days = sorted(row.delivered_on for row in rows)
    if not days or not _enough(stretch, rows):
        return None
    return days[max(stretch.least, 1) - 1] if stretch.until is not None else days[-1]


def _lacking(clause: Clause, rows: Sequence[Delivery], seen: Mapping[str, proofs.Shown]) -> list[str]:
    """Languages the clause demands in which nothing was delivered; what the house knows counts before what was said."""
    there = {
        code for row in rows for code in ((seen[row.address].languages if row.address in seen else ()) or row.languages)
    }
    return [code for code in clause.get("languages", ()) if code not in there]


def _opens(one: Kept, stretch: Stretch, rows: Sequence[Delivery], on: date) -> date | None:
    """From when it is to be called to mind; None where it is not, or what was to be done before there was a charter."""
    assert stretch.until is not None
    if stretch.until <= one.since:
        return None
    done = _done_on(stretch, rows)
    if done is not None and cadence.after(done, REMEMBERED) <= on:
        return None
    month = cadence.before(stretch.until - deliverables.ONE, AHEAD)
    opens = max(stretch.first, month) if stretch.first is not None else month
    return opens if opens <= on or done is not None else None
