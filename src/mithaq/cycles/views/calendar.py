"""The calendar of a month, and its feed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from babel.dates import get_day_names
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.generic import TemplateView, View

from mithaq.cycles import calendar, feed, wording
from mithaq.cycles.calendar import Entry
from mithaq.cycles.views.here import Here
from mithaq.foundation import languages, pacing
from mithaq.kernels import cadence

MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
WEEK_BEGINS = {"ar": 5}  # Saturday, as most of the Arab States have it; Monday elsewhere
LONG = timedelta(days=7)  # what lasts longer stands above the days
ANYBODY = None


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    said: str
    is_today: bool
    is_other: bool
    entries: tuple[Entry, ...]


class Calendar(Here, TemplateView):
    template_name = "cycles/calendar.html"

    @cached_property
    def first(self) -> date:
        """The first day of the month that is asked for; this month where none is."""
        asked = self.request.GET.get("month", "")
        if not asked:
            return localdate().replace(day=1)
        match = MONTH.fullmatch(asked)
        year, number = (int(match[1]), int(match[2])) if match else (0, 0)
        if not (2 <= year <= 9997 and 1 <= number <= 12):
            raise Http404
        return date(year, number, 1)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        until = cadence.after(self.first, cadence.Span(months=1))
        found = calendar.entries(self.institution, self.reader, self.first, until)
        long = [one for one in found if one.when or one.until - one.first > LONG]
        return super().get_context_data(
            month=wording.month(self.first),
            weeks=self.weeks([one for one in found if one not in long], until),
            days=self.names,
            long=long,
            entries=found,
            previous=_key(self.first - timedelta(days=1)),
            next=_key(until),
            ahead=None if found else self.ahead(until),
            is_now=self.first == localdate().replace(day=1),
            feed=self.request.build_absolute_uri(self.url("feed")),
            webcal=re.sub(r"^https?:", "webcal:", self.request.build_absolute_uri(self.url("feed"))),
            tabs=self.tabs,
            trail=self.trail(),
            **more,
        )

    def ahead(self, until: date) -> str:
        """The next month with something in it, where this one is empty."""
        found = calendar.entries(self.institution, self.reader, until, None)
        return _key(max(found[0].first, until)) if found else ""

    @property
    def names(self) -> list[tuple[str, str]]:
        """The days of the week, short and in full, from the one a week begins with."""
        lang = languages.current()
        short, wide = (get_day_names(width, locale=lang) for width in ("abbreviated", "wide"))
        return [(short[day % 7], wide[day % 7]) for day in range(self.begins, self.begins + 7)]

    @property
    def begins(self) -> int:
        return WEEK_BEGINS.get(languages.current(), 0)

    def weeks(self, found: list[Entry], until: date) -> list[list[Day]]:
        day = self.first - timedelta(days=(self.first.weekday() - self.begins) % 7)
        weeks = []
        while day < until:
            weeks.append([self.day(day + timedelta(days=n), found) for n in range(7)])
            day += timedelta(days=7)
        return weeks

    def day(self, day: date, found: list[Entry]) -> Day:
        is_other = (day.year, day.month) != (self.first.year, self.first.month)
        on = () if is_other else tuple(one for one in found if one.first <= day < one.until)
        return Day(day, wording.day(day), day == localdate(), is_other, on)


@pacing.paced(pacing.READING)
class Feed(Here, View):
    """What anybody may see stands in it, whoever fetches it: a calendar keeps it and passes it on."""

    def get(self, request: HttpRequest, institution: str) -> HttpResponse:
        found = calendar.entries(self.institution, ANYBODY)
        written = feed.written(self.institution, found, absolute=request.build_absolute_uri)
        answer = HttpResponse(written, content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = f'inline; filename="{institution}-{languages.current()}.ics"'
        answer["Cache-Control"] = "no-cache"
        return answer


def _key(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"
