"""Day or night: a choice kept in a cookie, for readers whose device does not say."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mithaq.foundation import languages
from mithaq.foundation.shell import THEME_COOKIE, THEMES

YEAR = 365 * 24 * 3600


@csrf_exempt  # a stranger's form could at worst switch the light; a token here would put a cookie on every page
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the theme and go back to the page; an unknown theme means "as the device"."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = f"/{languages.current()}/"
    answer = redirect(back)
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        answer.set_cookie(THEME_COOKIE, theme, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    else:
        answer.delete_cookie(THEME_COOKIE, samesite="Lax")
    return answer
