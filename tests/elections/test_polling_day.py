"""Everybody votes at once, and the server is killed in the middle: no acknowledged vote is lost, nobody votes twice."""

from __future__ import annotations

import fcntl
import os
import random
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import timedelta
from itertools import islice
from pathlib import Path

import pytest
from django.db import connection
from django_scopes import scope

from mithaq.config.commands import verify
from mithaq.elections import services
from mithaq.elections.enums import State
from mithaq.elections.models import Ballot, BoardEntry, Election, Elector
from mithaq.foundation.actors import SYSTEM
from mithaq.kernels import board
from tests.elections import box, day
from tests.elections.hall import Hall

pytestmark = pytest.mark.django_db(transaction=True)
# The server has eight threads: a hundred fill them many times over. With MITHAQ_FULL=1 three times as many come.
VOTERS, CANDIDATES = 300 if os.environ.get("MITHAQ_FULL") == "1" else 100, 8
LATE = 8  # so many come when the server is gone, however quick it was until then
TRIES = 20


@pytest.fixture
def network(committed):
    return Hall(committed)


def test_two_who_vote_for_the_same_elector_at_once_cast_one_vote(network, together):
    election = box.open_box(network, electors=1)
    elector = box.electors(election)[0]

    assert together(lambda n: box.vote(election, elector, [n]), 4) == ["done"] + ["has-voted"] * 3
    assert BoardEntry.objects.count() == 1


def test_many_at_once_leave_one_whole_chain(network, together):
    election = box.open_box(network, electors=12)
    electors = box.electors(election)

    assert together(lambda n: box.vote(election, electors[n], [n % 5]), 12) == ["done"] * 12

    assert Elector.objects.filter(has_voted=True).count() == 12
    told = list(verify.findings(board.read(box.published(election))))
    assert all(holds for holds, _said in told)
    assert any(said.startswith("Entries: 12;") for _holds, said in told)


if connection.vendor == "sqlite":

    def test_who_votes_stands_in_the_row_of_those_who_write_to_sqlite(network, tmp_path):
        """Another process has its turn: the vote waits for it, and is taken then."""
        election = box.open_box(network, electors=1)
        elector = box.electors(election)[0]
        copy, came = tmp_path / "copy.sqlite3", threading.Event()
        connection.cursor().execute("VACUUM INTO %s", [str(copy)])

        def act() -> None:
            connection.settings_dict = {**connection.settings_dict, "NAME": str(copy)}
            try:
                with scope(institution=network.institution):
                    box.vote(election, elector, [0])
                came.set()
            finally:
                connection.close()

        waiting = threading.Thread(target=act)
        with Path(f"{copy}.turn").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            waiting.start()
            assert not came.wait(0.5)
            fcntl.flock(turn, fcntl.LOCK_UN)
            waiting.join()
        assert came.is_set()


if connection.vendor == "postgresql":

    def test_the_roll_has_room_to_be_written_anew_with_each_vote(network):
        """So that a vote writes the rows of the roll, and none of its ten indexes."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT reloptions FROM pg_class WHERE relname = 'elections_elector'")
            assert cursor.fetchone() == (["fillfactor=50"],)


def test_who_votes_while_voting_is_closed_is_counted_or_told(network, together):
    election = box.open_box(network, electors=6)
    electors = box.electors(election)

    def act(n: int) -> None:
        if n == 3:
            services.close_voting(election, reason="Enough", by=SYSTEM, at=box.CAST)
        else:
            box.vote(election, electors[n], [0])

    told = together(act, 6)

    assert Election.objects.get().state == State.CLOSED
    assert told.count("done") == 1 + BoardEntry.objects.count()
    assert BoardEntry.objects.count() == Elector.objects.filter(has_voted=True).count()


def test_everybody_votes_at_once_and_the_server_is_killed_in_the_middle(network, tmp_path):
    election, voters = day.fill(network, voters=VOTERS, candidates=CANDIDATES)
    if connection.vendor == "sqlite":
        connection.cursor().execute("VACUUM INTO %s", [str(tmp_path / "mithaq.sqlite3")])
    chance = random.Random(4711)
    ballots = {one: chance.sample(range(CANDIDATES), chance.randint(1, CANDIDATES)) for one in voters}
    served, answers, gone = day.PollingPlace(tmp_path), [], threading.Event()

    def vote(voter: day.Voter) -> int:
        status, text = served.vote(election, voter, ballots[voter])
        answers.append((voter, status, text))
        return status

    def come_late(voter: day.Voter) -> int:
        gone.wait()
        return vote(voter)

    def insist(voter: day.Voter) -> bool:
        """Who is told to try again does; whether it was taken, now or before."""
        return any(vote(voter) in (200, 409) for _ in range(TRIES))

    try:
        served.start()
        with ThreadPoolExecutor(VOTERS) as everybody:
            asked = [everybody.submit(vote, one) for one in voters[LATE:]]
            asked += [everybody.submit(come_late, one) for one in voters[:LATE]]
            try:
                list(islice(as_completed(asked), VOTERS // 3))
                served.kill()
            finally:
                gone.set()
        first = list(answers)
        served.start()
        with ThreadPoolExecutor(32) as everybody:  # who has no receipt tries again, and some who have one as well
            acknowledged = {voter for voter, status, _ in first if status == 200}
            again = [one for one in voters if one not in acknowledged] + sorted(acknowledged, key=str)[:20]
            assert all(everybody.map(insist, again))
    finally:
        served.end()

    receipts = [(voter, board.read_receipt(text)) for voter, status, text in answers if status == 200]
    assert len(first) == VOTERS
    assert 0 < len(acknowledged) < VOTERS, "the server was not killed in the middle"
    assert {status for _voter, status, _text in answers} <= {0, 200, 409, 503}  # 503: too busy, to be tried again
    assert len({voter for voter, _ in receipts}) == len(receipts)  # nobody has two receipts
    assert all(receipt.choices == tuple(ballots[voter]) for voter, receipt in receipts)
    tally(network, election, [receipt for _, receipt in receipts], [tuple(one) for one in ballots.values()], tmp_path)


def tally(hall, election, receipts, ballots, folder) -> None:
    """Closed, opened and checked in the database the server wrote: on SQLite in a file, so in another thread."""
    failed = []

    def run() -> None:
        if connection.vendor == "sqlite":
            connection.settings_dict = {**connection.settings_dict, "NAME": str(folder / "mithaq.sqlite3")}
        try:
            with scope(institution=hall.institution):
                services.close_voting(election, by=SYSTEM, at=day.FAR + timedelta(hours=1))
                services.open_box(election, by=SYSTEM, at=day.FAR + timedelta(hours=1))
                entries = set(BoardEntry.objects.values_list("digest", flat=True))
                opened = {one.tracker: tuple(one.choices) for one in Ballot.objects.all()}
                assert len(entries) == Elector.objects.filter(has_voted=True).count() == VOTERS
                assert [one for one in receipts if one.entry not in entries] == []
                assert [one for one in receipts if opened.get(one.tracker) != one.choices] == []
                assert sorted(opened.values()) == sorted(ballots)
                whole = board.read(box.published(election))
                assert all(holds for holds, _ in verify.findings(whole, receipt=receipts[0]))
        except BaseException as error:  # noqa: BLE001 - told to the main thread
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
