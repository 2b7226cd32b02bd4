"""Letters, jobs and the journal: what people wrote comes back here."""

from __future__ import annotations

from django.urls import reverse

from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.foundation.models import Job, Letter
from tests.cast import AT, Cast
from tests.xss import Shown, url


def _letter(field: str):
    def plant(cast: Cast, text: str) -> list[str]:
        said = {"to": "amal@example.org", "subject": "Subject", "body": "Body", field: text}
        Letter.objects.create(**said)
        return [reverse("desk:letters")]

    return plant


def _job(field: str, **more):
    def plant(cast: Cast, text: str) -> list[str]:
        value = {"detail": text} if field == "outcome" else text
        said = {"kind": "evidence.deposit", "scope": cast.institution.uid, "asked_at": AT, **more, field: value}
        job = Job.objects.create(**said)
        return [url(cast, "institutions:job", uid=job.uid), url(cast, "institutions:jobs")]

    return plant


def _entry(field: str):
    def plant(cast: Cast, text: str) -> list[str]:
        said = {"act": "member.admit", "clause": "", field: text}
        name = said.pop("by_name", "Amal")
        facts = said.pop("after", "Somebody")
        before = said.pop("before", "")
        journal.write(
            said["act"],
            about="person:x",
            by=Actor("person", uid="x", name=name),
            at=AT,
            scope=cast.institution.uid,
            clause=said["clause"],
            before={"role": "member", "name": before},
            after={"name": facts, "role": "member", "from": "2020-01-01"},
        )
        return [url(cast, "institutions:minute")]

    return plant


FIELDS = {
    "foundation.Letter.to": Shown(_letter("to"), who="operator"),
    "foundation.Letter.subject": Shown(_letter("subject"), who="operator"),
    "foundation.Letter.body": Shown(_letter("body"), who="operator"),
    "foundation.Letter.failure": Shown(_letter("failure"), who="operator"),
    "foundation.Job.kind": Shown(_job("kind")),
    "foundation.Job.by_name": Shown(_job("by_name")),
    "foundation.Job.outcome": Shown(_job("outcome", state="failed", ended_at=AT)),
    "foundation.Entry.act": Shown(_entry("act")),
    "foundation.Entry.clause": Shown(_entry("clause")),
    "foundation.Entry.by_name": Shown(_entry("by_name")),
    "foundation.Entry.after": Shown(_entry("after")),
}
_HOUSE = "made by the house, never shown"
NEVER = {
    "foundation.Account.email": "shown by allauth only, as its own e-mail record",
    "foundation.Account.language": "one of three: a constraint",
    "foundation.Account.password": "a hash, never shown",
    "foundation.Letter.language": "one of three: a constraint",
    "foundation.Job.scope": _HOUSE,
    "foundation.Job.about": _HOUSE,
    "foundation.Job.by_kind": _HOUSE,
    "foundation.Job.by_uid": _HOUSE,
    "foundation.Job.ticket": _HOUSE,
    "foundation.Job.step": "a key, looked up and never shown as it is",
    "foundation.Entry.scope": _HOUSE,
    "foundation.Entry.about": _HOUSE,
    "foundation.Entry.by_kind": "one of three: a constraint",
    "foundation.Entry.by_uid": _HOUSE,
    "foundation.Entry.before": "no sentence of ours words a text of people from it; Entry.after goes the same way",
    "foundation.Entry.previous": "a digest made by the house",
    "foundation.Entry.digest": "a digest made by the house",
    "foundation.Worker.name": _HOUSE,
}
