"""Whoever leaves is followed by whom the ballots, or a new vote, choose; nobody else loses their seat."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from mithaq.bodies import selectors as bodies
from mithaq.bodies.models import Tenure
from mithaq.elections.enums import Kind, Marks, Method, Standing, State
from mithaq.elections.models import Candidacy, Count, Elected, Election
from mithaq.elections.selectors.results import outcome
from mithaq.elections.services.counting import count_now
from mithaq.elections.services.declaring import declare
from mithaq.elections.services.vacancies import by_election, countback, drop_out
from mithaq.elections.tallying import tally
from mithaq.elections.vacant import vacancies
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry
from mithaq.kernels import charter as kernel
from mithaq.kernels import elections as counting
from mithaq.notices.models import Notice
from tests.bodies.network import at
from tests.elections.hall import BOARD, LEVELS_EQUAL, SEAT, TERM_FROM
from tests.elections.polls import COUNTED, DECLARED_ON, SEED, closed, some

LEAVES = TERM_FROM + timedelta(days=100)
ENDS = TERM_FROM.replace(year=2023)
WIDE = BOARD.replace('"5-6"', '"3-6"')


@pytest.fixture
def board(hall) -> Election:
    """Six of twelve sit, two of each level."""
    hall.adopt(WIDE, LEVELS_EQUAL)
    return elected(closed(hall, hall.members(12), some(12, 60, favour=(0, 1, 2))))


def elected(poll: Election, **told) -> Election:
    made = count_now(poll, seed=SEED, by=SYSTEM, at=COUNTED)
    declare(made, on=DECLARED_ON, by=SYSTEM, at=at(DECLARED_ON))
    return Election.objects.get(pk=poll.pk)


def leaves(hall, poll: Election, place: int, on=LEAVES) -> Elected:
    row = Elected.objects.select_related("tenure", "candidacy").get(election=poll, place=place)
    hall.vacate(row.tenure, on)
    return row


def back(poll: Election, *, on=LEAVES, **told) -> Election:
    return countback(poll, on=on, by=SYSTEM, at=at(on), **told)


def filled(made: Election, *, on=LEAVES) -> list[Elected]:
    count = count_now(made, by=SYSTEM, at=at(on))
    return declare(count, on=on, by=SYSTEM, at=at(on))


def sitting(hall, on=LEAVES) -> set:
    return {one.organisation for one in hall.sitting(on=on)}


# A countback


def test_the_same_ballots_fill_the_seat_and_nobody_else_loses_theirs(hall, board):
    left = leaves(hall, board, 2)
    before = sitting(hall)

    rows = filled(back(board))

    assert len(rows) == 1
    assert sitting(hall) == before | {rows[0].candidacy.organisation}
    assert rows[0].candidacy.organisation != left.candidacy.organisation
    assert rows[0].candidacy.attributes["level"] == left.candidacy.attributes["level"]  # quotas are kept


def test_the_rest_of_the_term_is_served(hall, board):
    leaves(hall, board, 1)

    (row,) = filled(back(board))

    tenure = Tenure.objects.get(pk=row.tenure_id)
    assert (tenure.from_date, tenure.until, tenure.basis) == (LEAVES, ENDS, "election")


def test_those_who_sit_are_elected_first_whatever_a_plain_recount_would_say(hall):
    """Of these papers a plain recount without whoever came second would take the seat of another, too."""
    hall.adopt(WIDE)
    poll = elected(closed(hall, hall.members(9), some(9, 25, seed=19), method=Method.SCOTTISH_STV))
    gone = leaves(hall, poll, 2).candidacy.number
    stays = {one.candidacy.number for one in Elected.objects.filter(election=poll).exclude(place=2)}
    papers = replace(tally(poll).ballots, withdrawn=frozenset([gone]))
    plain = counting.count(papers, "scottish-stv", seats=6, seed=SEED, ids=tally(poll).ids)
    assert not stays <= set(plain.winners)

    made = back(poll)
    count = count_now(made, by=SYSTEM, at=at(LEAVES))

    assert stays <= set(count.result["winners"])
    assert set(count.result["of"]["keeps"]) == stays


def test_who_stays_and_who_comes_are_told_apart(hall, board):
    leaves(hall, board, 1)
    made = back(board)
    count = count_now(made, by=SYSTEM, at=at(LEAVES))
    stays = {one.candidacy.number for one in Elected.objects.filter(election=board, place__gt=1)}

    shown = outcome(made, count)

    assert {one.number for one in shown.stayed} == stays
    assert [one.number for one in shown.elected] == [n for n in count.result["winners"] if n not in stays]
    assert [one.key for one in shown.meters] == ["body.board.balance.levels"]


def test_seed_and_lots_are_those_of_the_first_count(hall, board):
    leaves(hall, board, 1)
    made = back(board)

    count = count_now(made, by=SYSTEM, at=at(LEAVES))

    first = Count.objects.get(election=board)
    assert (count.seed, count.result["of"]["ids"]) == (SEED, first.result["of"]["ids"])
    with pytest.raises(ValidationError, match="entered once"):
        count_now(made, seed="another", by=SYSTEM, at=at(LEAVES))


def test_several_seats_are_filled_by_one_countback(hall, board):
    leaves(hall, board, 1)
    leaves(hall, board, 4)

    made = back(board)
    rows = filled(made)

    assert (made.seats, len(rows), len(sitting(hall))) == (2, 2, 6)


def test_whoever_came_by_a_countback_may_leave_too(hall, board):
    leaves(hall, board, 1)
    first = back(board)
    filled(first)
    later = LEAVES + timedelta(days=50)
    gone = leaves(hall, first, 1, later)

    (row,) = filled(back(first, on=later), on=later)

    assert Election.objects.get(pk=row.election_id).follows_id == board.pk
    assert row.candidacy.number not in {gone.candidacy.number}
    assert len(sitting(hall, later)) == 6


def test_who_no_longer_wants_the_seat_is_left_out(hall, board):
    leaves(hall, board, 1)
    (would,) = filled_numbers(back(board))
    Election.objects.filter(kind=Kind.COUNTBACK).update(state=State.CANCELLED)

    made = back(board, without=[Candidacy.objects.get(election=board, number=would)])
    (row,) = filled(made)

    assert row.candidacy.number != would


def filled_numbers(made: Election) -> list[int]:
    count = count_now(made, by=SYSTEM, at=at(LEAVES))
    return [number for number in count.result["winners"] if number not in count.result["of"]["keeps"]]


def test_a_countback_keeps_the_composition_the_charter_asks_for(hall, board):
    for place in (1, 2, 3):
        leaves(hall, board, place)
        filled(back(board))

    known = [
        kernel.Holder(str(one.pk), one.seat.clause, {"level": (one.organisation.level,)})
        for one in hall.sitting(on=LEAVES)
    ]
    assert kernel.composition(hall.charter, "body.board", known) == ()


@pytest.mark.parametrize(
    ("marks", "method"),
    [
        (Marks.RANK, Method.SCOTTISH_STV),
        (Marks.RANK, Method.MEEK),
        (Marks.APPROVE, Method.PAV),
        (Marks.APPROVE, Method.BALANCED_PHRAGMEN),
    ],
)
def test_every_way_of_counting_can_count_back(hall, marks, method):
    hall.adopt(WIDE)
    poll = elected(closed(hall, hall.members(9), some(9, 30), marks=marks, method=method))
    leaves(hall, poll, 3)
    before = sitting(hall)

    filled(back(poll))

    assert len(sitting(hall)) == 6 and before < sitting(hall)


def test_one_seat_is_counted_again_without_who_left(hall):
    hall.adopt(BOARD.replace('"5-6"', '"1"'))
    poll = elected(closed(hall, hall.members(3), [[0, 1, 2]] * 5 + [[1, 2, 0]] * 3, seats=1, method=Method.SCHULZE))
    leaves(hall, poll, 1)

    (row,) = filled(back(poll))

    assert row.candidacy.number == 1


def test_without_a_vacancy_there_is_nothing_to_count_back(hall, board):
    with pytest.raises(ValidationError, match="fallen vacant"):
        back(board)


def test_a_vacancy_is_filled_once(hall, board):
    leaves(hall, board, 1)
    made = back(board)

    with pytest.raises(ValidationError, match="fallen vacant"):
        back(board)
    filled(made)
    with pytest.raises(ValidationError, match="fallen vacant"):
        back(board)


def test_a_term_that_is_over_is_no_vacancy(hall, board):
    found = vacancies(board, hall.charter, on=ENDS)

    assert (found.number, found.stays) == (0, ())


def test_where_too_few_are_left_the_members_vote_again(hall):
    hall.adopt(WIDE)
    poll = elected(closed(hall, hall.members(6), some(6, 30)))
    leaves(hall, poll, 1)

    with pytest.raises(ValidationError, match="Too few are left"):
        back(poll)
    assert not Election.objects.filter(kind=Kind.COUNTBACK).exists()


def test_where_the_quotas_leave_nobody_the_members_vote_again(hall):
    hall.adopt(WIDE, LEVELS_EQUAL)
    levels = ["national", "national", "regional", "regional", "global", "global", "regional"]
    poll = elected(closed(hall, [hall.organisation(one, member=True) for one in levels], some(7, 30)))
    row = Elected.objects.filter(election=poll, candidacy__attributes__level=["global"]).first()
    hall.vacate(row.tenure, LEAVES)
    for one in Elected.objects.filter(election=poll, candidacy__attributes__level=["global"]).exclude(pk=row.pk):
        hall.vacate(one.tenure, LEAVES)

    with pytest.raises(ValidationError, match=r"Too few|nobody is left"):
        back(poll)


def test_it_is_written_down_and_those_who_may_follow_are_told(hall, board):
    stood = Candidacy.objects.filter(election=board).exclude(elected__isnull=False).first()
    speaker = hall.person(stood.organisation)
    Notice.objects.all().delete()
    leaves(hall, board, 1)

    made = back(board)

    assert (made.kind, made.state, made.follows, made.term_until) == (Kind.COUNTBACK, State.CLOSED, board, ENDS)
    assert Entry.objects.get(act="elections.countback").after["seats"] == 1
    assert [one.person for one in Notice.objects.filter(kind="elections.countback")] == [speaker]


# Before the result is declared


def test_who_drops_out_before_the_result_counts_for_nothing(hall):
    hall.adopt(WIDE, LEVELS_EQUAL)
    poll = closed(hall, hall.members(9), some(9, 40))
    first = count_now(poll, by=SYSTEM, at=COUNTED).result["winners"]
    out = Candidacy.objects.get(election=poll, number=first[0])

    drop_out(out, because="Has died.", by=SYSTEM, at=COUNTED)
    again = count_now(poll, by=SYSTEM, at=COUNTED)

    assert out.number not in again.result["winners"]
    assert len(declare(again, on=DECLARED_ON, by=SYSTEM, at=at(DECLARED_ON))) == 6
    assert Entry.objects.get(act="elections.drop_out").public is False


def test_dropping_out_needs_a_reason_and_its_time(hall, board):
    one = Candidacy.objects.filter(election=board).first()

    with pytest.raises(ValidationError, match="Say why"):
        drop_out(one, because=" ", by=SYSTEM, at=COUNTED)
    with pytest.raises(ValidationError, match="after the close"):
        drop_out(one, because="late", by=SYSTEM, at=COUNTED)
    one.refresh_from_db()
    assert one.standing == Standing.STANDS


# A by-election


def test_a_by_election_is_called_for_the_seats_and_the_rest_of_the_term(hall, board):
    leaves(hall, board, 1)
    leaves(hall, board, 2)

    made = by_election(
        board,
        nominations_until=at(LEAVES + timedelta(days=10)),
        roll_on=LEAVES + timedelta(days=10),
        opens_at=at(LEAVES + timedelta(days=11)),
        closes_at=at(LEAVES + timedelta(days=20)),
        term_from=LEAVES + timedelta(days=25),
        on=LEAVES,
        by=SYSTEM,
        at=at(LEAVES),
    )

    assert (made.kind, made.follows, made.seats, made.term_until) == (Kind.BY_ELECTION, board, 2, ENDS)
    assert (made.clause, made.method, made.state) == (SEAT, board.method, State.NOMINATING)
    with pytest.raises(ValidationError, match="fallen vacant"):
        back(board)
    assert bodies.body(hall.institution, "board") == made.body
