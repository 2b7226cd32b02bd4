"""Mail that shows itself: each letter is kept, and goes out by SMTP only where an installation has one."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Sequence
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as Smtp
from django.db import transaction
from django.utils.timezone import now

from mithaq.foundation import languages
from mithaq.foundation.models import Letter

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def one_line(text: object) -> str:
    """A name in a letter: it adds no line to the text and no header to what stands before it."""
    return " ".join(_UNSEEN.sub(" ", str(text)).split())


def goes_out() -> bool:
    """Whether letters leave this installation. Where they do not, they are read on a page by who looks after it."""
    return bool(settings.EMAIL_HOST)


def hand_over(message: EmailMessage) -> bool:
    """Give a letter to the mail server at once and keep nothing of it, neither text nor address; whether it was taken.

    For what nobody but its reader may ever hold. Where letters do not go out it is refused (RuntimeError).
    """
    if not goes_out():
        raise RuntimeError("Letters do not leave this installation.")
    try:
        Smtp(timeout=20).send_messages([message])
    except (OSError, smtplib.SMTPException, ValueError):
        return False
    return True


class Outbox(BaseEmailBackend):
    """Keeps one `Letter` a recipient, then sends after commit when `EMAIL_HOST` is set.

    Of what went out no text is kept: a link in it opens the account of its reader, and of nobody else. A failure is
    written on the letter and never raised: the act that caused the mail has happened.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            letters = [
                Letter.objects.create(
                    to=to, subject=str(message.subject)[:300], body=str(message.body), language=languages.current()
                )
                for to in message.recipients()
            ]
            if settings.EMAIL_HOST:
                transaction.on_commit(partial(_send, message, [letter.pk for letter in letters]))
        return len(email_messages)


def _send(message: EmailMessage, letters: list[int]) -> None:
    kept = Letter.objects.filter(pk__in=letters)
    try:
        Smtp(timeout=20).send_messages([message])
    except (OSError, smtplib.SMTPException) as error:
        kept.update(failure=f"{type(error).__name__}: {error}")
    else:
        kept.update(sent_at=now(), body="")
