"""A voter looks for their vote: by the whole receipt, by its tracker, or by the hash of its entry."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from mithaq.elections.models import Ballot, BoardEntry, Election
from mithaq.elections.selectors import electing
from mithaq.kernels import board

COMMAND = "mithaq verify board.jsonl"
COMMAND_WITH_RECEIPT = f"{COMMAND} --receipt receipt.txt"
_TRACKER = re.compile(r"[2-9a-z]{4}(?:-[2-9a-z]{4}){3}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Found:
    """What was pasted (`of`: "receipt", "tracker", "entry", or "nothing" that is known) and the steps of the check:
    (a key of `kernels.board.STEPS`, whether it holds, the number on the board; 0 where it has none).

    `is_opened`: the box is open, so the ballot itself was looked for.
    """

    of: str
    steps: tuple[tuple[str, bool, int], ...]
    is_opened: bool

    @property
    def holds(self) -> bool:
        return bool(self.steps) and all(holds for _key, holds, _number in self.steps)


def check(election: Election, pasted: str) -> Found:
    """Whether the vote is on the board and, once the box is open, among the ballots. Nothing of it is kept.

    Where ballots are few and not published, whoever has the tracker still learns that the ballot was counted.
    """
    opened = bool(election.closing)
    try:
        receipt = board.read_receipt(pasted)
    except board.NotABoard:
        return _by_word(election, pasted.lower(), opened)
    entry = electing.on_board(election, receipt.entry) if receipt.entry else None
    ballot = _ballot_of(election, receipt)
    looked = board.Board(
        header=election.header,
        entries=(_entry(entry),) if entry else (),
        closing={"published": opened},
        ballots=(_opened(ballot, receipt),) if ballot else (),
    )
    steps = board.check_receipt(looked, receipt, _signed_by(election))
    return Found("receipt", tuple(_plain(key, holds, entry) for key, holds, _number in steps), opened)


def _by_word(election: Election, pasted: str, opened: bool) -> Found:
    if tracker := _TRACKER.search(pasted):
        ballot = electing.as_opened(election, tracker[0])
        return Found("tracker", (("ballot", ballot is not None, 0),) if opened else (), opened)
    if digest := _DIGEST.search(pasted):
        entry = electing.on_board(election, digest[0])
        return Found("entry", (("entry", entry is not None, entry.number if entry else 0),), opened)
    return Found("nothing", (), opened)


def _ballot_of(election: Election, receipt: board.Receipt) -> Ballot | None:
    if receipt.elector:
        found: Ballot | None = Ballot.objects.filter(election=election, elector__uid=receipt.elector).first()
        return found if election.closing else None
    return electing.as_opened(election, receipt.tracker)


def _entry(one: BoardEntry) -> board.Entry:
    return board.Entry(one.number, one.previous, one.commitment, one.sealed_digest, one.digest, one.signature)


def _opened(one: Ballot, receipt: board.Receipt) -> board.Ballot:
    return board.Ballot(0, one.tracker, tuple(one.choices), one.signature, receipt.elector)


def _plain(key: str, holds: bool, entry: BoardEntry | None) -> tuple[str, bool, int]:
    return key, holds, entry.number if entry and key == "entry" else 0


def _signed_by(election: Election) -> board.Signed:
    def signed(message: str, signature: str) -> bool:
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(election.signing_key))
            key.verify(bytes.fromhex(signature), message.encode())
        except (InvalidSignature, ValueError):
            return False
        return True

    return signed
