from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from mithaq.foundation import accounts
from mithaq.foundation.accounts import AccountRefused
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Account, Letter
from tests.cast import AT, PASSWORD


@pytest.fixture(autouse=True)
def _outbox(settings):
    settings.EMAIL_BACKEND = "mithaq.foundation.mail.Outbox"


def _open(email="amal@example.org", password=PASSWORD, **more):
    return accounts.open_account(email, password, by=SYSTEM, at=AT, **more)


def _sign_in(client, email="amal@example.org", password=PASSWORD, lang="en"):
    return client.post(f"/{lang}/account/login/", {"login": email, "password": password})


def test_people_sign_in_with_their_address_and_come_home_in_their_language(db):
    _open(language="ar")

    answer = _sign_in(Client(), "AMAL@example.org")

    assert (answer.status_code, answer["Location"]) == (302, "/ar/")


@pytest.mark.parametrize(
    ("email", "password", "language"),
    [
        ("amal@example.org", PASSWORD, "en"),
        ("Amal@Example.org", PASSWORD, "en"),
        ("no address", PASSWORD, "en"),
        ("badr@example.org", "short", "en"),
        ("badr@example.org", "password1234", "en"),
        ("badr@example.org", PASSWORD, "de"),
    ],
    ids=["taken", "taken in capitals", "no address", "short password", "common password", "another language"],
)
def test_an_account_is_refused(db, email, password, language):
    _open()

    with pytest.raises(AccountRefused) as refused:
        _open(email, password, language=language)

    assert refused.value.messages
    assert Account.objects.count() == 1


def test_signing_up_is_closed_unless_the_installation_opens_it(db, settings):
    told = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}

    Client().post("/en/account/signup/", told)
    closed = Account.objects.count()
    settings.SIGNUP_OPEN = True
    Client().post("/fr/account/signup/", told)

    assert closed == 0
    assert Account.objects.get().language == "fr"


def test_guessing_is_slowed_down_for_all_processes(db):
    _open()
    client = Client()

    for _ in range(6):
        _sign_in(client, password="not this one")
    answer = _sign_in(client)

    assert answer.status_code in (200, 429)
    assert "_auth_user_id" not in client.session


def test_an_invitation_sets_the_first_password_once(db):
    account = _open(password=None, language="fr")
    assert _sign_in(Client()).status_code == 200

    client = Client()
    path = accounts.invitation_path(account)
    page = client.get(path, follow=True)
    answer = client.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})

    assert path.startswith("/fr/")
    assert answer.status_code == 302
    assert _sign_in(Client()).status_code == 302
    account.refresh_from_db()
    again = Client().get(path, follow=True)
    assert b'name="password1"' not in again.content


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_a_letter_is_written_in_the_language_of_its_reader(db, language, django_capture_on_commit_callbacks):
    _open(language=language)

    with django_capture_on_commit_callbacks(execute=True):
        Client().post("/en/account/password/reset/", {"email": "amal@example.org"})

    letter = Letter.objects.get()
    assert letter.language == language
    assert re.search(rf"/{language}/account/password/reset/key/", letter.body)


def test_addresses_of_accounts_are_not_given_away(db, django_capture_on_commit_callbacks):
    _open()
    with django_capture_on_commit_callbacks(execute=True):
        known = Client().post("/en/account/password/reset/", {"email": "amal@example.org"})
        unknown = Client().post("/en/account/password/reset/", {"email": "nobody@example.org"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_a_second_factor_can_be_switched_on(db):
    client = Client()
    account = _open()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = client.get(reverse("mfa_index"))

    assert page.status_code == 200
    with translation.override("ar"):
        assert client.get(reverse("mfa_index")).status_code == 200


def test_an_account_at_rest_does_not_get_in(db):
    account = _open()
    account.is_active = False
    account.save()

    client = Client()
    _sign_in(client)

    assert "_auth_user_id" not in client.session
