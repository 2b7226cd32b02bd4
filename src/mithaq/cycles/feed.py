"""The calendar as a feed (RFC 5545) that calendars of people subscribe to: only what anybody may see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

import icalendar
from django.utils.translation import gettext as _

from mithaq.cycles.calendar import Entry
from mithaq.foundation import languages
from mithaq.institutions.selectors import Institution

# What a line of text cannot hold (RFC 5545, 3.3.11): control signs.
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
REFRESH = timedelta(hours=12)


def written(institution: Institution, entries: Iterable[Entry], *, absolute: Callable[[str], str]) -> bytes:
    """The feed in the active language. Texts are escaped and lines folded by the library.

    Days are whole days, the end not included. A time that is only about right says so in its title and is tentative;
    what is no longer planned stays, as cancelled: calendars take it away. `absolute` makes an address of a path.
    """
    lang = languages.current()
    feed = icalendar.Calendar()
    feed.add("prodid", f"-//Mithaq//{institution.slug}//{lang.upper()}")
    feed.add("version", "2.0")
    feed.add("calscale", "GREGORIAN")
    feed.add("method", "PUBLISH")
    feed.add("name", _text(institution.name))
    feed.add("x-wr-calname", _text(institution.name))
    feed.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        feed.add_component(_event(institution, entry, lang, absolute))
    return bytes(feed.to_ical())


def _event(institution: Institution, entry: Entry, lang: str, absolute: Callable[[str], str]) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{entry.uid}@{institution.uid}.mithaq")
    event.add("dtstamp", (entry.changed_at or institution.founded_at).astimezone(UTC))
    event.add("sequence", entry.sequence)
    if entry.starts is not None:
        event.add("dtstart", entry.starts.astimezone(UTC))
        event.add("dtend", (entry.ends or entry.starts).astimezone(UTC))
    else:
        event.add("dtstart", entry.first)
        event.add("dtend", entry.until)
        event.add("transp", "TRANSPARENT")
    title = _text(entry.title)
    if entry.when:
        title = _("%(title)s (%(when)s, day not yet certain)") % {"title": title, "when": entry.when}
    event.add("summary", title, parameters={"LANGUAGE": entry.lang or lang})
    event.add("categories", [_text(entry.word)])
    if entry.place:
        event.add("location", _text(entry.place))
    if entry.says:
        event.add("description", _text(entry.says))
    event.add("url", absolute(f"/{lang}{entry.path}"))
    event.add("status", "CANCELLED" if entry.cancelled else "TENTATIVE" if entry.when else "CONFIRMED")
    if entry.changed_at is not None:
        event.add("last-modified", _moment(entry.changed_at))
    return event


def _moment(value: datetime) -> datetime:
    return value.astimezone(UTC)


def _text(text: object) -> str:
    return _NO_TEXT.sub(" ", str(text))
