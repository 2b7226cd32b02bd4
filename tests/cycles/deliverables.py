"""A charter that asks for what is delivered again and again, once, by a day, and to everybody."""

from __future__ import annotations

from datetime import date

from mithaq.cycles import services
from mithaq.cycles.models import Delivery
from tests.cast import AT, Cast
from tests.cycles.charters import HEAD, ON, adopt

BEGUN = date(2020, 1, 1)
PLAN, ADVICE, SUMMARY, SITE, REPORT = (
    "duty.plan",
    "duty.advice",
    "event.forum.publication.summary",
    "publication.site",
    "output.report",
)
TEXT = (
    HEAD
    + """
[event.forum]
name = {ar = "المنتدى", en = "Forum", fr = "Forum"}
when = "2020-10-27/2020-10-28"

[event.forum.publication.summary]
of = "summary"
languages = ["ar", "en", "fr"]

[event.forum.output.messages]
name = "Messages"
kind = "messages"

[duty.plan]
name = {ar = "وضع خطة عمل", en = "Work plan.", fr = "Plan de travail"}
every = "every 6 months"

[duty.advice]
name = "Advises the board"
to = "members"

[duty.aim]
name = "An aim, each month"
every = "monthly"
must = false

[duty.idea]
name = "An idea nobody decided"
every = "monthly"
status = "proposed"

[publication.site]
of = "information"
name = "Page"

[publication.minutes]
of = "minutes"

[output.report]
name = "Yearly report"
kind = "report"
by = "2020-12"
published = true

[output.paper]
name = "Paper"
kind = "report"
by = "2020-12"
"""
)


def institution(cast: Cast, text: str = TEXT, *, on: date = BEGUN):
    return adopt(cast, text, on=on)


def deliver(cast: Cast, clause: str, day: date = ON, *, on: date = ON, **more) -> Delivery:
    told = {"shown_by": "Sent to all", **more}
    return services.deliver(
        cast.institution,
        clause,
        delivered_on=day,
        on=on,
        reader=cast.badr.account,
        by=cast.badr.actor,
        at=AT,
        **told,
    )
