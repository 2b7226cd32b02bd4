"""Personal links by mail: nobody but the reader of the letter ever holds one.

An address is kept until its letter was taken, or the link withdrawn, or the dialogue over. The token is made when the
letter is sent: there is never a list of links and addresses, nor, afterwards, one of addresses.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_scopes import scope

from mithaq.dialogues import addresses, passes
from mithaq.dialogues.enums import Entry, Way
from mithaq.dialogues.models import Dialogue, Invitation
from mithaq.dialogues.services.inviting import MOST_AT_ONCE
from mithaq.dialogues.services.noting import RUNNING, locked, note, running
from mithaq.foundation import habits, jobs, mail
from mithaq.foundation.actors import Actor
from mithaq.foundation.models import Job
from mithaq.institutions import selectors as institutions

JOB = "dialogues.mail"


def invite_by_mail(dialogue: Dialogue, addresses: Sequence[str], *, language: str, by: Actor, at: datetime) -> Job:
    """Send each address a link of its own, as a job; the register of acts says how many, not to whom.

    Refused (ValidationError): where no mail leaves this installation; none, or more than MOST_AT_ONCE, or what is no
    address (at "addresses"); a dialogue for members alone, or over.
    """
    if not mail.goes_out():
        raise ValidationError(gettext_lazy("This installation sends no mail."), code="no-mail")
    wanted = list({one.strip().casefold(): one.strip() for one in reversed(addresses) if one.strip()}.values())
    if not 1 <= len(wanted) <= MOST_AT_ONCE:
        told = gettext_lazy("Give one address at least, and %(most)d at once at most.")
        raise ValidationError({"addresses": ValidationError(told, params={"most": MOST_AT_ONCE})})
    wrong = [one for one in wanted if not _is_address(one)]
    if wrong:
        told = gettext_lazy("This is no mail address: %(address)s")
        raise ValidationError({"addresses": [ValidationError(told, params={"address": one[:254]}) for one in wrong]})
    secrets.SystemRandom().shuffle(wanted)  # their order tells nothing of the rows that stay
    with transaction.atomic():
        dialogue = running(locked(dialogue))
        if dialogue.entry == Entry.MEMBERS:
            raise ValidationError(
                gettext_lazy("This dialogue is for members: they enter with their account."), code="members"
            )
        made = Invitation.objects.bulk_create(
            Invitation(
                institution=dialogue.institution,
                dialogue=dialogue,
                way=Way.MAIL,
                address=one,
                digest=_nothing(),
                made_at=at,
            )
            for one in wanted
        )
        note("dialogues.mail-links", dialogue, by=by, at=at, after={"title": dict(dialogue.title), "links": len(made)})
        return _start(dialogue, [one.uid for one in made], language, by=by, at=at)


def send_again(dialogue: Dialogue, *, language: str, by: Actor, at: datetime) -> Job:
    """Try once more what could not be sent. Refused (ValidationError): nothing waits, or letters are on their way."""
    with transaction.atomic():
        dialogue = running(locked(dialogue))
        waiting = Invitation.objects.filter(dialogue=dialogue, withdrawn_at=None).exclude(address="")
        if is_sending(dialogue) or not waiting.exists() or not mail.goes_out():
            raise ValidationError(gettext_lazy("There is nothing to send again."), code="nothing")
        uids = list(waiting.values_list("uid", flat=True))
        waiting.update(failed_at=None)
        return _start(dialogue, uids, language, by=by, at=at)


def is_sending(dialogue: Dialogue) -> bool:
    going = jobs.of(dialogue).filter(kind=JOB, state__in=(Job.State.WAITING, Job.State.RUNNING))
    return bool(going.exists())


def forget_addresses(dialogue: Dialogue) -> None:
    """What could not be sent until the dialogue was over is sent no more."""
    Invitation.objects.filter(dialogue=dialogue).exclude(address="").update(address="")


def mail_as_job(job: Job, *, institution: str, dialogue: str, links: Sequence[str], language: str) -> Mapping[str, int]:
    home = institutions.by_slug(institution)
    assert home is not None, institution
    taken = failed = 0
    with scope(institution=home):
        found = Dialogue.objects.select_related("institution").get(uid=dialogue)
        for done, uid in enumerate(links):
            jobs.step(job, "sending", done=done, total=len(links))
            sent = _send(found, uid, language, at=job.asked_at)
            taken, failed = taken + (sent is True), failed + (sent is False)
    return {"sent": taken, "failed": failed}


def _send(dialogue: Dialogue, uid: str, language: str, *, at: datetime) -> bool | None:
    """Whether the letter was taken; None where there is nothing to send any more."""
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        found = Invitation.objects.select_for_update().filter(dialogue=dialogue, uid=uid, withdrawn_at=None)
        link = found.exclude(address="").first()
        if link is None or not Dialogue.objects.filter(pk=dialogue.pk, state__in=RUNNING).exists():
            return None
        found.update(digest=passes.digest(token))
    with translation.override(language):
        taken = mail.hand_over(_letter(dialogue, link.address, token, language))
    if taken:
        found.update(address="", failed_at=None)
    else:
        found.update(digest=_nothing(), failed_at=at)  # a letter that came through after all opens nothing
    return taken


def _letter(dialogue: Dialogue, to: str, token: str, language: str) -> EmailMessage:
    told = {
        "institution": mail.one_line(dialogue.institution.name.in_(language)),
        "title": mail.one_line(dialogue.title.in_(language)),
        "question": mail.one_line(dialogue.question.in_(language)),
        "moment": habits.moment(localtime(dialogue.closes_at), language),
    }
    lines = [
        _("%(institution)s asks: %(question)s") % told,
        "",
        _("This is your link to take part, without an account, until %(moment)s:") % told,
        f"{settings.SITE}{addresses.entering(dialogue, token)}",
        "",
        _("It was sent to you alone. Neither this letter nor your address is kept here, and nobody else has the link."),
        _("Whoever has it could answer in your place: do not pass it on."),
        _("You need not take part; nobody is told whether you did."),
    ]
    return EmailMessage(_("%(institution)s: %(title)s") % told, "\n".join(lines), to=[to])


def _start(dialogue: Dialogue, links: Sequence[str], language: str, *, by: Actor, at: datetime) -> Job:
    home = dialogue.institution
    return jobs.start(
        JOB,
        mail_as_job,
        about=dialogue,
        scope=home.uid,
        by=by,
        at=at,
        total=len(links),
        institution=home.slug,
        dialogue=dialogue.uid,
        links=list(links),
        language=language,
    )


def _nothing() -> str:
    """A digest that no token has."""
    return passes.digest(secrets.token_urlsafe(24))


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254
