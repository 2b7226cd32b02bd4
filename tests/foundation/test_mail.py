from __future__ import annotations

import smtplib

import pytest
from django.core.mail import EmailMessage, send_mail
from django.utils import translation

from mithaq.foundation import mail
from mithaq.foundation.models import Letter


@pytest.fixture(autouse=True)
def _outbox(settings):
    settings.EMAIL_BACKEND = "mithaq.foundation.mail.Outbox"  # Django's test runner puts its own in its place
    settings.EMAIL_HOST = ""


def test_without_smtp_a_letter_is_kept_and_not_sent(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), translation.override("ar"):
        send_mail("دعوة", "نص الرسالة", None, ["amal@example.org"])

    [letter] = Letter.objects.all()
    assert (letter.to, letter.subject, letter.body, letter.language) == (
        "amal@example.org",
        "دعوة",
        "نص الرسالة",
        "ar",
    )
    assert (letter.sent_at, letter.failure) == (None, "")


def test_each_recipient_has_a_letter(db):
    EmailMessage("S", "B", None, ["a@example.org"], bcc=["b@example.org"], cc=["c@example.org"]).send()

    assert sorted(letter.to for letter in Letter.objects.all()) == ["a@example.org", "b@example.org", "c@example.org"]


class Post:
    """A stand-in for a mail server, as the standard library would speak to it."""

    sent: list = []
    error: Exception | None = None

    def __init__(self, **more):
        pass

    def send_messages(self, messages):
        if Post.error:
            raise Post.error
        Post.sent += messages
        return len(messages)


@pytest.fixture
def post(settings, monkeypatch):
    settings.EMAIL_HOST = "mail.example.org"
    monkeypatch.setattr(mail, "Smtp", Post)
    Post.sent, Post.error = [], None
    return Post


def test_with_smtp_a_letter_goes_out_after_commit(db, post, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send_mail("S", "B", None, ["amal@example.org"])
        assert post.sent == []

    assert [m.to for m in post.sent] == [["amal@example.org"]]
    assert Letter.objects.get().sent_at is not None


@pytest.mark.parametrize(
    "error", [smtplib.SMTPAuthenticationError(535, b"no"), ConnectionRefusedError("refused"), TimeoutError("slow")]
)
def test_a_failure_is_written_on_the_letter_and_not_raised(db, post, django_capture_on_commit_callbacks, error):
    post.error = error

    with django_capture_on_commit_callbacks(execute=True):
        send_mail("S", "B", None, ["amal@example.org"])

    letter = Letter.objects.get()
    assert letter.sent_at is None
    assert letter.failure.startswith(type(error).__name__)


def test_a_long_subject_is_kept_as_far_as_it_fits(db):
    send_mail("x" * 500, "B", None, ["amal@example.org"])

    assert len(Letter.objects.get().subject) == 300
