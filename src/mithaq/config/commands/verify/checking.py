"""Each check of a board, of a receipt and against an earlier board: a sentence, and whether it holds.

`None` instead is a check that was asked for and could not be made: nothing speaks against the file, and nothing for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from mithaq.config.commands.verify.recounting import recounts
from mithaq.config.commands.verify.sentences import NAMED, NO_BALLOTS, STEPS, WITHDREW, name_of, say
from mithaq.kernels import board as boards
from mithaq.kernels.board import Board, Receipt, Signed

_DIGEST = re.compile(r"[0-9a-f]{64}")


def findings(
    board: Board,
    *,
    key: str | None = None,
    head: str | None = None,
    receipt: Receipt | None = None,
    earlier: Board | None = None,
) -> Iterator[tuple[bool | None, str]]:
    """Each check as a sentence, and whether it holds; None where the file has nothing to check it by."""
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
    if head is not None:
        yield _ends(board, head.strip().lower())
    if earlier is not None:
        yield _continues(board, earlier)
    if receipt is not None:
        yield from _finds(board, receipt, signed)
    if not faults:
        yield from recounts(board)


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


def _holds(board: Board) -> Iterator[tuple[bool, str]]:
    entries = len(board.entries)
    yield (
        True,
        f"Signed by the key {board.header['signing_key']}: compare it with the one you know, or say it with --key.",
    )
    yield True, f"Entries: {entries}; each follows the one before, is what was committed to, and is signed."
    for one in board.withdrawals:
        said = WITHDREW[str(one["stage"])].format(name=name_of(board, int(one["candidate"])), on=one["on"])
        yield True, said
    if not board.closing:
        yield True, "By this file the box has not been opened yet: there are no ballots to check."
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


def _ends(board: Board, head: str) -> tuple[bool | None, str]:
    """Whether a board still is what fixed it at the close. Of a vote by name that are its ballots, and not what its
    closing record says of them: whoever has the key of the board can sign another.
    """
    if not _DIGEST.fullmatch(head):
        return False, "What you were told at the close is 64 signs, 0 to 9 and a to f: what you gave is not that."
    if boards.by_name(board):
        return _same_ballots(board, head)
    number = next((one.number for one in board.entries if one.digest == head), 0)
    if not number:
        return False, "The head you were told is not on this board: entries were changed or taken out after the close."
    if head != board.entries[-1].digest:
        return False, f"The head you were told is entry {number}; entry {number + 1} was added after the close."
    return True, f"The board ends as you were told at the close: entry {number} is its last."


def _same_ballots(board: Board, digest: str) -> tuple[bool | None, str]:
    if not board.closing and not board.ballots:
        return None, NO_BALLOTS
    there = boards.ballots_digest((one.elector, one.choices) for one in board.ballots)
    same = bool(board.ballots) and there == digest
    return same, "The ballots are those of the close." if same else "The ballots are not those of the close."


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
            name = name_of(board, int(one["candidate"]))
            return False, f"That {name} withdrew on {one['on']} stood on the earlier board and is missing."
    return True, f"All that stood on the earlier board stands here: {len(earlier.entries)} entries."


def _finds(board: Board, receipt: Receipt, signed: Signed) -> Iterator[tuple[bool, str]]:
    words = STEPS | NAMED if receipt.elector else STEPS
    steps = boards.check_receipt(board, receipt, signed)
    for key, holds, number in steps:
        yield holds, words[key][0 if holds else 1].format(number=number)
    if all(holds for _key, holds, _number in steps) and not board.closing.get("published"):
        yield True, "No ballots are published here, so only your entry could be checked."
