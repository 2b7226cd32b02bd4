"""What is published of a ballot box, and that whoever changes, drops, inserts or swaps something is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mithaq.config.commands import verify
from mithaq.elections import services
from mithaq.elections.enums import FEW, Secrecy
from mithaq.elections.models import Election
from mithaq.foundation.actors import SYSTEM
from mithaq.kernels import board
from tests.elections import box
from tests.elections.box import OVER

pytestmark = pytest.mark.django_db
MANY = FEW + 3
BALLOTS = [[0, 1], [2], [], [1, 0, 4], [3, 2, 1, 0], [4]] * 3


@dataclass(frozen=True)
class Made:
    """A board that was closed and opened, as text; and what its voters were told."""

    uid: str
    text: str
    unlisted: str
    told: list[services.Receipt]


_MADE: list[Made] = []


@pytest.fixture
def closed(request) -> Made:
    """Made once: whoever spoils it spoils a copy."""
    if not _MADE:
        election = box.open_box(request.getfixturevalue("hall"), electors=MANY + 2)
        told = box.all_vote(election, BALLOTS)
        box.close(election)
        unlisted = box.published(election, who_voted=False)
        _MADE.append(Made(election.uid, box.published(election), unlisted, told))
    return _MADE[0]


def records(of: Election | Made) -> list[dict[str, Any]]:
    text = of.text if isinstance(of, Made) else box.published(of)
    return [json.loads(line) for line in text.splitlines()]


def wrong(told: list[dict[str, Any]]) -> list[str]:
    """What `mithaq verify` says is wrong."""
    text = "\n".join(map(json.dumps, told))
    return [text for holds, text in verify.findings(board.read(text)) if not holds]


def of(told: list[dict[str, Any]], kind: str, number: int) -> int:
    return next(place for place, one in enumerate(told) if one["kind"] == kind and one["number"] == number)


def test_an_untouched_board_holds(closed):
    assert wrong(records(closed)) == []


def test_nothing_in_it_is_a_time_or_tells_an_order_of_ballots(closed):
    found = records(closed)

    assert {one["kind"] for one in found} == {"header", "entry", "closing", "voters", "ballot"}
    keys = {key for one in found for key in one}
    assert not {key for key in keys if "time" in key or key.endswith(("_at", "_on"))}
    assert not any(text in json.dumps(found) for text in ("2021-", 'sealed":', "nonce"))
    trackers = [one["tracker"] for one in found if one["kind"] == "ballot"]
    assert trackers == sorted(trackers) == sorted(one.tracker for one in closed.told)
    voters = [one["id"] for one in next(one for one in found if one["kind"] == "voters")["voters"]]
    assert voters == sorted(voters)
    assert len(voters) == MANY


def test_before_the_close_there_are_entries_and_a_head_and_no_more(hall):
    election = box.open_box(hall)
    told = box.all_vote(election, [[0], [1]])

    found = records(election)

    assert [one["kind"] for one in found] == ["header", "entry", "entry", "head"]
    assert found[-1] == {"kind": "head", "entries": 2, "head": told[-1].entry}
    assert wrong(found) == []


def test_few_ballots_are_not_published_and_each_voter_still_checks_the_entry(hall):
    election = box.open_box(hall, electors=FEW)
    told = box.all_vote(election, [[0]] * (FEW - 1))
    box.close(election)

    found = records(election)
    text = box.published(election)

    assert {one["kind"] for one in found} == {"header", "entry", "closing", "voters"}
    assert told[0].tracker not in text
    assert wrong(found) == []
    steps = list(verify.findings(board.read(text), receipt=board.read_receipt(told[0].text)))
    assert all(holds for holds, _ in steps)
    assert steps[-1][1] == "No ballots are published here, so only your entry could be checked."


def test_who_has_voted_is_told_only_to_those_who_may_see_it(closed):
    assert '"voters":[' in closed.text
    assert '"voters":[' not in closed.unlisted
    assert [one for one, _ in verify.findings(board.read(closed.unlisted))] == [True] * 4


def test_a_named_election_publishes_who_voted_how(hall):
    election = box.open_box(hall, secrecy=Secrecy.NAMED)
    box.all_vote(election, [[0], [1, 2]])
    box.close(election)

    found = records(election)

    said = {one["name"]: one["choices"] for one in found if one["kind"] == "ballot"}
    assert said == {box.electors(election)[0].person.name: [0], box.electors(election)[1].person.name: [1, 2]}
    assert wrong(found) == []


# whoever changes something is found


def change(key: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda one: one.__setitem__(key, value)


@pytest.mark.parametrize("key", ["previous", "commitment", "sealed_digest", "digest", "signature"])
@pytest.mark.parametrize("number", [1, 7, MANY])
def test_a_changed_entry_is_located(closed, key, number):
    found = records(closed)
    one = found[of(found, "entry", number)]
    one[key] = ("0" if one[key][0] != "0" else "1") + one[key][1:]

    assert wrong(found) == [f"Entry {number} was changed: it is not what the board's key has signed."]


@pytest.mark.parametrize("number", [1, 7, MANY])
def test_a_dropped_entry_is_located(closed, number):
    found = records(closed)
    del found[of(found, "entry", number)]

    told = wrong(found)

    after = f" Number {number + 1} stands in its place." if number < MANY else ""
    assert told == [f"Entry {number} is missing.{after}"]


def test_entries_dropped_and_numbered_anew_are_located(closed):
    found = records(closed)
    del found[of(found, "entry", 5)]
    for one in found:
        if one["kind"] == "entry" and one["number"] > 5:
            one["number"] -= 1

    assert wrong(found) == ["Entry 5 is missing. Number 6 stands in its place."]


def test_a_forged_entry_put_in_is_located(closed):
    found = records(closed)
    place = of(found, "entry", 4)
    found.insert(place, {**found[place], "commitment": "ab" * 32})

    assert wrong(found) == ["Something was inserted where entry 4 belongs; entry 4 stands further down."]


def test_an_entry_that_stands_twice_is_located(closed):
    found = records(closed)
    place = of(found, "entry", 4)
    found.insert(place, found[place])

    assert wrong(found) == ["Entry 4 is there twice: again where entry 5 belongs."]


@pytest.mark.parametrize("numbered_anew", [False, True])
def test_swapped_entries_are_located(closed, numbered_anew):
    found = records(closed)
    here, there = of(found, "entry", 3), of(found, "entry", 9)
    found[here], found[there] = found[there], found[here]
    if numbered_anew:
        found[here]["number"], found[there]["number"] = 3, 9

    assert wrong(found) == ["Entries were swapped: entry 9 stands where entry 3 belongs."]


def test_an_entry_forged_with_all_its_hashes_is_located_by_its_signature(closed):
    """Whoever knows how hashes are made, and has no key, makes the whole rest of the chain anew."""
    found = records(closed)
    previous = ""
    for one in found:
        if one["kind"] == "entry" and one["number"] >= 6:
            if one["number"] == 6:
                one["commitment"] = "cd" * 32
            else:
                one["previous"] = previous
            told = {key: one[key] for key in ("number", "previous", "commitment", "sealed_digest")}
            one["digest"] = previous = board.entry_digest(election=closed.uid, **told)

    assert wrong(found)[0] == "Entry 6 was changed: it is not what the board's key has signed."


@pytest.mark.parametrize(
    "spoil", [change("choices", [4, 3]), change("tracker", "2222-2222-2222-2222"), change("signature", "00" * 64)]
)
@pytest.mark.parametrize("number", [1, 8, MANY])
def test_a_changed_ballot_is_located(closed, spoil, number):
    found = records(closed)
    spoil(found[of(found, "ballot", number)])

    assert wrong(found) == [f"Ballot {number} was changed: it is not what the board's key has signed."]


@pytest.mark.parametrize("number", [1, 8, MANY])
def test_a_dropped_ballot_is_located(closed, number):
    found = records(closed)
    del found[of(found, "ballot", number)]

    after = f" Number {number + 1} stands in its place." if number < MANY else ""
    assert wrong(found) == [f"Ballot {number} is missing.{after}"]


def test_swapped_ballots_are_located(closed):
    found = records(closed)
    here, there = of(found, "ballot", 2), of(found, "ballot", 3)
    found[here], found[there] = found[there], found[here]

    assert wrong(found) == ["Ballots were swapped: ballot 3 stands where ballot 2 belongs."]


@pytest.mark.parametrize(
    ("kind", "key", "value", "said"),
    [
        ("header", "seats", 9, "The header was changed: it is not what the board's key has signed."),
        ("closing", "voters", 99, "The closing record was changed: it is not what the board's key has signed."),
    ],
)
def test_a_changed_frame_is_found(closed, kind, key, value, said):
    found = records(closed)
    next(one for one in found if one["kind"] == kind)[key] = value

    assert said in wrong(found)


def test_candidates_whose_names_were_swapped_are_found(closed):
    found = records(closed)
    first, second, *_ = found[0]["candidates"]
    first["name"], second["name"] = second["name"], first["name"]

    assert wrong(found) == ["The header was changed: it is not what the board's key has signed."]


def test_a_voter_taken_from_the_list_is_found(closed):
    found = records(closed)
    next(one for one in found if one["kind"] == "voters")["voters"].pop()

    assert wrong(found) == [f"{MANY} have voted by the signed record, and there are {MANY - 1}."]


def test_a_voter_put_in_the_place_of_another_is_found(closed):
    found = records(closed)
    next(one for one in found if one["kind"] == "voters")["voters"][0]["id"] = "somebody"

    assert wrong(found) == ["The list of who has voted is not the one that was signed."]


def test_an_entry_that_nobody_could_open_is_said(hall):
    election = box.open_box(hall, electors=MANY)
    box.all_vote(election, BALLOTS)
    election.entries.filter(number=4).update(sealed="nothing")
    box.close(election)

    assert wrong(records(election)) == ["These entries could not be opened, and were not counted: 4."]


def test_what_was_said_before_the_close_still_stands(hall):
    election = box.open_box(hall, electors=MANY)
    box.all_vote(election, BALLOTS[:4])
    earlier = board.read(box.published(election))
    for elector, choices in list(zip(box.electors(election), BALLOTS, strict=True))[4:]:
        box.vote(election, elector, choices)
    box.close(election)
    whole = board.read(box.published(election))

    told = list(verify.findings(whole, earlier=earlier))

    assert (True, "All that stood on the earlier board stands here: 4 entries.") in told
    shorter = board.Board(whole.header, whole.entries[:2])
    said = (False, "Entry 3 stood on the earlier board and is missing.")
    assert said in list(verify.findings(shorter, earlier=earlier))


# what a voter checks


def test_every_voter_finds_the_own_vote(closed):
    told, whole = closed.told, board.read(closed.text)

    for one in told:
        steps = board.check_receipt(
            whole, board.read_receipt(one.text), verify.signed_by(str(whole.header["signing_key"]))
        )
        assert [key for key, holds, _ in steps if holds] == list(board.STEPS)


@pytest.mark.parametrize(
    ("line", "fails"),
    [
        ("election: other", "election"),
        ("signature: " + "00" * 64, "signature"),
        ("entry: " + "00" * 32, "signature"),
        ("nonce: " + "00" * 32, "commitment"),
        ("choices: 4 0", "commitment"),
        ("tracker: 2222-2222-2222-2222", "commitment"),
    ],
)
def test_a_receipt_that_does_not_fit_fails_at_its_step(closed, line, fails):
    key = line.split(":")[0]
    text = "".join(
        line + "\n" if one.startswith(f"{key}:") else one + "\n" for one in closed.told[0].text.splitlines()
    )  # fmt: skip
    whole = board.read(closed.text)

    steps = board.check_receipt(whole, board.read_receipt(text), verify.signed_by(str(whole.header["signing_key"])))

    assert [key for key, holds, _ in steps if not holds] == [fails]
    assert steps[-1][0] == fails


def test_a_voter_whose_entry_was_dropped_sees_it(closed):
    told, whole = closed.told, board.read(closed.text)
    without = board.Board(whole.header, whole.entries[1:], {}, whole.closing, whole.voters, whole.ballots)

    steps = list(verify.findings(without, receipt=board.read_receipt(told[0].text)))

    assert steps[-1] == (False, "Your entry is not on the board: it was dropped or changed.")


def test_a_voter_whose_ballot_was_exchanged_by_the_house_itself_sees_it(hall, settings):
    """The box opens to something else, signed well: only the voter notices, by the tracker."""
    election = box.open_box(hall, electors=MANY)
    told = box.all_vote(election, BALLOTS)
    services.close_voting(election, by=SYSTEM, at=OVER)
    services.open_box(election, by=SYSTEM, at=OVER)
    whole = board.read(box.published(election))
    mine = next(one for one in whole.ballots if one.tracker == told[0].tracker)
    key = Ed25519PrivateKey.from_private_bytes((settings.KEYS / "board.key").read_bytes())
    other = board.Ballot(mine.number, mine.tracker, (4,), "")
    other = board.Ballot(
        mine.number, mine.tracker, (4,), key.sign(board.about_ballot(election.uid, other).encode()).hex()
    )
    ballots = tuple(other if one == mine else one for one in whole.ballots)
    forged = board.Board(whole.header, whole.entries, {}, whole.closing, whole.voters, ballots)

    steps = list(verify.findings(forged, receipt=board.read_receipt(told[0].text)))

    assert steps[-1] == (False, f"Ballot {mine.number} has your tracker and says something else.")


def test_the_receipt_of_a_named_vote_finds_the_ballot_by_its_elector(hall):
    election = box.open_box(hall, secrecy=Secrecy.NAMED)
    first = box.vote(election, box.electors(election)[0], [0])
    last = box.vote(election, box.electors(election)[0], [1])
    box.close(election)
    whole = board.read(box.published(election))

    now = list(verify.findings(whole, receipt=board.read_receipt(last.text)))
    before = list(verify.findings(whole, receipt=board.read_receipt(first.text)))

    assert all(holds for holds, _ in now)
    assert before[-1][0] is False
    assert "If you voted again afterwards" in before[-1][1]
