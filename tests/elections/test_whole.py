"""From the call to the declaration, and then from outside: the board is read, and counted again, with nothing else."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from mithaq.config.commands import verify
from mithaq.elections import services
from mithaq.elections.enums import FEW, State
from mithaq.elections.models import BoardEntry, Election
from mithaq.foundation.actors import SYSTEM
from mithaq.kernels import board
from tests.elections import box
from tests.elections.hall import AFTER, BOARD, CLOSES, LEVELS_EQUAL

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def polled(hall):
    """Voting is open under a rule of balance, and everybody has voted."""
    hall.adopt(BOARD, LEVELS_EQUAL)
    election = hall.call(seats=6)
    hall.nominate(election, 9)
    election = hall.open(election, voters=FEW)
    chance = random.Random(4711)
    receipts = [
        hall.vote(election, one, chance.sample(range(9), chance.randint(1, 9))) for one in hall.electors(election)
    ]
    return election, receipts


def test_a_declared_election_is_counted_again_from_its_board(hall, polled):
    election, receipts = polled
    assert services.tend(hall.institution, hall.charter, on=CLOSES.date(), by=SYSTEM, at=CLOSES + AFTER) >= 2
    closed = Election.objects.get(pk=election.pk)
    assert (closed.state, closed.closing["ballots"]) == (State.CLOSED, len(receipts))

    count = services.count_now(closed, seed="the weather in Tunis", by=SYSTEM, at=CLOSES + HOUR)
    services.declare(count, on=closed.term_from, by=SYSTEM, at=CLOSES + 2 * HOUR)

    whole = board.read(box.published(election))
    told = list(verify.findings(whole, receipt=board.read_receipt(receipts[0].text)))
    assert [text for holds, text in told if not holds] == []
    assert told[-1][1].startswith("Counted again by balanced-stv, with the same result: Organisation")
    assert list(whole.result["winners"]) == count.result["winners"]


def test_tending_again_opens_nothing_twice_and_leaves_no_key(
    hall, polled, settings, django_capture_on_commit_callbacks
):
    election, _receipts = polled
    told = {"on": CLOSES.date(), "by": SYSTEM, "at": CLOSES + AFTER}

    with django_capture_on_commit_callbacks(execute=True):
        services.tend(hall.institution, hall.charter, **told)
    first = Election.objects.get(pk=election.pk).closing
    assert services.tend(hall.institution, hall.charter, **told) == 0

    assert Election.objects.get(pk=election.pk).closing == first
    assert [one.name for one in settings.KEYS.iterdir()] == ["board.key"]


def test_a_cancelled_election_keeps_no_key_and_stays_shut(hall, polled, settings, django_capture_on_commit_callbacks):
    election, receipts = polled

    with django_capture_on_commit_callbacks(execute=True):
        services.cancel(election, reason="A candidate was left out.", by=SYSTEM, at=CLOSES + AFTER)

    assert [one.name for one in settings.KEYS.iterdir()] == ["board.key"]
    assert BoardEntry.objects.exclude(sealed="").count() == len(receipts)
