"""Where words went: each passage of a contribution, and what a release or a draft made of it.

A passage is cited, or says the same as what is cited (grouped), or was read and left, with the reason; or it was not
read yet. Only works are spoken of that the reader may see: `works(…, to=reader)`, with `to=None` those open to anybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy

from mithaq.evidence import selectors as evidence
from mithaq.evidence.selectors import Document, Passage, Reader
from mithaq.foundation import languages
from mithaq.institutions.selectors import Institution
from mithaq.people.selectors import Organisation
from mithaq.synthesis import selectors, wording
from mithaq.synthesis.enums import Reason, Status
from mithaq.synthesis.material import NOT_TAKEN
from mithaq.synthesis.models import Citation, Line, Release, ReleaseCitation, Source, Synthesis, Unused
from mithaq.synthesis.placing import Place, Placing, placing, url_of
from mithaq.synthesis.release_selectors import releases

State = Literal["cited", "grouped", "left", "unread"]
STATES: tuple[State, ...] = get_args(State)
MOST = 30  # works to choose from; older ones are reached from the list of syntheses
OTHERWISE = "otherwise"  # says the same as a line that does not stand
PASSED = "passed"  # read, and no line cites it


@dataclass(frozen=True, slots=True)
class Work:
    """A release or a draft that was made with the documents asked about."""

    record: Release | Synthesis
    uid: str
    title: Any
    number: int | None
    url: str

    @property
    def is_release(self) -> bool:
        return self.number is not None


@dataclass(frozen=True, slots=True)
class Summary:
    """How many passages there are and what became of them; `why` counts those left by reason."""

    total: int
    states: Mapping[str, int]
    sections: int
    why: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One passage and where it went: the lines that cite it, the one that says the same, or why it was left.

    `because` is what a person wrote about it, where a person left it out.
    """

    passage: Passage
    state: State
    places: tuple[tuple[Place, int | None], ...] = ()
    same: Place | None = None
    why: str = ""
    because: str = ""
    is_by_person: bool = False


def works(institution: Institution, documents: QuerySet[Document], *, to: Reader) -> list[Work]:
    """The works this reader may see that were made with any of these documents: releases, then drafts, newest first."""
    keys = documents.order_by().values("pk")
    adopted = releases(institution, to=to).filter(
        Exists(Release.sources.through.objects.filter(release=OuterRef("pk"), document__in=keys))
    )
    made_with = Source.objects.filter(synthesis=OuterRef("pk"), document__in=keys)
    drafts = selectors.syntheses(institution, to=to).filter(Exists(made_with))
    found: list[Release | Synthesis] = [*adopted[:MOST], *drafts[:MOST]]
    for one in found:
        one.institution = institution
    return [_work(one, institution) for one in found]


def is_under_work(documents: QuerySet[Document]) -> bool:
    """Whether anything is being made with these documents; no more than that may be told of what is not open."""
    return Source.objects.filter(document__in=documents.order_by().values("pk")).exists()


def contributed(organisation: Organisation, institution: Institution, *, to: Reader) -> QuerySet[Document]:
    """The documents an organisation gave that this reader may see."""
    return evidence.documents(institution, to=to).filter(contributor=organisation)


class Whereabouts:
    """What one work made of some documents: `summary()`, and `rows(page)` of `passages(state)`."""

    def __init__(self, work: Work, documents: QuerySet[Document], placed: Placing) -> None:
        self.work, self.documents, self.placed = work, documents, placed
        self._summary: Summary | None = None

    def passages(self, state: str = "") -> Passages:
        """In reading order, each with its `state`; put aside ones only where they are cited."""
        return Passages(self, state if state in STATES else "")

    def summary(self) -> Summary:
        """One walk over the passages, whatever is asked of it."""
        if self._summary is None:
            self._summary = self._counted()
        return self._summary

    def _counted(self) -> Summary:
        reason = _unused(self.work).filter(passage=OuterRef("pk")).values("reason")[:1]
        told = self._there().annotate(
            is_proposed=_whether(self._proposed()),
            is_grouped=_whether(self._grouped()),
            is_read=_whether(self._read()),
            reason=Coalesce(Subquery(reason), Value("")),
        )
        rows = told.order_by().values_list("is_cited", "is_grouped", "is_read", "is_proposed", "reason")
        states: Counter[str] = Counter()
        reasons: Counter[str] = Counter()
        for is_cited, is_grouped, is_read, is_proposed, reason_key, n in rows.annotate(n=Count("pk")):
            state = self._state(is_cited, is_grouped, is_read, reason_key)
            states[state] += n
            if state == "left":
                reasons[_key(reason_key, is_proposed)] += n
        return Summary(
            total=states.total(),
            states={state: states[state] for state in STATES},
            sections=self._sections(),
            why=tuple(
                (why(key), reasons[key]) for key in (*Reason.values, OTHERWISE, NOT_TAKEN, PASSED) if reasons[key]
            ),
        )

    def _state(self, is_cited: bool, is_grouped: bool, is_read: bool, reason: str) -> State:
        """The same as the database says in `told`."""
        if is_cited:
            return "cited"
        if reason == Reason.LEFT_OUT:
            return "left"
        if is_grouped or (reason == Reason.COPY and not self.work.is_release):
            return "grouped"
        return "left" if reason or is_read else "unread"

    def _sections(self) -> int:
        name = "section" if self.work.is_release else "line__section"
        cited = self._cited().filter(passage__rendition__document__in=self._keys())
        return int(cited.order_by().values(name).distinct().count())

    def rows(self, page: Sequence[Passage]) -> list[Row]:
        """What became of the passages of one page; the number of queries does not depend on how many they are."""
        cited = {p.pk: self.placed.citing(p.uid) for p in page}
        same = {p.pk: self.placed.saying(p.uid) for p in page}
        places = self.placed.places(
            [*(line for lines in cited.values() for line in lines), *filter(None, same.values())]
        )
        unused = {row.passage_id: row for row in _unused(self.work).filter(passage__in=[p.pk for p in page])}
        dropped = self._dropped([p for p in page if p.state == "left" and p.pk not in unused])  # type: ignore[attr-defined]
        found = []
        for passage in page:
            state: State = passage.state  # type: ignore[attr-defined]
            if state == "cited":
                stands = tuple((places[line.uid], line.cites[passage.uid]) for line in cited[passage.pk])
                found.append(Row(passage, state, places=stands))
            elif state == "grouped":
                line, row = same[passage.pk], unused.get(passage.pk)
                reason = row.reason if row and row.reason in (Reason.COPY, Reason.SAME) else Reason.SAME
                found.append(Row(passage, state, same=places[line.uid] if line else None, why=why(reason)))
            elif state == "left":
                found.append(_left(passage, unused.get(passage.pk), dropped.get(passage.pk)))
            else:
                found.append(Row(passage, state))
        return found

    def told(self, among: Collection[str] | None = None) -> QuerySet[Any]:
        """Passages of the documents, each with what became of it; `among` keeps those with these uids."""
        unused = _unused(self.work).filter(passage=OuterRef("pk"))
        grouped = self._grouped(among)
        if not self.work.is_release:
            grouped |= Q(Exists(unused.filter(reason=Reason.COPY)))
        there = self._there() if among is None else self._there().filter(uid__in=among)
        return there.annotate(is_proposed=_whether(self._proposed())).annotate(
            state=Case(
                When(is_cited=True, then=Value("cited")),
                When(Exists(unused.filter(reason=Reason.LEFT_OUT)), then=Value("left")),
                When(grouped, then=Value("grouped")),
                When(Exists(unused) | self._read(), then=Value("left")),
                default=Value("unread"),
                output_field=CharField(),
            )
        )

    def uids(self, state: str) -> QuerySet[Any]:
        """The uids of the passages of one state, or of all, in reading order."""
        chosen = self.told().filter(state=state) if state else self._there()
        order = ("-rendition__document__deposited_at", "rendition__document", "rendition", "number", "pk")
        return chosen.order_by(*order).values_list("uid", flat=True)

    def _there(self) -> QuerySet[Any]:
        """Current passages of the originals, and those put aside since that are cited."""
        cited = Q(pk__in=self._cited().order_by().values("passage"))
        current = Q(is_current=True, rendition__is_original=True)
        return (
            Passage.objects.filter(rendition__document__in=self._keys())
            .annotate(is_cited=_whether(cited))
            .filter(current | cited)
        )

    def _grouped(self, among: Collection[str] | None = None) -> Q:
        members = self.placed.members()
        return Q(uid__in=members if among is None else members.intersection(among))

    def _proposed(self) -> Q:
        """Cited by what software suggested, whatever became of it."""
        suggested = Citation.objects.filter(line__section__synthesis=_synthesis(self.work), line__renditions=None)
        return Q(pk__in=suggested.order_by().values("passage"))

    def _read(self) -> Q:
        """What was there to be read when the work was made, of the documents it was made from."""
        record = self.work.record
        at = record.released_at if isinstance(record, Release) else record.drafted_at
        sources = Source.objects.filter(synthesis=_synthesis(self.work)).values("document")
        return Q(rendition__made_at__lte=at, rendition__document__in=sources)

    def _cited(self) -> QuerySet[Any]:
        if self.work.is_release:
            return ReleaseCitation.objects.filter(release=self.work.record)
        standing = Citation.objects.filter(line__section__synthesis=self.work.record)
        return standing.exclude(line__status=Status.DISMISSED)

    def _keys(self) -> Any:
        return self.documents.order_by().values("pk")

    def _dropped(self, page: Sequence[Passage]) -> dict[int, str]:
        """What a person wrote when they dismissed the line that would have cited a passage."""
        if self.work.is_release or not page:
            return {}
        lines = Line.objects.filter(section__synthesis=self.work.record, status=Status.DISMISSED)
        rows = lines.filter(citations__passage__in=[p.pk for p in page]).exclude(because="")
        return dict(rows.values_list("citations__passage", "because"))


class Passages:
    """Passages for a list with pages: counted by the summary, and looked up only for the page that is shown."""

    def __init__(self, found: Whereabouts, state: str) -> None:
        self.found, self.state = found, state

    def __iter__(self) -> Iterator[Any]:
        return iter(self[:])

    def __len__(self) -> int:
        summary = self.found.summary()
        return summary.states[self.state] if self.state else summary.total

    def __getitem__(self, part: slice) -> list[Any]:
        keys = list(self.found.uids(self.state)[part])
        rows = self.found.told(keys).select_related("rendition__document").defer("rendition__text")
        by_key = {row.uid: row for row in rows}
        return [by_key[key] for key in keys]


def whereabouts(work: Work, documents: QuerySet[Document], lang: str = "") -> Whereabouts:
    """`work` is one of `works(…)` of these documents; worded in `lang`, else in the active language."""
    numbers = set(
        Source.objects.filter(synthesis=_synthesis(work), document__in=documents.order_by().values("pk")).values_list(
            "number", flat=True
        )
    )
    return Whereabouts(work, documents, placing(work.record, lang or languages.current(), numbers))


def _whether(told: Q) -> Case:
    """Lists are made once a query and looked up, where EXISTS would ask again for each passage."""
    return Case(When(told, then=Value(True)), default=Value(False), output_field=BooleanField())


def why(reason: str) -> str:
    return str(_WHY[reason]) if reason in _WHY else wording.reason(reason)


_WHY = {
    OTHERWISE: gettext_lazy("It says the same as a line that software suggested and that does not stand here."),
    PASSED: gettext_lazy("It was read, and no line cites it."),
}


def _key(reason: str, is_proposed: bool) -> str:
    """Why a passage was left, where the reason it was put down with does not say it for this work."""
    if not reason:
        return NOT_TAKEN if is_proposed else PASSED
    return OTHERWISE if reason in (Reason.SAME, Reason.COPY) else reason


def _left(passage: Passage, unused: Unused | None, dropped: str | None) -> Row:
    key = _key(unused.reason if unused else "", passage.is_proposed)  # type: ignore[attr-defined]
    if unused is None:
        return Row(passage, "left", why=why(key), because=dropped or "", is_by_person=bool(dropped))
    return Row(passage, "left", why=why(key), because=unused.because, is_by_person=key == Reason.LEFT_OUT)


def _unused(work: Work) -> QuerySet[Unused]:
    """Of a release, only what was said when it was adopted: a draft that goes on tells nothing of itself through it."""
    rows = Unused.objects.filter(synthesis=_synthesis(work))
    return rows.filter(_at_release(work, "at")) if work.is_release else rows


def _at_release(work: Work, name: str) -> Q:
    assert isinstance(work.record, Release)
    return Q(**{name: None}) | Q(**{f"{name}__lte": work.record.released_at})


def _synthesis(work: Work) -> int:
    return work.record.synthesis_id if isinstance(work.record, Release) else work.record.pk


def _work(record: Release | Synthesis, institution: Institution) -> Work:
    if isinstance(record, Release):
        return Work(record, record.uid, record.title, record.number, url_of(record))
    title = record.title or wording.default_title(str(institution.name))
    return Work(record, record.uid, title, None, url_of(record))
