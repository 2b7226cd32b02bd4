"""What a charter asks to be delivered: duties, outputs, publications, and the stretch of time each is asked for.

Pure: clauses and days go in. Steps and deadlines are milestones (`told`), minutes are kept where bodies meet; what is
told by a day alone is a milestone too, unless it says that it is published or in which languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mithaq.cycles import told
from mithaq.foundation.fields import Words
from mithaq.kernels import cadence
from mithaq.kernels.charter import Charter, Clause

KINDS = ("duty", "output", "publication")
THIRTY_DAYS = cadence.Span(days=30)  # for a publication after what it reports on, where no time is told
ELSEWHERE = "minutes"
ONE = told.ONE


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days `[first, until)` in which something is asked for so many times; either end may be open. `ends` is where
    the whole of a recurring stretch ends: what is late for it still belongs to it. Empty where it is asked for once.
    """

    first: date | None = None
    until: date | None = None
    least: int = 1
    begins: date | None = None
    ends: date | None = None

    @property
    def recurs(self) -> bool:
        return self.ends is not None

    def holds(self, day: date) -> bool:
        return self.begins is None or self.ends is None or self.begins <= day < self.ends


def clauses(charter: Charter) -> Iterator[Clause]:
    """What is to be delivered, in the order of the text; nothing that is only proposed, open or superseded."""
    milestones = told.milestones(charter)
    return (one for one in charter if one.kind in KINDS and _is_asked(charter, one, one.id in milestones))


def is_public(clause: Clause) -> bool:
    """Whether everybody is to see it."""
    if clause.kind == "publication":
        return bool(clause.get("to", "public") == "public")
    return bool(clause.get("published")) or clause.get("to") == "public"


def is_published(clause: Clause) -> bool:
    """Whether it is only delivered where it can be read: a sentence about it is not enough."""
    return clause.kind == "publication" or bool(clause.get("published") or clause.get("languages"))


def named(clause: Clause, words: Mapping[str, Words]) -> Words:
    """What it is called; a publication without a name by what is published."""
    return Words(clause.name.as_dict()) or words.get(str(clause.get("of", "")), Words()) or Words({"en": clause.id})


def stretches(
    charter: Charter, clause: Clause, days: Mapping[str, cadence.Window], *, since: date, on: date
) -> tuple[Stretch, ...]:
    """The stretch that runs (else the first to come) and the one before it; the newest first, never none."""
    rule: cadence.Cadence | None = clause.get("every")
    return _recurring(rule, since, on) if rule is not None else (_once(charter, clause, days),)


def _recurring(rule: cadence.Cadence, since: date, on: date) -> tuple[Stretch, ...]:
    """Counted from the day the charter first said it; of months of a year, from that year: a window that had begun
    before is not asked for.
    """
    anchor = since.replace(month=1, day=1) if rule.months else since
    horizon = cadence.after(max(on, since), rule.every.times(2)) + ONE
    found = []
    for slot in cadence.slots(rule, anchor=anchor, until=horizon):
        window = slot.windows or (slot.period,)
        if window[0].begins >= since:
            found.append(Stretch(window[0].begins, window[-1].until, slot.least, slot.period.begins, slot.period.until))
    running = [one for one in found if one.begins is not None and one.begins <= on]
    return tuple(reversed(running[-2:])) or tuple(found[:1])


def _once(charter: Charter, clause: Clause, days: Mapping[str, cadence.Window]) -> Stretch:
    if clause.kind != "publication" and (own := days.get(clause.id)) is not None:
        return _within(own)
    by = clause.get("by")
    window = told.counted(by, days) if isinstance(by, cadence.Relative) else by
    if window is not None:
        return _within(window)
    event = days.get(str(clause.get("of", ""))) if clause.kind == "output" else None
    event = event or days.get(clause.under)
    if event is None:
        return Stretch()
    if clause.kind == "output":
        return Stretch(event.until)
    return Stretch(event.until, cadence.after(event.last, clause.get("within") or THIRTY_DAYS) + ONE)


def _within(window: cadence.Window) -> Stretch:
    return Stretch(None if window.edge == "by" else window.first, window.until)


def _is_asked(charter: Charter, clause: Clause, is_milestone: bool) -> bool:
    if clause.kind == "publication" and clause["of"] == ELSEWHERE:
        return False
    if clause.kind == "output" and clause["kind"] == ELSEWHERE:
        return False
    if clause.kind != "publication" and is_milestone and not (clause.get("every") or is_published(clause)):
        return False
    found: Clause | None = clause
    while found is not None:
        if found.get("status", "adopted") != "adopted":
            return False
        found = charter.get(found.under)
    return True
