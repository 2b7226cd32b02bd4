"""No decision is adopted before all members were heard; each answers once, by whoever speaks for it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry
from mithaq.kernels.charter import CharterRefuses
from mithaq.meetings import selectors, services
from mithaq.meetings.enums import State
from mithaq.meetings.models import Answer, Consultation
from mithaq.notices.models import Notice
from mithaq.people import services as people
from mithaq.people.models import Person
from tests.bodies.network import DAY, at
from tests.meetings.house import BOARD, CONSULTATION

UNTIL = DAY + timedelta(days=7)


@pytest.fixture
def asked(house):
    """A board of three, five members in all, and a motion that needs them heard."""
    house.adopt(BOARD, CONSULTATION)
    house.seated = house.board(3)
    house.others = [house.representative(one) for one in house.organisations(2, member=True)]
    house.motion = house.propose()
    for account in house.seated:
        house.says(house.motion, account, "for")
    return house


def consult(house, **told):
    return services.consult(house.motion, on=DAY, **told, by=SYSTEM, at=at(DAY))


def answers(house, account, view="supports", on=DAY, **told):
    consultation = Consultation.objects.get()
    return services.answer(consultation, account=account, view=view, on=on, **told, by=SYSTEM, at=at(on))


def test_nothing_is_decided_before_the_members_are_asked(asked):
    with pytest.raises(CharterRefuses) as refused:
        asked.close(asked.motion)

    assert [(f.clause, f.key) for f in refused.value.findings] == [
        ("membership.consultation", "meetings.not-consulted")
    ]
    assert not selectors.adopted(asked.motion)


def test_nothing_is_decided_while_they_have_time_to_answer(asked):
    consult(asked)

    with pytest.raises(CharterRefuses) as refused:
        asked.close(asked.motion, on=UNTIL - timedelta(days=1))

    assert [f.key for f in refused.value.findings] == ["meetings.still-consulting"]
    assert asked.close(asked.motion, on=UNTIL).state == State.ADOPTED


def test_every_member_of_the_day_is_asked_and_told_once(asked):
    for _ in range(2):
        consult(asked)

    assert (Answer.objects.count(), Consultation.objects.get().asked) == (5, 5)
    told = {n.person.account for n in Notice.objects.filter(kind="meetings.asked")}
    assert told == {*asked.seated, *asked.others}
    assert Entry.objects.filter(act="meetings.consult").count() == 1


def test_less_time_than_the_clause_gives_is_refused_and_more_is_not(asked):
    with pytest.raises(CharterRefuses) as refused:
        consult(asked, until=UNTIL - timedelta(days=1))

    assert [f.facts["least"] for f in refused.value.findings] == [UNTIL.isoformat()]
    assert consult(asked, until=date(2021, 6, 1)).until == date(2021, 6, 1)


def test_the_rule_of_a_decision_may_give_more_time(house):
    house.adopt(
        BOARD.replace('rule = "simple-majority"', 'rule = "consensus"\nconsults = "members"\nconsults_for = "1 month"')
    )
    house.board(3)
    house.motion = house.propose()

    assert consult(house).until == date(2021, 4, 1)


def test_a_member_answers_for_its_own_organisation_and_changes_it_until_it_ends(asked):
    consult(asked)
    mine = asked.others[0]

    answers(asked, mine, "supports")
    answers(asked, mine, "concerned", text="Too dear.", on=UNTIL - timedelta(days=1))

    given = Answer.objects.exclude(at=None)
    assert [(one.view, one.text, one.person.account) for one in given] == [("concerned", "Too dear.", mine)]
    with pytest.raises(ValidationError):
        answers(asked, mine, "supports", on=UNTIL)


def test_nobody_answers_for_another(asked, cast):
    consult(asked)

    with pytest.raises(PermissionDenied):
        answers(asked, cast.badr.account)

    assert Answer.objects.exclude(at=None).count() == 0


def test_a_mandate_lets_somebody_answer_for_an_organisation(asked, cast):
    consult(asked)
    organisation = Answer.objects.last().membership.organisation
    told = {"representative": cast.chadia.person, "organisation": organisation}
    people.give_mandate(asked.institution, **told, on=DAY, by=SYSTEM, at=at(DAY))

    [row] = answers(asked, cast.chadia.account, "no-view")

    assert row.membership.organisation == organisation


def test_who_left_no_longer_answers(asked):
    consult(asked)
    mine = asked.others[0]
    speaking = Person.objects.get(account=mine).affiliations.get()
    speaking.until = DAY
    speaking.save()

    with pytest.raises(PermissionDenied):
        answers(asked, mine)


def test_the_figures_of_the_hearing_are_kept_with_the_decision(asked):
    consult(asked)
    answers(asked, asked.others[0], "supports")
    answers(asked, asked.others[1], "concerned")

    heard = asked.close(asked.motion, on=UNTIL).outcome["consulted"]

    assert heard["asked"] == 5
    assert (heard["answered"], heard["supports"], heard["concerned"]) == (2, 1, 1)


def test_officers_and_those_who_decide_read_the_answers_others_their_own(asked, cast):
    consult(asked)
    for account in asked.others:
        answers(asked, account, "supports")
    consultation = Consultation.objects.get()

    def read(account):
        return selectors.answers(consultation, to=account, on=DAY).exclude(at=None).count()

    assert [read(one) for one in (cast.badr.account, asked.seated[0], asked.others[0], cast.chadia.account)] == [
        2,
        2,
        1,
        0,
    ]


def test_where_no_clause_asks_for_it_nobody_must_be_asked(house):
    house.adopt(BOARD)
    [first] = house.board(1)
    motion = house.propose()
    house.says(motion, first, "for")

    assert house.close(motion).state == State.ADOPTED


def test_a_body_that_is_consulted_is_asked_by_its_holders(house):
    house.adopt(
        BOARD.replace('rule = "simple-majority"', 'rule = "simple-majority"\nconsults = "body.board"'),
    )
    house.board(3)
    house.organisations(2, member=True)
    house.motion = house.propose()

    assert consult(house).asked == 3
