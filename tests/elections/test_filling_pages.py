"""The pages by which a vacant seat is filled: what is asked, what is told, and that they lead to the first election."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from mithaq.elections import services
from mithaq.elections.enums import Kind, Standing
from mithaq.elections.models import Candidacy, Count, Elected, Election
from mithaq.foundation.actors import SYSTEM
from tests.bodies.network import at
from tests.elections.hall import BOARD, LEVELS_EQUAL
from tests.elections.polls import COUNTED, SEED, closed, some
from tests.elections.test_result_pages import get, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> date:
    """Asked once a test: midnight may come in between."""
    return localdate()


@pytest.fixture
def poll(hall, today) -> Election:
    """Six of twelve sit since forty days, for more than a year."""
    began = today - timedelta(days=40)
    hall.adopt(BOARD.replace('"5-6"', '"3-6"'), LEVELS_EQUAL)
    ends = today.replace(year=today.year + 1, day=1)
    made = closed(hall, hall.members(12), some(12, 60, favour=(0, 1, 2)), term_from=began, term_until=ends)
    count = services.count_now(made, seed=SEED, by=SYSTEM, at=COUNTED)
    services.declare(count, on=began, by=SYSTEM, at=at(began))
    return Election.objects.get(pk=made.pk)


def leave(hall, poll: Election, place: int, today: date) -> str:
    row = Elected.objects.select_related("tenure", "candidacy__organisation").get(election=poll, place=place)
    hall.vacate(row.tenure, today)
    return str(row.candidacy.organisation.name["en"])


def test_both_pages_say_who_left_until_when_and_lead_to_each_other(cast, hall, poll, today):
    name = leave(hall, poll, 2, today)

    for this, other in (("countback", "by_election"), ("by_election", "countback")):
        text = page(cast, poll, this, "officer")
        assert (
            f"1 seat is to be filled for the rest of the term, until 1 {poll.term_until:%B} {poll.term_until.year}"
            in text
        )
        assert f"Who left: {name}." in text
        assert url_of(poll, other) in get(cast, poll, this, "officer").content.decode()
    assert "single transferable vote, balanced" in page(cast, poll, "by_election", "officer")


def test_seats_that_are_being_filled_already_are_told_apart(cast, hall, poll, today):
    leave(hall, poll, 2, today)
    services.countback(poll, on=today, by=SYSTEM, at=at(today))
    leave(hall, poll, 4, today)

    text = page(cast, poll, "by_election", "officer")

    assert "1 seat is to be filled" in text
    assert "Another election fills, or has filled, 1 other seat of theirs." in text
    assert "لما بقي من المدة" in page(cast, poll, "countback", "officer", "ar")


def test_a_countback_opens_no_box_and_asks_for_no_seed(cast, hall, poll, today):
    Election.objects.filter(pk=poll.pk).update(seed_source={"en": "The weather", "fr": "Le temps", "ar": "الطقس"})
    leave(hall, poll, 2, today)
    cast.client("officer").post(url_of(poll, "countback"), {"on": today.isoformat()})
    made = Election.objects.get(kind=Kind.COUNTBACK)

    answer = get(cast, made, "count", "officer")
    text = page(cast, made, "count", "officer")

    assert "The ballots of the first vote are counted back, with its seed" in text
    assert SEED in text
    assert "Open the box" not in text
    assert "seed" not in answer.context["form"].fields
    cast.client("officer").post(url_of(made, "count"), {})
    assert Count.objects.get(election=made).seed == SEED


def test_a_countback_leads_to_the_roll_and_the_board_of_the_ballots_it_counts(cast, hall, poll, today):
    left = leave(hall, poll, 2, today)
    made = services.countback(poll, on=today, by=SYSTEM, at=at(today))

    mine = get(cast, made, "election", "officer").content.decode()
    first = get(cast, poll, "election", "officer").content.decode()

    for there in ("roll", "board", "result"):
        assert url_of(poll, there) in mine
    assert url_of(made, "board") not in mine
    assert url_of(made, "election") in first
    gone = mine.partition(left)[2]
    assert "left the seat, or no longer stands" in gone.partition("</li>")[0]
    services.cancel(made, reason="Nobody wants the seat.", by=SYSTEM, at=at(today))
    assert url_of(made, "election") not in get(cast, poll, "election", "officer").content.decode()


def test_a_countback_says_nothing_of_the_first_vote_that_is_not_so(cast, hall, poll, today):
    """The votes were cast when they were; what was written about six seats is not of one."""
    Election.objects.filter(pk=poll.pk).update(about={"en": "Six seats."}, opened_at=poll.opens_at)
    leave(hall, poll, 2, today)
    made = services.countback(poll, on=today, by=SYSTEM, at=at(today))

    text = page(cast, made, "election")

    assert "Six seats." not in text
    voted = next(one["text"] for one in get(cast, made, "election").context["steps"] if one["title"] == "Voting")
    assert voted == next(
        one["text"] for one in get(cast, poll, "election").context["steps"] if one["title"] == "Voting"
    )


def test_why_somebody_is_elected_in_a_countback_names_no_place_among_those_who_sit(cast, hall, poll, today):
    leave(hall, poll, 2, today)
    made = services.countback(poll, on=today, by=SYSTEM, at=at(today))
    services.declare(services.count_now(made, by=SYSTEM, at=at(today)), on=today, by=SYSTEM, at=at(today))
    found = Elected.objects.select_related("candidacy").get(election=made)
    stays = Elected.objects.select_related("candidacy").get(election=poll, place=1).candidacy.number

    def why(one: Candidacy) -> str:
        told = {"institution": made.institution.slug, "uid": made.uid, "candidacy": one.uid}
        return cast.client().get(reverse("elections:why", kwargs=told)).content.decode()

    assert "is elected to a seat that had fallen vacant." in why(found.candidacy)
    assert "was elected before, and keeps the seat." in why(Candidacy.objects.get(election=made, number=stays))


def test_the_page_of_an_election_asks_as_often_whoever_withdrew(cast, hall, poll):
    def asked() -> int:
        get(cast, poll, "election")
        with CaptureQueriesContext(connection) as queries:
            get(cast, poll, "election")
        return len(queries)

    stood = asked()
    Candidacy.objects.filter(election=poll, number__lt=5).update(standing=Standing.WITHDRAWN)

    assert asked() == stood


# lists that have pages


def test_the_lists_of_a_result_have_pages_of_their_own(cast, hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    poll = closed(hall, hall.members(45), some(45, 40))
    services.count_now(poll, seed=SEED, by=SYSTEM, at=COUNTED)

    def rows(section: str, **query: Any) -> list[str]:
        answer = cast.client("officer").get(url_of(poll, "result"), query)
        text = answer.content.decode().partition(f'aria-labelledby="{section}"')[2].partition("</section>")[0]
        return text.partition("<tbody>")[2].partition("</tbody>")[0].split("<tr>")[1:]

    others = [rows("others"), rows("others", others=2), rows("others", others=99)]
    lots = [rows("lots", others=2), rows("lots", others=2, lots=2)]

    assert [len(one) for one in others] == [30, 9, 9]
    assert others[1] == others[2]
    assert not set(others[0]) & set(others[1])
    assert [len(one) for one in lots] == [30, 15]
    text = cast.client("officer").get(url_of(poll, "result"), {"others": 2}).content.decode()
    assert 'href="?others=2&amp;lots=2#lots"' in text  # each list keeps the place of the other
    assert 'href="?others=1#others"' in text


def url_of(election: Election, name: str) -> str:
    return reverse(f"elections:{name}", kwargs={"institution": election.institution.slug, "uid": election.uid})
