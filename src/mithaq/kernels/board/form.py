"""What is hashed and what is signed, to the byte: docs/secrecy.md says the same in words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FORMAT = "mithaq-board-1"
FEW = 15  # who voted in confidence; below it a ballot could be known by who might have cast it: none is published


@dataclass(frozen=True, slots=True)
class Entry:
    """One vote on the board, before and after the box is opened: nothing in it tells whose it is or what it says."""

    number: int
    previous: str
    commitment: str
    sealed_digest: str
    digest: str
    signature: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """One opened ballot. A confidential one has a tracker, a named one the id (and the name) of its elector."""

    number: int
    tracker: str
    choices: tuple[int, ...]
    signature: str
    elector: str = ""
    name: Any = ""


def canonical(said: Any) -> str:
    """JSON with its keys sorted and no spaces: one text for one value."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(said: str | bytes) -> str:
    return hashlib.sha256(said.encode() if isinstance(said, str) else said).hexdigest()


def genesis(header: Mapping[str, Any]) -> str:
    """What the first entry follows: the digest of the header without its signature."""
    return sha256(canonical({key: value for key, value in header.items() if key != "signature"}))


def commitment(nonce: str, tracker: str, choices: Sequence[int]) -> str:
    """SHA-256 of nonce (32 bytes, told in hexadecimal) ‖ tracker ‖ choices as JSON. Trackers have one length, so the
    three cannot be taken apart otherwise; without the nonce nobody can try what was chosen.
    """
    return sha256(bytes.fromhex(nonce) + tracker.encode() + canonical(list(choices)).encode())


def entry_digest(*, election: str, number: int, previous: str, commitment: str, sealed_digest: str) -> str:
    return sha256(canonical([FORMAT, "entry", election, number, previous, commitment, sealed_digest]))


def ballots_digest(ballots: Iterable[tuple[str, Sequence[int]]]) -> str:
    """Of the ballots in their order (by tracker, or by id of the elector): [tracker or id, choices], one a line."""
    return sha256("\n".join(canonical([key, list(choices)]) for key, choices in ballots))


def roll_digest(electors: Iterable[str]) -> str:
    """Of the ids of who has voted, sorted, one a line."""
    return sha256("\n".join(sorted(electors)))


def about_header(header: Mapping[str, Any]) -> str:
    """What a signature on the header says."""
    return canonical([FORMAT, "header", genesis(header)])


def about_entry(election: str, digest: str) -> str:
    return canonical([FORMAT, "entry", election, digest])


def about_ballot(election: str, ballot: Ballot) -> str:
    return canonical([FORMAT, "ballot", election, ballot.number, ballot.tracker, list(ballot.choices), ballot.elector])


def about_named(election: str, elector: str, choices: Sequence[int]) -> str:
    """What the receipt of a named vote says was received."""
    return canonical([FORMAT, "named", election, elector, list(choices)])


def about_closing(election: str, closing: Mapping[str, Any]) -> str:
    return canonical([FORMAT, "closing", election, _bare(closing)])


def about_withdrawal(election: str, withdrawal: Mapping[str, Any]) -> str:
    """That a candidate (by number) withdrew on a day, once voting had opened."""
    return canonical([FORMAT, "withdrawal", election, _bare(withdrawal)])


def about_result(election: str, result: Mapping[str, Any]) -> str:
    """What was declared: who is elected, what it was counted from, and what the withdrawals meant for it."""
    return canonical([FORMAT, "result", election, _bare(result)])


def passed_over(
    ballots: Sequence[Sequence[int]], candidates: Iterable[int], withdrawn: Container[int]
) -> list[dict[str, int]]:
    """What it meant for the count that these candidates withdrew: how many ballots named each, on how many of these
    they came first, and on how many nobody who stands is named beside them. All who `withdrew` are passed over.
    """
    return [
        {
            "candidate": one,
            "named": sum(one in choices for choices in ballots),
            "first": sum(list(choices[:1]) == [one] for choices in ballots),
            "alone": sum(one in choices and all(other in withdrawn for other in choices) for choices in ballots),
        }
        for one in sorted(candidates)
    ]


def _bare(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in ("kind", "signature")}
