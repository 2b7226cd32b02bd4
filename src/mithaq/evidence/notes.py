"""How the notices of this room read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import ngettext
from django_scopes import scope

from mithaq.evidence import wording
from mithaq.evidence.models import SavedSearch
from mithaq.evidence.services.saved import KIND
from mithaq.foundation import habits
from mithaq.foundation.models import Account
from mithaq.institutions.selectors import Institution
from mithaq.notices.selectors import wording as notices


def word_all() -> None:
    notices.word(KIND, new_answers, still=still_saved)


def new_answers(facts: Mapping[str, Any]) -> str:
    count = int(facts.get("count", 0))
    return ngettext(
        "%(count)s new passage answers your saved search “%(title)s”.",
        "%(count)s new passages answer your saved search “%(title)s”.",
        count,
    ) % {"count": habits.counted(count), "title": wording.isolated(facts.get("title", ""))}


def still_saved(institution: Institution, reader: Account, abouts: Sequence[str]) -> Collection[str]:
    """Of a search that was deleted nobody is told any more."""
    uids = {about.partition(":")[0] for about in abouts}
    with scope(institution=institution):
        kept = set(SavedSearch.objects.filter(uid__in=uids, person__account=reader).values_list("uid", flat=True))
    return [about for about in abouts if about.partition(":")[0] in kept]
