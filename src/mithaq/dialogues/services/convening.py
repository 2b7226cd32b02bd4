"""Convening a dialogue: prepared, opened, closed or cancelled. What people are promised before their first answer
stays as it was promised.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import TruncDay
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from mithaq.cycles import selectors as cycles
from mithaq.cycles.selectors import Phase
from mithaq.dialogues.enums import Audience, Entry, Shown, State
from mithaq.dialogues.models import Dialogue, Drawn, Participant, Statement, Vote
from mithaq.dialogues.selectors.statements import LEAST_STATEMENTS
from mithaq.dialogues.services import drawing, mailing, telling
from mithaq.dialogues.services.batches import new_seed
from mithaq.dialogues.services.noting import RUNNING, locked, note, running
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import CharterRefuses, Finding

VOTE = "dialogues.vote"  # the action a phase opens
TEXTS = ("title", "question", "about")
PROMISED = ("entry", "audience", "shown", "publishes_rows", "mode", "max_groups", "phase", "opens_at")
OTHERS = ("floor", "proposals_each", "closes_at")
LAST_DAYS = timedelta(days=2)  # before the close, whoever has not answered is told


def prepare(
    institution: Institution,
    *,
    title: Mapping[str, str],
    question: Mapping[str, str],
    opens_at: datetime,
    closes_at: datetime,
    about: Mapping[str, str] | None = None,
    phase: Phase | None = None,
    entry: str = Entry.MEMBERS,
    audience: str = Audience.PUBLIC,
    shown: str = Shown.LIVE,
    proposals_each: int = 3,
    publishes_rows: bool = False,
    floor: int = 10,
    mode: str = "stable",
    max_groups: int = 6,
    is_simulated: bool = False,
    by: Actor,
    at: datetime,
) -> Dialogue:
    """Prepare a dialogue; only officers see it until it opens.

    Refused by the charter (CharterRefuses): days that are not those of its phase, or on which no phase lets members
    answer. Refused (ValidationError, at its field): no title or question; moments out of order or past; a floor below
    the least one; a phase of another institution.
    """
    dialogue = Dialogue(
        institution=institution,
        title=Words(title),
        question=Words(question),
        about=Words(about or {}),
        phase=phase,
        opens_at=opens_at,
        closes_at=closes_at,
        entry=entry,
        audience=audience,
        shown=shown,
        proposals_each=proposals_each,
        publishes_rows=publishes_rows,
        floor=floor,
        mode=mode,
        max_groups=max_groups,
        seed=new_seed(),
        is_simulated=is_simulated,
        convened_at=at,
    )
    _check(dialogue, {"opens_at", "closes_at"}, at)
    with transaction.atomic():
        charter_allows(dialogue)
        dialogue.save()
        note("dialogues.prepare", dialogue, by=by, at=at, clause=_clause(dialogue), after=said(dialogue))
    return dialogue


def change(dialogue: Dialogue, *, seen: int | None = None, by: Actor, at: datetime, **told: Any) -> Dialogue:
    """Change what is told; the rest stays. Nothing is written where nothing changes.

    Once open, what was promised to those who answer (`PROMISED`) stays, and the floor may only rise. Texts may be
    corrected; the register keeps how they read before. Refused (`Changed`): another change since `seen`. Refused
    (ValidationError): a dialogue that is over; what was promised, at its field; what `prepare` refuses.
    """
    if unknown := told.keys() - {*TEXTS, *PROMISED, *OTHERS}:
        raise TypeError(f"unexpected: {sorted(unknown)}")
    with transaction.atomic():
        dialogue = locked(dialogue, seen=seen)
        if dialogue.state not in RUNNING:
            raise ValidationError(_("The dialogue is over: it can no longer be changed."), code="over")
        before = said(dialogue)
        changed = {name for name, value in told.items() if getattr(dialogue, name) != value}
        if dialogue.state == State.OPEN:
            _keeps_promises(dialogue, changed, told)
        for name in changed:
            setattr(dialogue, name, Words(told[name]) if name in TEXTS else told[name])
        _check(dialogue, changed, at)
        if not changed:
            return dialogue
        charter_allows(dialogue)
        dialogue.version += 1
        dialogue.save()
        was_open = dialogue.state == State.OPEN
        if was_open and "closes_at" in changed:
            telling.withdraw_endings(dialogue)
        facts: dict[str, Any] = {"before": before, "after": said(dialogue), "public": was_open}
        note("dialogues.change", dialogue, by=by, at=at, clause=_clause(dialogue), **facts)
    return dialogue


def open_dialogue(dialogue: Dialogue, *, by: Actor, at: datetime) -> Dialogue:
    """From now on people answer. Members are told. A second time changes nothing.

    Refused by the charter (CharterRefuses): a day its phase is not open. Refused (ValidationError): before its opening,
    or after its close; a title or question that lacks a language; fewer statements that can be voted on than a map
    needs.
    """
    with transaction.atomic():
        dialogue = locked(dialogue)
        if dialogue.state == State.OPEN:
            return dialogue
        if dialogue.state != State.DRAFT:
            raise ValidationError(_("The dialogue is over: it cannot be opened again."), code="over")
        if at < dialogue.opens_at:
            told = _("It opens by itself at the moment set. To open it now, bring that moment forward.")
            raise ValidationError(told, code="early")
        if at >= dialogue.closes_at:
            raise ValidationError(_("The time for answers is over. Set a later close first."), code="late")
        _all_languages(dialogue)
        _enough_statements(dialogue)
        charter_allows(dialogue, at=at)
        dialogue.state, dialogue.opened_at = State.OPEN, at
        dialogue.version += 1
        dialogue.save(update_fields=["state", "opened_at", "version"])
        note("dialogues.open", dialogue, by=by, at=at, clause=_clause(dialogue), after=said(dialogue), public=True)
        telling.tell_open(dialogue, at=at)
    return dialogue


def close_dialogue(dialogue: Dialogue, *, by: Actor, at: datetime) -> Dialogue:
    """Nobody answers any more; the last map is drawn. When anybody answered is wiped; of when they entered the day
    stays. A second time changes nothing.

    Refused (ValidationError): a dialogue that is not open.
    """
    with transaction.atomic():
        dialogue = locked(dialogue)
        if dialogue.state == State.CLOSED:
            return dialogue
        if dialogue.state != State.OPEN:
            raise ValidationError(_("Only an open dialogue can be closed."), code="not-open")
        dialogue.state, dialogue.closed_at = State.CLOSED, at
        dialogue.version += 1
        dialogue.save(update_fields=["state", "closed_at", "version"])
        Vote.objects.filter(dialogue=dialogue).update(changed_at=None)
        people = Participant.objects.filter(dialogue=dialogue)
        people.update(consented_at=TruncDay("consented_at", tzinfo=UTC))
        mailing.forget_addresses(dialogue)
        drawing.final(dialogue, at=at)
        telling.withdraw_endings(dialogue)
        note("dialogues.close", dialogue, by=by, at=at, clause=_clause(dialogue), after=said(dialogue), public=True)
    return dialogue


def cancel(dialogue: Dialogue, *, reason: str, by: Actor, at: datetime) -> Dialogue:
    """The dialogue ends without a result, and why. What anybody answered, who took part and every map are deleted;
    statements stay, without who proposed them. A second time changes nothing.

    Refused (ValidationError): no reason; a dialogue that is closed.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": _("Say why the dialogue is cancelled.")})
    with transaction.atomic():
        dialogue = locked(dialogue)
        if dialogue.state == State.CANCELLED:
            return dialogue
        running(dialogue)
        was = dialogue.state
        dialogue.state, dialogue.cancelled_at, dialogue.because = State.CANCELLED, at, reason[:500]
        dialogue.version += 1
        dialogue.save(update_fields=["state", "cancelled_at", "because", "version"])
        Vote.objects.filter(dialogue=dialogue).delete()
        Participant.objects.filter(dialogue=dialogue).delete()
        Drawn.objects.filter(dialogue=dialogue).delete()
        mailing.forget_addresses(dialogue)
        drawing.forget(dialogue)
        telling.withdraw_endings(dialogue)
        facts = said(dialogue) | {"because": dialogue.because}
        note(
            "dialogues.cancel",
            dialogue,
            by=by,
            at=at,
            clause=_clause(dialogue),
            before={"state": was},
            after=facts,
            public=was == State.OPEN,
        )
        if was == State.OPEN:
            telling.tell_cancelled(dialogue, at=at)
    return dialogue


def remind(dialogue: Dialogue, *, by: Actor, at: datetime) -> int:
    """Tell members who have not answered that the dialogue ends soon, once; how many, and no names.

    Refused (ValidationError): a dialogue that is not open, or not near its end; when they were told already.
    """
    with transaction.atomic():
        dialogue = locked(dialogue)
        if not ends_soon(dialogue, at) or telling.was_told_of_end(dialogue):
            raise ValidationError(_("There is nothing to remind of now."), code="nothing")
        number = telling.tell_ending(dialogue, at=at)
        if number:
            note("dialogues.remind", dialogue, by=by, at=at, after={"title": dict(dialogue.title)})
    return number


def ends_soon(dialogue: Dialogue, at: datetime) -> bool:
    """Open, in its last two days, and in the second half of its time."""
    if dialogue.state != State.OPEN or not at < dialogue.closes_at:
        return False
    left = dialogue.closes_at - at
    return left <= min(LAST_DAYS, (dialogue.closes_at - dialogue.opens_at) / 2)


def charter_allows(dialogue: Dialogue, *, at: datetime | None = None) -> None:
    """Refused (CharterRefuses): a dialogue whose first or last day lies outside of its phase, or on which no phase of
    the charter lets members answer. With `at`, that day is asked for instead of the first.
    """
    first = localdate(at or dialogue.opens_at)
    last = localdate(dialogue.closes_at - timedelta(microseconds=1))
    findings = [one for on in dict.fromkeys((first, last)) for one in shut(dialogue, on)]
    if findings:
        raise CharterRefuses(list({(one.clause, one.key): one for one in findings}.values()))


def shut(dialogue: Dialogue, on: Any) -> tuple[Finding, ...]:
    """Why nobody may answer in this dialogue on a day."""
    if dialogue.phase is not None:
        return cycles.outside(dialogue.phase, on)
    return cycles.closed_by(dialogue.institution, VOTE, on)


def said(dialogue: Dialogue) -> dict[str, Any]:
    """The dialogue as the register of acts says it."""
    return {
        "title": dict(dialogue.title),
        "question": dict(dialogue.question),
        "about": dict(dialogue.about),
        "phase": dict(dialogue.phase.name) if dialogue.phase is not None else {},
        "opens_at": dialogue.opens_at.isoformat(),
        "closes_at": dialogue.closes_at.isoformat(),
        "entry": dialogue.entry,
        "audience": dialogue.audience,
        "shown": dialogue.shown,
        "proposals_each": dialogue.proposals_each,
        "publishes_rows": dialogue.publishes_rows,
        "floor": dialogue.floor,
        "mode": dialogue.mode,
        "max_groups": dialogue.max_groups,
    }


def _clause(dialogue: Dialogue) -> str:
    return dialogue.phase.clause if dialogue.phase is not None else ""


def _keeps_promises(dialogue: Dialogue, changed: set[str], told: Mapping[str, Any]) -> None:
    wrong: dict[str, Any] = {}
    for name in changed & set(PROMISED):
        wrong[name] = _("People have answered, or could, on this promise: it stays until the dialogue is closed.")
    if "floor" in changed and told["floor"] < dialogue.floor:
        wrong["floor"] = _("The dialogue is open: this number can rise, and not fall.")
    if wrong:
        raise ValidationError(wrong)


def _check(dialogue: Dialogue, changed: set[str], at: datetime) -> None:
    """Refused (ValidationError): what is wrong whatever the charter says, at its field. A moment that did not change
    may have passed.
    """
    wrong: dict[str, Any] = {}
    if not dialogue.title:
        wrong["title"] = _("Give the dialogue a title, in one language at least.")
    if not dialogue.question:
        wrong["question"] = _("Say what people are asked, in one language at least.")
    if dialogue.phase is not None and dialogue.phase.institution_id != dialogue.institution_id:
        wrong["phase"] = _("This phase is of another institution.")
    if dialogue.closes_at <= dialogue.opens_at:
        wrong["closes_at"] = _("A dialogue closes after it opens.")
    elif "closes_at" in changed and dialogue.closes_at <= at:
        wrong["closes_at"] = _("This has passed already.")
    if not 2 <= dialogue.max_groups <= 12:
        wrong["max_groups"] = _("A map has two groups at least and twelve at most.")
    if wrong:
        raise ValidationError(wrong)
    dialogue.full_clean(exclude=["institution", "phase"], validate_constraints=False)
    if dialogue.state == State.OPEN:
        _all_languages(dialogue)


def _all_languages(dialogue: Dialogue) -> None:
    wrong = {
        name: _("Write it in Arabic, English and French before the dialogue opens.")
        for name in TEXTS
        if (text := getattr(dialogue, name)).missing and (text or name != "about")
    }
    if wrong:
        raise ValidationError(wrong, code="languages")


def _enough_statements(dialogue: Dialogue) -> None:
    number = Statement.objects.filter(dialogue=dialogue, votable=True).count()
    if number < LEAST_STATEMENTS:
        told = _(
            "%(least)s statements at least must be admitted, with their renditions reviewed in three languages, before "
            "the dialogue opens; now there are %(number)s."
        )
        raise ValidationError(told, code="statements", params={"least": LEAST_STATEMENTS, "number": number})
