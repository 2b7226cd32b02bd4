"""Addresses without their language, for notices and for what other rooms show."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse

from mithaq.elections.models import Elected, Election
from mithaq.foundation import languages
from mithaq.foundation.models import Job
from mithaq.institutions.selectors import Institution


def elections(institution: Institution) -> str:
    return _plain(reverse("elections:list", kwargs={"institution": institution.slug}))


def election(election: Election, page: str = "election") -> str:
    """One page of an election: the names of `urls.py` that take no more than the election."""
    return _plain(reverse(f"elections:{page}", kwargs={"institution": election.institution.slug, "uid": election.uid}))


def counted(job: Job, institution: str) -> str:
    """The result that a job came to, in the reader's language; an officer asked for it, so an officer may see it."""
    return reverse("elections:result", kwargs={"institution": institution, "uid": job.outcome["election"]})


def accounts(tenures: Collection[int]) -> dict[int, str]:
    """Of those who sit by an election, why they are elected; a seat is taken when the result is declared."""
    seated = Elected.objects.filter(tenure__in=tenures).select_related("election__institution", "candidacy")
    return {
        one.tenure_id: reverse(
            "elections:why",
            kwargs={
                "institution": one.election.institution.slug,
                "uid": one.election.uid,
                "candidacy": one.candidacy.uid,
            },
        )
        for one in seated
    }


def _plain(url: str) -> str:
    return url.removeprefix(f"/{languages.current()}")
