"""The doors of a house: who signs in by them, what they tell outside, what is left behind them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from mithaq.config import demonstration
from mithaq.config.commands import check
from mithaq.evidence.enums import Visibility
from mithaq.foundation import accounts, languages
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.foundation.models import Job, Letter
from mithaq.institutions import services as institutions
from mithaq.people import services
from mithaq.people.enums import Role
from mithaq.people.models import Membership
from tests import cast as everybody
from tests.cast import AT
from tests.security.conftest import CLOSED
from tests.security.test_accounts import LOGIN, RESET, _nobody_has_tried_before, sign_in  # noqa: F401
from tests.security.test_ways_out import url

OURS = "operator@demo.mithaq.example"


def test_the_operator_does_not_read_links_to_other_peoples_accounts_once_letters_go_out(
    cast, settings, monkeypatch, django_capture_on_commit_callbacks
):
    """With SMTP a letter reaches its reader; a copy with a working link would open every account to the operator."""
    settings.EMAIL_HOST = "mail.example.org"
    monkeypatch.setattr("mithaq.foundation.mail.Smtp.send_messages", lambda self, messages: len(messages))
    with django_capture_on_commit_callbacks(execute=True):
        Client().post(RESET, {"email": cast.amal.account.email})
    assert Letter.objects.get().sent_at

    page = cast.client("operator").get("/en/desk/letters/").content.decode()

    assert cast.amal.account.email in page
    assert "password/reset/key/" not in page
    assert "Read the letter" not in page


def test_asking_for_a_password_of_an_unknown_address_writes_nothing(cast):
    Client().post(RESET, {"email": "nobody@example.org"})

    assert not Letter.objects.exists()


@pytest.mark.parametrize("begins", [date(2999, 1, 1), localdate() + timedelta(days=30)])
@pytest.mark.parametrize("act", ["release", "appoint"])
def test_a_secretary_to_come_does_not_free_the_one_of_today(cast, begins, act):
    """Else nobody could act for the institution in between, and nobody could put it right."""
    with cast.scope():
        _second_secretary(cast, email="to-come@example.org", on=begins)
        with pytest.raises(ValidationError) as refused:
            _leave(cast, act)

    assert refused.value.code == "last-secretary"


@pytest.mark.parametrize("act", ["release", "appoint"])
def test_a_secretary_who_cannot_sign_in_does_not_free_the_one_who_can(cast, act):
    with cast.scope():
        _second_secretary(cast, email="", on=date(2020, 1, 1))
        with pytest.raises(ValidationError) as refused:
            _leave(cast, act)
        at_rest = _second_secretary(cast, email="at-rest@example.org", on=date(2020, 1, 1)).person.account
        at_rest.is_active = False
        at_rest.save()
        with pytest.raises(ValidationError):
            _leave(cast, act)

    assert refused.value.code == "last-secretary"


@pytest.mark.parametrize("act", ["release", "appoint"])
def test_a_secretary_leaves_when_another_serves_that_day(cast, act):
    with cast.scope():
        _second_secretary(cast, email="second@example.org", on=date(2020, 1, 1))
        _leave(cast, act)
        [left] = Membership.objects.filter(role=Role.SECRETARY, until=None)
        with pytest.raises(ValidationError):
            services.release(left, on=localdate(), by=cast.amal.actor, at=AT)


def _second_secretary(cast, *, email: str, on: date) -> Membership:
    return services.welcome(
        cast.institution, name="A second", language="en", organisation=None, role=Role.SECRETARY,
        email=email, on=on, by=cast.amal.actor, at=AT,
    )  # fmt: skip


def _leave(cast, act: str) -> None:
    own = Membership.objects.get(person=cast.amal.person, until=None)
    if act == "release":
        services.release(own, on=localdate(), by=cast.amal.actor, at=AT)
    else:
        services.appoint(own, Role.MEMBER, on=localdate(), by=cast.amal.actor, at=AT)


def test_known_passwords_open_nothing_outside_the_demonstration(db, settings, lang):
    settings.DEMO = False
    accounts.open_account(OURS, demonstration.PASSWORD, language=lang, is_operator=True, by=SYSTEM, at=AT)
    client = Client()
    told = {"login": OURS.upper(), "password": demonstration.PASSWORD}

    said = client.post(LOGIN.replace("/en/", f"/{lang}/"), told, follow=True).content.decode()

    assert "_auth_user_id" not in client.session
    assert 'name="password"' in said
    wanted = {"en": "Accounts of the demonstration", "fr": "comptes de la démonstration", "ar": "حسابات العرض"}
    assert wanted[lang] in said


def test_the_check_calls_known_passwords_and_closed_demonstrations_a_harm(db):
    assert list(check._demonstration()) == []
    accounts.open_account(OURS, demonstration.PASSWORD, by=SYSTEM, at=AT)
    institutions.found("shown", name=words(en="Shown"), is_public=False, is_demonstration=True, by=SYSTEM, at=AT)

    [word] = check._demonstration()

    assert word.weight == "harm"
    assert OURS in word.said and "shown" in word.said


def test_a_new_password_by_letter_opens_no_account_of_the_demonstration_either(db, settings):
    settings.DEMO = False
    account = accounts.open_account(OURS, by=SYSTEM, at=AT)
    client = Client()
    form = client.get(accounts.invitation_path(account), follow=True)
    new = "quite another evening 77"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    sign_in(client, OURS, new)

    assert "_auth_user_id" not in client.session


def test_the_demonstration_opens_with_the_passwords_it_tells(db, settings):
    settings.DEMO = True
    accounts.open_account(OURS, demonstration.PASSWORD, by=SYSTEM, at=AT)
    client = Client()
    sign_in(client, OURS, demonstration.PASSWORD)

    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("code", languages.CODES)
@pytest.mark.parametrize("who", ["anonymous", "stranger", "operator"])
def test_a_closed_institution_answers_like_one_that_does_not_exist(cast, who, code):
    """Its name stands neither on the page that refuses, nor on the way to sign in, nor where an address is wrong."""
    home = cast.institution
    home.is_public = False
    home.save()
    client = cast.client(who)
    for rest in ("", "documents/", "people/", "nowhere/", "documents/zzzz/", "figures/states.csv"):
        closed, unknown = client.get(f"/{code}/{home.slug}/{rest}"), client.get(f"/{code}/no-such-house/{rest}")
        said = closed.content.decode()

        assert (closed.status_code, unknown.status_code) == (404, 404), rest
        assert not any(name in said for name in home.name.values()), rest
        assert _bare(said, home.slug) == _bare(unknown.content.decode(), "no-such-house"), rest


def _bare(page: str, slug: str) -> list[str]:
    """The page without the address that was asked for and without what differs each time."""
    changing = ("csrfmiddlewaretoken", "nonce=")
    return [line.replace(slug, "") for line in page.splitlines() if not any(word in line for word in changing)]


def test_who_takes_part_comes_back_to_a_closed_institution_by_signing_in(cast):
    cast.institution.is_public = False
    cast.institution.save()
    page = reverse("people:list", kwargs={"institution": cast.institution.slug})
    client = Client()
    said = client.get(page).content.decode()
    assert f'href="{LOGIN}?next={page}"' in said.replace("%2F", "/")

    answer = sign_in(client, cast.chadia.account.email, next=page)

    assert answer["Location"] == page
    assert client.get(page).status_code == 200


def test_pages_of_somebody_signed_in_are_not_kept_by_caches(cast, deposit):
    everybody.compact(cast)
    document = deposit(CLOSED, Visibility.CONFIDENTIAL)
    officer = cast.client("officer")
    pages = [
        *(url(cast, name) for name in ("portal:home", "evidence:documents", "people:list", "institutions:minute")),
        *(url(cast, name, uid=document.uid) for name in ("evidence:document", "evidence:original")),
        url(cast, "portal:figure", key="taking-part", form="csv"),
    ]
    for page in pages:
        answer = officer.get(page)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store", page
    assert "no-store" not in cast.client("anonymous").get(url(cast, "portal:home")).get("Cache-Control", "")


@pytest.mark.parametrize(("who", "reads"), [("member", False), ("officer", True), ("secretary", True)])
def test_why_a_job_failed_is_told_in_full_only_to_whom_it_may_concern(cast, who, reads):
    """The text of an exception may hold words of a confidential document or a path of the machine."""
    job = Job.objects.create(
        scope=cast.institution.uid, kind="evidence.code", state="failed", asked_at=now(), ended_at=now(),
        outcome={"error": "ValueError", "detail": "cannot read 'zanzibarite' of /srv/mithaq/files/ab"},
    )  # fmt: skip
    client = cast.client(who)
    pages = [url(cast, "institutions:job", uid=job.uid), url(cast, "institutions:jobs")]
    for headers in ({}, {"hx-request": "true"}):
        for page in pages:
            said = client.get(page, headers=headers).content.decode()
            assert ("zanzibarite" in said) is reads, page
            assert reads or "ValueError" in said


def test_an_address_nobody_has_confirmed_does_not_become_the_accounts(cast):
    account = accounts.open_account("salma@example.org", "an evening by the sea", by=SYSTEM, at=AT)
    client = Client()
    sign_in(client, account.email, "an evening by the sea")

    client.post("/en/account/email/", {"email": "minister@example.org", "action_add": ""})
    client.post("/en/account/email/", {"email": "minister@example.org", "action_primary": ""})
    client.post("/en/account/email/", {"email": "other@example.org", "action_add": ""})

    account.refresh_from_db()
    held = EmailAddress.objects.filter(user=account).values_list("email", "verified", "primary").order_by("pk")
    assert account.email == "salma@example.org"
    assert list(held) == [("salma@example.org", True, True), ("other@example.org", False, False)]


def test_the_address_of_another_account_cannot_be_taken_by_its_readers_mistake(cast):
    """An invited person who confirms a stranger's letter unawares does not give their address away."""
    invited = accounts.open_account("minister@example.org", by=SYSTEM, at=AT)
    taker = accounts.open_account("salma@example.org", "an evening by the sea", by=SYSTEM, at=AT)
    client = Client()
    sign_in(client, taker.email, "an evening by the sea")
    client.post("/en/account/email/", {"email": invited.email, "action_add": ""})
    for letter in Letter.objects.filter(to=invited.email):
        for word in letter.body.split():
            if "/confirm-email/" in word:
                Client().post(word.removeprefix("http://testserver"))

    taker.refresh_from_db()
    assert taker.email == "salma@example.org"
    assert not EmailAddress.objects.filter(user=taker, email=invited.email, verified=True).exists()


def test_guiding_questions_have_an_end(cast, deposit):
    document = deposit()
    told = {"documents": [document.uid], "shape": "question", "limit": 12, "visibility": "members"}

    answer = cast.client("officer").post(url(cast, "synthesis:draft"), {**told, "questions_en": "why " * 5_000})

    assert answer.status_code == 200
    assert "questions_en" in answer.context["form"].errors
