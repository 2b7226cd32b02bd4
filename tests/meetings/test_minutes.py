"""Minutes are written by one hand at a time, published for whom the clause says, and missed by the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry
from mithaq.institutions.selectors import charter_of
from mithaq.meetings import selectors, services
from mithaq.meetings.models import Minutes
from tests.bodies.network import DAY, at
from tests.meetings.house import BOARD, MEETS

CLAUSE = "body.board.publication.minutes"
DUE = DAY + timedelta(days=30)


def watched(house, on, clause=CLAUSE):
    charter = charter_of(house.institution, on=on)
    found = {one.clause: one for one in selectors.watched(house.institution, charter, on=on)}
    return found[clause]


def keys(house, on):
    return [one.key for one in watched(house, on).findings]


def test_minutes_unpublished_past_their_deadline_stand_broken_with_the_meeting_and_the_day(house):
    house.adopt(BOARD)
    house.call()

    before, after = watched(house, DUE), watched(house, DUE + timedelta(days=3))

    assert (before.state, [f.key for f in before.findings]) == ("met", ["meetings.minutes-due"])
    assert after.state == "broken"
    [finding] = after.findings
    assert finding.key == "meetings.minutes-overdue"
    assert (finding.facts["title"]["en"], finding.facts["day"], finding.facts["late"]) == ("Meeting", "2021-03-01", 3)


def test_a_draft_is_not_published(house):
    house.adopt(BOARD)
    house.write(house.call(), DAY)

    assert watched(house, DUE + timedelta(days=1)).state == "broken"


def test_published_in_time_is_met_and_late_is_met_late(house):
    house.adopt(BOARD)
    house.publish(house.call(), DUE)
    house.publish(house.call(), DUE + timedelta(days=2))

    found = watched(house, DUE + timedelta(days=5))

    assert found.state == "met"
    assert {f.key: f.facts["late"] for f in found.findings} == {
        "meetings.minutes-published": 0,
        "meetings.minutes-late": 2,
    }
    assert [e.after["late"] for e in Entry.objects.filter(act="meetings.publish_minutes")] == [0, 2]


def test_the_clause_may_give_another_time(house):
    house.adopt(BOARD.replace('of = "minutes"', 'of = "minutes"\nwithin = "1 week"'))
    house.call()

    assert [watched(house, DAY + timedelta(days=n)).state for n in (7, 8)] == ["met", "broken"]


def test_what_was_taken_back_is_due_again(house):
    house.adopt(BOARD)
    minutes = house.publish(house.call(), DAY)

    services.unpublish_minutes(minutes, because="A name was wrong.", by=SYSTEM, at=at(DAY))

    assert watched(house, DUE + timedelta(days=1)).state == "broken"


def test_a_cancelled_meeting_owes_no_minutes(house):
    house.adopt(BOARD)
    services.cancel(house.call(), because="Rain.", by=SYSTEM, at=at(DAY))

    assert watched(house, DUE + timedelta(days=1)).findings == ()


def test_languages_a_clause_asks_for_are_missed(house):
    house.adopt(BOARD.replace('of = "minutes"', 'of = "minutes"\nlanguages = ["ar", "en"]'))
    house.publish(house.call(), DAY)

    found = watched(house, DUE + timedelta(days=1))

    assert (found.state, [f.facts["languages"] for f in found.findings]) == ("broken", [["ar"]])


def test_two_officers_who_write_at_once_lose_nothing(house):
    house.adopt(BOARD)
    meeting = house.call()
    house.write(meeting, DAY, "First.", seen=0)

    with pytest.raises(services.Changed):
        house.write(meeting, DAY, "Second.", seen=0)

    assert Minutes.objects.get().text == "First."
    house.write(meeting, DAY, "Second.", seen=1)
    assert Minutes.objects.get().text == "Second."


def test_published_minutes_are_not_rewritten_in_place(house):
    house.adopt(BOARD)
    meeting = house.call()
    house.publish(meeting, DAY)

    with pytest.raises(ValidationError):
        house.write(meeting, DAY, "Otherwise.", seen=2)


def test_nothing_is_minuted_before_the_meeting_or_with_nothing_said(house):
    house.adopt(BOARD)
    meeting = house.call(on=DAY + timedelta(days=5))

    with pytest.raises(ValidationError):
        house.write(meeting, DAY)
    with pytest.raises(ValidationError):
        house.write(meeting, DAY + timedelta(days=5), " ")


def test_publishing_twice_changes_nothing(house):
    house.adopt(BOARD)
    minutes = house.publish(house.call(), DAY)

    services.publish_minutes(minutes, by=SYSTEM, at=at(DUE))

    assert Minutes.objects.get().published_at == at(DAY)
    assert Entry.objects.filter(act="meetings.publish_minutes").count() == 1


@pytest.mark.parametrize(
    ("visibility", "to", "published"),
    [
        ("public", "public", True),
        ("members", "public", False),
        ("members", "members", True),
        ("confidential", "members", False),
    ],
)
def test_a_document_closed_to_those_who_are_to_read_it_is_not_published(house, cast, visibility, to, published):
    house.adopt(BOARD.replace('of = "minutes"', f'of = "minutes"\nto = "{to}"'))
    paper = evidence.deposit(
        house.institution,
        b"The board met and agreed on much.",
        "m.txt",
        visibility=Visibility(visibility),
        by=SYSTEM,
        at=at(DAY),
    ).document
    minutes = house.write(house.call(), DAY, "", document=paper)

    if published:
        assert services.publish_minutes(minutes, by=SYSTEM, at=at(DAY)).published_at
    else:
        with pytest.raises(ValidationError):
            services.publish_minutes(minutes, by=SYSTEM, at=at(DAY))


def test_minutes_whose_document_is_closed_later_count_as_unpublished(house):
    house.adopt(BOARD)
    told = {"visibility": Visibility.PUBLIC, "by": SYSTEM, "at": at(DAY)}
    paper = evidence.deposit(house.institution, b"The board met and agreed on much.", "m.txt", **told).document
    services.publish_minutes(house.write(house.call(), DAY, "", document=paper), by=SYSTEM, at=at(DAY))
    assert watched(house, DUE + timedelta(days=1)).state == "met"

    type(paper).objects.filter(pk=paper.pk).update(visibility=Visibility.CONFIDENTIAL)

    assert watched(house, DUE + timedelta(days=1)).state == "broken"


@pytest.mark.parametrize(
    ("to", "readers"),
    [("public", ["anonymous", "stranger", "member", "officer"]), ("members", ["member", "officer"])],
)
def test_published_minutes_are_read_by_whom_the_clause_says(house, cast, to, readers):
    house.adopt(BOARD.replace('of = "minutes"', f'of = "minutes"\nto = "{to}"'), on=date(2020, 1, 1))
    meeting = house.call(on=date(2020, 2, 1))
    house.write(meeting, date(2020, 2, 1), "We met zq.")

    def read():
        found = ("anonymous", "stranger", "member", "officer")
        path = f"/en{selectors.meeting_path(meeting)}"
        return [who for who in found if "We met zq." in cast.client(who).get(path).content.decode()]

    assert read() == ["officer"]
    services.publish_minutes(Minutes.objects.get(), by=SYSTEM, at=at(date(2020, 2, 2)))
    assert read() == readers


class TestDue:
    def test_minutes_are_owed_until_they_are_published_and_then_done(self, house):
        house.adopt(BOARD)
        meeting = house.call()

        def owed(on):
            found = selectors.owed(house.institution, charter_of(house.institution, on=on), on=on)
            return [(one.kind, one.about, one.due_on, one.done_on) for one in found]

        assert owed(DAY) == []
        kind = "meetings.minutes-to-publish"
        assert owed(DAY + timedelta(days=1)) == [(kind, meeting.uid, DUE, None)]
        house.publish(meeting, DAY + timedelta(days=2))
        assert owed(DAY + timedelta(days=3)) == [(kind, meeting.uid, DUE, DAY + timedelta(days=2))]

    def test_a_meeting_is_owed_in_its_window_until_it_is_called(self, house):
        house.adopt(BOARD, MEETS)

        def owed(on):
            found = selectors.owed(house.institution, charter_of(house.institution, on=on), on=on)
            return [one for one in found if one.kind == "meetings.meeting-to-call"]

        [one] = owed(DAY)
        assert (one.due_on, one.done_on) == (date(2021, 12, 31), None)
        house.call(on=date(2021, 4, 1))
        house.call(on=date(2021, 9, 1))
        [one] = owed(DAY)
        assert one.done_on == DAY

    def test_who_has_not_answered_is_reminded_and_who_has_is_not(self, house):
        from tests.meetings.house import CONSULTATION

        house.adopt(BOARD, CONSULTATION)
        first, second, _third = house.board(3)
        motion = house.propose()
        services.consult(motion, on=DAY, by=SYSTEM, at=at(DAY))
        told = {"view": "supports", "on": DAY, "by": SYSTEM, "at": at(DAY)}
        services.answer(motion.consultation, account=first, **told)

        found = selectors.owed(house.institution, charter_of(house.institution, on=DAY), on=DAY)
        [one] = [one for one in found if one.kind == "meetings.answer-wanted"]

        assert first.person.pk not in one.persons
        assert second.person.pk in one.persons
        later = DAY + timedelta(days=7)
        found = selectors.owed(house.institution, charter_of(house.institution, on=later), on=later)
        assert "meetings.motion-to-close" in [one.kind for one in found]


def test_what_is_watched_and_owed_costs_the_same_for_one_meeting_and_for_many(house):
    house.adopt(BOARD, MEETS)
    house.board(3)

    def cost():
        charter = charter_of(house.institution, on=DUE)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            selectors.watched(house.institution, charter, on=DUE + timedelta(days=9))
            selectors.owed(house.institution, charter, on=DUE + timedelta(days=9))
        return len(seen)

    house.publish(house.call(), DAY)
    house.propose()
    one = cost()
    for n in range(4):
        house.write(house.call(on=DAY + timedelta(days=n)), DAY + timedelta(days=n))
        house.propose()

    assert cost() == one
