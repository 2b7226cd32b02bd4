"""Whether a board holds: the first entry or ballot that does not is named by its number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from mithaq.kernels.board import form
from mithaq.kernels.board.form import Ballot, Entry
from mithaq.kernels.board.reading import Board, Receipt

Signed = Callable[[str, str], bool]  # (message, signature) → whether the board's key made it
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold: `part` (a key of PARTS), the number of the entry, ballot or candidate (0: the whole), and
    what it is (a key of FAULTS).
    """

    part: str
    key: str
    number: int = 0
    other: int = 0


PARTS = ("header", "entry", "head", "closing", "voters", "ballot", "withdrawal", "result")

# Every way in which a board can be broken. A command words them.
FAULTS: dict[str, str] = {
    "not-signed": "The signature is not one of the board's key over what stands there.",
    "changed": "It is not what the board's key has signed.",
    "inserted": "Something that the board's key has not signed stands in its place, and it stands later.",
    "missing": "It is not there; `other` is the number of what stands in its place (0: nothing does).",
    "swapped": "`other` stands in its place, and it stands later.",
    "twice": "`other` is there a second time, in its place.",
    "two-histories": "It was signed by the board's key, but not after the one before it.",
    "beyond": "There are more than were signed as all of them.",
    "another-end": "The last is not the one that was signed as the last.",
    "another-count": "As many as were signed are not there: there are `number` and should be `other`.",
    "another-digest": "The digest of all of them is not the one that was signed.",
    "unpublished": "Ballots stand there although the closing record says that none are published.",
    "withheld": "The closing record says that none are published, of `number` who voted: only fewer than `other` are "
    "kept back, and never where names stand beside votes.",
    "not-sorted": "It does not stand in the order of trackers, so it could tell an order.",
    "same-tracker": "Its tracker is that of another ballot.",
    "not-a-choice": "It names a candidate who does not stand, or one twice.",
    "unknown": "It tells of somebody who stood on no ballot, or had withdrawn before.",
    "too-early": "It stands there before the record of the close does.",
    "too-late": "It says that it was before the close, and the record of the close does not know it.",
    "other-withdrawn": "It passes over others than those who withdrew by the signed records.",
}


def check(board: Board, signed: Signed) -> tuple[Fault, ...]:
    """What does not hold, each part's first fault; empty where all does."""
    entries = list(_entries(board, signed))
    return (
        *_header(board, signed),
        *entries,
        *(fault for fault in _end(board, signed) if fault.part != "entry" or not entries),
        *_voters(board),
        *_ballots(board, signed),
        *_withdrawals(board, signed),
        *_result(board, signed),
    )


def by_name(board: Board) -> bool:
    """Whether everybody sees who voted how: then there are no entries, and its ballots are all that fixes it."""
    return bool(board.header.get("secrecy") == "named")


def _header(board: Board, signed: Signed) -> Iterator[Fault]:
    if not signed(form.about_header(board.header), str(board.header.get("signature", ""))):
        yield Fault("header", "not-signed")


def _entries(board: Board, signed: Signed) -> Iterator[Fault]:
    def real(entry: Entry) -> int:
        """The number under which the board's key signed it; 0: it did not."""
        if not signed(form.about_entry(board.election, entry.digest), entry.signature):
            return 0
        told = {
            "election": board.election,
            "previous": entry.previous,
            "commitment": entry.commitment,
            "sealed_digest": entry.sealed_digest,
        }
        likely = [entry.number, *range(1, len(board.entries) + 2)]
        return next((n for n in likely if form.entry_digest(number=n, **told) == entry.digest), 0)

    fault = _first("entry", board.entries, lambda entry: entry.number, real)
    if fault:
        yield fault
        return
    header_holds = signed(form.about_header(board.header), str(board.header.get("signature", "")))
    before = form.genesis(board.header)
    for entry in board.entries:
        if entry.previous != before and (entry.number > 1 or header_holds):
            yield Fault("entry", "two-histories", entry.number)
            return
        before = entry.digest


def _first(
    part: str, items: Sequence[Item], number: Callable[[Item], int], real: Callable[[Item], int]
) -> Fault | None:
    """The first item that is not the one signed for its place."""
    for place, item in enumerate(items, 1):
        if number(item) == place and real(item) == place:
            continue
        here, later = real(item), place in {real(other) for other in items[place:]}
        if not here:
            return Fault(part, "inserted" if later else "changed", place)
        if here == place:
            return Fault(part, "changed", place)  # its number alone
        if here < place:
            return Fault(part, "twice", place, here)
        return Fault(part, "swapped" if later else "missing", place, here)
    return None


def _end(board: Board, signed: Signed) -> Iterator[Fault]:
    """That nothing was cut off at the end, before the close (`head`) and after it (`closing`)."""
    for part, record in (("head", board.head), ("closing", board.closing)):
        if not record:
            continue
        if part == "closing" and not signed(
            form.about_closing(board.election, record), str(record.get("signature", ""))
        ):
            yield Fault("closing", "not-signed")
            return
        there, said = len(board.entries), int(record.get("entries", 0))
        if there < said:
            yield Fault("entry", "missing", there + 1)
        elif there > said:
            yield Fault("entry", "beyond", said + 1)
        elif there and record.get("head") != board.entries[-1].digest:
            yield Fault("entry", "another-end", there)
        else:
            continue
        return


def _voters(board: Board) -> Iterator[Fault]:
    if not board.closing:
        return
    said = int(board.closing.get("voters", 0))
    if board.header.get("secrecy") == "confidential" and said != int(board.closing.get("entries", 0)):
        yield Fault("voters", "another-count", int(board.closing.get("entries", 0)), said)
    elif board.voters is not None and len(board.voters) != said:
        yield Fault("voters", "another-count", len(board.voters), said)
    elif board.voters is not None and form.roll_digest(board.voters) != board.closing.get("voters_digest"):
        yield Fault("voters", "another-digest")


def _ballots(board: Board, signed: Signed) -> Iterator[Fault]:
    closing = board.closing
    if not closing or not closing.get("published"):
        if board.ballots:
            yield Fault("ballot", "unpublished", board.ballots[0].number)
        elif closing and (by_name(board) or int(closing.get("voters", 0)) >= form.FEW):
            yield Fault("ballot", "withheld", int(closing.get("voters", 0)), form.FEW)
        return

    def real(ballot: Ballot) -> int:
        likely = [ballot.number, *range(1, len(board.ballots) + 2)]
        for n in likely:
            told = Ballot(n, ballot.tracker, ballot.choices, ballot.signature, ballot.elector)
            if signed(form.about_ballot(board.election, told), ballot.signature):
                return n
        return 0

    fault = _first("ballot", board.ballots, lambda ballot: ballot.number, real)
    said, there = int(closing.get("ballots", 0)), len(board.ballots)
    if fault:
        yield fault
    elif there != said:
        yield Fault("ballot", "missing" if there < said else "beyond", min(there, said) + 1)
    else:
        keys = [(ballot.tracker or ballot.elector, ballot.choices) for ballot in board.ballots]
        if form.ballots_digest(keys) != closing.get("ballots_digest"):
            yield Fault("ballot", "another-digest")
        yield from _each(board)
    if said + len(closing.get("unreadable", ())) != int(closing.get("voters", 0)):
        yield Fault("ballot", "another-count", said, int(closing.get("voters", 0)))


def _each(board: Board) -> Iterator[Fault]:
    stand = {one.get("number") for one in board.header.get("candidates", ())}
    before = ""
    for ballot in board.ballots:
        key = ballot.tracker or ballot.elector
        if key == before:
            yield Fault("ballot", "same-tracker", ballot.number)
        elif key < before:
            yield Fault("ballot", "not-sorted", ballot.number)
        elif not stand.issuperset(ballot.choices) or len(set(ballot.choices)) < len(ballot.choices):
            yield Fault("ballot", "not-a-choice", ballot.number)
        else:
            before = key
            continue
        return


def _withdrawals(board: Board, signed: Signed) -> Iterator[Fault]:
    """Each is signed, once, of somebody who stood; and none of those the record of the close knows is missing."""
    stood = {one["number"] for one in board.header.get("candidates", ()) if not one.get("withdrawn")}
    seen: set[int] = set()
    known = board.closing.get("withdrawn")
    for one in board.withdrawals:
        number = int(one["candidate"])
        if not signed(form.about_withdrawal(board.election, one), str(one["signature"])):
            yield Fault("withdrawal", "not-signed", number)
        elif number in seen:
            yield Fault("withdrawal", "twice", number, number)
        elif number not in stood:
            yield Fault("withdrawal", "unknown", number)
        elif known is not None and one["stage"] == "voting" and number not in known:
            yield Fault("withdrawal", "too-late", number)
        seen.add(number)
    yield from (Fault("withdrawal", "missing", number) for number in sorted({*(known or ())} - seen))


def _result(board: Board, signed: Signed) -> Iterator[Fault]:
    """Signed, where the header says that results are; and it passes over those who withdrew, and nobody else."""
    told = board.result
    if told and not board.closing:
        yield Fault("result", "too-early")
        return
    is_signed = "result" in board.header.get("signs", ())
    if not told or not (is_signed or told.get("signature")):
        return
    if not signed(form.about_result(board.election, told), str(told.get("signature", ""))):
        yield Fault("result", "not-signed")
        return
    before = {one["number"] for one in board.header.get("candidates", ()) if one.get("withdrawn")}
    since = {int(one["candidate"]) for one in board.withdrawals} | {*board.closing.get("withdrawn", ())}
    out = set(told["withdrawn"])
    if "withdrawal" in board.header.get("signs", ()) and out != before | since:
        missing = sorted(out - before - since)
        yield Fault("withdrawal", "missing", missing[0]) if missing else Fault("result", "other-withdrawn")


def check_receipt(board: Board, receipt: Receipt, signed: Signed) -> list[tuple[str, bool, int]]:
    """The steps by which a voter finds the vote: (key of STEPS, whether it holds, number of entry or ballot). It ends
    with the first that does not.
    """
    found: list[tuple[str, bool, int]] = []
    for step in _named_steps(board, receipt, signed) if receipt.elector else _steps(board, receipt, signed):
        found.append(step)
        if not step[1]:
            break
    return found


STEPS: dict[str, str] = {
    "election": "The receipt is for this election.",
    "signature": "The receipt was signed by the key of this board.",
    "entry": "The entry stands on the board.",
    "commitment": "The nonce, the tracker and the choices open the commitment of that entry.",
    "ballot": "A ballot with this tracker (or this elector) was opened.",
    "choices": "That ballot says what the receipt says.",
}


def _steps(board: Board, receipt: Receipt, signed: Signed) -> Iterator[tuple[str, bool, int]]:
    yield "election", receipt.election == board.election, 0
    yield "signature", signed(form.about_entry(board.election, receipt.entry), receipt.signature), 0
    entry = next((one for one in board.entries if one.digest == receipt.entry), None)
    yield "entry", entry is not None, entry.number if entry else 0
    opens = entry is not None and form.commitment(receipt.nonce, receipt.tracker, receipt.choices) == entry.commitment
    yield "commitment", opens, entry.number if entry else 0
    if board.closing.get("published"):
        ballot = next((one for one in board.ballots if one.tracker == receipt.tracker), None)
        yield "ballot", ballot is not None, ballot.number if ballot else 0
        yield "choices", ballot is not None and ballot.choices == receipt.choices, ballot.number if ballot else 0


def _named_steps(board: Board, receipt: Receipt, signed: Signed) -> Iterator[tuple[str, bool, int]]:
    yield "election", receipt.election == board.election, 0
    about = form.about_named(board.election, receipt.elector, receipt.choices)
    yield "signature", signed(about, receipt.signature), 0
    if board.closing.get("published"):
        ballot = next((one for one in board.ballots if one.elector == receipt.elector), None)
        yield "ballot", ballot is not None, ballot.number if ballot else 0
        yield "choices", ballot is not None and ballot.choices == receipt.choices, ballot.number if ballot else 0
