"""Addresses without their language, for notices and for what other rooms show."""

from __future__ import annotations

from django.urls import reverse

from mithaq.elections.models import Election
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


def _plain(url: str) -> str:
    return url.removeprefix(f"/{languages.current()}")
