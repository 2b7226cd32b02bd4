"""Saved searches: kept for one person, who is told when something new answers them that this person may see.

What somebody looks for is theirs: no journal writes it down.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

import numpy as np
from django.db import transaction
from django_scopes import scope, scopes_disabled

from mithaq.evidence.models import SavedSearch
from mithaq.evidence.search.finding import matching
from mithaq.evidence.search.question import Question
from mithaq.foundation import jobs
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution
from mithaq.notices import services as notices
from mithaq.people.selectors import Person

KIND = "evidence.saved_search"
JOB = "evidence.tell"
MOST = 100
LONGEST = 200
LONGEST_PATH = 300  # of a notice


class TooMany(Exception):
    """One person keeps at most `MOST` searches in an institution."""


def save(
    institution: Institution, person: Person, title: str, asked: Mapping[str, Any], *, lang: str, at: datetime
) -> SavedSearch:
    """Keep a question. What answers it now is known to its owner. Refused (`TooMany`) beyond `MOST`."""
    question = Question.again(asked)
    with scope(institution=institution), transaction.atomic():
        if SavedSearch.objects.filter(person=person).count() >= MOST:
            raise TooMany
        return SavedSearch.objects.create(
            institution=institution,
            person=person,
            title=title.strip()[:LONGEST],
            asked=question.asked,
            lang=lang,
            seen=packed(_answers(institution, question, person)),
            saved_at=at,
        )


def rename(saved: SavedSearch, title: str, *, is_told: bool) -> None:
    """Its name, and whether its owner is told of what is new."""
    saved.title, saved.is_told = title.strip()[:LONGEST], is_told
    saved.save(update_fields=["title", "is_told"])


def delete(saved: SavedSearch) -> None:
    saved.delete()


def tell_new(institution: Institution, *, at: datetime) -> int:
    """Tell each owner once of what answers anew, as far as that person may see it; how many were told.

    Asked as the owner: what the owner may not see is neither counted nor remembered, so that it is new on the day it is
    opened to them. Run after coding, and daily.
    """
    told = 0
    with scope(institution=institution):
        for saved in SavedSearch.objects.filter(is_told=True).select_related("person__account").order_by("pk"):
            work = partial(_tell, institution, saved, at=at)
            told += jobs.apart(JOB, work, about=saved, scope=institution.uid, at=at)
    return told


def tell_everywhere(*, at: datetime) -> int:
    """The round of a worker: `tell_new` in every institution where somebody keeps a search.

    What fails in one of them, or in one search, stands among the jobs and keeps nobody else from being told.
    """
    with scopes_disabled():
        kept = SavedSearch.objects.filter(is_told=True).order_by().values_list("institution", flat=True).distinct()
        homes = list(institutions.by_keys(kept))
    works = ((home, partial(tell_new, home, at=at)) for home in homes)
    return sum(jobs.apart(JOB, work, about=home, scope=home.uid, at=at) for home, work in works)


def _tell(institution: Institution, saved: SavedSearch, *, at: datetime) -> bool:
    if saved.person.account is None or not saved.person.account.is_active:
        return False
    question = Question.again(saved.asked)
    answers = _answers(institution, question, saved.person)
    fresh = np.setdiff1d(answers, unpacked(saved.seen), assume_unique=True)
    if not len(fresh):
        return False
    with transaction.atomic():
        # Two rounds at once: only the one that finds `seen` as it was read tells.
        known = SavedSearch.objects.filter(pk=saved.pk, seen=saved.seen)
        if not known.update(seen=packed(np.union1d(answers, unpacked(saved.seen)))):
            return False
        notices.tell(
            institution,
            [saved.person],
            KIND,
            about=f"{saved.uid}:{int(fresh.max())}:{len(fresh)}",
            facts={"title": saved.title, "count": len(fresh)},
            path=_path(institution, saved, question),
            at=at,
        )
    return True


def _path(institution: Institution, saved: SavedSearch, question: Question) -> str:
    """To what was found; where the address would be longer than a notice holds, to the search as it is kept."""
    address = f"/{institution.slug}/documents/search/?{question.query}"
    return address if len(address) <= LONGEST_PATH else f"/{institution.slug}/documents/saved/{saved.uid}/"


def _answers(institution: Institution, question: Question, person: Person) -> np.ndarray:
    """The passages that answer and that this person may see, by key."""
    if not question:
        return np.empty(0, dtype=np.int64)
    return matching(institution, question.q, to=person.account, chosen=question.chosen)


def packed(keys: Iterable[int] | np.ndarray) -> str:
    """Keys as a short text: their distances, compressed."""
    ordered = np.unique(np.asarray(keys, dtype=np.int64))
    return base64.b85encode(zlib.compress(np.diff(ordered, prepend=0).astype("<i8").tobytes())).decode()


def unpacked(text: str) -> np.ndarray:
    if not text:
        return np.empty(0, dtype=np.int64)
    return np.cumsum(np.frombuffer(zlib.decompress(base64.b85decode(text)), dtype="<i8"))
