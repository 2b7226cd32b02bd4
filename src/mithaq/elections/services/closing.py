"""Voting ends, and the box is opened: all ballots at once, in an order that tells nothing; its key is destroyed."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from mithaq.elections import board as boards
from mithaq.elections import keys, sealing
from mithaq.elections.enums import Secrecy, State
from mithaq.elections.models import Ballot, BoardEntry, Election, Elector
from mithaq.elections.selectors import electing
from mithaq.elections.services.noting import locked, note
from mithaq.elections.services.reminding import withdraw_reminders
from mithaq.elections.services.telling import tell_closed
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution
from mithaq.kernels import board


def close_voting(election: Election, *, reason: str = "", by: Actor, at: datetime) -> Election:
    """No vote is taken from now on; the box stays shut until `open_box`. Who may vote, the observers and the officers
    are told what fixes the board, before anybody has seen a ballot. A second time changes nothing.

    Refused (ValidationError): an election that is not open; before its time, without a reason, while somebody on the
    roll has not voted.
    """
    reason = " ".join(reason.split())
    with transaction.atomic():
        election = locked(election)
        if election.closed_at is not None:
            return election
        if election.state != State.OPEN:
            raise ValidationError(_("Voting is not open, so it cannot be closed."), code="not-open")
        turnout = electing.turnout(election)
        if at < election.closes_at and turnout.voted < turnout.electors and not reason:
            raise ValidationError({"reason": _("Say why voting is closed before its time.")}, code="early")
        election.state, election.closed_at = State.CLOSED, at
        election.because = reason[:500] or election.because
        election.version += 1
        election.save(update_fields=["state", "closed_at", "because", "version"])
        withdraw_reminders(election)
        facts = {"title": dict(election.title), "cast": turnout.voted, "electors": turnout.electors}
        facts |= {"because": election.because} if reason else {}
        act = "elections.close_early" if reason else "elections.close"
        note(act, election, by=by, at=at, clause=election.clause, after=facts, public=True)
        tell_closed(election, at=at)
    return election


def open_box(election: Election, *, by: Actor, at: datetime) -> Election:
    """Open every ballot in one act, sign how the board ends, wipe what was sealed, and destroy the key of the box.

    A second time changes nothing (and destroys a key that a crash has left). An entry that cannot be unsealed (somebody
    changed it in the database) is not counted, and the closing record names it. Refused (ValidationError): voting that
    is not closed; a key of the box, or of the board, that is not on this machine.
    """
    with transaction.atomic():
        election = locked(election)
        transaction.on_commit(partial(keys.destroy, election.uid))
        if election.closing:
            return election
        if election.state != State.CLOSED:
            raise ValidationError(_("The box is opened when voting is closed."), code="not-closed")
        try:
            _open(election)
        except keys.KeyMissing as missing:
            raise ValidationError(
                _(
                    "The key is not on this machine: %(file)s. Without it nobody can open the ballots. If it is lost,"
                    " the vote is to be held again."
                ),
                params={"file": missing.file},
                code="key-missing",
            ) from missing
        facts = {"title": dict(election.title), "cast": election.closing["voters"]}
        facts |= {"ballots": election.closing["ballots"], "digest": election.closing["ballots_digest"]}
        note("elections.open_box", election, by=by, at=at, clause=election.clause, after=facts, public=True)
    return election


def _open(election: Election) -> None:
    entries: int = 0
    unreadable: list[int] = []
    if election.secrecy == Secrecy.CONFIDENTIAL:
        entries, unreadable = _unseal(election)
    ballots = boards.opened(election)
    for number, ballot in enumerate(ballots, 1):
        elector = ballot.elector.uid if ballot.elector else ""
        said = board.Ballot(number, ballot.tracker, tuple(ballot.choices), "", elector)
        ballot.signature = boards.sign(election, board.about_ballot(election.uid, said))
    Ballot.objects.bulk_update(ballots, ["signature"], batch_size=500)
    # Each row of the roll is written once more, all by one transaction: see `casting`.
    Elector.objects.filter(election=election).update(has_voted=F("has_voted"))
    election.closing = boards.close(election, ballots, entries=entries, unreadable=unreadable)
    election.version += 1
    election.save(update_fields=["closing", "version"])


def _unseal(election: Election) -> tuple[int, list[int]]:
    """How many entries there were, and the numbers of those that could not be opened."""
    key = keys.box(election.uid)
    stand = {one["number"] for one in election.header["candidates"]}
    found: dict[str, list[int]] = {}
    unreadable = []
    rows = BoardEntry.objects.filter(election=election)
    entries = list(rows.order_by("number").values_list("number", "sealed", "sealed_digest"))
    for number, sealed, digest in entries:
        try:
            tracker, choices = sealing.unseal(sealed, election=election.uid, key=key)
        except sealing.CannotUnseal:
            unreadable.append(number)
            continue
        whole = board.sha256(sealed) == digest and tracker not in found
        if whole and stand.issuperset(choices) and len(set(choices)) == len(choices):
            found[tracker] = choices
        else:
            unreadable.append(number)
    held = {"institution": election.institution, "election": election}
    Ballot.objects.bulk_create(
        (Ballot(**held, tracker=tracker, choices=found[tracker]) for tracker in sorted(found)), batch_size=500
    )
    rows.update(sealed="")
    return len(entries), unreadable


def forget_keys(institution: Institution) -> int:
    """Destroy what a crash has left: keys of boxes that are opened or will not be any more. How many there were."""
    rows = Election.objects.filter(institution=institution, uid__in=keys.boxes())
    return sum(keys.destroy(one.uid) for one in rows if one.closing or one.state == State.CANCELLED)
