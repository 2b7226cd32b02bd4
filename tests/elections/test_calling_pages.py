"""Pages of calling and nominating: what each reader learns and may do, and that a refusal keeps what was entered."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, localtime, now

from mithaq.elections import services
from mithaq.elections.enums import Standing, State
from mithaq.elections.models import Candidacy, Election
from mithaq.foundation.actors import SYSTEM
from mithaq.people import services as people
from tests.bodies.network import DAY, at
from tests.elections.hall import BOARD, LEVELS_EQUAL, SEAT
from tests.xss import url

FORM = "%Y-%m-%dT%H:%M"


def page(cast, name, who="officer", lang="en", query="", **more):
    found = cast.client(who).get(url(cast, f"elections:{name}", **more).replace("/en/", f"/{lang}/") + query)
    return found.content.decode()


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def soon(hall, **told) -> Election:
    """An election whose nominations are open now."""
    moment = now()
    return hall.call(
        now=moment,
        **{
            "nominations_until": moment + timedelta(days=7),
            "roll_on": localdate() + timedelta(days=7),
            "opens_at": moment + timedelta(days=8),
            "closes_at": moment + timedelta(days=15),
            "term_from": localdate() + timedelta(days=20),
            **told,
        },
    )


def asked(**told):
    """The form of a call as a browser sends it."""
    moment = localtime(now()) + timedelta(days=7)
    return {
        "title_en": "Board",
        "seats": "6",
        "ballot": "rank:balanced-stv",
        "secrecy": "confidential",
        "nominations_until": moment.strftime(FORM),
        "roll_on": moment.date().isoformat(),
        "opens_at": (moment + timedelta(days=1)).strftime(FORM),
        "closes_at": (moment + timedelta(days=8)).strftime(FORM),
        "term_from": (moment + timedelta(days=20)).date().isoformat(),
        **told,
    }


@pytest.fixture
def board(hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    return hall


class TestCalling:
    def test_the_seats_the_charter_fills_by_election_are_offered(self, board, cast):
        said = page(cast, "choose")

        assert "?seats=body.board.seat.member" in said
        assert re.search(r"6(</\w+>)? seats are free", said)

    def test_an_election_is_called_and_nominations_are_open(self, board, cast):
        answer = cast.client("officer").post(url(cast, "elections:call", key="board"), asked())

        made = Election.objects.get()
        assert answer.status_code == 302
        assert answer["Location"] == url(cast, "elections:election", uid=made.uid)
        assert (made.state, made.seats, made.clause) == (State.NOMINATING, 6, SEAT)

    def test_more_seats_than_there_are_is_refused_with_the_clause_and_keeps_what_was_entered(self, board, cast, lang):
        address = url(cast, "elections:call", key="board").replace("/en/", f"/{lang}/")

        answer = cast.client("officer").post(address, asked(seats="7"))

        said = answer.content.decode()
        assert answer.status_code == 409
        assert "body.board.seat.member" in said
        assert 'value="Board"' in said
        assert not Election.objects.exists()

    @pytest.mark.parametrize(
        ("told", "field"),
        [
            ({"title_en": ""}, "title_en"),
            ({"ballot": "rank:schulze"}, "ballot"),
            ({"ballot": "rank:co-chairs"}, "ballot"),
            ({"closes_at": "2020-01-01T10:00"}, "closes_at"),
            ({"opens_at": "2020-01-01T10:00"}, "opens_at"),
            ({"term_from": "2020-01-01"}, "term_from"),
            ({"seats": "0"}, "seats"),
            ({"roll_on": ""}, "roll_on"),
        ],
    )
    def test_what_is_wrong_stands_at_its_field(self, board, cast, told, field):
        answer = cast.client("officer").post(url(cast, "elections:call", key="board"), asked(**told))

        assert answer.status_code == 200
        assert field in answer.context["form"].errors
        assert not Election.objects.exists()

    def test_further_quotas_are_written_one_a_line_and_come_back_as_they_were(self, board, cast):
        lines = "gender: at-least 1/2 women\nregion: every africa, asia-pacific\ncountry: at-most 2 ma where level = a"

        answer = cast.client("officer").post(url(cast, "elections:call", key="board"), asked(own_quotas=lines))

        made = Election.objects.get()
        assert answer.status_code == 302
        assert [one["rule"] for one in made.own_quotas] == ["at-least", "every", "at-most"]
        assert made.own_quotas[2]["where"] == {"level": "a"}
        assert lines in page(cast, "change", uid=made.uid)

    @pytest.mark.parametrize(
        "line", ["women", "gender: most women", "gender: at-least women", "gender: at-least 3/2 women"]
    )
    def test_a_line_that_is_not_understood_is_named(self, board, cast, line):
        told = asked(own_quotas=f"level: equal national, global\n{line}")

        answer = cast.client("officer").post(url(cast, "elections:call", key="board"), told)

        assert answer.status_code == 200
        assert "Line 2" in str(answer.context["form"].errors["own_quotas"])

    def test_seats_filled_otherwise_are_not_offered_nor_called_for(self, hall, cast):
        hall.adopt(BOARD.replace('"election"', '"designation"'))

        assert "?seats=" not in page(cast, "choose")
        assert cast.client("officer").get(url(cast, "elections:call", key="board")).status_code == 404

    def test_a_change_that_was_made_meanwhile_is_not_overwritten(self, board, cast):
        election = soon(board)
        first = asked(title_en="One", seen=str(election.version))

        assert cast.client("officer").post(url(cast, "elections:change", uid=election.uid), first).status_code == 302
        second = cast.client("secretary").post(
            url(cast, "elections:change", uid=election.uid), first | {"title_en": "Two"}
        )

        assert second.status_code == 200
        assert str(board.read(election).title) == "One"

    def test_a_cancelled_one_says_why_to_everybody(self, board, cast):
        election = soon(board)

        cast.client("officer").post(url(cast, "elections:cancel", uid=election.uid), {"because": "It rains <b>."})

        said = page(cast, "election", "anonymous", uid=election.uid)
        assert "It rains &lt;b&gt;." in said
        assert board.read(election).state == State.CANCELLED


class TestNominating:
    def test_a_member_puts_somebody_forward_who_is_then_asked(self, board, cast):
        election = soon(board)
        organisation = board.organisation(member=True)

        answer = cast.client("member").post(
            url(cast, "elections:nominate", uid=election.uid), {"organisation": organisation.uid}
        )

        assert answer.status_code == 302
        one = Candidacy.objects.get()
        assert (one.standing, one.organisation, one.nominated_by) == (
            Standing.PROPOSED,
            organisation,
            cast.chadia.person,
        )

    def test_who_is_no_member_is_refused_with_the_clause(self, board, cast):
        election = soon(board)
        board.organisation(member=True)

        answer = cast.client("officer").post(url(cast, "elections:nominate", uid=election.uid), {"country": "MA"})

        assert answer.status_code in (200, 409)
        assert not Candidacy.objects.exists()

    def test_only_who_speaks_for_a_candidate_consents(self, board, cast):
        election = soon(board)
        organisation = board.organisation(member=True)
        account = board.representative(organisation)
        one = _asked(election, organisation)
        address = url(cast, "elections:consent", uid=election.uid, candidacy=one.uid)

        assert cast.client("officer").post(address).status_code == 403
        people.admit(board.institution, person=account.person, on=DAY, by=SYSTEM, at=at(DAY))
        assert signed_in(account).post(address).status_code == 302
        one.refresh_from_db()
        assert one.standing == Standing.STANDS

    def test_the_public_sees_who_stands_only_once_nominations_are_closed(self, board, cast):
        election = soon(board)
        standing = board.nominate(election, 6, now=now())
        name = str(standing[0].organisation.name)

        assert name not in page(cast, "election", "anonymous", uid=election.uid)
        assert name in page(cast, "election", "member", uid=election.uid)
        cast.client("officer").post(
            url(cast, "elections:close_nominations", uid=election.uid), {"because": "All stand."}
        )
        assert board.read(election).state == State.NOMINATED
        assert name in page(cast, "election", "anonymous", uid=election.uid)

    def test_nominations_that_cannot_make_up_the_board_are_not_closed(self, board, cast, lang):
        election = soon(board)
        for one in board.members(6, level="national"):
            board.stands(election, one, now=now())
        address = url(cast, "elections:close_nominations", uid=election.uid).replace("/en/", f"/{lang}/")

        assert "because" in cast.client("officer").post(address).context["form"].errors, "before its time: why?"
        answer = cast.client("officer").post(address, {"because": "All stand."})

        assert answer.status_code == 409
        assert "body.board.balance.levels" in answer.content.decode()
        assert board.read(election).state == State.NOMINATING

    def test_nominations_get_more_time_with_a_reason(self, board, cast):
        election = soon(board)
        later = localtime(now()) + timedelta(days=12)
        told = asked(nominations_until=later.strftime(FORM), seen=str(election.version), because="Ramadan")
        for name, days in (("opens_at", 13), ("closes_at", 20)):
            told[name] = (localtime(now()) + timedelta(days=days)).strftime(FORM)

        answer = cast.client("officer").post(url(cast, "elections:prolong", uid=election.uid), told)

        assert answer.status_code == 302
        assert localtime(board.read(election).nominations_until).strftime(FORM) == later.strftime(FORM)

    def test_a_statement_is_shown_in_the_language_it_was_written_in_as_text(self, board, cast):
        election = soon(board)
        organisation = board.organisation(member=True)
        account = board.representative(organisation)
        people.admit(board.institution, person=account.person, on=DAY, by=SYSTEM, at=at(DAY))
        one = board.stands(election, organisation, now=now())
        address = url(cast, "elections:statement", uid=election.uid, candidacy=one.uid)

        assert signed_in(account).post(address, {"language": "fr", "statement_en": "Hello"}).status_code == 200
        told = {"language": "fr", "statement_fr": "Bonjour <b>à tous</b>"}
        assert signed_in(account).post(address, told).status_code == 302

        said = page(cast, "election", "member", lang="ar", uid=election.uid)
        assert 'lang="fr" dir="ltr"><p>Bonjour &lt;b&gt;à tous&lt;/b&gt;</p>' in said


class TestLists:
    def test_a_page_asks_as_often_for_nine_who_stand_as_for_three(self, board, cast):
        election = soon(board)

        def asked_for() -> int:
            with CaptureQueriesContext(connection) as seen:
                page(cast, "election", "officer", uid=election.uid)
            return len(seen)

        board.nominate(election, 3, now=now())
        page(cast, "election", "officer", uid=election.uid)
        few = asked_for()
        board.nominate(election, 6, now=now())

        assert asked_for() <= few

    def test_the_list_asks_as_often_for_three_elections_as_for_one(self, board, cast):
        soon(board, seats=2)
        page(cast, "list", "member")
        with CaptureQueriesContext(connection) as one:
            page(cast, "list", "member")
        soon(board, seats=2)
        soon(board, seats=2)
        with CaptureQueriesContext(connection) as three:
            page(cast, "list", "member")

        assert len(three) <= len(one)


def _asked(election, organisation) -> Candidacy:
    return services.nominate(election, organisation=organisation, by=SYSTEM, at=now())
