"""Who may cast, what, and when; that it is taken once; that the box opens once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from mithaq.elections import keys, selectors, services
from mithaq.elections.enums import Marks, Method, Secrecy, State
from mithaq.elections.models import Ballot, BoardEntry, Election, Elector
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry
from mithaq.people import services as people
from tests.cast import AT
from tests.elections import box
from tests.elections.box import CAST, OVER, vote
from tests.elections.hall import CLOSES, OPENS

pytestmark = pytest.mark.django_db


def code(refused) -> str:
    found = refused.value
    return found.code if hasattr(found, "code") else found.error_dict["choices"][0].code


def test_a_vote_is_taken_and_its_voter_gets_what_opens_it(hall):
    election = box.open_box(hall)
    amal, *_ = box.electors(election)

    told = vote(election, amal, [2, 0, 1])

    entry = BoardEntry.objects.get()
    assert (entry.digest, entry.signature) == (told.entry, told.signature)
    assert told.choices == (2, 0, 1)
    assert "choices: 2 0 1" in told.text
    assert Ballot.objects.count() == 0
    assert selectors.turnout(election) == selectors.Turnout(6, 1)
    assert [one.has_voted for one in box.electors(election)] == [True, False, False, False, False, False]


@pytest.mark.parametrize("choices", [[], [4], [0, 1, 2, 3, 4]])
def test_a_ranking_may_be_cut_short_or_empty(hall, choices):
    election = box.open_box(hall)

    assert vote(election, box.electors(election)[0], choices).choices == tuple(choices)


@pytest.mark.parametrize(
    ("choices", "why"),
    [
        ([5], "not-a-candidate"),
        ([-1], "not-a-candidate"),
        ([True], "not-a-candidate"),
        (["1"], "not-a-candidate"),
        ([0, 0], "twice"),
    ],
)
def test_what_is_no_ranking_is_refused(hall, choices, why):
    election = box.open_box(hall)

    with pytest.raises(ValidationError) as refused:
        vote(election, box.electors(election)[0], choices)

    assert code(refused) == why
    assert (BoardEntry.objects.count(), Elector.objects.filter(has_voted=True).count()) == (0, 0)


def test_who_has_withdrawn_is_no_choice(hall):
    election = box.open_box(hall)
    election.candidacies.filter(number=1).update(standing="withdrawn")

    with pytest.raises(ValidationError):
        vote(election, box.electors(election)[0], [0, 1])


def test_approvals_are_a_set(hall):
    election = box.open_box(hall, marks=Marks.APPROVE, method=Method.BALANCED_PAV)

    assert vote(election, box.electors(election)[0], [3, 1, 3]).choices == (1, 3)


def test_a_confidential_vote_is_final(hall):
    election = box.open_box(hall)
    amal, *_ = box.electors(election)
    vote(election, amal, [0])

    with pytest.raises(ValidationError) as refused:
        vote(election, amal, [1])

    assert code(refused) == "has-voted"
    assert BoardEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("now", "state", "why"),
    [
        (OPENS - timedelta(seconds=1), State.OPEN, "not-open-yet"),
        (OPENS, State.NOMINATED, "not-open-yet"),
        (CLOSES, State.OPEN, "closed"),
        (CAST, State.CLOSED, "closed"),
        (CAST, State.CANCELLED, "closed"),
    ],
)
def test_outside_its_time_no_vote_is_taken(hall, now, state, why):
    election = box.open_box(hall)
    Election.objects.update(state=state)

    with pytest.raises(ValidationError) as refused:
        vote(election, box.electors(election)[0], [0], now=now)

    assert code(refused) == why
    assert BoardEntry.objects.count() == 0


def test_the_first_and_the_last_moment_count(hall):
    election = box.open_box(hall)
    amal, badr, *_ = box.electors(election)

    vote(election, amal, [0], now=OPENS)
    vote(election, badr, [0], now=CLOSES - timedelta(microseconds=1))

    assert BoardEntry.objects.count() == 2


def test_nobody_votes_for_another(hall):
    election = box.open_box(hall)
    amal, badr, *_ = box.electors(election)

    with pytest.raises(PermissionDenied):
        services.cast(election, amal, [0], by=box.actor(badr.person), at=CAST)


def test_who_speaks_for_an_organisation_votes_for_it(hall):
    election = box.open_box(hall, electors=0)
    organisation, another = hall.organisations(2)
    held = {"institution": election.institution, "election": election}
    elector = Elector.objects.create(**held, organisation=organisation)
    speaker, stranger = hall.person(organisation), hall.person(another)

    with pytest.raises(PermissionDenied):
        services.cast(election, elector, [0], by=box.actor(stranger), at=CAST)
    services.cast(election, elector, [0], by=box.actor(speaker), at=CAST)

    assert selectors.electors_of(election, speaker, on=CAST.date()) == [elector]
    assert selectors.electors_of(election, stranger, on=CAST.date()) == []
    assert Elector.objects.get(pk=elector.pk).has_voted is True


def test_a_mandate_for_another_body_is_none_for_this_one(hall):
    election = box.open_box(hall, electors=0)
    elector = Elector.objects.create(institution=election.institution, election=election, country="TN")
    sent, elsewhere = hall.person(), hall.person()
    told = {"country": "TN", "on": OPENS.date(), "by": SYSTEM, "at": AT}
    people.give_mandate(election.institution, representative=sent, body="board", **told)
    people.give_mandate(election.institution, representative=elsewhere, body="fund", **told)

    with pytest.raises(PermissionDenied):
        services.cast(election, elector, [0], by=box.actor(elsewhere), at=CAST)

    assert services.cast(election, elector, [0], by=box.actor(sent), at=CAST).choices == (0,)


def test_who_is_on_the_roll_of_another_election_is_not_on_this_one(hall):
    election = box.open_box(hall)
    other = box.open_box(hall, electors=1)

    with pytest.raises(ValidationError) as refused:
        vote(election, box.electors(other)[0], [0])

    assert code(refused) == "not-on-the-roll"


def test_a_named_vote_may_change_until_the_close_and_is_then_known(hall):
    election = box.open_box(hall, secrecy=Secrecy.NAMED)
    amal, badr, *_ = box.electors(election)
    vote(election, amal, [0, 1])
    vote(election, badr, [2])
    told = vote(election, amal, [1])

    box.close(election)

    assert {one.elector: one.choices for one in Ballot.objects.select_related("elector")} == {amal: [1], badr: [2]}
    assert (told.tracker, told.nonce, told.entry) == ("", "", "")
    assert BoardEntry.objects.count() == 0
    with pytest.raises(ValidationError):
        vote(election, amal, [3])


def test_without_the_key_of_the_board_no_vote_is_taken(hall, settings):
    election = box.open_box(hall)
    (settings.KEYS / "board.key").unlink()

    with pytest.raises(ValidationError) as refused:
        vote(election, box.electors(election)[0], [0])

    assert code(refused) == "key-missing"
    assert (BoardEntry.objects.count(), Elector.objects.filter(has_voted=True).count()) == (0, 0)


# the close


def test_the_box_opens_all_at_once_and_wipes_what_was_sealed(hall):
    election = box.open_box(hall)
    told = box.all_vote(election, [[0], [1, 0], [], [2, 3], [4]])

    opened = box.close(election)

    assert {(one.tracker, tuple(one.choices)) for one in Ballot.objects.all()} == {(t.tracker, t.choices) for t in told}
    pks = list(Ballot.objects.order_by("tracker").values_list("pk", flat=True))
    assert pks == sorted(pks)
    assert set(BoardEntry.objects.values_list("sealed", flat=True)) == {""}
    assert (opened.closing["entries"], opened.closing["ballots"], opened.closing["unreadable"]) == (5, 5, [])
    assert selectors.as_opened(election, told[0].tracker) is None  # as it was read before
    assert selectors.as_opened(opened, told[0].tracker.upper()).choices == [0]


def test_the_key_is_destroyed_after_the_commit(hall, settings, django_capture_on_commit_callbacks):
    election = box.open_box(hall)
    box.all_vote(election, [[0]])
    file = settings.KEYS / f"box-{election.uid}.key"
    assert file.stat().st_mode & 0o777 == 0o600

    with django_capture_on_commit_callbacks(execute=True):
        box.close(election)
        assert file.exists()

    assert not file.exists()
    with pytest.raises(keys.KeyMissing):
        keys.box(election.uid)


def test_opening_twice_changes_nothing_and_removes_what_a_crash_has_left(
    hall, settings, django_capture_on_commit_callbacks
):
    election = box.open_box(hall)
    box.all_vote(election, [[0], [1]])
    first = box.close(election)
    assert (settings.KEYS / f"box-{election.uid}.key").exists()  # the process died before it came to that

    with django_capture_on_commit_callbacks(execute=True):
        second = services.open_box(election, by=SYSTEM, at=OVER)

    assert second.closing == first.closing
    assert Ballot.objects.count() == 2
    assert [one.name for one in settings.KEYS.iterdir()] == ["board.key"]


def test_a_lost_key_is_said_and_nothing_is_opened(hall):
    election = box.open_box(hall)
    box.all_vote(election, [[0]])
    keys.destroy(election.uid)

    services.close_voting(election, by=SYSTEM, at=OVER)
    with pytest.raises(ValidationError) as refused:
        services.open_box(election, by=SYSTEM, at=OVER)

    assert code(refused) == "key-missing"
    assert Ballot.objects.count() == 0
    assert BoardEntry.objects.exclude(sealed="").count() == 1


def test_an_entry_changed_in_the_database_does_not_stop_the_others(hall):
    election = box.open_box(hall)
    box.all_vote(election, [[0], [1], [2]])
    other = BoardEntry.objects.get(number=1).sealed
    BoardEntry.objects.filter(number=2).update(sealed=other)
    BoardEntry.objects.filter(number=3).update(sealed="nothing")

    opened = box.close(election)

    assert [one.choices for one in Ballot.objects.all()] == [[0]]
    assert opened.closing["unreadable"] == [2, 3]


def test_voting_closes_early_only_for_a_reason_or_when_all_have_voted(hall):
    election = box.open_box(hall, electors=2)
    box.all_vote(election, [[0]])

    with pytest.raises(ValidationError):
        services.close_voting(election, by=SYSTEM, at=CAST)
    box.vote(election, box.electors(election)[1], [1])
    closed = services.close_voting(election, by=SYSTEM, at=CAST)

    assert (closed.state, closed.closed_at) == (State.CLOSED, CAST)
    assert services.close_voting(election, by=SYSTEM, at=OVER).closed_at == CAST


def test_the_box_stays_shut_while_voting_is_open(hall):
    election = box.open_box(hall)

    with pytest.raises(ValidationError) as refused:
        services.open_box(election, by=SYSTEM, at=CAST)

    assert code(refused) == "not-closed"


def test_keys_of_cancelled_elections_are_destroyed(hall, settings):
    running, cancelled = box.open_box(hall), box.open_box(hall, seats=1)
    Election.objects.filter(pk=cancelled.pk).update(state=State.CANCELLED)

    assert services.forget_keys(hall.institution) == 1
    assert (settings.KEYS / f"box-{running.uid}.key").exists()


def test_the_minute_says_that_it_closed_and_nothing_of_who_or_what(hall):
    election = box.open_box(hall)
    before = Entry.objects.count()

    box.all_vote(election, [[0], [1]])
    assert Entry.objects.count() == before
    box.close(election)

    told = Entry.objects.order_by("pk").values_list("act", flat=True)
    assert list(told[before:]) == ["elections.close", "elections.open_box"]
