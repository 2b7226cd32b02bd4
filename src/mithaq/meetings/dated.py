"""Meetings as entries of the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from mithaq.cycles.selectors import calendar
from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution
from mithaq.meetings import addresses, reading


def entries(institution: Institution, reader: Any, first: date | None, until: date | None) -> Iterator[calendar.Entry]:
    """The meetings this reader may know of that touch these days; what was called off stays, as cancelled."""
    found = reading.meetings(institution, to=reader)
    if first is not None:
        found = found.filter(last_day__gte=first)
    if until is not None:
        found = found.filter(first_day__lt=until)
    lang = languages.current()
    for one in found.select_related("institution"):
        yield calendar.Entry(
            uid=f"meeting-{one.uid}",
            kind="meeting",
            word=_("meeting"),
            title=one.title.in_(lang),
            lang=one.title.lang_for(lang),
            first=one.first_day,
            until=one.last_day + timedelta(days=1),
            path=addresses.meeting(one),
            place=Words(one.place).in_(lang),
            cancelled=one.cancelled_at is not None,
            sequence=one.version - 1,
            changed_at=one.cancelled_at,
        )
