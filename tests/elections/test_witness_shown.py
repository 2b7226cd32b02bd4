"""From the close on the page of the board shows what fixes it: who was told it and is no member reads no notices."""

from __future__ import annotations

import pytest
from django.urls import reverse

from mithaq.bodies import services as bodies
from mithaq.elections import services
from mithaq.elections.enums import Secrecy
from mithaq.elections.models import Election
from mithaq.foundation.actors import SYSTEM
from mithaq.notices.models import Notice
from mithaq.people import services as people
from tests.bodies.network import DAY
from tests.elections import box
from tests.elections.hall import BOARD, CALLED
from tests.elections.polling import Polling
from tests.elections.test_result_pages import get, page

pytestmark = pytest.mark.django_db
OBSERVERS = '[body.board.observers]\nadmitted = "invitation"\nmay = ["read"]\n'
NAMED = [[0], [1, 2]]
KEEP = "Voting is closed. What follows stands for every vote: keep it"
LATER = "Members can read the board now; everybody can once the result is declared."


@pytest.fixture
def observed(cast, hall):
    """Dalia, who takes no part here, is invited to observe the board."""
    hall.adopt(BOARD, OBSERVERS)
    bodies.invite_observer(hall.body(), person=cast.dalia.person, on=DAY, by=SYSTEM, at=CALLED)
    return hall


def fixed_by(cast, person) -> str:
    told = Notice.objects.get(kind="elections.closed", person=person).facts
    return told.get("head") or told["digest"]


@pytest.mark.parametrize("secrecy", [Secrecy.CONFIDENTIAL, Secrecy.NAMED])
@pytest.mark.parametrize("is_opened", [False, True])
def test_an_observer_who_is_no_member_reads_it_on_the_page_the_notice_leads_to(cast, observed, secrecy, is_opened):
    election = box.open_box(observed, secrecy=secrecy)
    box.all_vote(election, NAMED)
    services.close_voting(election, by=SYSTEM, at=box.OVER)
    if is_opened:
        services.open_box(election, by=SYSTEM, at=box.OVER)

    notices = cast.client("dalia").get(reverse("notices:notices", kwargs={"institution": election.institution.slug}))
    shown = page(cast, election, "board", "dalia")

    assert notices.status_code == 403
    assert KEEP in shown
    assert fixed_by(cast, cast.dalia.person) in shown
    assert LATER in shown
    assert get(cast, election, "board_file", "dalia").status_code == 403


def test_nobody_is_shown_it_before_the_close(cast, observed):
    election = box.open_box(observed)
    box.all_vote(election, [[0]])

    shown = page(cast, election, "board", "dalia")

    assert KEEP not in shown
    assert Election.objects.get(pk=election.pk).head not in shown


def test_where_nobody_voted_nothing_is_to_be_kept(cast, observed):
    election = box.open_box(observed)
    box.close(election)

    assert KEEP not in page(cast, election, "board", "dalia")


def test_members_read_the_digest_of_named_ballots_before_their_box_is_opened(cast, observed):
    election = box.open_box(observed, secrecy=Secrecy.NAMED)
    box.all_vote(election, NAMED)
    services.close_voting(election, by=SYSTEM, at=box.OVER)

    shown = page(cast, election, "board", "member")

    assert fixed_by(cast, cast.dalia.person) in shown
    assert LATER not in shown


def test_who_votes_by_a_mandate_without_being_a_member_reads_it_there_too(cast, hall):
    polling = Polling(hall)
    told = {"representative": cast.dalia.person, "organisation": polling.elector.organisation}
    people.give_mandate(hall.institution, **told, on=DAY, by=SYSTEM, at=CALLED)
    services.cast(polling.election, polling.elector, [1], by=SYSTEM, at=polling.election.opens_at)
    polling.election = hall.close(polling.election)

    shown = page(cast, polling.election, "board", "dalia")

    assert fixed_by(cast, cast.dalia.person) == polling.read().head
    assert polling.read().head in shown
    assert LATER not in shown
