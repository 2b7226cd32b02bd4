"""What is published of a ballot box: how a board begins, how it is signed, and the file everybody can check.

The form is `kernels.board`'s; docs/secrecy.md says it in words. Nothing in it is a time, or tells one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from mithaq.elections import keys, naming
from mithaq.elections.enums import BALANCED, FEW, Secrecy, Standing, State
from mithaq.elections.models import Ballot, BoardEntry, Candidacy, Count, Election, Elector
from mithaq.kernels import board


def begin(election: Election) -> None:
    """Give an election its keys and the header of its board, signed; the caller saves it (`BEGUN`), in one act.

    Called when voting opens: candidates have their numbers, quotas are frozen, the roll is fixed.
    """
    key = keys.board_key()
    election.signing_key = key.public_key().public_bytes_raw().hex()
    election.public_key = keys.make_box(election.uid) if election.secrecy == Secrecy.CONFIDENTIAL else ""
    header = {
        "kind": "header",
        "format": board.FORMAT,
        "election": election.uid,
        "title": dict(election.title),
        "secrecy": election.secrecy,
        "marks": election.marks,
        "method": election.method,
        "seats": election.seats,
        "candidates": [_candidate(one) for one in _numbered(election)],
        "quotas": election.quotas,
        "sitting": election.sitting,
        "electors": Elector.objects.filter(election=election).count(),
        "public_key": election.public_key,
        "signing_key": election.signing_key,
        "signs": list(SIGNS),
    }
    header["signature"] = key.sign(board.about_header(header).encode()).hex()
    election.header, election.head = header, board.genesis(header)


SIGNS = ("result", "withdrawal")  # what this board signs beside its entries, its end and its ballots
BEGUN = ("signing_key", "public_key", "header", "head")


def standing(election: Election) -> QuerySet[Candidacy]:
    """Who stands, in the order of the ballot."""
    rows: QuerySet[Candidacy] = Candidacy.objects.filter(
        election=election, standing=Standing.STANDS, number__isnull=False
    )
    return rows.order_by("number")


def _numbered(election: Election) -> QuerySet[Candidacy]:
    """Who is on the ballot, also who withdrew since: a number is never another's."""
    rows: QuerySet[Candidacy] = Candidacy.objects.filter(election=election, number__isnull=False)
    return rows.select_related("organisation", "person").order_by("number")


def _candidate(candidacy: Candidacy) -> dict[str, Any]:
    name = naming.holder(candidacy)
    told = {
        "number": candidacy.number,
        "id": candidacy.uid,
        "name": dict(name) if isinstance(name, dict) else name,
        "attributes": candidacy.attributes,
    }
    return told if candidacy.standing == Standing.STANDS else told | {"withdrawn": True}


def sign(election: Election, message: str) -> str:
    """Refused (keys.KeyMissing): the key this board began with is not on this machine."""
    return keys.signer(election.signing_key).sign(message.encode()).hex()


def close(election: Election, ballots: Sequence[Ballot], *, entries: int, unreadable: Sequence[int]) -> dict[str, Any]:
    """The record a board ends with, signed; `ballots` in the order they are published in."""
    voted = list(voters(election).values_list("uid", flat=True))
    closing: dict[str, Any] = {
        "kind": "closing",
        "entries": entries,
        "head": election.head if entries else "",
        "ballots": len(ballots),
        "ballots_digest": digest(ballots),
        "voters": len(voted),
        "voters_digest": board.roll_digest(voted),
        "published": len(voted) >= FEW or election.secrecy == Secrecy.NAMED,
        "unreadable": list(unreadable),
        "withdrawn": [one["candidate"] for one in withdrawals(election)],
    }
    return closing | {"signature": sign(election, board.about_closing(election.uid, closing))}


def witness(election: Election) -> dict[str, str]:
    """What fixes a vote once it is closed, for whoever keeps it: the head of the chain of entries, of a named vote the
    digest of its ballots; nothing where nobody voted. Before the close nobody is told it: who heard it at two moments
    would know between which two entries somebody voted.
    """
    if election.closed_at is None:
        return {}
    if election.secrecy == Secrecy.CONFIDENTIAL:
        return {"head": election.head} if BoardEntry.objects.filter(election=election).exists() else {}
    ballots = opened(election)
    return {"digest": digest(ballots)} if ballots else {}


def withdraw(election: Election, candidacy: Candidacy, *, on: date) -> dict[str, Any]:
    """The record that a candidate withdrew on a day, once the board had begun; nothing before that.

    It stands beside the chain of entries and not in it, so that no entry can be dated by it. A withdrawal waits for no
    key: where that of the board is not on this machine the record is not signed yet (`sign_what_waits`).
    """
    if not election.header or candidacy.number is None:
        return {}
    stage = "voting" if election.closed_at is None else "closed"
    record = {"kind": "withdrawal", "candidate": candidacy.number, "on": on.isoformat(), "stage": stage}
    return record | {"signature": _signed(election, board.about_withdrawal(election.uid, record))}


def withdrawals(election: Election) -> list[dict[str, Any]]:
    """Who withdrew once voting was open, as the board says it, by number: one query."""
    rows = Candidacy.objects.filter(election=election, number__isnull=False).exclude(withdrawal={})
    return list(rows.order_by("number").values_list("withdrawal", flat=True))


def declare(election: Election, result: Mapping[str, Any]) -> dict[str, Any]:
    """The record of a result that is declared; nothing where the election has no board (a countback). It waits for no
    key either: seats are not to stay empty for want of a signature.
    """
    if not election.header:
        return {}
    record = {"kind": "result", **result}
    return record | {"signature": _signed(election, board.about_result(election.uid, record))}


def _signed(election: Election, message: str) -> str:
    """Empty where the key of the board is not on this machine."""
    try:
        return sign(election, message)
    except keys.KeyMissing:
        return ""


def sign_what_waits(election: Election) -> int:
    """Sign what was written while the key was not here; how many records. Nothing where it still is not."""
    about = {"withdrawal": board.about_withdrawal, "result": board.about_result}
    found = 0
    waiting = Candidacy.objects.filter(election=election, withdrawal__signature="")
    for row, name in [*((one, "withdrawal") for one in waiting), (election, "declaration")]:
        record = getattr(row, name)
        if record and not record["signature"]:
            signature = _signed(election, about[record["kind"]](election.uid, record))
            if signature:
                setattr(row, name, record | {"signature": signature})
                row.save(update_fields=[name])
                found += 1
    return found


def digest(ballots: Iterable[Ballot]) -> str:
    """SHA-256 of the ballots in their order: what a count says it has counted."""
    return board.ballots_digest((_key(one), one.choices) for one in ballots)


def opened(election: Election) -> list[Ballot]:
    """The ballots in the order they are published in: by tracker, the named ones by the id of their elector."""
    rows = Ballot.objects.filter(election=election).select_related("elector__organisation", "elector__person")
    return sorted(rows, key=_key)


def _key(ballot: Ballot) -> str:
    return ballot.tracker or (ballot.elector.uid if ballot.elector else "")


def voters(election: Election) -> QuerySet[Elector]:
    """Who has voted, in an order that tells none."""
    rows: QuerySet[Elector] = Elector.objects.filter(election=election, has_voted=True)
    return rows.order_by("uid")


def published(election: Election, *, who_voted: bool) -> Iterator[str]:
    """The file, a JSON object a line; `who_voted` for those who may see the list (members, after the close).

    Before the box is opened: header, entries, head. After it: how it closed, and the ballots unless they are few.
    """
    if not election.header:
        return
    yield board.canonical(election.header)
    entries = BoardEntry.objects.filter(election=election).defer("sealed").order_by("number")
    count = 0
    for entry in entries.iterator():
        count += 1
        yield board.canonical(_entry(entry))
    yield from (board.canonical(one) for one in withdrawals(election))
    if not election.closing:
        yield board.canonical({"kind": "head", "entries": count, "head": election.head if count else ""})
        return
    yield board.canonical(election.closing)
    if who_voted:
        rows = voters(election).select_related("organisation", "person")
        yield board.canonical({"kind": "voters", "voters": [{"id": one.uid, "name": _name(one)} for one in rows]})
    if election.closing["published"]:
        yield from (board.canonical(_ballot(n, one)) for n, one in enumerate(opened(election), 1))
    yield from (board.canonical(one) for one in _result(election))


def _entry(entry: BoardEntry) -> dict[str, Any]:
    return {
        "kind": "entry",
        "number": entry.number,
        "previous": entry.previous,
        "commitment": entry.commitment,
        "sealed_digest": entry.sealed_digest,
        "digest": entry.digest,
        "signature": entry.signature,
    }


def _ballot(number: int, ballot: Ballot) -> dict[str, Any]:
    told: dict[str, Any] = {
        "kind": "ballot",
        "number": number,
        "tracker": ballot.tracker,
        "choices": ballot.choices,
        "signature": ballot.signature,
    }
    if ballot.elector:
        told |= {"elector": ballot.elector.uid, "name": _name(ballot.elector)}
    return told


def _name(elector: Elector) -> Any:
    name = naming.holder(elector)
    return dict(name) if isinstance(name, dict) else name


def _result(election: Election) -> Iterator[Mapping[str, Any]]:
    """Who was declared elected, and what the count rested on, so that anybody counts again."""
    if election.declaration:
        yield election.declaration
        return
    if election.state != State.DECLARED:
        return
    count = Count.objects.filter(election=election, counted_at__isnull=False).first()
    if count is not None and "of" in count.result:
        yield {"kind": "result", **result(count)}  # declared before results were signed


def result(count: Count) -> dict[str, Any]:
    """What a count came to, as a board says it; `had_they_stood` whom the same ballots elect with those who withdrew
    once voting was open. Of few ballots nothing that only they would tell.
    """
    of = count.result["of"]
    told = {
        "method": of["method"],
        "balanced": of["method"] in BALANCED,
        "seats": of["seats"],
        "seed": count.seed,
        "withdrawn": of["withdrawn"],
        "winners": count.result["winners"],
    }
    return told | {key: count.result[key] for key in MEANT if key in count.result}


MEANT = ("passed_over", "had_they_stood")
