from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from mithaq.bodies import selectors, services
from mithaq.bodies.models import Body, Tenure, Waiting
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.foundation.models import Entry
from mithaq.kernels.charter import CharterRefuses
from mithaq.people import services as people
from mithaq.people.models import Membership
from tests.bodies.network import BOARD, DAY, GROUP, keys
from tests.cast import AT

MEMBER = "body.group.seat.member"
LEAD = "body.group.seat.co-lead"
MEMBERSHIP = '[membership]\nholder = "organisation"\nselection = "self-selection"\n'
END = date(2021, 9, 1)


def test_a_fifth_group_is_refused_and_told_from_when_there_is_room(network):
    network.adopt(GROUP)
    for _ in range(4):
        network.group()

    with pytest.raises(CharterRefuses) as refused:
        network.group(on=date(2021, 5, 1))

    assert keys(refused) == ["body.group bodies.groups-full"]
    assert refused.value.findings[0].facts["free_on"] == "2021-09-01"
    assert network.group(on=END).key == "group-5"


def test_a_group_goes_by_its_theme(network):
    network.adopt(GROUP.replace('name = "Working group"', 'name = { en = "Working group", fr = "Groupe de travail" }'))

    themed, plain = network.group(theme=words(en="Children", ar="الأطفال", fr="Les enfants")), network.group()

    assert themed.name["en"] == "Working group: Children"
    assert themed.name["fr"] == "Groupe de travail\u00a0: Les enfants"
    assert themed.name["ar"] == "الأطفال"
    assert plain.name["en"] == "Working group 2"
    assert (themed.key, themed.until) == ("group-1", END)


def test_only_groups_are_opened_by_hand(network):
    network.adopt(BOARD)

    with pytest.raises(CharterRefuses) as refused:
        services.open_group(network.institution, "body.board", on=DAY, by=SYSTEM, at=AT)

    assert keys(refused) == ["body.board bodies.not-a-group"]


def test_a_group_ends_by_itself_after_six_months_and_everybody_with_it(network):
    network.adopt(GROUP)
    group = network.group()
    tenure, *_ = [network.ask(group, one) for one in network.organisations(4)]

    assert network.tend(END - timedelta(days=1)) == 0
    assert network.tend(END) == 2
    assert network.tend(END) == 0

    tenure.refresh_from_db()
    assert (tenure.until, tenure.ended) == (END, "body-ended")
    assert selectors.bodies(network.institution, on=END).count() == 0
    assert not Waiting.objects.filter(left_at=None).exists()
    assert Entry.objects.filter(act="bodies.end").count() == 1


def test_who_asks_while_there_is_room_is_seated_at_once(network):
    network.adopt(GROUP)

    tenure = network.ask(network.group(), network.organisation())

    assert (type(tenure), tenure.basis) == (Tenure, "self-selection")


def test_a_sixteenth_member_waits_and_is_seated_when_one_leaves(network):
    network.adopt(GROUP.replace('"2-3"', '"12-15"'))
    group = network.group()
    seated = [network.ask(group, one) for one in network.organisations(15)]
    sixteenth, seventeenth = network.organisations(2)

    waits = network.ask(group, sixteenth)
    network.ask(group, seventeenth)
    assert isinstance(waits, Waiting)
    assert network.ask(group, sixteenth) == waits

    network.vacate(seated[4], date(2021, 4, 1))

    taken = Tenure.objects.get(organisation=sixteenth)
    assert (taken.seat_id, taken.from_date, taken.until) == (seated[4].seat_id, date(2021, 4, 1), END)
    waits.refresh_from_db()
    assert waits.tenure == taken
    assert [one.organisation for one in Waiting.objects.filter(left_at=None)] == [seventeenth]


def test_where_nobody_waits_the_next_is_refused(network):
    network.adopt(GROUP.replace("waitlist = true\n", ""))
    group = network.group()
    for one in network.organisations(3):
        network.ask(group, one)

    with pytest.raises(CharterRefuses) as refused:
        network.ask(group, network.organisation())

    assert keys(refused) == [f"{MEMBER} bodies.seats-taken"]


def test_who_may_not_sit_does_not_wait_either(network):
    network.adopt(GROUP, MEMBERSHIP)
    group = network.group()
    for one in network.organisations(3, member=True):
        network.ask(group, one)

    with pytest.raises(CharterRefuses) as refused:
        network.ask(group, network.organisation())

    assert "membership bodies.not-a-member" in keys(refused)


def test_who_waits_and_may_sit_no_more_is_passed_over(network):
    network.adopt(GROUP, MEMBERSHIP)
    group = network.group()
    seated = [network.ask(group, one) for one in network.organisations(3, member=True)]
    gone, next_ = network.organisations(2, member=True)
    network.ask(group, gone)
    network.ask(group, next_)
    people.release(Membership.objects.get(organisation=gone), on=date(2021, 3, 15), by=SYSTEM, at=AT)

    network.vacate(seated[0], date(2021, 4, 1))

    assert {t.organisation for t in network.sitting(group, on=date(2021, 4, 1))} >= {next_}
    assert not Tenure.objects.filter(organisation=gone).exists()


def test_who_leaves_the_list_is_not_seated(network):
    network.adopt(GROUP)
    group = network.group()
    seated = [network.ask(group, one) for one in network.organisations(3)]
    waits = network.ask(group, network.organisation())

    services.stop_waiting(waits, by=SYSTEM, at=AT)
    network.vacate(seated[0], date(2021, 4, 1))

    assert len(network.sitting(group, on=date(2021, 4, 1))) == 2
    with pytest.raises(ValidationError):
        services.stop_waiting(waits, by=SYSTEM, at=AT)


def test_seats_that_are_not_for_the_asking_are_refused(network):
    network.adopt(BOARD)

    with pytest.raises(CharterRefuses) as refused:
        network.ask(network.body(), network.organisation(), clause="body.board.seat.member")

    assert keys(refused) == ["body.board.seat.member bodies.not-for-asking"]


# Co-leads


def test_a_co_lead_who_holds_no_member_seat_is_refused(network):
    network.adopt(GROUP)

    with pytest.raises(CharterRefuses) as refused:
        network.seat(network.organisation(), body=network.group(), clause=LEAD)

    assert keys(refused) == [f"{LEAD} bodies.not-among"]


def test_co_leads_have_exactly_one_vote_each(network):
    network.adopt(GROUP)
    group = network.group()
    members = [network.ask(group, one) for one in network.organisations(3)]
    for one in members[:2]:
        network.seat(one.organisation, body=group, clause=LEAD)

    voters = network.voters(group)

    assert len(network.sitting(group)) == 5
    assert sorted(v.tenure.organisation_id for v in voters) == sorted(m.organisation_id for m in members)
    assert [v.votes for v in voters] == [1, 1, 1]


def test_a_third_co_lead_is_refused(network):
    network.adopt(GROUP)
    group = network.group()
    members = [network.ask(group, one).organisation for one in network.organisations(3)]
    for one in members[:2]:
        network.seat(one, body=group, clause=LEAD)

    with pytest.raises(CharterRefuses) as refused:
        network.seat(members[2], body=group, clause=LEAD)

    assert keys(refused) == [f"{LEAD} bodies.seats-taken"]


def test_who_leaves_the_group_leads_it_no_more(network):
    network.adopt(GROUP)
    group = network.group()
    member = network.ask(group, network.organisation())
    lead = network.seat(member.organisation, body=group, clause=LEAD)
    waiting = [network.ask(group, one) for one in network.organisations(3)]

    network.vacate(member, date(2021, 4, 1))

    lead.refresh_from_db()
    assert (lead.until, lead.ended) == (date(2021, 4, 1), "resigned")
    assert isinstance(waiting[2], Waiting)
    assert len(network.sitting(group, on=date(2021, 4, 1))) == 3


def test_a_group_closed_before_its_time_says_why(network):
    network.adopt(GROUP)
    group = network.group()
    network.ask(group, network.organisation())

    with pytest.raises(ValidationError):
        services.close(group, on=date(2021, 4, 1), reason=" ", by=SYSTEM, at=AT)
    services.close(group, on=date(2021, 4, 1), reason="The work is done.", by=SYSTEM, at=AT)

    assert Body.objects.get().until == date(2021, 4, 1)
    assert Tenure.objects.get().ended == "body-ended"
    assert network.tend(date(2021, 4, 2)) == 0
    assert network.group(on=date(2021, 4, 1)).key == "group-2"


def test_whoever_waits_is_seated_by_the_daily_round_once_a_term_has_ended(network):
    text = GROUP.replace('lasts = "6 months"\n', "").replace("waitlist = true", 'waitlist = true\nterm = "1 month"')
    network.adopt(text)
    group = network.group()
    for one in network.organisations(3):
        network.ask(group, one)
    waits = network.ask(group, network.organisation())

    network.tend(date(2021, 4, 1))

    waits.refresh_from_db()
    assert waits.tenure.from_date == date(2021, 4, 1)
    assert network.tend(date(2021, 4, 1)) == 0


def test_groups_too_few_are_shown(network):
    network.adopt(GROUP)
    network.group()

    assert network.watched()["body.group"].state == "risk"
    network.group()
    network.group()
    assert network.watched()["body.group"].state == "met"
