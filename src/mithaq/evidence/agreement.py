"""Double readings: which passages, who has read how many, and how far the two agree once both have read them all.

Until then nobody sees what either said: not the other reader, not who asked for it, not the secretary. Whoever shows
decisions begins with `told_decisions`.
"""

from __future__ import annotations

import hashlib
import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from mithaq.evidence.doubt import SILENT
from mithaq.evidence.models import Decision, Document, DoubleReading, Passage
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution
from mithaq.kernels import text as kernel
from mithaq.people import selectors as people
from mithaq.people.enums import Role
from mithaq.people.selectors import Person

RULES = ("doubt", "document", "sample")
SEED = 1


@dataclass(frozen=True, slots=True)
class Reader:
    """One of the two, and how many of the passages are read."""

    uid: str
    name: str
    read: int
    total: int

    @property
    def has_read(self) -> bool:
        return self.read >= self.total

    @property
    def left(self) -> int:
        return self.total - self.read


@dataclass(frozen=True, slots=True)
class Said:
    """What the two said about one passage in one scheme: code → the name of the voice, where there is one."""

    scheme: str
    first: Mapping[str, str]
    second: Mapping[str, str]

    @property
    def agree(self) -> bool:
        return set(self.first) == set(self.second)


@dataclass(frozen=True, slots=True)
class Compared:
    """One passage as both read it. `settled` is the decision of whoever settled it, None while nobody has."""

    passage: Passage
    said: tuple[Said, ...]
    settled: Decision | None

    @property
    def agree(self) -> bool:
        return all(one.agree for one in self.said)


@dataclass(frozen=True, slots=True)
class Figures:
    """Agreement in one scheme: on the whole set of codes, and on each code that either gave."""

    scheme: str
    overall: kernel.Agreement
    codes: Mapping[str, kernel.Agreement] = field(default_factory=dict)


def double_readings(institution: Institution) -> QuerySet[DoubleReading]:
    """Open ones first, then newest first."""
    return DoubleReading.objects.filter(institution=institution).order_by(
        F("closed_at").desc(nulls_first=True), "-asked_at", "-pk"
    )


def double_reading(institution: Institution, uid: str) -> DoubleReading | None:
    return DoubleReading.objects.filter(institution=institution, uid=uid).first()


def to_read_by(institution: Institution, person: Actor) -> QuerySet[DoubleReading]:
    """Open double readings in which this person is one of the two."""
    mine = Q(first_uid=person.uid) | Q(second_uid=person.uid)
    return DoubleReading.objects.filter(mine, institution=institution, closed_at=None) if person.uid else _none()


def is_reader(reading: DoubleReading, person: Actor) -> bool:
    return bool(person.uid) and person.uid in (reading.first_uid, reading.second_uid)


def may_read(reading: DoubleReading, passage: Passage, person: Actor) -> bool:
    """Whether this person may say, or say anew, what they read in it: once both have read, nothing changes any more."""
    if reading.closed_at is not None or not is_reader(reading, person):
        return False
    return passages_of(reading).filter(pk=passage.pk).exists() and not both_have_read(reading)


def passages_of(reading: DoubleReading) -> QuerySet[Passage]:
    """Its passages in the order of the documents, without those put aside or withdrawn since."""
    chosen = reading.passages.filter(is_current=True, rendition__document__withdrawn_at=None)
    return (
        chosen.select_related("rendition__document").defer("rendition__text", "tokens").order_by("rendition", "number")
    )


def left_to_read(reading: DoubleReading, person: Actor) -> QuerySet[Passage]:
    """What this reader has not read yet."""
    done = _read(reading).filter(by_uid=person.uid)
    return passages_of(reading).exclude(pk__in=done.values("passage"))


def under_reading(institution: Institution) -> QuerySet[Passage]:
    """Passages of open double readings: until those are closed, nobody codes them otherwise."""
    return Passage.objects.filter(
        pk__in=DoubleReading.passages.through.objects.filter(
            doublereading__institution=institution, doublereading__closed_at=None
        ).values("passage")
    )


def readers(readings: Sequence[DoubleReading]) -> dict[int, tuple[Reader, Reader]]:
    """How far both are, by the key of the reading: two queries, however many there are."""
    keys = [reading.pk for reading in readings]
    here = Q(passages__is_current=True, passages__rendition__document__withdrawn_at=None)
    totals = dict(
        DoubleReading.objects.filter(pk__in=keys)
        .order_by()
        .values_list("pk")
        .annotate(n=Count("passages", filter=here, distinct=True))
    )
    read = {
        (reading, uid): n
        for reading, uid, n in Decision.objects.filter(
            reading__in=keys,
            kind="code",
            undone_at=None,
            passage__is_current=True,
            passage__rendition__document__withdrawn_at=None,
        )
        .order_by()
        .values_list("reading", "by_uid")
        .annotate(n=Count("passage", distinct=True))
    }
    return {
        r.pk: (
            Reader(r.first_uid, r.first_name, read.get((r.pk, r.first_uid), 0), totals[r.pk]),
            Reader(r.second_uid, r.second_name, read.get((r.pk, r.second_uid), 0), totals[r.pk]),
        )
        for r in readings
    }


def officers(institution: Institution, *, on: date) -> list[Person]:
    """Who may read: the persons with an account who are officers here on that day."""
    roles = (Role.OFFICER, Role.SECRETARY)
    rows = people.members(institution, on=on).filter(role__in=roles, person__account__isnull=False)
    return sorted((row.person for row in rows if row.person), key=lambda person: (str(person), person.pk))


def both_have_read(reading: DoubleReading) -> bool:
    """Whether anybody may look at what they said: both have read everything, and there was something to read."""
    first, second = readers([reading])[reading.pk]
    return first.total > 0 and first.has_read and second.has_read


def told_decisions(institution: Institution, *, to: Actor) -> QuerySet[Decision]:
    """Decisions that may be shown: of double readings only one's own, until they are closed with a result."""
    of_nobody = Q(reading=None) | Q(kind="settle") | Q(by_uid=to.uid or None)
    return Decision.objects.filter(of_nobody | Q(reading__alpha__has_key="overall"), institution=institution)


def compared(reading: DoubleReading) -> list[Compared]:
    """What both said, passage by passage; nothing at all until both have read everything."""
    if not both_have_read(reading):
        return []
    said: dict[int, dict[str, Decision]] = defaultdict(dict)
    for decision in _read(reading):
        said[decision.passage_id][decision.by_uid] = decision
    settled = {d.passage_id: d for d in reading.decisions.filter(kind="settle", undone_at=None)}
    found = []
    for passage in passages_of(reading):
        mine = said[passage.pk]
        first, second = mine[reading.first_uid], mine[reading.second_uid]
        told = tuple(Said(scheme, _codes(first, scheme), _codes(second, scheme)) for scheme in reading.schemes)
        found.append(Compared(passage, told, settled.get(passage.pk)))
    return found


def figures(reading: DoubleReading, read: Sequence[Compared]) -> tuple[Figures, ...]:
    """Alpha by scheme and code: as it was frozen when the reading was closed, else of what both said.

    PostgreSQL keeps no order of keys: the schemes stand as they were chosen, the codes by their number.
    """
    if "overall" in reading.alpha:
        frozen, codes_of = reading.alpha["overall"], reading.alpha["codes"]
        return tuple(
            Figures(
                scheme,
                kernel.Agreement(**frozen[scheme]),
                {
                    code: kernel.Agreement(**told)
                    for code, told in sorted(codes_of.get(scheme, {}).items(), key=_by_number)
                },
            )
            for scheme in reading.schemes
            if scheme in frozen
        )
    found = []
    for place, scheme in enumerate(reading.schemes if read else ()):
        units = [(frozenset(one.said[place].first), frozenset(one.said[place].second)) for one in read]
        codes = kernel.agreement_by_code(units, seed=SEED)
        whole = kernel.agreement_of([tuple(",".join(sorted(given)) for given in unit) for unit in units], seed=SEED)
        found.append(Figures(scheme, whole, dict(sorted(codes.items(), key=_by_number))))
    return tuple(found)


def as_facts(figures: Iterable[Figures]) -> dict[str, Any]:
    """What is frozen: `overall` by scheme, `codes` by scheme and code."""
    told = list(figures)
    return {
        "overall": {one.scheme: asdict(one.overall) for one in told},
        "codes": {one.scheme: {code: asdict(a) for code, a in one.codes.items()} for one in told},
    }


def draw(
    institution: Institution, rule: str, count: int, *, document: Document | None = None, seed: int = SEED
) -> list[Passage]:
    """Passages for a double reading: nobody has decided about them, none lies in an open one, none is a heading.

    "doubt" takes those whose suggestions are least sure, "document" the first of one document, "sample" any, by the
    SHA-256 of the seed and their address: the same seed draws the same.
    """
    pool = Passage.objects.filter(
        institution=institution,
        is_current=True,
        decided_at=None,
        rendition__is_original=True,
        rendition__is_current=True,
        rendition__document__withdrawn_at=None,
    ).exclude(kind__in=SILENT)
    pool = pool.exclude(pk__in=under_reading(institution).values("pk"))
    return _DRAW[rule](pool, count, document, seed)


def _by_doubt(pool: QuerySet[Passage], count: int, document: Document | None, seed: int) -> list[Passage]:
    return list(pool.order_by("-doubt", "pk")[:count])


def _by_document(pool: QuerySet[Passage], count: int, document: Document | None, seed: int) -> list[Passage]:
    return list(pool.filter(rendition__document=document).order_by("number")[:count]) if document else []


def _by_chance(pool: QuerySet[Passage], count: int, document: Document | None, seed: int) -> list[Passage]:
    def place(row: tuple[int, str]) -> bytes:
        return hashlib.sha256(f"{seed}:{row[1]}".encode()).digest()

    drawn = heapq.nsmallest(count, pool.order_by().values_list("pk", "uid").iterator(), key=place)
    return list(pool.filter(pk__in=[pk for pk, _ in drawn]).order_by("rendition", "number"))


_DRAW: Mapping[str, Callable[[QuerySet[Passage], int, Document | None, int], list[Passage]]] = {
    "doubt": _by_doubt,
    "document": _by_document,
    "sample": _by_chance,
}


def _read(reading: DoubleReading) -> QuerySet[Decision]:
    return reading.decisions.filter(kind="code", undone_at=None)


def _codes(decision: Decision, scheme: str) -> dict[str, str]:
    return {
        one["code"]: one.get("name", "")
        for one in decision.verdicts
        if one["scheme"] == scheme and one["verdict"] == "yes"
    }


def _by_number(item: tuple[str, Any]) -> tuple[int, str]:
    code = item[0]
    return (int(code) if code.isdigit() else 0, code)


def _none() -> QuerySet[DoubleReading]:
    return DoubleReading.objects.none()
