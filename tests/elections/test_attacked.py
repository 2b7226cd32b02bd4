"""Attacks on an election from outside and from within: what would join a voter and a vote, or bend a result unseen."""

from __future__ import annotations

import json
from datetime import date
from itertools import combinations_with_replacement, permutations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from mithaq.config.commands import verify
from mithaq.elections import board as boards
from mithaq.elections import services
from mithaq.elections.enums import FEW, Method, State
from mithaq.elections.models import BoardEntry, Election, Elector
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.kernels import board
from mithaq.people.models import Affiliation, Representation
from tests.bodies.network import at
from tests.elections import box
from tests.elections.hall import BOARD
from tests.elections.polling import Polling
from tests.elections.polls import COUNTED, DECLARED_ON, closed
from tests.xss import url

pytestmark = pytest.mark.django_db


def declared(hall, papers, *, candidates: int = 4, seats: int = 2):
    hall.adopt(BOARD.replace("5-6", "1-6"))
    poll = closed(hall, hall.members(candidates), papers, seats=seats, quotas=(), head="5" * 64)
    count = services.count_now(poll, by=SYSTEM, at=COUNTED)
    services.declare(count, on=DECLARED_ON, by=SYSTEM, at=at(DECLARED_ON))
    return poll


# few ballots


def test_of_few_ballots_no_page_or_file_shows_what_tells_them_by_trying(cast, hall):
    """A digest of ballots alone is as good as the ballots, where there are few: all there could be are soon tried."""
    poll = declared(hall, [[0, 2], [1], [2, 1]])
    from mithaq.elections import tallying  # inline: what the attacker computes as we do

    found = tallying.tally(poll)
    rankings = [paper for length in range(5) for paper in permutations(range(4), length)]
    tried = sum(1 for _ in combinations_with_replacement(rankings, 3))
    assert tried < 100_000  # a minute's work for anybody
    for name in ("result", "rounds", "account_json", "account_csv", "board"):
        answer = cast.client("anonymous").get(url(cast, f"elections:{name}", uid=poll.uid))
        assert found.digest not in answer.content.decode()


# the board's file


def test_a_board_is_read_whatever_signs_stand_in_names(hall):
    """A line ends where the file ends it: not at the line separators people paste into names."""
    election = box.open_box(hall, electors=2, title=words(en="Election\u2028of the\u0085Board", ar="انتخاب"))
    box.all_vote(election, [[0, 1], [1]])
    box.close(election)

    found = list(verify.findings(board.read(box.published(election))))

    assert all(holds for holds, _text in found), found


@pytest.mark.parametrize("line", ['{"kind":"header","title":"\\ud800"}', '{"a":' * 900 + "1" + "}" * 900])
def test_a_board_that_no_board_could_be_is_refused_and_not_stumbled_over(hall, line):
    election = box.open_box(hall, electors=1)
    first, *_rest = box.published(election).splitlines()
    spoilt = json.dumps(json.loads(first) | {"title": json.loads(line)})

    try:
        found = list(verify.findings(board.read(spoilt)))
    except board.NotABoard:
        return
    assert not all(holds for holds, _text in found)


@pytest.fixture
def told(hall):
    """A board with a result, by line: many voted, all for the first two."""
    hall.adopt(BOARD.replace("5-6", "1-6"))
    election = box.open_box(hall, electors=FEW, candidates=3, method=Method.SCOTTISH_STV, seats=2)
    box.all_vote(election, [[0, 1, 2]] * FEW)
    box.close(election)
    count = services.count_now(election, by=SYSTEM, at=box.OVER)
    record = boards.declare(election, boards.result(count))
    Election.objects.filter(pk=election.pk).update(state=State.DECLARED, declaration=record)
    return [json.loads(line) for line in box.published(election).splitlines()]


def failing(told) -> list[str]:
    text = "\n".join(map(json.dumps, told))
    return [text for holds, text in verify.findings(board.read(text)) if not holds]


def test_a_result_for_other_seats_or_by_another_method_than_was_signed_does_not_hold(told):
    """Whoever has the key signs what they like: it is counted again by what the signed header says, too."""
    *rest, result = told
    assert result["kind"] == "result"
    assert failing(told) == []
    for other in ({"seats": 1, "winners": result["winners"][:1]}, {"method": "meek"}):
        assert failing([*rest, result | other]) == ["The result is not what the board's key has signed."]
        [said] = failing([*rest, signed_anew(told, result | other)])
        assert "the signed header says" in said


def test_whom_a_result_leaves_out_has_withdrawn_by_a_signed_record(told):
    *rest, result = told
    spoilt = [*rest, signed_anew(told, result | {"withdrawn": [0], "winners": [1, 2]})]

    name = verify.name_of(board.read("\n".join(map(json.dumps, told))), 0)
    assert failing(spoilt) == [f"{name} is left out of the count, and no signed record says that they withdrew."]


def signed_anew(told, result):
    """As only the house can."""
    election = Election.objects.get(uid=told[0]["election"])
    return boards.declare(election, {key: value for key, value in result.items() if key not in ("kind", "signature")})


# the lots


def test_who_has_seen_the_ballots_chooses_no_seed(hall):
    """Where none was announced before the vote, whoever enters one after it could try many, and take who suits them."""
    election = box.open_box(hall, electors=2, seed_source={})
    box.all_vote(election, [[0], [1]])
    box.close(election)

    with pytest.raises(ValidationError, match="not announced"):
        services.count_now(election, seed="one that suits somebody", by=SYSTEM, at=box.OVER)

    assert services.count_now(election, by=SYSTEM, at=box.OVER).seed == Election.objects.get(pk=election.pk).head


# who has voted, and when


def test_while_voting_is_open_nobody_sees_in_which_group_a_vote_was_cast(hall, cast):
    """Two looks a minute apart would say of whoever voted between them all that they are counted as."""
    polling = Polling(hall, voters=40)
    for elector in polling.electors[:24]:
        hall.vote(polling.election, elector, [0])

    for who in ("officer", "member"):
        answer = cast.client(who).get(polling.url("roll"))
        assert "Turnout by level" not in answer.content.decode()


def test_a_board_says_by_whose_key_it_holds(told):
    """Anybody can make up a whole board that holds, with a key of their own: the key is to be compared."""
    found = list(verify.findings(board.read("\n".join(map(json.dumps, told)))))

    assert any(told[0]["signing_key"] in text for _holds, text in found)


# the vote


def test_a_vote_is_not_cast_from_elsewhere_by_an_address_or_twice(hall):
    polling = Polling(hall)
    account = polling.speaker()
    client = polling.browser(account)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert strict.post(polling.url("cast"), polling.paper(0)).status_code == 403
    assert client.get(polling.url("cast"), polling.paper(0)).status_code == 302
    assert client.post(polling.url("cast"), polling.paper()).status_code == 200  # empty, and not said to be meant
    assert not Elector.objects.filter(has_voted=True).exists()
    assert client.post(polling.url("cast"), polling.paper(empty="on")).status_code == 200
    assert client.post(polling.url("cast"), polling.paper(empty="on")).status_code == 409
    assert BoardEntry.objects.filter(election=polling.election).count() == 1


@pytest.mark.parametrize("rank", ["-1", "0", "1000000000", "1e9", "1.5", "٣٣", "NaN", "9" * 5000, "<b>1</b>"])
def test_no_strange_rank_is_taken(hall, rank):
    polling = Polling(hall)

    answer = polling.browser().post(polling.url("cast"), polling.paper() | {"choice_0": rank})

    assert answer.status_code == 200
    assert not Elector.objects.filter(has_voted=True).exists()


def test_a_vote_for_the_elector_of_another_is_not_taken(hall):
    polling = Polling(hall)
    other = polling.electors[0]

    answer = polling.browser().post(polling.url("cast"), polling.paper(0, elector=other))

    assert answer.status_code == 404
    assert not Elector.objects.filter(has_voted=True).exists()


def test_who_left_between_the_roll_and_the_vote_casts_none(hall):
    """The organisation stays on the roll; who spoke for it does so no more."""
    polling = Polling(hall)
    account = polling.speaker()
    client = polling.browser(account)
    sent = Representation.objects.filter(institution=polling.election.institution)
    for told in (Affiliation.objects.filter(person=account.person), sent.filter(representative=account.person)):
        told.update(until=date(2021, 3, 20))

    client.post(polling.url("cast"), polling.paper(0))

    assert not Elector.objects.filter(has_voted=True).exists()
