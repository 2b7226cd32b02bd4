"""Ballots are counted exactly, the same every time, and what cannot be counted says why."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError

from mithaq.elections import tallying
from mithaq.elections.enums import Marks, Method, Standing, State
from mithaq.elections.models import Ballot, Candidacy, Count, Election
from mithaq.elections.services import counting
from mithaq.elections.services.counting import CannotBeCounted, count, count_now
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry, Job
from mithaq.kernels import elections as kernel
from tests.elections.hall import BOARD, LEVELS_EQUAL
from tests.elections.polls import COUNTED, LEVELS, SEED, closed, some


@pytest.fixture
def poll(hall):
    """Nine organisations for six seats, levels equal; the national ones are liked best."""
    hall.adopt(BOARD, LEVELS_EQUAL)
    return closed(hall, hall.members(9), some(9, 40, favour=(0, 3, 6)))


def now(poll: Election, **told) -> Count:
    return count_now(poll, by=SYSTEM, at=COUNTED, **told)


def test_six_of_nine_are_elected_two_of_each_level(poll):
    made = now(poll, seed=SEED)

    levels = [poll.candidacies.get(number=number).organisation.level for number in made.result["winners"]]
    assert sorted(levels) == ["global", "global", "national", "national", "regional", "regional"]
    poll.refresh_from_db()
    assert (poll.state, poll.seed, made.seed, made.kernel) == (State.COUNTED, SEED, SEED, kernel.VERSION)


def test_the_count_without_quotas_is_kept_beside_it(poll):
    made = now(poll, seed=SEED)

    plain = tallying.from_kept(made.result["plain"])
    assert plain.method == "scottish-stv"
    assert {0, 3, 6} <= set(plain.winners)
    assert list(plain.winners) == made.result["without"]


def test_counted_again_it_is_the_same_bit_for_bit(poll):
    first, again = now(poll, seed=SEED), now(poll)

    assert json.dumps(first.result, sort_keys=True) == json.dumps(again.result, sort_keys=True)
    assert (first.ballots_digest, first.pk) == (again.ballots_digest, again.pk - 1)


def test_the_order_of_the_ballots_does_not_matter(poll):
    first = now(poll, seed=SEED)
    papers = list(Ballot.objects.filter(election=poll).order_by("pk").values_list("choices", flat=True))
    Ballot.objects.filter(election=poll).delete()
    for number, paper in enumerate(reversed(papers)):
        Ballot.objects.create(institution=poll.institution, election=poll, tracker=f"{number}", choices=paper)

    again = now(poll)

    assert (again.result, again.ballots_digest) == (first.result, first.ballots_digest)


def test_what_is_kept_is_what_the_kernel_said(poll):
    made = now(poll, seed=SEED)
    found = tallying.tally(poll)

    said = kernel.count(
        found.ballots,
        "balanced-stv",
        seats=6,
        makeup=found.makeup,
        seed=SEED,
        ids=[one.uid for one in found.candidacies],
    )

    assert tallying.from_kept(json.loads(json.dumps(made.result))) == said


def test_the_seed_is_entered_once(poll):
    now(poll, seed=SEED)

    assert now(poll, seed=SEED).seed == SEED
    with pytest.raises(ValidationError, match="entered once"):
        now(poll, seed="another")
    assert Count.objects.count() == 2


def test_without_a_seed_it_is_the_head_of_the_board_and_stays_so(poll):
    Election.objects.update(head="ab" * 32)

    assert now(poll).seed == "ab" * 32
    with pytest.raises(ValidationError, match="entered once"):
        now(poll, seed="one that suits somebody better")


def test_without_a_board_it_is_the_digest_of_the_ballots(poll):
    made = now(poll)

    assert made.seed == made.ballots_digest


@pytest.mark.parametrize("state", [State.NOMINATING, State.NOMINATED, State.OPEN, State.DECLARED, State.CANCELLED])
def test_only_what_is_closed_is_counted(poll, state):
    Election.objects.update(state=state)

    with pytest.raises(ValidationError, match="after it is closed"):
        now(poll, seed=SEED)
    poll.refresh_from_db()
    assert (poll.seed, Count.objects.count()) == ("", 0)


def test_a_box_that_is_not_open_is_not_counted(poll):
    Election.objects.update(header={"kind": "header"}, closing={})

    with pytest.raises(ValidationError, match="box"):
        now(poll)


def test_who_withdrew_counts_for_nothing(poll):
    first = now(poll)
    out = first.result["winners"][0]
    Candidacy.objects.filter(election=poll, number=out).update(standing=Standing.WITHDRAWN)

    again = now(poll)

    assert out not in again.result["winners"]
    assert len(again.result["winners"]) == 6
    assert again.ballots_digest != first.ballots_digest


def test_quotas_nobody_can_meet_any_more_are_named(poll):
    for one in Candidacy.objects.filter(election=poll, number__in=(1, 4, 7)):
        one.standing = Standing.WITHDRAWN
        one.save()

    with pytest.raises(CannotBeCounted, match="infeasible"):
        now(poll)
    made = Count.objects.get()
    assert made.result["fault"] == {"key": "infeasible", "facts": {"quotas": [LEVELS.key]}}
    poll.refresh_from_db()
    assert poll.state == State.CLOSED


def test_where_nobody_voted_nobody_is_elected_by_lot(poll):
    Ballot.objects.all().delete()

    with pytest.raises(CannotBeCounted, match=counting.NOBODY):
        now(poll)


def test_as_many_as_seats_are_elected_without_a_vote(hall):
    hall.adopt(BOARD)
    poll = closed(hall, hall.members(6), [])

    assert sorted(now(poll).result["winners"]) == [0, 1, 2, 3, 4, 5]


def test_approvals_are_counted_without_an_order(hall):
    hall.adopt(BOARD)
    poll = closed(hall, hall.members(4), [[0, 1], [1, 0], [2]], seats=2, marks=Marks.APPROVE, method=Method.PAV)

    made = now(poll, seed=SEED)

    assert tallying.tally(poll).ballots.papers == ((2, (0, 1)), (1, (2,)))
    assert len(made.result["winners"]) == 2


def test_fractions_are_kept_exactly():
    from fractions import Fraction

    step = kernel.Step(0, "tie", None, {"among": [0, 1], "by": "lot", "chosen": 1})
    result = kernel.Result("pav", (1,), ((Fraction(1, 3), 2),), (step,), Fraction(7, 2), 1, ((0,), (1,)), (0,))

    assert tallying.from_kept(json.loads(json.dumps(tallying.as_kept(result)))) == result


# As a job


def test_it_runs_as_a_job_and_says_what_it_came_to(poll, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        asked = count(poll, seed=SEED, by=SYSTEM, at=COUNTED)

    made = Count.objects.get()
    job = Job.objects.get(uid=asked.job)
    assert (made.pk, made.job, job.state) == (asked.pk, job.uid, Job.State.FINISHED)
    assert job.outcome == {"count": made.uid, "election": poll.uid}
    assert (len(made.result["winners"]), made.counted_at) == (6, COUNTED)


def test_a_job_that_cannot_count_says_why(poll, django_capture_on_commit_callbacks):
    Ballot.objects.all().delete()

    with django_capture_on_commit_callbacks(execute=True):
        count(poll, by=SYSTEM, at=COUNTED)

    job = Job.objects.get()
    assert (job.state, job.outcome["detail"]) == (Job.State.FAILED, counting.NOBODY)
    assert Count.objects.get().result["fault"]["key"] == counting.NOBODY


def test_the_minute_says_that_it_was_counted_and_nothing_of_the_ballots(poll):
    now(poll, seed=SEED)

    acts = {entry.act: entry.after for entry in Entry.objects.filter(act__startswith="elections.")}
    assert set(acts) == {"elections.seed", "elections.count"}
    assert acts["elections.seed"]["seed"] == SEED
    assert "winners" not in json.dumps(acts)
