"""What the decisions of an institution have taught: decided suggestions as examples, rankings, likelihoods in use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from mithaq.evidence.enums import Status
from mithaq.evidence.models import Coding, Passage, Ranking
from mithaq.institutions.selectors import Institution
from mithaq.kernels import text as kernel

MINIMUM = 100
MOST_PASSAGES = 30_000
BATCH = 500
MACHINE = "kernel"
Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Taught:
    """How many suggestions were decided, and how many are still missing before anything can be learned."""

    confirmed: int
    rejected: int

    @property
    def decided(self) -> int:
        return self.confirmed + self.rejected

    @property
    def missing(self) -> int:
        return max(0, MINIMUM - self.decided)


def rankings(institution: Institution) -> QuerySet[Ranking]:
    """Newest first, those that are not used too."""
    return Ranking.objects.filter(institution=institution)


def ranking_in_use(institution: Institution) -> Ranking | None:
    return rankings(institution).filter(is_used=True).first()


def taught(institution: Institution) -> Taught:
    decided = _decided(institution)
    confirmed = decided.filter(status=Status.CONFIRMED).count()
    return Taught(confirmed, decided.count() - confirmed)


def examples(institution: Institution) -> list[kernel.Example]:
    """Every suggestion of the kernel that a person confirmed or rejected, in the newest passages.

    What persons added themselves is no suggestion; what stands in withdrawn documents or was said of a file that was
    replaced teaches nothing.
    """
    chosen = _decided(institution).order_by("-passage_id").values_list("passage_id", flat=True).distinct()
    keys = list(chosen[:MOST_PASSAGES])
    found = []
    for start in range(0, len(keys), BATCH):
        for passage, codings in _beside(keys[start : start + BATCH]):
            for coding, suggestion in suggestions(passage, codings):
                if coding.status != Status.SUGGESTED:
                    right = coding.status == Status.CONFIRMED
                    found.append(kernel.Example(passage.document.uid, passage.uid, suggestion, right))
    return found


def suggestions(passage: Passage, codings: Iterable[Coding]) -> list[tuple[Coding, kernel.Suggestion]]:
    """The kernel's codings of one passage, decided or not, as the kernel's ranking looks at them."""
    schemes: dict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        if coding.method == MACHINE:
            schemes[coding.scheme].append(coding)
    return [
        (coding, _suggestion(passage, coding, place, len(same)))
        for same in schemes.values()
        for place, coding in enumerate(sorted(same, key=lambda c: (-c.score, c.code)))
    ]


def weights(ranking: Ranking | None) -> Weights:
    return ranking.weights if ranking else {}


def _decided(institution: Institution) -> QuerySet[Coding]:
    return Coding.objects.filter(
        ~Q(status=Status.SUGGESTED),
        institution=institution,
        method=MACHINE,
        is_obsolete=False,
        passage__rendition__document__withdrawn_at=None,
    )


def _beside(keys: Sequence[int]) -> Iterable[tuple[Passage, list[Coding]]]:
    rows: dict[int, list[Coding]] = defaultdict(list)
    for coding in Coding.objects.filter(passage__in=keys, method=MACHINE, is_obsolete=False):
        rows[coding.passage_id].append(coding)
    chosen = Passage.objects.filter(pk__in=keys).select_related("rendition__document")
    for passage in chosen.defer("rendition__text", "tokens").order_by("pk"):
        yield passage, rows[passage.pk]


def _suggestion(passage: Passage, coding: Coding, place: int, of: int) -> kernel.Suggestion:
    return kernel.Suggestion(
        scheme=coding.scheme,
        code=coding.code,
        score=coding.score,
        place=place,
        of=of,
        words=len(passage.text.split()),
        lang=passage.lang,
        kind=passage.kind,
        evidence=tuple(passage.text[a:b] for a, b in coding.spans),
        headings=tuple(passage.headings),
    )
