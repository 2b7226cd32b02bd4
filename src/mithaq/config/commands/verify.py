"""Check the board of an election without its database: that nothing was changed, dropped, inserted or swapped.

mithaq verify board.jsonl                                   the whole board
mithaq verify board.jsonl --receipt receipt.txt             also that your vote is in it, and counted
mithaq verify board.jsonl --key 5c1f…                       signed by this key, as the institution published it
mithaq verify board.jsonl --earlier yesterday.jsonl         what stood there yesterday still stands

The board is the file that the election's page offers. What is wrong is named by its number, in plain words; the exit
code is 0 where all holds and 1 where something does not. docs/secrecy.md says what this shows, and what it cannot.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from mithaq.kernels import board as boards
from mithaq.kernels import elections as counting
from mithaq.kernels.board import Board, Fault, NotABoard, Receipt, Signed

BROKEN = {
    ("header", "not-signed"): "The header was changed: it is not what the board's key has signed.",
    ("entry", "changed"): "Entry {number} was changed: it is not what the board's key has signed.",
    ("entry", "inserted"): "Something was inserted where entry {number} belongs; entry {number} stands further down.",
    ("entry", "swapped"): "Entries were swapped: entry {other} stands where entry {number} belongs.",
    ("entry", "twice"): "Entry {other} is there twice: again where entry {number} belongs.",
    ("entry", "two-histories"): "Entry {number} does not follow what stands before it: the board's key has signed two "
    "histories.",
    ("entry", "beyond"): "Entry {number} is more than the board says it has: it was added at the end.",
    ("entry", "another-end"): "Entry {number} is not the one the board says is its last.",
    ("entry", "missing"): "Entry {number} is missing.",
    ("closing", "not-signed"): "The closing record was changed: it is not what the board's key has signed.",
    ("voters", "another-count"): "{other} have voted by the signed record, and there are {number}.",
    ("voters", "another-digest"): "The list of who has voted is not the one that was signed.",
    ("ballot", "changed"): "Ballot {number} was changed: it is not what the board's key has signed.",
    ("ballot", "inserted"): "Something was inserted where ballot {number} belongs; it stands further down.",
    ("ballot", "swapped"): "Ballots were swapped: ballot {other} stands where ballot {number} belongs.",
    ("ballot", "twice"): "Ballot {other} is there twice: again where ballot {number} belongs.",
    ("ballot", "missing"): "Ballot {number} is missing.",
    ("ballot", "beyond"): "Ballot {number} is more than were opened.",
    ("ballot", "another-count"): "{number} ballots were opened, and {other} have voted.",
    ("ballot", "another-digest"): "The ballots are not those of the closing record.",
    ("ballot", "unpublished"): "Ballots stand here although the closing record says that none are published.",
    ("ballot", "same-tracker"): "Ballot {number} has the tracker of another ballot.",
    ("ballot", "not-sorted"): "Ballot {number} does not stand in the order of trackers.",
    ("ballot", "not-a-choice"): "Ballot {number} names a candidate who does not stand, or one twice.",
    ("withdrawal", "not-signed"): "That {name} withdrew is not what the board's key has signed.",
    ("withdrawal", "twice"): "That {name} withdrew stands here twice.",
    ("withdrawal", "unknown"): "Somebody is said to have withdrawn who did not stand when voting opened: {name}.",
    ("withdrawal", "too-late"): "{name} is said to have withdrawn before the close, and the signed record of the close "
    "does not know it.",
    ("withdrawal", "missing"): "{name} is left out of the count, and no signed record says that they withdrew.",
    ("result", "not-signed"): "The result is not what the board's key has signed.",
    ("result", "other-withdrawn"): "The result does not leave out all those who withdrew by the signed records.",
}
STEPS = {
    "election": ("The receipt is for this election.", "The receipt is for another election."),
    "signature": (
        "The receipt was signed by the key of this board.",
        "The receipt was not signed by the key of this board: one of the two is not genuine.",
    ),
    "entry": ("Entry {number} of the board is yours.", "Your entry is not on the board: it was dropped or changed."),
    "commitment": (
        "Tracker, nonce and choices open the commitment of entry {number}.",
        "Tracker, nonce and choices do not open the commitment of entry {number}: the receipt is not what it was, or "
        "the entry says something else.",
    ),
    "ballot": (
        "Ballot {number} is yours, by its tracker.",
        "No ballot has your tracker: yours was not opened, or was dropped.",
    ),
    "choices": ("It says what you chose.", "Ballot {number} has your tracker and says something else."),
}
NAMED = {
    "ballot": ("Ballot {number} is yours, by your name.", "No ballot has your name: yours was dropped."),
    "choices": (
        "It says what you chose.",
        "Ballot {number} has your name and says something else than this receipt. If you voted again afterwards, check "
        "the receipt you got last.",
    ),
}


WITHDREW = {
    "voting": "{name} withdrew on {on}, while votes were cast: signed by the board's key.",
    "closed": "{name} no longer stood from {on} on, after the close: signed by the board's key.",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("board", type=Path, metavar="BOARD", help="the file of the board")
    parser.add_argument("--receipt", type=Path, metavar="FILE", help="the receipt you kept when you voted")
    parser.add_argument("--key", metavar="HEX", help="the key the board must be signed with")
    parser.add_argument("--earlier", type=Path, metavar="FILE", help="the same board as it was saved before")


def run(told: argparse.Namespace) -> int:
    try:
        board = boards.read(_text(told.board))
        receipt = boards.read_receipt(_text(told.receipt)) if told.receipt else None
        earlier = boards.read(_text(told.earlier)) if told.earlier else None
    except (NotABoard, Unreadable) as refused:
        print(f"FAILS  {refused}", file=sys.stderr)
        return 1
    found = list(findings(board, key=told.key, receipt=receipt, earlier=earlier))
    for holds, text in found:
        print(f"{'holds' if holds else 'FAILS':<6} {text}")
    well = all(holds for holds, _text_of in found)
    print("Everything holds." if well else "This board does not hold.")
    return 0 if well else 1


class Unreadable(Exception):
    """A file cannot be read: which, and why."""


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"{path} cannot be read ({error}).") from error


def findings(
    board: Board, *, key: str | None = None, receipt: Receipt | None = None, earlier: Board | None = None
) -> Iterator[tuple[bool, str]]:
    """Each check as a sentence, and whether it holds."""
    signing = str(board.header.get("signing_key", ""))
    signed = signed_by(signing)
    if key is not None:
        same = key.strip().lower() == signing
        yield same, "The board is signed with the key you named." if same else "The board is signed with another key."
    faults = boards.check(board, signed)
    for fault in faults:
        yield False, say(fault, board)
    if not faults:
        yield from _holds(board)
    if earlier is not None:
        yield _continues(board, earlier)
    if receipt is not None:
        yield from _finds(board, receipt, signed)
    if not faults:
        yield from _recounts(board)


def signed_by(key: str) -> Signed:
    """Whether a key has signed a message; one that is no key has signed nothing."""
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
    except ValueError:
        return lambda message, signature: False

    def signed(message: str, signature: str) -> bool:
        try:
            public.verify(bytes.fromhex(signature), message.encode())
        except (InvalidSignature, ValueError):
            return False
        return True

    return signed


def say(fault: Fault, board: Board) -> str:
    name = _name(board, fault.number) if fault.part == "withdrawal" else ""
    text = BROKEN[fault.part, fault.key].format(number=fault.number, other=fault.other, name=name)
    if fault.key == "missing" and fault.other:
        text += f" Number {fault.other} stands in its place."
    return text


def _holds(board: Board) -> Iterator[tuple[bool, str]]:
    entries = len(board.entries)
    yield (
        True,
        f"Signed by the key {board.header['signing_key']}: compare it with the one you know, or say it with --key.",
    )
    yield True, f"Entries: {entries}; each follows the one before, is what was committed to, and is signed."
    for one in board.withdrawals:
        said = WITHDREW[str(one["stage"])].format(name=_name(board, int(one["candidate"])), on=one["on"])
        yield True, said
    if not board.closing:
        yield True, "The box has not been opened yet: there are no ballots to check."
        return
    closing = board.closing
    yield True, f"Have voted: {closing['voters']}; ballots opened: {closing['ballots']}."
    if closing.get("unreadable"):
        numbers = ", ".join(map(str, closing["unreadable"]))
        yield False, f"These entries could not be opened, and were not counted: {numbers}."
    if closing["published"]:
        yield True, "The ballots are those of the signed closing record; no tracker is there twice."
    else:
        yield True, "So few have voted that the ballots are not published; their number and digest are."


def _continues(board: Board, earlier: Board) -> tuple[bool, str]:
    if boards.genesis(board.header) != boards.genesis(earlier.header):
        return False, "The header is not that of the earlier board."
    for before, now in zip(earlier.entries, board.entries, strict=False):
        if before != now:
            return False, f"Entry {before.number} is not what it was on the earlier board."
    if len(board.entries) < len(earlier.entries):
        return False, f"Entry {len(board.entries) + 1} stood on the earlier board and is missing."
    here = {(one["candidate"], one["on"], one["stage"]) for one in board.withdrawals}
    for one in earlier.withdrawals:
        if (one["candidate"], one["on"], one["stage"]) not in here:
            name = _name(board, int(one["candidate"]))
            return False, f"That {name} withdrew on {one['on']} stood on the earlier board and is missing."
    return True, f"All that stood on the earlier board stands here: {len(earlier.entries)} entries."


def _finds(board: Board, receipt: Receipt, signed: Signed) -> Iterator[tuple[bool, str]]:
    words = STEPS | NAMED if receipt.elector else STEPS
    steps = boards.check_receipt(board, receipt, signed)
    for key, holds, number in steps:
        yield holds, words[key][0 if holds else 1].format(number=number)
    if all(holds for _key, holds, _number in steps) and not board.closing.get("published"):
        yield True, "No ballots are published here, so only your entry could be checked."


def _recounts(board: Board) -> Iterator[tuple[bool, str]]:
    """Counted again from the ballots, where a result stands on the board and its ballots are published."""
    told = board.result
    if not told:
        return
    yield from _as_signed(board, told)
    if not board.closing.get("published"):
        yield True, "The result cannot be counted again from this file, because the ballots are not published."
        return
    try:
        result = _count(board, told)
    except (counting.CannotCount, KeyError, TypeError, ValueError) as refused:
        yield False, f"The result cannot be counted again: {refused}."
        return
    names = ", ".join(_name(board, one) for one in result.winners)
    if list(result.winners) == list(told["winners"]):
        yield True, f"Counted again by {told['method']}, with the same result: {names}."
    else:
        said = ", ".join(_name(board, one) for one in told["winners"])
        yield False, f"Counted again by {told['method']}, another result: {names}; the board says: {said}."
    yield from _meant(board, told)


def _meant(board: Board, told: Any) -> Iterator[tuple[bool, str]]:
    """What the result says it meant that somebody withdrew, against the ballots."""
    if "passed_over" in told:
        left = [int(one["candidate"]) for one in told["passed_over"]]
        choices = [one.choices for one in board.ballots]
        same = list(told["passed_over"]) == boards.passed_over(choices, left, set(told["withdrawn"]))
        for one in told["passed_over"] if same else ():
            yield True, PASSED_OVER.format(name=_name(board, int(one["candidate"])), **one)
        if not same:
            yield False, "On other ballots than the result says, those who withdrew are passed over."
    if "had_they_stood" in told:
        late = {int(one["candidate"]) for one in board.withdrawals}
        standing = {**told, "withdrawn": [one for one in told["withdrawn"] if one not in late]}
        try:
            winners = list(_count(board, standing).winners)
        except counting.CannotCount as refused:
            yield False, f"With those who withdrew the ballots cannot be counted: {refused}."
            return
        said = "Counted as if nobody had withdrawn once voting was open"
        names = ", ".join(_name(board, one) for one in winners)
        if winners != list(told["had_they_stood"]):
            yield False, f"{said}, these would be elected: {names}; the result says otherwise."
        elif set(winners) == set(told["winners"]):
            yield True, f"{said}, the same would be elected."
        else:
            yield True, f"{said}, these would be elected: {names}."


PASSED_OVER = (
    "{name} is passed over: ballots that name them: {named}; of these first: {first}; without anybody else who stands: "
    "{alone}."
)


# Where the quotas do not part the seats, these count by the other: docs/rooms/elections.md.
_OTHERWISE = {"sections": "balanced-stv", "co-chairs": "balanced-stv"}


def _as_signed(board: Board, told: Any) -> Iterator[tuple[bool, str]]:
    """What the result says of how it was counted must be what the signed header says."""
    if told.get("signature"):
        yield True, "The result is signed by the board's key, and leaves out those who withdrew and nobody else."
    else:
        yield True, "The result is not signed: this board was begun before results were."
    seats, method = board.header.get("seats"), board.header.get("method")
    if told["seats"] != seats:
        yield False, f"The result fills {told['seats']} seats; the signed header says {seats}."
    if told["method"] not in (method, _OTHERWISE.get(str(method))):
        yield False, f"The result was counted by {told['method']}; the signed header says {method}."
    signed = {int(one["candidate"]) for one in board.withdrawals}
    if others := [one for one in told["withdrawn"] if one not in signed]:
        names = ", ".join(_name(board, one) for one in others)
        yield True, f"Counted as if they had not stood, because they withdrew: {names}. They can say whether they did."


def _count(board: Board, told: Any) -> counting.Result:
    candidates = sorted(board.header["candidates"], key=lambda one: int(one["number"]))
    ballots = counting.Ballots(
        len(candidates),
        tuple((many, choices) for choices, many in sorted(Counter(one.choices for one in board.ballots).items())),
        int(told["seats"]),
        withdrawn=frozenset(told["withdrawn"]),
    )
    return counting.count(
        ballots,
        str(told["method"]),
        makeup=_makeup(board.header, candidates) if told["balanced"] else None,
        seed=str(told["seed"]),
        ids=[str(one["id"]) for one in candidates],
    )


def _makeup(header: Any, candidates: Any) -> counting.Makeup:
    return counting.Makeup(
        tuple(_quota(one) for one in header["quotas"]),
        tuple(_attributes(one["attributes"]) for one in candidates),
        tuple(_attributes(one) for one in header["sitting"]),
    )


def _quota(told: Any) -> counting.Quota:
    return counting.Quota(
        str(told["key"]),
        str(told["over"]),
        told["rule"],
        tuple(told["values"]),
        told.get("number"),
        Fraction(told["share"]) if told.get("share") is not None else None,
        tuple(sorted((told.get("where") or {}).items())),
    )


def _attributes(told: Any) -> dict[str, tuple[str, ...]]:
    return {over: tuple(values) for over, values in told.items()}


def _name(board: Board, number: int) -> str:
    for one in board.header["candidates"]:
        if one["number"] == number:
            name = one["name"]
            return str(
                name if isinstance(name, str) else next((name[c] for c in ("en", "fr", "ar") if name.get(c)), number)
            )
    return str(number)
