"""What comes by its time is done in its order, once; what cannot be waits and is owed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from django_scopes import scopes_disabled

from mithaq.elections import selectors, services
from mithaq.elections import still as still_told
from mithaq.elections.enums import State
from mithaq.elections.models import Candidacy, Elector
from mithaq.foundation.actors import SYSTEM, task
from mithaq.foundation.models import Entry
from mithaq.notices import selectors as notices_told
from mithaq.notices import services as notices
from mithaq.notices.models import Due, Notice
from tests.bodies.network import DAY, at
from tests.elections.hall import AFTER, BOARD, CALLED, CLOSES, LEVELS_EQUAL, NOMINATIONS_UNTIL, OPENS, SEAT, TERM_FROM

A_DAY = timedelta(days=1)


def tend(hall, moment) -> int:
    told = {"on": moment.date(), "by": task("tend"), "at": moment}
    return services.tend(hall.institution, hall.charter, **told)


def owed(hall, on: date) -> list[tuple[str, str]]:
    found = selectors.owed(hall.institution, hall.charter, on=on)
    return [(one.kind.removeprefix("elections."), one.about) for one in found]


@pytest.fixture
def election(hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    return hall.call()


def test_each_step_comes_at_its_time_and_once(hall, election):
    hall.nominate(election, 9)
    seen = []

    for moment in (NOMINATIONS_UNTIL - AFTER, NOMINATIONS_UNTIL, OPENS - AFTER, OPENS, CLOSES - AFTER, CLOSES):
        done = tend(hall, moment)
        seen.append((done, hall.read(election).state))
        assert tend(hall, moment) == 0

    assert seen == [
        (1, State.NOMINATING),  # the roll is fixed on the morning of its day
        (1, State.NOMINATED),
        (0, State.NOMINATED),
        (1, State.OPEN),
        (0, State.OPEN),
        (2, State.CLOSED),  # and the box is opened
    ]


def test_a_late_round_does_all_that_is_due_in_its_order(hall, election):
    hall.nominate(election, 9)

    assert tend(hall, OPENS + A_DAY) == 3

    acts = ["elections.close_nominations", "elections.fix_roll", "elections.open"]
    said = Entry.objects.filter(act__in=acts).order_by("number").values_list("act", flat=True)
    assert list(said) == acts
    assert hall.read(election).state == State.OPEN


def test_what_the_charter_refuses_waits_and_is_owed_to_the_officers(hall, election):
    hall.nominate(election, hall.members(8, level="national"))

    assert tend(hall, NOMINATIONS_UNTIL + A_DAY) == 1  # the roll alone

    assert hall.read(election).state == State.NOMINATING
    assert not Candidacy.objects.exclude(number=None).exists()
    assert owed(hall, NOMINATIONS_UNTIL.date() + A_DAY) == [("nominations-to-close", election.uid)]


def test_one_election_that_waits_does_not_hold_up_another(hall):
    hall.adopt(BOARD)
    waits = hall.call(seats=2)
    goes = hall.call(seats=4)
    hall.nominate(goes, 5)

    tend(hall, NOMINATIONS_UNTIL)

    assert (hall.read(waits).state, hall.read(goes).state) == (State.NOMINATING, State.NOMINATED)


def test_an_election_that_is_not_over_is_looked_at_every_hour(hall, election):
    def moves() -> bool:
        return any(rows.exists() for rows in services.by_the_hour(hall.institution))

    assert moves()
    services.cancel(election, reason="The charter is to change.", by=SYSTEM, at=CALLED)
    assert not moves()


def test_a_cancelled_election_is_left_alone(hall, election):
    hall.nominate(election, 9)
    services.cancel(election, reason="The charter is to change.", by=SYSTEM, at=CALLED)

    assert tend(hall, CLOSES) == 0
    assert not Elector.objects.exists()
    assert owed(hall, CLOSES.date()) == owed(hall, CLOSES.date())


# what is owed


def test_an_election_is_due_before_terms_end_until_one_is_called(hall):
    hall.adopt(BOARD)
    for organisation in hall.members(6):
        hall.seat(organisation)
    ends = date(2023, 3, 1)

    assert owed(hall, ends - timedelta(days=61)) == []
    [(kind, about)] = owed(hall, ends - timedelta(days=60))
    assert (kind, about.split(":")[1]) == ("election-to-call", SEAT)
    [one] = selectors.owed(hall.institution, hall.charter, on=ends - timedelta(days=30))
    assert (one.facts["number"], one.opens_on, one.due_on) == (6, ends - timedelta(days=60), ends - A_DAY)

    start = ends - timedelta(days=50)
    moments = {"nominations_until": at(start + 7 * A_DAY), "roll_on": start + 7 * A_DAY}
    moments |= {"opens_at": at(start + 8 * A_DAY), "closes_at": at(start + 15 * A_DAY), "term_from": ends}
    hall.call(now=at(start), **moments)
    assert [kind for kind, _ in owed(hall, start)] == ["quotas-at-risk"]


def test_an_election_is_due_where_fewer_sit_than_must(hall):
    hall.adopt(BOARD)
    hall.seat(*hall.members(1))

    [one] = selectors.owed(hall.institution, hall.charter, on=DAY + A_DAY)

    assert (one.kind, one.facts["number"], one.opens_on) == ("elections.election-to-call", 4, DAY)


def test_seats_that_are_followed_already_are_not_due(hall):
    hall.adopt(BOARD)
    members = hall.members(12)
    for organisation in members[:6]:
        hall.seat(organisation)
    for organisation in members[6:]:
        hall.seat(organisation, on=date(2023, 3, 1))

    assert owed(hall, date(2023, 2, 1)) == []


def test_an_election_waits_for_its_officers_from_step_to_step(hall, election):
    last_days = NOMINATIONS_UNTIL.date() - timedelta(days=7)
    assert owed(hall, last_days - A_DAY) == []
    assert owed(hall, last_days) == [("quotas-at-risk", election.uid)]

    hall.nominate(election, 9)
    assert owed(hall, last_days) == []
    election = hall.close_nominations(election)
    assert owed(hall, OPENS.date() + A_DAY) == [("voting-to-open", election.uid)]
    services.open_voting(election, by=SYSTEM, at=OPENS)
    assert owed(hall, CLOSES.date()) == []
    assert owed(hall, CLOSES.date() + A_DAY) == [("voting-to-close", election.uid)]
    hall.close(election)
    [one] = selectors.owed(hall.institution, hall.charter, on=CLOSES.date())
    assert (one.kind, one.due_on) == ("elections.box-to-open", TERM_FROM)
    services.open_box(election, by=SYSTEM, at=CLOSES + AFTER)
    [one] = selectors.owed(hall.institution, hall.charter, on=CLOSES.date())
    assert (one.kind, one.due_on) == ("elections.ballots-to-count", TERM_FROM)


def test_a_key_that_is_away_is_owed_to_the_officers_until_it_is_back(hall, election, settings):
    hall.nominate(election, 9)
    election = hall.open(election)
    file = settings.KEYS / f"box-{election.uid}.key"
    held = file.read_bytes()
    assert owed(hall, OPENS.date()) == []

    file.unlink()
    [one] = selectors.owed(hall.institution, hall.charter, on=OPENS.date() + A_DAY)
    assert (one.kind, one.opens_on, one.due_on) == ("elections.key-for-votes", OPENS.date(), CLOSES.date())
    assert one.facts["file"] == file.name
    hall.close(election)
    assert owed(hall, CLOSES.date()) == [("key-for-box", election.uid)]
    file.write_bytes(held)
    assert owed(hall, CLOSES.date()) == [("box-to-open", election.uid)]


def test_the_key_of_the_board_is_owed_until_the_result_is_signed(hall, election, settings):
    hall.nominate(election, 6)
    election = hall.open(election)
    hall.vote(election, hall.electors(election)[0], [0])
    hall.close(election)
    services.open_box(election, by=SYSTEM, at=CLOSES + AFTER)
    file = settings.KEYS / "board.key"
    held = file.read_bytes()
    file.unlink()
    count = services.count_now(election, by=SYSTEM, at=CLOSES + A_DAY)
    services.declare(count, on=TERM_FROM, by=SYSTEM, at=CLOSES + A_DAY)

    assert ("key-for-result", election.uid) in owed(hall, TERM_FROM)
    file.write_bytes(held)
    tend(hall, CLOSES + A_DAY)
    assert "key-for-result" not in [kind for kind, _ in owed(hall, TERM_FROM)]


def test_officers_get_a_letter_when_a_box_waits_for_its_key(hall, cast, election, settings, mailoutbox):
    hall.nominate(election, 9)
    election = hall.open(election)
    (settings.KEYS / f"box-{election.uid}.key").unlink()
    hall.close(election)
    on = CLOSES.date() + A_DAY

    notices.keep(hall.institution, selectors.owed(hall.institution, hall.charter, on=on), on=on, at=at(on))
    with scopes_disabled():
        notices.digest(at=at(on), site="https://mithaq.example")

    letters = {letter.to[0]: letter.body for letter in mailoutbox}
    for officer in (cast.amal, cast.badr):
        assert f"box-{election.uid}.key" in letters[officer.account.email]
    told = next(Due.objects.filter(kind="elections.key-for-box").iterator())
    for lang, said in (("en", "the box cannot be opened"), ("fr", "l’urne ne peut pas"), ("ar", "لا يمكن فتح الصندوق")):
        with override(lang):
            assert said in notices_told.wording.said(told)


def test_what_is_owed_is_asked_as_often_for_three_elections_as_for_one(hall):
    hall.adopt(BOARD.replace('"5-6"', '"5-12"'))
    counts = []
    for number in range(3):
        hall.call(seats=4)
        if number in (0, 2):
            with CaptureQueriesContext(connection) as queries:
                owed(hall, DAY)
            counts.append(len(queries))

    assert counts[0] == counts[1]


def test_who_may_no_longer_see_an_election_is_not_told_of_it(hall, cast, election):
    person = cast.chadia.person
    told = Notice.objects.filter(kind="elections.called", person=person)
    assert told.count() == 1

    still = still_told.KINDS["elections.called"]
    abouts = [election.uid, f"{election.uid}:2", "aaaaaaaaaaaaaaaa"]

    assert set(still(hall.institution, cast.chadia.account, abouts)) == {election.uid, f"{election.uid}:2"}
    cast.institution.is_public = False
    assert set(still(cast.institution, cast.dalia.account, abouts)) == set()
