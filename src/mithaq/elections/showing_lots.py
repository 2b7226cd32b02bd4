"""What the pages of a result show of the lots: their order, their seed, and a line that draws them again."""

from __future__ import annotations

import hashlib
import shlex
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mithaq.elections.enums import Secrecy
from mithaq.elections.models import Election
from mithaq.elections.selectors.results import Contender, Outcome
from mithaq.foundation.fields import Words


@dataclass(frozen=True, slots=True)
class Lot:
    place: int
    name: Words | str
    id: str
    digest: str


def lots(outcome: Outcome) -> list[Lot]:
    return [Lot(one.lot, one.name, _id(outcome, one), _drawn(outcome, one)[:12]) for one in outcome.lots]


def _id(outcome: Outcome, one: Contender) -> str:
    """By which their lot is drawn: in a countback the id they had when the ballots were cast."""
    return str(outcome.count.result["of"]["ids"][one.number])


def _drawn(outcome: Outcome, one: Contender) -> str:
    return hashlib.sha256((outcome.seed + _id(outcome, one)).encode()).hexdigest()


def command(outcome: Outcome) -> str:
    """Draws the first lot again, in any shell."""
    first = outcome.lots[0]
    return f"printf '%s' {shlex.quote(outcome.seed + _id(outcome, first))} | sha256sum"


def seed_from(election: Election, outcome: Outcome) -> str:
    if outcome.seed == outcome.source.head and outcome.seed:
        if outcome.source.secrecy == Secrecy.NAMED:  # counted before named votes took the digest of their ballots
            return _("the hash of the beginning of the board, which was known before voting was closed")
        return _("the head of the board: the hash of its last entry, known only when voting is closed")
    if outcome.seed and outcome.seed == outcome.source.closing.get("ballots_digest"):
        return _("the digest of the ballots, known only when voting is closed")
    if election.seed_source:
        return str(election.seed_source)
    return _("entered after the close by who runs the election")
