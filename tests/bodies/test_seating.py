from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from mithaq.bodies import selectors, services
from mithaq.bodies.models import Tenure
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Account, Entry
from mithaq.kernels.charter import CharterRefuses
from mithaq.people import services as people
from mithaq.people.models import Trait
from tests.bodies.network import BOARD, DAY, LEVELS, at, keys
from tests.cast import AT

MEMBER = "body.board.seat.member"
BALANCE = '[body.board.balance.levels]\nover = "level"\nrule = "equal"\n'
YEARS = 'term = "2 years"\n'
DAY_AFTER = DAY + timedelta(days=1)


def test_a_seventh_member_of_a_board_of_six_is_refused_and_told_until_when_the_six_sit(network):
    network.adopt(BOARD + YEARS)
    for one in network.organisations(6):
        network.seat(one)

    with pytest.raises(CharterRefuses) as refused:
        network.seat(network.organisation())

    assert keys(refused) == [f"{MEMBER} bodies.seats-taken"]
    facts = refused.value.findings[0].facts
    assert (facts["seats"], facts["until"], facts["free_on"]) == (6, ["2023-03-01"] * 6, "2023-03-01")
    assert Tenure.objects.count() == 6


def test_a_successor_is_seated_for_the_day_a_term_ends(network):
    network.adopt(BOARD.replace("5-6", "1") + YEARS)
    network.seat(network.organisation())

    following = network.seat(network.organisation(), on=date(2023, 3, 1))

    assert [one.pk for one in network.sitting(on=date(2023, 3, 1))] == [following.pk]
    with pytest.raises(CharterRefuses):
        network.seat(network.organisation(), on=date(2023, 2, 28))


def test_an_aim_for_a_number_of_seats_refuses_nobody(network):
    network.adopt(BOARD.replace('"5-6"', "1\nmust = false"))
    for one in network.organisations(3):
        network.seat(one)

    assert len(network.sitting()) == 3
    assert network.watched()[MEMBER].state == "risk"


def test_open_seats_are_put_up_as_they_are_taken(network):
    network.adopt(BOARD.replace("5-6", "at least 2"))

    for one in network.organisations(4):
        network.seat(one)

    assert [one.seat.number for one in network.sitting()] == [1, 2, 3, 4]


def test_a_person_is_refused_where_organisations_hold_seats(network):
    network.adopt(BOARD)

    with pytest.raises(CharterRefuses) as refused:
        network.seat(person=network.person())

    assert keys(refused) == [f"{MEMBER} bodies.holder-kind"]
    assert refused.value.findings[0].facts["kinds"] == ["organisation"]


def test_everything_that_is_wrong_is_said_at_once(network):
    network.adopt(BOARD, '[membership]\nholder = ["organisation", "person"]\nselection = "self-selection"\n')

    with pytest.raises(CharterRefuses) as refused:
        network.seat(person=network.person(), basis="appointment")

    assert sorted(keys(refused)) == [
        f"{MEMBER} bodies.basis",
        f"{MEMBER} bodies.holder-kind",
        "membership bodies.not-a-member",
    ]


def test_who_is_no_member_on_the_day_is_refused_where_the_charter_has_members(network):
    network.adopt(BOARD, '[membership]\nholder = "organisation"\nselection = "self-selection"\n')
    network.seat(network.organisation(member=True))

    with pytest.raises(CharterRefuses) as refused:
        network.seat(network.organisation())

    assert keys(refused) == ["membership bodies.not-a-member"]


def test_a_state_sits_where_it_is_named(network):
    network.adopt(BOARD.replace('"organisation"', '"state"\ncountries = ["MA", "TN"]'))
    network.seat(country="MA")

    with pytest.raises(CharterRefuses) as refused:
        network.seat(country="FR")

    assert keys(refused) == [f"{MEMBER} bodies.other-country"]


def test_nobody_holds_two_seats_of_a_body(network):
    network.adopt(BOARD)
    one = network.organisation()
    network.seat(one)

    with pytest.raises(CharterRefuses) as refused:
        network.seat(one, on=DAY_AFTER)

    assert keys(refused) == [f"{MEMBER} bodies.seated-twice"]


def test_a_seat_the_charter_does_not_know_is_refused(network):
    network.adopt(BOARD)

    with pytest.raises(CharterRefuses) as refused:
        network.seat(network.organisation(), clause="body.board.seat.chair")

    assert keys(refused) == ["body.board.seat.chair bodies.no-such-seat"]


@pytest.mark.parametrize("holders", [{}, {"country": "MA", "person": True}, {"country": "ZZQ"}])
def test_a_seat_has_one_holder(network, holders):
    network.adopt(BOARD)
    if "person" in holders:
        holders = {**holders, "person": network.person()}

    with pytest.raises(ValidationError):
        network.seat(**holders)


# Balance


def test_a_board_that_could_no_longer_have_every_level_equally_is_refused_at_seating(network):
    network.adopt(BOARD, BALANCE)
    network.seat(network.organisation("national"))
    network.seat(network.organisation("national"))

    with pytest.raises(CharterRefuses) as refused:
        network.seat(network.organisation("national"))

    assert keys(refused) == ["body.board.balance.levels bodies.balance-unreachable"]
    assert refused.value.findings[0].facts["counts"]["national"] == 3


def test_a_resignation_that_leaves_a_level_out_is_allowed_and_shown_at_risk(network):
    network.adopt(BOARD, BALANCE)
    held = {level: network.seat(network.organisation(level)) for level in LEVELS}
    network.seat(network.organisation("local"))
    assert network.watched()["body.board.balance.levels"].state == "met"

    network.vacate(held["global"], DAY_AFTER)

    watched = network.watched(DAY_AFTER)
    assert watched["body.board.balance.levels"].state == "risk"
    assert watched["body.board.balance.levels"].findings[0].facts["missing"] == ["global"]
    assert watched[MEMBER].state == "broken"
    assert watched[MEMBER].findings[0].facts["missing"] == 1
    assert watched[MEMBER].findings[0].facts["left"] == ["Organisation 4"]


def test_what_the_institution_counts_a_holder_as_is_weighed(network):
    text = '[body.board.balance.regions]\nover = "region"\nrule = "at-most"\nvalue = "africa"\nnumber = 1\n'
    network.adopt(BOARD, text)
    two = network.organisations(2)
    for one in two:
        Trait.objects.create(institution=network.institution, organisation=one, attribute="region", value="africa")
    network.seat(two[0])

    with pytest.raises(CharterRefuses) as refused:
        network.seat(two[1])

    assert keys(refused) == ["body.board.balance.regions bodies.balance-unreachable"]


def test_an_aim_of_balance_refuses_nobody(network):
    network.adopt(BOARD, BALANCE + "must = false\n")

    for one in network.organisations(6):
        network.seat(one)

    assert network.watched()["body.board.balance.levels"].state == "risk"


def test_somebody_who_comes_later_is_weighed_with_who_is_named_already(network):
    network.adopt(BOARD, BALANCE)
    network.seat(network.organisation("national"), on=date(2021, 6, 1))
    network.seat(network.organisation("national"), on=date(2021, 6, 1))

    with pytest.raises(CharterRefuses):
        network.seat(network.organisation("national"))


# Who is there for whom


def test_an_occupant_who_does_not_speak_for_the_holder_is_refused(network):
    network.adopt(BOARD)

    with pytest.raises(CharterRefuses) as refused:
        network.seat(network.organisation(), occupant=network.person())

    assert keys(refused) == [f"{MEMBER} bodies.not-represented"]


def test_nobody_is_there_for_two(network):
    network.adopt(BOARD)
    one, two = network.organisations(2)
    person = network.person(one)
    people.affiliate(person, two, on=DAY, by=SYSTEM, at=AT)
    network.seat(one, occupant=person)

    with pytest.raises(CharterRefuses) as refused:
        network.seat(two, occupant=person)

    assert keys(refused) == [f"{MEMBER} bodies.occupant-sits"]


def test_another_person_takes_the_place_of_the_one_who_was_there(network):
    network.adopt(BOARD)
    one = network.organisation()
    tenure = network.seat(one, occupant=network.person(one))
    other = network.person(one)

    assert services.occupy(tenure, other, on=DAY, by=SYSTEM, at=AT).occupant == other
    with pytest.raises(CharterRefuses):
        services.occupy(tenure, network.person(), on=DAY, by=SYSTEM, at=AT)


def test_who_no_longer_speaks_for_the_holder_has_no_rights_and_the_watch_says_so(network, cast):
    network.adopt(BOARD)
    one = network.organisation()
    people.affiliate(cast.chadia.person, one, on=DAY, until=date(2021, 6, 1), by=SYSTEM, at=AT)
    network.seat(one, occupant=cast.chadia.person)

    assert selectors.sits(cast.chadia.account, network.body(), on=date(2021, 5, 31)) is not None
    assert selectors.sits(cast.chadia.account, network.body(), on=date(2021, 6, 1)) is None
    assert "bodies.occupant-silent" in {f.key for f in network.watched(date(2021, 6, 1))[MEMBER].findings}


def test_an_alternate_is_named_only_where_the_seats_allow_it_and_acts_for_the_seat(network, cast):
    network.adopt(BOARD + "alternates = true\n", BOARD.replace("body.board", "body.council"))
    one = network.organisation()
    people.affiliate(cast.chadia.person, one, on=DAY, by=SYSTEM, at=AT)
    tenure = network.seat(one, occupant=network.person(one))
    elsewhere = network.seat(one, body="council", clause="body.council.seat.member")

    services.name_alternate(tenure, cast.chadia.person, on=DAY, by=SYSTEM, at=AT)

    assert selectors.sits(cast.chadia.account, network.body(), on=DAY) == tenure
    with pytest.raises(CharterRefuses) as refused:
        services.name_alternate(elsewhere, cast.chadia.person, on=DAY, by=SYSTEM, at=AT)
    assert keys(refused) == ["body.council.seat.member bodies.no-alternates"]


def test_an_account_that_is_closed_has_no_seat(network, cast):
    network.adopt(BOARD)
    one = network.organisation()
    people.affiliate(cast.chadia.person, one, on=DAY, by=SYSTEM, at=AT)
    network.seat(one, occupant=cast.chadia.person)
    Account.objects.filter(pk=cast.chadia.account.pk).update(is_active=False)

    account = Account.objects.get(pk=cast.chadia.account.pk)

    assert selectors.sits(account, network.body(), on=DAY) is None


def test_the_minute_names_no_person_who_did_not_agree(network):
    network.adopt(BOARD.replace('"organisation"', '["organisation", "person"]'))
    shy, open_ = network.person(), network.person()
    people.agree_to(open_, ["list"], network.institution, by=SYSTEM, at=AT)

    network.seat(person=shy)
    network.seat(person=open_)

    entries = Entry.objects.filter(act="bodies.seat").order_by("number")
    assert all(entry.public for entry in entries)
    assert shy.name not in str(entries[0].after)
    assert entries[1].after["name"] == open_.name


def test_a_refused_act_writes_nothing(network):
    network.adopt(BOARD)
    before = Entry.objects.count()

    with pytest.raises(CharterRefuses):
        services.seat(network.body(), MEMBER, person=network.person(), basis="election", on=DAY, by=SYSTEM, at=at(DAY))

    assert Entry.objects.filter(act__startswith="bodies.seat").count() == 0
    assert Entry.objects.count() == before + 1  # the person was entered
