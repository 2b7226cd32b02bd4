"""Links by mail: nobody but the reader of the letter holds one, and no address stays."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from mithaq.dialogues import services
from mithaq.dialogues.enums import Entry, Way
from mithaq.dialogues.models import Invitation, Participant
from mithaq.foundation import mail
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry as Line
from mithaq.foundation.models import Job, Letter
from tests.dialogues.test_at_the_moment import said
from tests.dialogues.test_taking_part import HOUR, begin, page
from tests.foundation.test_mail import Post

NAMES = ["amal@example.org", "badr@example.org", "dalia@example.org"]


@pytest.fixture
def dialogue(circle):
    return circle.running(5, entry=Entry.INVITED, opens_at=now() - HOUR, closes_at=now() + HOUR)


@pytest.fixture
def post(settings, monkeypatch):
    settings.EMAIL_HOST = "mail.example.org"
    monkeypatch.setattr(mail, "Smtp", Post)
    Post.sent, Post.error = [], None
    yield Post
    Post.error = None


@pytest.fixture
def ask(cast, dialogue, django_capture_on_commit_callbacks):
    def asked(name="mail_links", **told):
        with django_capture_on_commit_callbacks(execute=True):
            return cast.client("officer").post(page(cast, dialogue, name), {"language": "en"} | told)

    return asked


def test_each_address_gets_a_link_that_stands_nowhere_else(cast, dialogue, post, ask):
    ask(addresses="\n".join([*NAMES, " AMAL@example.org "]))

    assert sorted(letter.to[0] for letter in post.sent) == NAMES
    tokens = {re.search(r"/enter/([\w-]+)/", letter.body)[1] for letter in post.sent}
    assert len(tokens) == 3
    for one in Invitation.objects.all():
        assert (one.way, one.address, one.label, one.failed_at) == (Way.MAIL, "", "", None)
    assert not Letter.objects.exists()
    shown = cast.client("officer").get(page(cast, dialogue, "links")).content.decode()
    kept = shown + str(list(Line.objects.values())) + str(list(Job.objects.values()))
    assert not any(one in kept for one in (*tokens, *NAMES))
    assert Line.objects.get(act="dialogues.mail-links").after["links"] == 3


def test_the_link_lets_its_reader_in_who_is_told_how_it_came(cast, dialogue, post, ask):
    ask(addresses=NAMES[0])
    token = re.search(r"/enter/([\w-]+)/", post.sent[0].body)[1]
    filed = services.invite(dialogue, ["x"], by=SYSTEM, at=now())[0].token

    by_mail = said(cast.client().get(page(cast, dialogue, "enter", token=token)))
    by_file = said(cast.client().get(page(cast, dialogue, "enter", token=filed)))
    client = cast.client()
    client.post(page(cast, dialogue, "enter", token=token), {"agrees": "on"})

    assert "Your link came to you by mail from this installation" in by_mail
    assert "also who made it for you" not in by_mail
    assert "Your link was given to the convener in a file" in by_file
    assert Participant.objects.get().invitation.way == Way.MAIL


def test_the_letter_is_in_the_language_asked_for_and_one_line_a_name(circle, dialogue, post, ask):
    dialogue.title = {**dialogue.title, "ar": "حوار\nBcc: x@example.org"}
    dialogue.save(update_fields=["title"])

    ask(addresses=NAMES[0], language="ar")

    assert "/ar/" in post.sent[0].body
    assert "هذا رابط مشاركتكم" in post.sent[0].body
    assert "\n" not in post.sent[0].subject


def test_what_could_not_be_sent_says_so_opens_nothing_and_is_sent_again(cast, dialogue, post, ask):
    post.error = OSError("no connection")
    ask(addresses="\n".join(NAMES[:2]))
    there = said(cast.client("officer").get(page(cast, dialogue, "links")))
    assert there.count("by mail could not be sent") == 2
    assert all(one in there for one in NAMES[:2])
    assert Job.objects.get(kind="dialogues.mail").outcome == {"sent": 0, "failed": 2}

    first = Invitation.objects.get(address=NAMES[0])
    services.withdraw_link(first, by=SYSTEM, at=now())
    post.error = None
    ask("send_again")

    assert [letter.to for letter in post.sent] == [[NAMES[1]]]
    assert not Invitation.objects.exclude(address="").exists()


def test_what_waits_when_the_dialogue_is_over_is_forgotten(circle, dialogue, post, ask):
    post.error = OSError("no connection")
    ask(addresses=NAMES[0])

    circle.close(dialogue, now=now() + timedelta(hours=2))

    assert not Invitation.objects.exclude(address="").exists()


@pytest.mark.parametrize(
    "told", [{"addresses": ""}, {"addresses": "nobody"}, {"addresses": "a@b.org\n" + "x" * 255 + "@example.org"}]
)
def test_what_is_no_address_is_refused_at_its_field_and_stays_in_the_form(dialogue, post, ask, told):
    answer = ask(**told)

    assert answer.status_code == 200
    assert answer.context["mailing"].errors["addresses"]
    assert answer.context["mailing"].data["addresses"] == told["addresses"]
    assert not Invitation.objects.exists()


def test_where_no_mail_leaves_the_page_says_so_and_the_file_stays(cast, dialogue, ask, settings):
    settings.EMAIL_HOST = ""
    text = said(cast.client("officer").get(page(cast, dialogue, "links")))

    assert "no mail server is set up" in text
    assert "Make links in a file" in text
    assert ask(addresses=NAMES[0]).context["mailing"].errors
    with pytest.raises(ValidationError):
        services.invite_by_mail(dialogue, NAMES, language="en", by=SYSTEM, at=now())
    assert not Letter.objects.exists()


def test_the_way_is_told_on_the_page_that_asks_for_consent_only(cast, circle):
    dialogue = circle.running(5, entry=Entry.ANYBODY, opens_at=now() - HOUR, closes_at=now() + HOUR)
    client = cast.client()

    assert "Your link" not in said(client.get(page(cast, dialogue, "begin")))
    begin(cast, client, dialogue)
    assert Participant.objects.get().invitation is None
