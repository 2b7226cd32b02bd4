"""How people sign in: by e-mail address, with a second factor if they wish; the language of the account is used."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from mithaq.foundation import journal, languages
from mithaq.foundation.actors import Actor
from mithaq.foundation.models import Account

# Whose passwords are printed for everybody to try; the ending is reserved (RFC 2606), nobody has such an address.
OF_DEMONSTRATION = "@demo.mithaq.example"


class AccountRefused(Exception):
    """Why an account was not opened, in sentences."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


def open_account(
    email: str,
    password: str | None = None,
    *,
    language: str = "en",
    is_operator: bool = False,
    by: Actor,
    at: datetime,
) -> Account:
    """Open an account; without a password its owner sets one by the link of an invitation (`invitation_path`).

    Its address counts as confirmed from the first moment, so that no other account can take it for its own: nobody gets
    in but by the letter that goes there, or by a password an operator gave.
    Refused (AccountRefused): an address that is none or is taken, a password that is easily guessed, another language.
    """
    account = Account(email=email.strip().lower(), language=language, is_operator=is_operator)
    account.set_password(password)
    try:
        account.full_clean()
        if password is not None:
            validate_password(password, account)
    except ValidationError as error:
        raise AccountRefused(error.messages) from error
    with transaction.atomic():
        account.save()
        EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=True)
        said = {"email": account.email, "is_operator": is_operator}
        journal.write("account.open", about=account, by=by, at=at, after=said)
    return account


def invitation_path(account: Account) -> str:
    """Where the owner of an account without a password sets the first one; holds until it is used, or some days."""
    key = default_token_generator.make_token(account)
    with translation.override(account.language):
        return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(account), "key": key})


def choose_habits(account: Account, *, months: str, digits: str, hijri: bool) -> None:
    """How days and numbers are said to its owner, who alone asks for it: no act of anybody, and in no journal.

    Refused (ValidationError): names of months, or digits, that nobody knows.
    """
    account.months, account.digits, account.hijri = months, digits, hijri
    account.clean_fields(exclude={field.name for field in Account._meta.fields} - {"months", "digits"})
    account.save(update_fields=["months", "digits", "hijri"])


def of_demonstration() -> QuerySet[Account]:
    """The accounts whose passwords everybody knows."""
    return Account.objects.filter(email__iendswith=OF_DEMONSTRATION)


class Adapter(DefaultAccountAdapter):
    """Signing up is closed unless `MITHAQ_SIGNUP=1`: accounts come by invitation.

    Refused: accounts of the demonstration where none is shown, by whatever way they sign in.
    """

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP_OPEN

    def get_client_ip(self, request: HttpRequest) -> str:
        """Who comes past one of several proxies is counted as the one they came by."""
        try:
            return str(super().get_client_ip(request))
        except ImproperlyConfigured:
            return str(request.META.get("REMOTE_ADDR", ""))

    def new_user(self, request: HttpRequest) -> AbstractBaseUser:
        return Account(language=languages.current())

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **more: Any) -> HttpResponse | None:
        if not settings.DEMO and user.email.endswith(OF_DEMONSTRATION):  # type: ignore[attr-defined]
            clear_login(request)
            messages.error(request, _("Accounts of the demonstration open nothing here."))
            return redirect("account_login")
        return super().pre_login(request, user, **more)

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        with translation.override(request.user.language):  # type: ignore[union-attr]
            return resolve_url("/" + request.user.language + "/")  # type: ignore[union-attr]

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return f"/{languages.current()}/"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Worded, and leading back, in the language of the account that receives it."""
        language = getattr(context.get("user"), "language", None) or languages.current()
        with translation.override(language):
            if "password_reset_url" in context:
                link = self.get_reset_password_from_key_url(f"{context['uid']}-{context['key']}")
                context = {**context, "password_reset_url": link}
            super().send_mail(template_prefix, email, context)
