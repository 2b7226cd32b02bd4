"""The board on a page: its entries, the opened ballots, and who has voted, in orders that tell nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mithaq.elections import board, naming, showing_withdrawals
from mithaq.elections.enums import Marks, Secrecy
from mithaq.elections.models import Ballot, BoardEntry, Candidacy, Election, Elector


@dataclass(frozen=True, slots=True)
class Opened:
    """A ballot: the tracker (or the elector of a named one) and the candidates, the best first."""

    tracker: str
    name: Any
    choices: tuple[Any, ...]
    is_ranked: bool


def has_entries(election: Election) -> bool:
    return bool(election.secrecy == Secrecy.CONFIDENTIAL and election.header)


def has_ballots(election: Election) -> bool:
    return bool(election.closing.get("published"))


def is_few(election: Election) -> bool:
    """The box is open and its ballots are not published, because they are few."""
    return bool(election.closing) and not election.closing.get("published")


def fixed(election: Election) -> dict[str, str]:
    """What fixes the board since the close, for whoever may see the election: who was told it and is no member has no
    other page of it. Of named ballots what the closing record says, where there is one.
    """
    if not election.closing or election.secrecy == Secrecy.CONFIDENTIAL:
        return board.witness(election)
    return {"digest": election.closing["ballots_digest"]} if election.closing["ballots"] else {}


def lines(election: Election, *, who_voted: bool) -> Iterator[str]:
    return board.published(election, who_voted=who_voted)


def _entries(election: Election) -> Any:
    return BoardEntry.objects.filter(election=election).defer("sealed").order_by("number")


def _ballots(election: Election) -> Any:
    return Ballot.objects.filter(election=election).select_related("elector__organisation", "elector__person")


def _voters(election: Election) -> Any:
    return board.voters(election).select_related("organisation", "person")


def _withdrawals(election: Election) -> Any:
    found = Candidacy.objects.filter(election=election, number__isnull=False).exclude(withdrawal={})
    return found.select_related("organisation", "person").order_by("number")


def has_withdrawals(election: Election) -> bool:
    return bool(election.header) and bool(_withdrawals(election).exists())


ROWS: Mapping[str, Callable[[Election], Any]] = {
    "entries": _entries,
    "ballots": _ballots,
    "voters": _voters,
    "withdrawals": _withdrawals,
}


def told(election: Election, view: str, rows: Sequence[Any]) -> list[Any]:
    """A page of rows as the template reads them."""
    if view == "ballots":
        return _opened(election, rows)
    if view == "withdrawals":
        return [showing_withdrawals.record(one) for one in rows]
    return [naming.holder(one) for one in rows] if view == "voters" else list(rows)


def _opened(election: Election, ballots: Sequence[Ballot]) -> list[Opened]:
    candidates = Candidacy.objects.filter(election=election, number__isnull=False)
    names = {one.number: naming.holder(one) for one in candidates.select_related("organisation", "person")}
    ranked = election.marks == Marks.RANK
    return [
        Opened(
            tracker=one.tracker,
            name=naming.holder(one.elector) if isinstance(one.elector, Elector) else "",
            choices=tuple(names.get(number, str(number)) for number in one.choices),
            is_ranked=ranked,
        )
        for one in ballots
    ]
