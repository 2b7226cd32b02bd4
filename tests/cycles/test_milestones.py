"""What officers write down of milestones: days, that they were reached, that they were not."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mithaq.cycles import selectors, services
from mithaq.cycles.models import Milestone
from mithaq.cycles.selectors import State
from mithaq.foundation.models import Entry
from mithaq.kernels.charter import CharterRefuses
from tests.cast import AT, Cast
from tests.cycles.charters import ON, adopt


@pytest.fixture
def here(cast: Cast):
    with cast.scope():
        adopt(cast)
        yield cast


def one(key: str) -> Milestone:
    return Milestone.objects.get(clause=key)


def settle(cast: Cast, key: str, first: date, last: date, seen: int = 1) -> Milestone:
    return services.settle(one(key), first=first, last=last, seen=seen, on=ON, by=cast.badr.actor, at=AT)


def reach(cast: Cast, key: str, day: date, seen: int = 1, shown_by: str = "Minutes of the meeting") -> Milestone:
    return services.reach(one(key), done_on=day, shown_by=shown_by, seen=seen, on=ON, by=cast.badr.actor, at=AT)


def test_a_deadline_the_charter_sets_is_not_moved_by_hand(here):
    with pytest.raises(CharterRefuses) as refused:
        settle(here, "call.papers", date(2020, 12, 20), date(2020, 12, 20))

    assert [(f.clause, f.key) for f in refused.value.findings] == [("call.papers", "cycles.deadline-fixed")]
    assert one("call.papers").until == date(2020, 12, 11)


def test_days_that_end_before_they_begin_are_refused(here):
    with pytest.raises(ValidationError):
        settle(here, "event.side", date(2021, 1, 2), date(2021, 1, 1))

    assert one("event.side").first is None


def test_of_two_officers_the_second_sees_what_the_first_wrote(here):
    settle(here, "event.side", date(2021, 1, 2), date(2021, 1, 2), seen=1)
    with pytest.raises(services.Changed) as changed:
        settle(here, "event.side", date(2021, 1, 9), date(2021, 1, 9), seen=1)

    assert changed.value.now.first == date(2021, 1, 2)
    assert one("event.side").first == date(2021, 1, 2)


def test_what_is_reached_says_when_and_what_shows_it(here):
    reach(here, "milestone.draft", date(2020, 11, 28))

    assert selectors.state(one("milestone.draft"), on=ON) == State.REACHED
    assert one("milestone.draft").shown_by == "Minutes of the meeting"
    assert Entry.objects.filter(act="cycles.reach", clause="milestone.draft", public=True).count() == 1


def test_nothing_is_reached_on_a_day_to_come_or_twice(here):
    with pytest.raises(ValidationError):
        reach(here, "milestone.draft", date(2020, 12, 1))
    reach(here, "milestone.draft", ON)
    with pytest.raises(ValidationError):
        reach(here, "milestone.draft", ON, seen=2)


def test_what_was_reached_too_early_written_is_opened_again_with_a_reason(here):
    reach(here, "milestone.draft", ON)
    with pytest.raises(ValidationError):
        services.reopen(one("milestone.draft"), reason=" ", seen=2, by=here.badr.actor, at=AT)
    services.reopen(one("milestone.draft"), reason="The draft was withdrawn", seen=2, by=here.badr.actor, at=AT)

    assert one("milestone.draft").done_on is None
    assert Entry.objects.get(act="cycles.reopen").after["reason"] == "The draft was withdrawn"


def test_states_follow_the_days(here):
    draft, conference = one("milestone.draft"), one("event.conference")
    told = {day: selectors.state(draft, on=day) for day in (date(2020, 9, 1), date(2020, 11, 1), ON, date(2020, 12, 1))}

    assert list(told.values()) == [State.LATER, State.SOON, State.NOW, State.OVERDUE]
    assert selectors.state(conference, on=date(2021, 6, 1)) == State.PAST
    assert selectors.state(one("call.papers"), on=date(2020, 12, 11)) == State.PAST
    assert selectors.state(one("roadmap.model"), on=date(2021, 7, 1)) == State.OVERDUE
    assert selectors.state(one("event.side"), on=ON) == State.UNDATED


def test_what_was_closed_takes_no_more_acts(here):
    from mithaq.institutions.selectors import charter_of
    from tests.cycles.charters import HEAD, read

    services.stand(here.institution, read(HEAD), on=ON, by=here.amal.actor, at=AT)
    row = one("event.side")
    with pytest.raises(ValidationError):
        services.reach(row, done_on=ON, seen=row.version, on=ON, by=here.badr.actor, at=AT)
    assert charter_of(here.institution, on=ON)
