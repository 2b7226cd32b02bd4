"""The feed is read back by a parser: whole days, escaped texts, stable ids, fuzzy times in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import icalendar
import pytest
from django.urls import reverse

from mithaq.cycles import calendar, services
from mithaq.cycles.models import Milestone
from mithaq.foundation.fields import words
from tests.cast import AT, Cast
from tests.cycles.charters import HEAD, ON, adopt, read


@pytest.fixture
def here(cast: Cast):
    with cast.scope():
        adopt(cast)
    return cast


def raw(cast: Cast, lang: str = "en", who: str = "anonymous") -> bytes:
    return cast.client(who).get(f"/{lang}/{cast.institution.slug}/calendar/calendar.ics").content


def events(cast: Cast, lang: str = "en") -> dict[str, icalendar.Event]:
    feed = icalendar.Calendar.from_ical(raw(cast, lang))
    return {str(one["uid"]).split("@")[0].partition("-")[2]: one for one in feed.walk("VEVENT")}


def event(cast: Cast, key: str, lang: str = "en") -> icalendar.Event:
    with cast.scope():
        uid = Milestone.objects.get(clause=key).uid
    return events(cast, lang)[uid]


def test_a_day_is_a_whole_day_and_its_end_is_the_next(here):
    one = event(here, "call.papers")

    assert (one["dtstart"].dt, one["dtend"].dt) == (date(2020, 12, 10), date(2020, 12, 11))
    assert one["dtstart"].params["VALUE"] == "DATE"
    assert str(one["status"]) == "CONFIRMED"


def test_a_time_that_is_only_about_right_says_so_in_the_words_of_the_address(here, lang):
    one = event(here, "event.conference", lang)

    assert {"ar": "أوائل مارس 2021", "en": "early March 2021", "fr": "début mars 2021"}[lang] in str(one["summary"])
    assert str(one["status"]) == "TENTATIVE"
    assert one["summary"].params["LANGUAGE"] == lang
    assert f"/{lang}/{here.institution.slug}/calendar/milestones/" in str(one["url"])


def test_ids_stay_and_the_sequence_grows_when_something_moves(here):
    before = event(here, "event.conference")
    with here.scope():
        row = Milestone.objects.get(clause="event.conference")
        later = datetime(2020, 12, 1, 9, tzinfo=UTC)
        services.settle(row, first=date(2021, 3, 2), last=date(2021, 3, 3), seen=1, on=ON, by=here.badr.actor, at=later)
    after = event(here, "event.conference")

    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert (after["dtstart"].dt, after["dtend"].dt) == (date(2021, 3, 2), date(2021, 3, 4))
    assert after["dtstamp"].dt == datetime(2020, 12, 1, 9, tzinfo=UTC)


def test_what_is_no_longer_planned_stays_as_cancelled(here):
    with here.scope():
        services.stand(here.institution, read(HEAD), on=ON, by=here.amal.actor, at=AT)

    assert str(event(here, "event.conference")["status"]) == "CANCELLED"
    assert event(here, "event.conference")["sequence"] == 1


def test_texts_of_people_are_escaped_and_long_arabic_lines_are_folded_between_letters(here):
    said = "مؤتمر؛ BEGIN:VEVENT, a;b\\c \x07" + "المنتدى الإقليمي للاستعراض " * 12
    with here.scope():
        Milestone.objects.filter(clause="call.papers").update(name=words(ar=said, en=said, fr=said))
    sent = raw(here, "ar")
    one = event(here, "call.papers", "ar")

    assert max(len(line) for line in sent.split(b"\r\n")) <= 75
    assert all(line.decode() is not None for line in sent.split(b"\r\n"))
    assert str(one["summary"]) == said.replace("\x07", " ")
    assert sent.count(b"BEGIN:VEVENT\r\n") == len(events(here, "ar"))


def test_what_has_no_date_is_not_in_it(here):
    with here.scope():
        uid = Milestone.objects.get(clause="event.side").uid

    assert uid not in events(here)


def test_who_fetches_it_makes_no_difference(here):
    assert raw(here) == raw(here, who="officer")


def test_other_rooms_add_their_entries_with_hours_once_for_what_anybody_may_see(here, monkeypatch):
    asked = []

    def meetings(institution, reader, first, until):
        asked.append(reader)
        day = date(2021, 1, 19)
        yield calendar.Entry(
            uid="meeting-x", kind="meeting", word="meeting", title="The board meets", first=day,
            until=day.replace(day=20), path="/arab-review/meetings/x/", starts=datetime(2021, 1, 19, 8, tzinfo=UTC),
            ends=datetime(2021, 1, 19, 9, 30, tzinfo=UTC),
        )  # fmt: skip

    monkeypatch.setattr(calendar, "_offered", dict(calendar._offered))
    calendar.offer(meetings)
    one = events(here)["x"]
    page = here.client("member").get(
        reverse("cycles:calendar", kwargs={"institution": here.institution.slug}) + "?month=2021-01"
    )

    assert one["dtstart"].dt == datetime(2021, 1, 19, 8, tzinfo=UTC)
    assert one["dtend"].dt == datetime(2021, 1, 19, 9, 30, tzinfo=UTC)
    assert "The board meets" in page.content.decode()
    assert asked[0] is None


def test_a_closed_house_gives_no_feed(here):
    here.institution.is_public = False
    here.institution.save()

    assert here.client().get(f"/en/{here.institution.slug}/calendar/calendar.ics").status_code == 404
