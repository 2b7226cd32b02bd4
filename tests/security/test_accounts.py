"""Signing in cannot be guessed, fixed, led astray or walked round; roles cannot be taken, only given."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from mithaq.foundation.models import Account, Letter
from mithaq.people import selectors, services
from mithaq.people.enums import Role
from mithaq.people.models import Membership
from tests.cast import AT, PASSWORD

LOGIN = "/en/account/login/"
RESET = "/en/account/password/reset/"


@pytest.fixture(autouse=True)
def _nobody_has_tried_before(db, settings):
    cache.clear()
    settings.EMAIL_BACKEND = "mithaq.foundation.mail.Outbox"


def sign_in(client: Client, email: str, password: str = PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def said(answer) -> str:
    return re.sub(r"csrfmiddlewaretoken.*?>|[\w.+-]+@[\w.]+", "", answer.content.decode())


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(cast):
    known = sign_in(Client(), cast.amal.account.email, "wrong password here")
    unknown = sign_in(Client(), "nobody@example.org", "wrong password here")

    assert (known.status_code, unknown.status_code) == (200, 200)
    assert said(known) == said(unknown)


def test_asking_for_a_new_password_tells_nobody_who_has_an_account(cast):
    known = Client().post(RESET, {"email": cast.amal.account.email}, follow=True)
    unknown = Client().post(RESET, {"email": "nobody@example.org"}, follow=True)

    assert said(known) == said(unknown)


def test_guessing_is_stopped_also_when_the_guesser_names_other_addresses_of_origin(cast, settings):
    answers = []
    for n in range(14):
        client = Client(headers={"x-forwarded-for": f"10.0.0.{n}"})
        answers.append(sign_in(client, cast.amal.account.email, f"wrong password {n}").content.decode())

    assert "Too many failed login attempts" in answers[-1]
    late = Client()
    sign_in(late, cast.amal.account.email)
    assert "_auth_user_id" not in late.session


def test_signing_in_changes_the_key_of_the_session(cast):
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    fixed = session.session_key
    client.cookies["sessionid"] = fixed

    sign_in(client, cast.amal.account.email)

    assert client.session.session_key != fixed
    assert client.session["_auth_user_id"] == str(cast.amal.account.pk)


def test_a_password_alone_does_not_open_an_account_with_a_second_factor(cast):
    TOTP.activate(cast.amal.account, generate_totp_secret())
    client = Client()

    answer = sign_in(client, cast.amal.account.email)

    assert answer.status_code == 302 and "second-factor" in answer["Location"]
    assert "_auth_user_id" not in client.session
    home = reverse("people:admit", kwargs={"institution": cast.institution.slug})
    assert client.get(home).status_code == 302
    wrong = client.post(answer["Location"], {"code": "000000"})
    assert wrong.status_code == 200 and "_auth_user_id" not in client.session


def test_a_new_password_by_letter_does_not_walk_round_the_second_factor(cast):
    TOTP.activate(cast.amal.account, generate_totp_secret())
    EmailAddress.objects.get_or_create(user=cast.amal.account, email=cast.amal.account.email, primary=True)
    client = Client()
    client.post(RESET, {"email": cast.amal.account.email})
    path = re.search(r"https?://testserver(\S+)", Letter.objects.latest("pk").body)[1]
    form = client.get(path, follow=True)
    new = "quite another evening 77"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})

    assert "_auth_user_id" not in client.session
    assert sign_in(client, cast.amal.account.email, new)["Location"].startswith("/en/account/second-factor")
    assert Authenticator.objects.filter(user=cast.amal.account).exists()


def test_a_link_for_a_new_password_works_once(cast):
    client = Client()
    client.post(RESET, {"email": cast.amal.account.email})
    path = re.search(r"https?://testserver(\S+)", Letter.objects.latest("pk").body)[1]
    form = client.get(path, follow=True)
    new = "quite another evening 77"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    cast.amal.account.refresh_from_db()
    assert cast.amal.account.check_password(new)

    other = Client()
    again = other.get(path, follow=True)
    other.post(again.request["PATH_INFO"], {"password1": "a third one 88888", "password2": "a third one 88888"})

    cast.amal.account.refresh_from_db()
    assert cast.amal.account.check_password(new)


def test_a_new_password_ends_the_sessions_of_before(cast):
    thief = Client()
    sign_in(thief, cast.amal.account.email)
    page = reverse("people:list", kwargs={"institution": cast.institution.slug})
    assert thief.get(page).status_code == 200

    cast.amal.account.set_password("quite another evening 77")
    cast.amal.account.save()

    assert thief.get(page).status_code == 302


def test_signing_up_is_closed(cast):
    before = Account.objects.count()
    told = {"email": "new@example.org", "password1": "an evening by the sea", "password2": "an evening by the sea"}

    Client().post("/en/account/signup/", told)

    assert Account.objects.count() == before


@pytest.mark.parametrize(
    "next_",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:///evil.example"],
)
def test_nobody_is_led_away_after_signing_in_or_choosing_the_light(cast, next_):
    answer = sign_in(Client(), cast.amal.account.email, next=next_)
    theme = Client().post("/en/theme/", {"theme": "dark", "next": next_})

    assert (answer.status_code, theme.status_code) == (302, 302)
    assert "evil" not in answer["Location"] + theme["Location"]
    assert "javascript" not in answer["Location"] + theme["Location"]


def test_another_host_is_not_served(cast, settings):
    settings.ALLOWED_HOSTS = ["review.example.org"]

    assert Client().get("/en/", headers={"host": "evil.example"}).status_code == 400
    before = Letter.objects.count()
    Client().post(RESET, {"email": cast.amal.account.email}, headers={"host": "evil.example"})
    assert Letter.objects.count() == before


@pytest.mark.parametrize(
    "page", ["people:admit", "people:admit_organisation", "institutions:settings", "synthesis:draft"]
)
def test_a_form_of_another_site_is_refused(cast, page):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.amal.account, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.post(reverse(page, kwargs={"institution": cast.institution.slug}), {}).status_code == 403


def test_signing_out_by_a_mere_link_does_nothing(cast):
    client = cast.client("secretary")
    client.get("/en/account/logout/")

    assert "_auth_user_id" in client.session


def test_an_officer_makes_nobody_a_secretary(cast):
    with cast.scope():
        own = Membership.objects.get(person=cast.badr.person)
    officer = cast.client("officer")
    at = {"institution": cast.institution.slug}
    told = {"role": "secretary", "on": "2020-01-01", "name_en": "A friend", "language": "en", "email": "f@example.org"}

    answers = [
        officer.post(reverse("people:appoint", kwargs={**at, "uid": own.uid}), told),
        officer.post(reverse("people:admit", kwargs=at), told),
        officer.post(reverse("institutions:settings", kwargs=at), {"name_en": "Mine now"}),
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert (
        selectors.role_of(Account.objects.get(pk=cast.badr.account.pk), cast.institution, on=localdate()) == "officer"
    )


def test_what_a_form_does_not_ask_is_not_taken(cast):
    told = {
        "name_en": "A new person",
        "language": "en",
        "role": "member",
        "on": "2020-01-01",
        "email": "new@example.org",
        "is_operator": "1",
        "is_active": "1",
        "institution": cast.elsewhere.pk,
        "account": cast.amal.account.pk,
        "password": "x",
    }

    cast.client("secretary").post(reverse("people:admit", kwargs={"institution": cast.institution.slug}), told)

    new = Account.objects.get(email="new@example.org")
    assert not new.is_operator and not new.has_usable_password()
    with cast.scope():
        assert Membership.objects.get(person__account=new).institution == cast.institution


def test_the_last_secretary_cannot_leave(cast):
    with cast.scope():
        own = Membership.objects.get(person=cast.amal.person)
        with pytest.raises(ValidationError):
            services.release(own, on=localdate(), by=cast.amal.actor, at=AT)
        with pytest.raises(ValidationError):
            services.appoint(own, Role.MEMBER, on=localdate(), by=cast.amal.actor, at=AT)
