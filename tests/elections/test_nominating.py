"""Nominating: nobody stands without having consented, and nobody who could not be seated."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from mithaq.elections import services
from mithaq.elections.enums import Standing
from mithaq.elections.models import Candidacy
from mithaq.foundation.actors import SYSTEM, Actor
from mithaq.foundation.fields import words
from mithaq.foundation.models import Entry
from mithaq.kernels.charter import CharterRefuses
from mithaq.notices.models import Notice
from mithaq.people import services as people
from tests.bodies.network import DAY, GROUP, keys
from tests.elections.hall import AFTER, BOARD, CALLED, LEVELS_EQUAL, NOMINATIONS_UNTIL, OPENS, SEAT, TERM_FROM

LATER = CALLED + timedelta(days=1)
CO_LEAD = "body.group.seat.co-lead"


def actor(person) -> Actor:
    return Actor("person", uid=person.uid, name=str(person.name))


def nominate(election, *, by=SYSTEM, at=LATER, **who) -> Candidacy:
    return services.nominate(election, **who, by=by, at=at)


@pytest.fixture
def election(hall):
    hall.adopt(BOARD)
    return hall.call()


def test_whoever_is_put_forward_stands_only_when_they_consent(hall, election):
    [member] = hall.members(1)
    speaker = hall.person(member)

    candidacy = nominate(election, organisation=member)
    assert candidacy.standing == Standing.PROPOSED
    assert Notice.objects.get(kind="elections.asked").person == speaker

    services.consent(candidacy, by=actor(speaker), at=LATER)
    assert Candidacy.objects.get().standing == Standing.STANDS


def test_who_puts_themselves_forward_has_consented_by_that(hall, election):
    [member] = hall.members(1)
    speaker = hall.person(member)

    candidacy = nominate(election, organisation=member, by=actor(speaker))

    assert (candidacy.standing, candidacy.nominated_by) == (Standing.STANDS, speaker)
    assert not Notice.objects.filter(kind="elections.asked").exists()


def test_a_member_may_put_another_forward_who_is_then_asked(hall, election):
    mine, other = hall.members(2)
    speaker = hall.person(mine)

    assert nominate(election, organisation=other, by=actor(speaker)).standing == Standing.PROPOSED


@pytest.mark.parametrize("answer", ["consent", "decline", "withdraw"])
def test_nobody_answers_for_another(hall, election, answer):
    mine, other = hall.members(2)
    speaker = hall.person(mine)
    candidacy = nominate(election, organisation=other)

    with pytest.raises(PermissionDenied):
        getattr(services, answer)(candidacy, by=actor(speaker), at=LATER)

    assert Candidacy.objects.get().standing == Standing.PROPOSED


def test_who_was_sent_for_another_body_does_not_consent_for_this_one(hall):
    hall.adopt(BOARD, GROUP)
    election = hall.call()
    [member] = hall.members(1)
    sent = hall.person()
    people.give_mandate(
        hall.institution, representative=sent, organisation=member, body="group", on=DAY, by=SYSTEM, at=CALLED
    )
    candidacy = nominate(election, organisation=member)

    with pytest.raises(PermissionDenied):
        services.consent(candidacy, by=actor(sent), at=LATER)


def test_a_person_stands_for_themselves_alone(hall):
    hall.adopt(BOARD.replace('holder = "organisation"', 'holder = "person"'))
    election = hall.call()
    one, other = hall.person(), hall.person()
    for person in (one, other):
        people.admit(hall.institution, person=person, role="member", on=DAY, by=SYSTEM, at=CALLED)

    assert nominate(election, person=one, by=actor(one)).standing == Standing.STANDS
    assert nominate(election, person=other, by=actor(one)).standing == Standing.PROPOSED


def test_who_is_no_member_is_refused_by_the_clause_of_membership(hall, election):
    stranger = hall.organisation()

    with pytest.raises(CharterRefuses) as refused:
        nominate(election, organisation=stranger)

    assert keys(refused) == ["membership bodies.not-a-member"]
    assert not Candidacy.objects.exists()


def test_seats_of_organisations_are_not_for_persons(hall, election):
    with pytest.raises(CharterRefuses) as refused:
        nominate(election, person=hall.person())

    assert keys(refused) == [f"{SEAT} bodies.holder-kind"]


def test_only_organisations_of_the_countries_named_stand(hall):
    hall.adopt(BOARD.replace('term = "2 years"', 'term = "2 years"\ncountries = ["MA", "TN"]'))
    election = hall.call()

    with pytest.raises(CharterRefuses) as refused:
        nominate(election, organisation=hall.organisation(member=True, country="EG"))

    assert keys(refused) == [f"{SEAT} bodies.other-country"]
    assert nominate(election, organisation=hall.organisation(member=True, country="MA")).pk


def test_co_leads_are_taken_from_the_members_of_the_group(hall):
    hall.adopt(BOARD, GROUP)
    group = hall.group()
    inside, outside = hall.members(2)
    hall.ask(group, inside)
    election = hall.call(group, CO_LEAD, seats=2)

    with pytest.raises(CharterRefuses) as refused:
        nominate(election, organisation=outside)

    assert keys(refused) == [f"{CO_LEAD} bodies.not-among"]
    assert nominate(election, organisation=inside).pk


def test_who_sits_past_the_day_does_not_stand_and_whose_term_ends_does(hall):
    hall.adopt(BOARD)
    stays, goes = hall.members(2)
    hall.seat(stays)
    hall.seat(goes, until=TERM_FROM)
    election = hall.call(seats=5)

    with pytest.raises(CharterRefuses) as refused:
        nominate(election, organisation=stays)

    assert keys(refused) == [f"{SEAT} bodies.seated-twice"]
    assert nominate(election, organisation=goes).pk


def test_who_served_as_often_as_allowed_does_not_stand_again(hall):
    text = BOARD.replace('term = "2 years"', 'term = "1 month"\nrenewal = "none"')
    hall.adopt(text)
    [served] = hall.members(1)
    hall.seat(served, until=TERM_FROM)
    election = hall.call()

    with pytest.raises(CharterRefuses) as refused:
        nominate(election, organisation=served)

    assert keys(refused) == [f"{SEAT} bodies.term-consecutive"]


def test_the_composition_stands_against_nobody_who_stands(hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    election = hall.call()

    standing = [hall.stands(election, one) for one in hall.members(9, level="global")]

    assert len(standing) == 9


def test_an_occupant_speaks_for_who_stands(hall, election):
    [member] = hall.members(1)
    speaker, stranger = hall.person(member), hall.person()

    with pytest.raises(CharterRefuses) as refused:
        nominate(election, organisation=member, occupant=stranger)
    assert keys(refused) == [f"{SEAT} bodies.not-represented"]

    candidacy = nominate(election, organisation=member)
    services.consent(candidacy, occupant=speaker, by=actor(speaker), at=LATER)
    assert Candidacy.objects.get().occupant == speaker


def test_nobody_is_put_forward_twice_and_who_declined_may_be_again(hall, election):
    [member] = hall.members(1)
    candidacy = nominate(election, organisation=member)
    with pytest.raises(ValidationError, match="put forward already"):
        nominate(election, organisation=member)

    services.decline(candidacy, by=SYSTEM, at=LATER)
    again = nominate(election, organisation=member)

    assert (again.pk, again.standing) == (candidacy.pk, Standing.PROPOSED)


def test_who_was_not_admitted_is_not_put_forward_again_but_may_be_admitted_after_all(hall, election):
    [candidacy] = hall.nominate(election, 1)
    speaker = hall.person(candidacy.organisation)
    with pytest.raises(ValidationError) as without:
        services.refuse(candidacy, reason=" ", by=SYSTEM, at=LATER)
    assert list(without.value.message_dict) == ["reason"]

    services.refuse(candidacy, reason="Fees are unpaid.", by=SYSTEM, at=LATER)
    assert Notice.objects.get(kind="elections.refused", person=speaker).facts["because"] == "Fees are unpaid."
    with pytest.raises(ValidationError, match="Fees are unpaid"):
        nominate(election, organisation=candidacy.organisation)

    services.admit(candidacy, by=SYSTEM, at=LATER)
    assert Candidacy.objects.get().standing == Standing.STANDS


@pytest.mark.parametrize("moment", [NOMINATIONS_UNTIL, NOMINATIONS_UNTIL + AFTER])
def test_after_the_time_nobody_is_put_forward_or_consents(hall, election, moment):
    asked, other = hall.members(2)
    candidacy = nominate(election, organisation=asked)

    with pytest.raises(ValidationError, match="Nominations are closed"):
        nominate(election, organisation=other, at=moment)
    with pytest.raises(ValidationError, match="Nominations are closed"):
        services.consent(candidacy, by=SYSTEM, at=moment)


def test_who_withdraws_while_voting_is_open_stays_on_the_ballot(hall, election):
    standing = hall.nominate(election, 7)
    hall.open(election)

    services.withdraw(standing[0], reason="A merger.", by=SYSTEM, at=OPENS + timedelta(days=1))

    candidacy = Candidacy.objects.get(pk=standing[0].pk)
    assert (candidacy.standing, candidacy.number is not None) == (Standing.WITHDRAWN, True)
    with pytest.raises(ValidationError):
        services.refuse(standing[1], reason="Too late.", by=SYSTEM, at=OPENS + timedelta(days=1))


def test_a_statement_is_written_by_who_stands_and_translated_by_others_by_name(hall, election):
    [candidacy] = hall.nominate(election, 1)
    speaker, translator = hall.person(candidacy.organisation), hall.person()
    original = words(ar="نعمل من أجل الجميع.")

    with pytest.raises(PermissionDenied):
        services.state(candidacy, original, language="ar", by=actor(translator), at=LATER)
    services.state(candidacy, original, language="ar", by=actor(speaker), at=LATER)
    both = words(ar="نعمل من أجل الجميع.", fr="Nous travaillons pour tous.")
    services.state(candidacy, both, language="ar", by=actor(translator), at=LATER)
    with pytest.raises(PermissionDenied):
        services.state(candidacy, words(ar="نعمل لنا."), language="ar", by=actor(translator), at=LATER)
    with pytest.raises(PermissionDenied):
        services.state(candidacy, both, language="fr", by=actor(translator), at=LATER)

    candidacy = Candidacy.objects.get()
    assert (dict(candidacy.statement), candidacy.statement_language) == ({"ar": both["ar"], "fr": both["fr"]}, "ar")
    told = Entry.objects.get(act="elections.translate_statement")
    assert (told.by_uid, told.after["languages"]) == (translator.uid, ["fr"])


def test_a_statement_without_its_original_or_too_long_is_refused(hall, election):
    [candidacy] = hall.nominate(election, 1)

    for statement in (words(fr="Bonjour."), words(ar="س" * 4001)):
        with pytest.raises(ValidationError) as refused:
            services.state(candidacy, statement, language="ar", by=SYSTEM, at=LATER)
        assert list(refused.value.message_dict) == ["statement"]
    assert not Entry.objects.filter(act="elections.state").exists()


def test_no_statement_changes_once_voting_is_open(hall, election):
    standing = hall.nominate(election, 6)
    hall.open(election)

    with pytest.raises(ValidationError):
        services.state(standing[0], words(en="Vote."), language="en", by=SYSTEM, at=OPENS + AFTER)


def test_the_minute_names_nobody_who_was_only_asked_and_does_not_agree_to_be_listed(hall):
    hall.adopt(BOARD.replace('holder = "organisation"', 'holder = "person"'))
    election = hall.call()
    one = hall.person()
    people.admit(hall.institution, person=one, role="member", on=date(2021, 1, 1), by=SYSTEM, at=CALLED)

    services.decline(nominate(election, person=one), by=SYSTEM, at=LATER)

    said = Entry.objects.filter(act__in=["elections.nominate", "elections.decline"])
    assert [one.after["name"]["en"] for one in said] == ["a person", "a person"]
