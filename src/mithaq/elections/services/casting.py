"""A vote is cast: taken once, sealed, and nothing kept that joins it to its voter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Case, F, Value, When
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from mithaq.elections import board as boards
from mithaq.elections import keys, sealing
from mithaq.elections.enums import Marks, Secrecy, State
from mithaq.elections.models import Ballot, BoardEntry, Election, Elector
from mithaq.elections.selectors import electing
from mithaq.elections.services.noting import locked
from mithaq.foundation import turns
from mithaq.foundation.actors import Actor
from mithaq.foundation.reports import untold
from mithaq.kernels import board
from mithaq.people import selectors as people


@dataclass(frozen=True, slots=True, repr=False)
class Receipt:
    """What the voter is told, once: shown as the answer to the vote and kept nowhere. It is not shown in errors.

    `entry` is the digest of the entry on the board, `text` what the voter keeps and `mithaq verify` reads. A named
    vote has no entry, tracker or nonce: its signature says what was received from whom.
    """

    tracker: str
    nonce: str
    entry: str
    signature: str
    choices: tuple[int, ...]
    text: str


@untold
def cast(election: Election, elector: Elector, choices: Sequence[int], *, by: Actor, at: datetime) -> Receipt:
    """Take a vote: candidates by their numbers, the best first (or those approved, in any order); empty is allowed.

    A confidential vote is final, and leaves three things that nothing joins: that its elector has voted, an entry of
    the board, and what the voter is told. A named one may be cast again until the close. No entry in the register: it
    would tell when. Refused (PermissionDenied): who does not speak for the elector. Refused (ValidationError): who is
    not on the roll or has voted, an election that is not open at this moment, a candidate who does not stand or is
    ranked twice, a key of the board that is not on this machine. Nothing is then written.
    """
    _speaks(election, elector, by, at)
    with turns.to_write(), transaction.atomic():  # nobody else votes meanwhile, so as little as can be is done in it
        election = locked(election)
        found = Elector.objects.filter(election=election, pk=elector.pk).first()
        if found is None:
            raise ValidationError(_("Only who is on the roll votes."), code="not-on-the-roll")
        _is_open(election, at)
        chosen = _chosen(election, choices)
        try:
            return (_sealed if election.secrecy == Secrecy.CONFIDENTIAL else _named)(election, found, chosen)
        except keys.KeyMissing as missing:
            raise ValidationError(
                _("The vote was not taken: a key is missing on this machine. Tell those who run the election."),
                code="key-missing",
            ) from missing


def _speaks(election: Election, elector: Elector, by: Actor, at: datetime) -> None:
    """The house itself may cast (demonstrations do); a person only for whom they speak."""
    if elector.election_id != election.pk:
        raise ValidationError(_("Only who is on the roll votes."), code="not-on-the-roll")
    if by.kind == "system":
        return
    person = people.person(by.uid) if by.kind == "person" and by.uid else None
    if elector not in electing.electors_of(election, person, on=localdate(at)):
        raise PermissionDenied("elections.cast")


def _is_open(election: Election, at: datetime) -> None:
    if election.state in (State.NOMINATING, State.NOMINATED) or (
        election.state == State.OPEN and at < election.opens_at
    ):
        raise ValidationError(_("Voting has not opened yet."), code="not-open-yet")
    if not electing.is_open(election, at=at):
        raise ValidationError(_("Voting is closed. Your vote was not taken."), code="closed")


@untold
def _chosen(election: Election, choices: Sequence[int]) -> list[int]:
    """Refused (ValidationError at `choices`), without saying in the words what was chosen."""
    chosen = list(choices)
    if not all(isinstance(one, int) and not isinstance(one, bool) for one in chosen):
        raise ValidationError({"choices": ValidationError(_("Choose among those who stand."), code="not-a-candidate")})
    if not set(boards.standing(election).values_list("number", flat=True)).issuperset(chosen):
        raise ValidationError({"choices": ValidationError(_("Choose among those who stand."), code="not-a-candidate")})
    if election.marks == Marks.APPROVE:
        return sorted(set(chosen))
    if len(set(chosen)) < len(chosen):
        raise ValidationError({"choices": ValidationError(_("Give each candidate one rank at most."), code="twice")})
    return chosen


@untold
def _sealed(election: Election, elector: Elector, choices: list[int]) -> Receipt:
    if elector.has_voted:
        raise ValidationError(_("You have voted. A confidential vote is final."), code="has-voted")
    tracker, nonce = sealing.new_tracker(), sealing.new_nonce()
    sealed = sealing.seal(
        tracker,
        choices,
        election=election.uid,
        public=election.public_key,
        candidates=len(election.header["candidates"]),
    )
    last = BoardEntry.objects.filter(election=election).order_by("-number").values_list("number", flat=True).first()
    entry = BoardEntry(
        institution=election.institution,
        election=election,
        number=(last or 0) + 1,
        previous=election.head,
        commitment=board.commitment(nonce, tracker, choices),
        sealed=sealed,
        sealed_digest=board.sha256(sealed),
    )
    entry.digest = board.entry_digest(
        election=election.uid,
        number=entry.number,
        previous=entry.previous,
        commitment=entry.commitment,
        sealed_digest=entry.sealed_digest,
    )
    entry.signature = boards.sign(election, board.about_entry(election.uid, entry.digest))
    entry.save(force_insert=True)
    Election.objects.filter(pk=election.pk).update(head=entry.digest)
    _mark(elector)
    told = board.Receipt(election.uid, tuple(choices), entry.signature, entry.digest, tracker, nonce)
    return Receipt(tracker, nonce, entry.digest, entry.signature, told.choices, board.write_receipt(told))


@untold
def _named(election: Election, elector: Elector, choices: list[int]) -> Receipt:
    Ballot.objects.update_or_create(
        election=election, elector=elector, defaults={"choices": choices, "institution": election.institution}
    )
    _mark(elector)
    signature = boards.sign(election, board.about_named(election.uid, elector.uid, choices))
    told = board.Receipt(election.uid, tuple(choices), signature, elector=elector.uid)
    return Receipt("", "", "", signature, told.choices, board.write_receipt(told))


def _mark(elector: Elector) -> None:
    """The elector has voted.

    PostgreSQL keeps with each row the transaction that wrote it, and puts what was changed last behind the others: the
    whole roll is written each time, so that neither says who voted when. Less than the whole would not do: the entry
    of the board carries the same transaction, so whoever was written with it are all among whom its voter can be. Half
    of each page is left free for it (migration 0003), so that no index is written. SQLite keeps no such thing.
    """
    roll = Elector.objects.filter(election=elector.election_id)
    if connection.vendor == "postgresql":
        roll.update(has_voted=Case(When(pk=elector.pk, then=Value(True)), default=F("has_voted")))
    else:
        roll.filter(pk=elector.pk).update(has_voted=True)
