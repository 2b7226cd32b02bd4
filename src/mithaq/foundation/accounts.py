"""How people sign in: by e-mail address, with a second factor if they wish; the language of the account is used."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils import translation

from mithaq.foundation import languages
from mithaq.foundation.models import Account


class Adapter(DefaultAccountAdapter):
    """Signing up is closed unless `MITHAQ_SIGNUP=1`: accounts come by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP_OPEN

    def new_user(self, request: HttpRequest) -> AbstractBaseUser:
        return Account(language=languages.current())

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        with translation.override(request.user.language):  # type: ignore[union-attr]
            return resolve_url("/" + request.user.language + "/")  # type: ignore[union-attr]

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return f"/{languages.current()}/"

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """Worded in the language of the account that receives it, not of whoever pressed the button."""
        user = context.get("user")
        with translation.override(getattr(user, "language", None) or languages.current()):
            return super().render_mail(template_prefix, email, context, headers)
