"""Who withdraws once voting is open stands signed on the board and in the result: who, when, what it meant."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.urls import reverse

from mithaq.config.commands import verify
from mithaq.elections import files, selectors, services
from mithaq.elections.enums import FEW, Marks, Method
from mithaq.elections.models import Candidacy, Count, Election
from mithaq.foundation.actors import SYSTEM, task
from mithaq.kernels import board
from tests.elections import box
from tests.elections.hall import AFTER, BOARD, CLOSES, LEVELS_EQUAL, OPENS, Hall

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LEFT, DROPPED, STAYS = 0, 1, 2  # by number: who withdraws while votes are cast, who drops out after the close
BEFORE = 8  # so many have voted when the first withdraws
Record = dict[str, Any]


def polled(hall: Hall, *, voters: int = FEW, **told: Any) -> tuple[Election, list[list[int]]]:
    """Voting is open and everybody has voted, the first of them before one candidate withdrew; the papers."""
    if not hall.charter.clauses:
        hall.adopt(BOARD, LEVELS_EQUAL)
    election = hall.call(**({"seats": 6} | told))
    hall.nominate(election, hall.members(12))
    election = hall.open(election, voters=voters)
    chance = random.Random(4711)
    papers = [[LEFT]] + [[LEFT, *chance.sample(range(1, 12), 5)] for _ in range(BEFORE - 2)] + [[DROPPED, LEFT]]
    electors = hall.electors(election)
    papers += [chance.sample(range(1, 12), 5) for _ in electors[BEFORE:]]
    for elector, paper in zip(electors[:BEFORE], papers, strict=False):
        hall.vote(election, elector, paper)
    services.withdraw(numbered(election, LEFT), by=SYSTEM, at=OPENS + 2 * HOUR)
    for elector, paper in zip(electors[BEFORE:], papers[BEFORE:], strict=True):
        hall.vote(election, elector, paper)
    return election, papers


def numbered(election: Election, number: int) -> Candidacy:
    found: Candidacy = Candidacy.objects.select_related("election").get(election=election, number=number)
    return found


def drop(election: Election, number: int = DROPPED) -> None:
    services.drop_out(numbered(election, number), because="Took another post.", by=SYSTEM, at=CLOSES + HOUR)


def declared(election: Election) -> Count:
    box.close(election)
    drop(election)
    count = services.count_now(election, seed="the weather in Tunis", by=SYSTEM, at=CLOSES + HOUR)
    services.declare(count, on=election.term_from, by=SYSTEM, at=CLOSES + 2 * HOUR)
    return count


@dataclass(frozen=True)
class Made:
    text: str
    uid: str
    name: dict[int, str]
    papers: list[list[int]]
    winners: list[int]
    key: Ed25519PrivateKey


_MADE: list[Made] = []


@pytest.fixture
def made(hall, settings) -> Made:
    """Declared, after one withdrew and one dropped out. Done once: whoever spoils it spoils a copy."""
    if not _MADE:
        election, papers = polled(hall)
        winners = declared(election).result["winners"]
        key = Ed25519PrivateKey.from_private_bytes((settings.KEYS / "board.key").read_bytes())
        _MADE.append(Made(box.published(election), election.uid, names(election), papers, winners, key))
    return _MADE[0]


def names(election: Election) -> dict[int, str]:
    rows = Candidacy.objects.filter(election=election).select_related("organisation")
    return {one.number: str(one.organisation.name["en"]) for one in rows}


def records(text: str) -> list[Record]:
    return [json.loads(line) for line in text.splitlines()]


def checked(told: list[Record], **more: Any) -> list[tuple[bool, str]]:
    return list(verify.findings(board.read("\n".join(map(json.dumps, told))), **more))


def wrong(told: list[Record]) -> list[str]:
    return [text for holds, text in checked(told) if not holds]


def of(told: list[Record], kind: str, candidate: int | None = None) -> Record:
    return next(one for one in told if one["kind"] == kind and candidate in (None, one.get("candidate")))


def signed(made: Made, record: Record) -> Record:
    """As only the house can."""
    about = {"withdrawal": board.about_withdrawal, "result": board.about_result}[record["kind"]]
    return record | {"signature": made.key.sign(about(made.uid, record).encode()).hex()}


# the records


def test_each_is_told_with_its_day_and_holds(made):
    found = records(made.text)
    told = [one for one in found if one["kind"] == "withdrawal"]

    said = [text for _, text in checked(found)]

    assert [(one["candidate"], one["on"], one["stage"]) for one in told] == [
        (LEFT, OPENS.date().isoformat(), "voting"),
        (DROPPED, CLOSES.date().isoformat(), "closed"),
    ]
    assert wrong(found) == []
    assert f"{made.name[LEFT]} withdrew on {OPENS.date()}, while votes were cast: signed by the board's key." in said
    assert f"{made.name[DROPPED]} no longer stood from {CLOSES.date()} on, after the close" in "".join(said)


def test_no_entry_can_be_dated_by_them(hall):
    """They stand after all entries, also while votes are cast, and no entry follows them."""
    election, _papers = polled(hall)

    kinds = [one["kind"] for one in records(box.published(election))]

    assert kinds == ["header", *["entry"] * len(hall.electors(election)), "withdrawal", "head"]


def test_what_it_meant_is_counted_from_the_ballots(made):
    result = of(records(made.text), "result")

    told = {one["candidate"]: one for one in result["passed_over"]}

    assert told[LEFT] == {"candidate": LEFT, "named": BEFORE, "first": BEFORE - 1, "alone": 2}
    assert told[DROPPED]["named"] == sum(DROPPED in paper for paper in made.papers)
    assert told[DROPPED]["first"] == sum(paper[:1] == [DROPPED] for paper in made.papers)
    assert LEFT in result["had_they_stood"]  # most of the first rank them first
    assert LEFT not in result["winners"]
    said = "\n".join(text for _, text in checked(records(made.text)))
    assert f"{made.name[LEFT]} is passed over: ballots that name them: {BEFORE}" in said
    assert "Counted as if nobody had withdrawn once voting was open, these would be elected: " in said


def test_a_board_as_it_was_begun_before_still_holds(made):
    """Boards whose header does not say that results are signed are read as they were."""
    found = [one for one in records(made.text) if one["kind"] != "withdrawal"]
    header = {key: value for key, value in found[0].items() if key != "signs"}
    header["signature"] = made.key.sign(board.about_header(header).encode()).hex()
    result = {key: of(found, "result")[key] for key in ("kind", "method", "balanced", "seats", "seed", "withdrawn")}
    nobody = {"entries": 0, "head": "", "ballots": 0, "voters": 0, "published": False}
    signature = made.key.sign(board.about_closing(header["election"], nobody).encode()).hex()
    closing = nobody | {"signature": signature}
    whole = board.Board(header, closing=closing, result=result | {"winners": made.winners})

    assert board.check(whole, verify.signed_by(str(header["signing_key"]))) == ()


# whoever changes something is found


@pytest.mark.parametrize(("key", "value"), [("on", "2021-03-17"), ("stage", "closed"), ("candidate", STAYS)])
def test_a_changed_withdrawal_is_found(made, key, value):
    found = records(made.text)
    of(found, "withdrawal", LEFT)[key] = value
    name = made.name[value if key == "candidate" else LEFT]

    assert f"That {name} withdrew is not what the board's key has signed." in wrong(found)


@pytest.mark.parametrize("candidate", [LEFT, DROPPED])
def test_a_withdrawal_taken_out_is_found(made, candidate):
    found = records(made.text)
    found.remove(of(found, "withdrawal", candidate))

    name = made.name[candidate]
    assert wrong(found) == [f"{name} is left out of the count, and no signed record says that they withdrew."]


def test_a_withdrawal_that_stands_twice_is_found(made):
    found = records(made.text)
    found.append(of(found, "withdrawal", LEFT))

    assert wrong(found) == [f"That {made.name[LEFT]} withdrew stands here twice."]


def test_a_withdrawal_that_the_house_signs_for_a_day_before_the_close_is_found(made):
    found = records(made.text)
    late = signed(made, of(found, "withdrawal", DROPPED) | {"stage": "voting", "on": OPENS.date().isoformat()})
    found[found.index(of(found, "withdrawal", DROPPED))] = late

    said = f"{made.name[DROPPED]} is said to have withdrawn before the close, and the signed record of the close does"
    assert wrong(found) == [f"{said} not know it."]


def test_somebody_who_was_on_no_ballot_cannot_have_withdrawn(made):
    found = records(made.text)
    found.append(signed(made, of(found, "withdrawal", DROPPED) | {"candidate": 99}))

    assert wrong(found)[0] == "Somebody is said to have withdrawn who did not stand when voting opened: 99."


def test_a_withdrawal_that_the_result_does_not_heed_is_found(made):
    found = records(made.text)
    found.append(signed(made, of(found, "withdrawal", DROPPED) | {"candidate": STAYS}))

    assert wrong(found) == ["The result does not leave out all those who withdrew by the signed records."]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: one["winners"].reverse(),
        lambda one: one["passed_over"][0].update(named=0),
        lambda one: one.update(seed="another"),
        lambda one: one.update(signature=""),
        lambda one: one.pop("signature"),
    ],
)
def test_a_changed_result_is_found(made, spoil: Callable[[Record], Any]):
    found = records(made.text)
    spoil(of(found, "result"))

    assert wrong(found) == ["The result is not what the board's key has signed."]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda one: one["passed_over"][0].update(first=0), "On other ballots than the result says, those who"),
        (lambda one: one["had_they_stood"].reverse(), "the result says otherwise."),
    ],
)
def test_what_it_meant_is_held_against_the_ballots_whoever_signed_it(made, spoil, said):
    found = records(made.text)
    spoil(of(found, "result"))
    found[-1] = signed(made, found[-1])

    [told] = wrong(found)
    assert said in told


def test_a_withdrawal_that_stood_on_an_earlier_board_still_stands(hall):
    election, _papers = polled(hall)
    earlier = board.read(box.published(election))
    box.close(election)
    whole = records(box.published(election))

    assert all(holds for holds, _ in checked(whole, earlier=earlier))
    without = [one for one in whole if one["kind"] != "withdrawal"]
    said = f"That {names(election)[LEFT]} withdrew on {OPENS.date()} stood on the earlier board and is missing."
    assert (False, said) in checked(without, earlier=earlier)


# few, approvals, and a key that is away


def test_of_few_ballots_nothing_is_told_that_only_they_know(hall):
    election, _papers = polled(hall, voters=2)
    count = declared(election)

    result = of(records(box.published(election)), "result")

    assert count.result["cast"] < FEW
    assert result["withdrawn"] == [LEFT, DROPPED]
    assert {"passed_over", "had_they_stood"}.isdisjoint({*result, *count.result})
    assert wrong(records(box.published(election))) == []


def test_approvals_of_who_withdrew_are_told(hall):
    election, papers = polled(hall, marks=Marks.APPROVE, method=Method.BALANCED_PHRAGMEN)
    declared(election)

    found = records(box.published(election))

    assert of(found, "result")["passed_over"][0]["named"] == BEFORE == sum(LEFT in paper for paper in papers)
    assert wrong(found) == []


def test_nobody_is_held_to_stand_for_want_of_a_key_and_it_is_signed_when_it_is_back(hall, settings):
    election, _papers = polled(hall)
    box.close(election)
    key = settings.KEYS / "board.key"
    held = key.read_bytes()
    key.unlink()

    drop(election)
    count = services.count_now(election, by=SYSTEM, at=CLOSES + HOUR)
    services.declare(count, on=election.term_from, by=SYSTEM, at=CLOSES + 2 * HOUR)

    name = names(election)[DROPPED]
    assert wrong(records(box.published(election))) == [
        f"That {name} withdrew is not what the board's key has signed.",
        "The result is not what the board's key has signed.",
    ]
    round_ = {"on": CLOSES.date(), "by": task("tend"), "at": CLOSES + 3 * HOUR}
    assert services.tend(hall.institution, hall.charter, **round_) == 0
    key.write_bytes(held)
    assert services.tend(hall.institution, hall.charter, **round_) == 1
    assert wrong(records(box.published(election))) == []
    assert services.tend(hall.institution, hall.charter, **round_) == 0


def test_who_withdraws_before_voting_opens_is_told_by_the_header_alone(hall):
    hall.adopt(BOARD)
    election = hall.call(seats=6)
    hall.nominate(election, 8)
    hall.close_nominations(election)
    first = numbered(election, LEFT)
    services.withdraw(first, by=SYSTEM, at=OPENS - HOUR)

    services.open_voting(election, by=SYSTEM, at=OPENS + AFTER)

    found = records(box.published(election))
    assert [one["kind"] for one in found] == ["header", "head"]
    assert [one["number"] for one in found[0]["candidates"] if one.get("withdrawn")] == [LEFT]


# pages and files


def page(cast, election: Election, name: str, lang: str = "en", **query: str) -> str:
    told = {"institution": election.institution.slug, "uid": election.uid}
    url = reverse(f"elections:{name}", kwargs=told).replace("/en/", f"/{lang}/", 1)
    answer = cast.client("anonymous").get(url, query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_result_tells_of_them(cast, hall):
    election, _papers = polled(hall)
    declared(election)

    text = page(cast, election, "result").partition('id="withdrew"')[2].partition("</section>")[0]

    assert "Had nobody withdrawn, the same ballots would have elected" in text
    assert text.count("<tr>") == 1 + 2
    for number, said in ((LEFT, "while votes were cast"), (DROPPED, "after the close, before the result")):
        assert names(election)[number] in text
        assert said in text
    assert "16 March 2021" in text
    assert "Ballots that rank them" in text
    assert "not signed" not in text
    assert "لو لم ينسحب أحد" in page(cast, election, "result", "ar")


def test_a_result_before_which_nobody_withdrew_so_late_does_not_speak_of_it(cast, hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    election = hall.call(seats=6)
    hall.nominate(election, 6)
    election = hall.open(election)
    hall.vote(election, hall.electors(election)[0], [0])
    box.close(election)
    count = services.count_now(election, by=SYSTEM, at=CLOSES + HOUR)
    services.declare(count, on=election.term_from, by=SYSTEM, at=CLOSES + 2 * HOUR)

    assert 'id="withdrew"' not in page(cast, election, "result")
    assert "?show=withdrawals" not in page(cast, election, "board")


def test_the_board_lists_them(cast, hall):
    election, _papers = polled(hall)
    declared(election)

    text = page(cast, election, "board", show="withdrawals")

    listed = text.partition('id="withdrawals"')[2].partition("</section>")[0]
    assert listed.count("<li>") == 2
    assert names(election)[DROPPED] in listed


def test_the_account_as_a_file_tells_of_them(hall):
    election, _papers = polled(hall)
    count = declared(election)
    outcome = selectors.outcome(Election.objects.get(pk=election.pk), count)

    told = json.loads(files.account_json(outcome))
    rows = list(csv.reader(io.StringIO(files.account_csv(outcome).lstrip(files.BOM))))

    assert [(one["candidate"], one["stage"]) for one in told["withdrawals"]] == [(LEFT, "voting"), (DROPPED, "closed")]
    assert told["withdrawals"][0]["named"] == BEFORE
    assert told["had_they_stood"] == count.result["had_they_stood"]
    said = {row[2]: row[3] for row in rows if row[1] == "withdrew"}
    assert said[names(election)[LEFT]].startswith(f"{names(election)[LEFT]} withdrew on 16 March 2021, while votes")
    assert [row[1] for row in rows][-1] == "had-they-stood"
