"""What is due is told with the facts of the room that owes it; the reason of who puts it off is their own."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import localdate

from mithaq.notices import services
from mithaq.notices.models import Due, Snooze
from mithaq.notices.selectors import Owed
from tests.cast import AT, Cast
from tests.xss import Shown, in_three, url


def owed(cast: Cast, text: str) -> Due:
    facts = {"name": in_three(text), "day": "2021-01-01"}
    one = Owed(kind="cycles.milestone", about="a", clause="milestone.draft", opens_on=AT.date(), facts=facts)
    services.keep(cast.institution, [one], on=AT.date(), at=AT)
    return Due.objects.get(about="a")


def facts(cast: Cast, text: str) -> list[str]:
    made = owed(cast, text)
    return [url(cast, "notices:dues"), url(cast, "notices:snooze", uid=made.uid)]


def reason(cast: Cast, text: str) -> list[str]:
    made, until = owed(cast, "The draft"), localdate() + timedelta(days=5)
    told = {"until": until, "reason": "Later", "on": localdate(), "at": AT}
    services.snooze(made, cast.amal.person, **told)
    Snooze.objects.update(reason=text)
    return [f"{url(cast, 'notices:dues')}?put-off"]


FIELDS = {
    "notices.Due.facts": Shown(facts, limit=300),
    "notices.Snooze.reason": Shown(reason),
}
NEVER = {
    "notices.Due.kind": "a key of the room that owes",
    "notices.Due.about": "ids made by the house",
    "notices.Due.clause": "an id of the grammar: small letters, digits, hyphens",
    "notices.Due.path": "an address made by the house",
}
