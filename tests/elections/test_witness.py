"""When voting is closed, everybody on the roll, the observers and the officers are told what fixes the board: each of
them can show it if something is changed afterwards. Nobody is told it earlier, and nobody for having voted.
"""

from __future__ import annotations

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django_scopes import scopes_disabled

from mithaq.bodies import services as bodies
from mithaq.config.commands import verify
from mithaq.elections import board as boards
from mithaq.elections import services
from mithaq.elections.enums import FEW, Secrecy
from mithaq.elections.models import BoardEntry, Election
from mithaq.foundation.actors import SYSTEM
from mithaq.kernels import board
from mithaq.notices import services as notices
from mithaq.notices.models import Notice
from mithaq.notices.selectors import wording
from mithaq.people import services as people
from tests.bodies.network import DAY
from tests.elections import box
from tests.elections.hall import BOARD, CALLED, CLOSES, OPENS
from tests.elections.polling import Polling

pytestmark = pytest.mark.django_db
KIND = "elections.closed"
OBSERVERS = '[body.board.observers]\nadmitted = "invitation"\nmay = ["read"]\n'
HASH = re.compile(r"\b[0-9a-f]{64}\b")
NAMED = [[0], [1, 2]]


@pytest.fixture
def election(hall):
    """Six are on the roll, and the first four vote."""
    made = box.open_box(hall)
    box.all_vote(made, [[0, 1], [2], [], [1]])
    return made


def told(person=None):
    rows = Notice.objects.filter(kind=KIND)
    return list(rows.filter(person=person) if person else rows)


def last(election):
    return str(BoardEntry.objects.filter(election=election).order_by("number").last().digest)


def read(election):
    return board.read(box.published(election))


def test_whoever_is_on_the_roll_is_told_the_head_whether_they_voted_or_not(election):
    services.close_voting(election, by=SYSTEM, at=box.OVER)

    for elector in box.electors(election):
        [one] = told(elector.person)
        assert one.facts["head"] == last(election)
        assert one.path.endswith(f"/elections/{election.uid}/board/")
    assert {json.dumps(one.facts, sort_keys=True) for one in told()} == {json.dumps(told()[0].facts, sort_keys=True)}
    assert {one.told_at for one in told()} == {box.OVER}


def test_observers_and_officers_are_told_and_nobody_else(hall, cast):
    hall.adopt(BOARD, OBSERVERS)
    watching, speaking, stranger = hall.person(), hall.person(), hall.person()
    people.affiliate(speaking, one := hall.organisation(), on=DAY, by=SYSTEM, at=CALLED)
    people.admit(hall.institution, person=speaking, on=DAY, by=SYSTEM, at=CALLED)
    for held in ({"person": watching}, {"organisation": one}):
        bodies.invite_observer(hall.body(), on=DAY, by=SYSTEM, at=CALLED, **held)
    gone = hall.person()
    bodies.invite_observer(hall.body(), person=gone, on=DAY, until=OPENS.date(), by=SYSTEM, at=CALLED)
    election = box.open_box(hall)
    box.all_vote(election, [[0]])

    services.close_voting(election, by=SYSTEM, at=box.OVER)

    roll = {elector.person_id for elector in box.electors(election)}
    asked = {watching.pk, speaking.pk, cast.amal.person.pk, cast.badr.person.pk}
    assert {one.person_id for one in told()} == roll | asked
    assert not {stranger.pk, gone.pk, cast.chadia.person.pk} & (roll | asked)


def test_nothing_is_told_while_somebody_may_still_vote(election):
    election.refresh_from_db()

    assert boards.witness(election) == {}
    assert told() == []


def test_the_board_is_fixed_before_anybody_has_seen_a_ballot_and_told_once(election):
    services.close_voting(election, by=SYSTEM, at=box.OVER)
    before = len(told())
    services.close_voting(election, by=SYSTEM, at=box.OVER)
    services.open_box(election, by=SYSTEM, at=box.OVER)

    election.refresh_from_db()
    assert before == len(told()) == 6 + 2  # the roll, and two officers
    assert {one.facts["head"] for one in told()} == {election.closing["head"]}


def test_the_day_brings_it_too(election, hall):
    services.tend(hall.institution, hall.charter, on=CLOSES.date(), by=SYSTEM, at=box.OVER)

    assert {one.facts["head"] for one in told()} == {last(election)}


SAID = {"en": "The head of its board is", "ar": "رأس سجل الاقتراع هو", "fr": "La tête de son registre est"}


@pytest.mark.parametrize(("code", "said"), SAID.items())
def test_it_is_said_in_three_languages(election, code, said):
    box.close(election)

    with translation.override(code):
        text = wording.said(told()[0])

    assert said in text
    assert HASH.findall(text) == [last(election)]


def test_it_comes_by_mail_to_who_wants_mail(cast, election, mailoutbox):
    notices.choose_mail(cast.institution, cast.amal.person, False, at=CALLED)

    box.close(election)
    with scopes_disabled():
        notices.digest(at=box.OVER, site="https://mithaq.example")

    letters = {letter.to[0]: letter.body for letter in mailoutbox}
    officer, member = letters[cast.badr.account.email], letters[cast.chadia.account.email]
    assert last(election) in officer
    assert f"https://mithaq.example/fr/{cast.institution.slug}/elections/{election.uid}/board/" in officer
    assert last(election) not in member  # who is neither on the roll nor watches
    assert cast.amal.account.email not in letters


def test_where_nobody_voted_it_is_said_and_nothing_is_to_be_kept(hall):
    election = box.open_box(hall)

    box.close(election)

    with translation.override("en"):
        text = wording.said(told()[0])
    assert text.endswith("voting is closed. Nobody voted.")
    assert HASH.search(text) is None


def test_of_a_vote_by_name_it_is_the_digest_of_the_ballots(hall):
    election = box.open_box(hall, secrecy=Secrecy.NAMED)
    box.all_vote(election, NAMED)

    box.close(election)

    election.refresh_from_db()
    assert {one.facts["digest"] for one in told()} == {election.closing["ballots_digest"]}
    with translation.override("en"):
        assert f"The digest of its ballots is \u2068{election.closing['ballots_digest']}" in wording.said(told()[0])


def test_lots_of_a_vote_by_name_hang_on_what_nobody_knew_before_the_close(hall):
    """It has no entries: what stands as the head of its board is there before the first vote."""
    election = box.open_box(hall, secrecy=Secrecy.NAMED, seed_source=None)
    box.all_vote(election, NAMED)
    box.close(election)

    made = services.count_now(election, by=SYSTEM, at=box.OVER)

    election.refresh_from_db()
    assert made.seed == election.closing["ballots_digest"] != election.head


def test_who_is_told_is_asked_in_as_many_queries_for_many_on_the_roll(hall):
    counts = []
    for electors in (2, 9):
        election = box.open_box(hall, electors=electors)
        with CaptureQueriesContext(connection) as queries:
            services.close_voting(election, by=SYSTEM, at=box.OVER)
        counts.append(len(queries))
        Election.objects.filter(pk=election.pk).delete()

    assert counts[0] == counts[1]


# what the head is for


def ends(of, head):
    return [one for one in verify.findings(of, head=head) if "close" in one[1] and "closing" not in one[1]]


def test_a_board_that_is_cut_off_or_goes_on_after_the_close_is_found_by_its_head(hall):
    election = box.open_box(hall, electors=FEW + 2)
    box.all_vote(election, [[0]] * FEW)
    then = last(election)
    before = read(election)
    for elector in box.electors(election)[FEW:]:
        box.vote(election, elector, [1])
    box.close(election)
    whole = read(election)

    assert ends(whole, last(election)) == [
        (True, f"The board ends as you were told at the close: entry {FEW + 2} is its last.")
    ]
    assert ends(whole, f" {last(election).upper()}\n")[0][0]
    assert ends(whole, then) == [
        (False, f"The head you were told is entry {FEW}; entry {FEW + 1} was added after the close.")
    ]
    cut = "The head you were told is not on this board: entries were changed or taken out after the close."
    assert ends(before, last(election)) == [(False, cut)]


def test_other_ballots_of_a_vote_by_name_are_found_by_their_digest(hall):
    election = box.open_box(hall, secrecy=Secrecy.NAMED)
    box.all_vote(election, NAMED)
    box.close(election)
    [digest] = {one.facts["digest"] for one in told()}

    assert ends(read(election), digest) == [(True, "The ballots are those of the close.")]
    assert ends(read(election), "0" * 64) == [(False, "The ballots are not those of the close.")]
    assert ends(read(election), "")[0][0] is False


def test_a_vote_by_name_is_not_said_to_fail_between_its_close_and_the_opening_of_its_box(hall):
    election = box.open_box(hall, secrecy=Secrecy.NAMED)
    box.all_vote(election, NAMED)
    services.close_voting(election, by=SYSTEM, at=box.OVER)
    [digest] = {one.facts["digest"] for one in told()}

    [(holds, said)] = ends(read(election), digest)
    assert holds is None
    assert said.endswith("If the election is already declared, this file is not whole.")
    services.open_box(election, by=SYSTEM, at=box.OVER)
    assert ends(read(election), digest) == [(True, "The ballots are those of the close.")]


@pytest.mark.parametrize(("secrecy", "said"), [("confidential", "its head"), ("named", "the digest of all")])
def test_the_answer_to_a_vote_says_what_will_come_and_tells_no_head(hall, secrecy, said):
    """But the voter's own entry, which is theirs to check: two who compare learn nothing they were not told before."""
    polling = Polling(hall, secrecy=secrecy)
    services.cast(polling.election, polling.electors[0], [1], by=SYSTEM, at=polling.election.opens_at)

    answer = polling.browser().post(polling.url("cast"), polling.paper(0))
    page, receipt = answer.content.decode(), answer.context["receipt"]

    assert f"When voting is closed, the page of the board tells you {said}" in page
    assert set(HASH.findall(page)) <= {receipt.entry, receipt.nonce}
