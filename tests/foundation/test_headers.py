"""What every answer carries."""

from __future__ import annotations

import pytest
from csp.decorators import csp_update
from csp.exceptions import CSPNonceError
from django.http import HttpRequest, HttpResponse

from mithaq.foundation.headers import Policy


@pytest.mark.django_db
def test_every_page_tells_the_browser_what_it_will_never_ask_for(client):
    answer = client.get("/en/")

    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_only_an_answer_that_used_its_nonce_has_one_in_its_policy(rf):
    def answered(uses_it: bool) -> tuple[HttpRequest, str]:
        request = rf.get("/en/")
        answer = Policy(lambda asked: HttpResponse(str(asked.csp_nonce) if uses_it else ""))(request)
        return request, answer.headers["Content-Security-Policy"]

    request, plain = answered(False)
    _, first = answered(True)
    _, second = answered(True)

    words = {part.strip() for part in plain.split(";")}
    assert {"script-src 'self'", "object-src 'none'", "frame-ancestors 'none'", "form-action 'self'"} <= words
    assert "nonce-" in first
    assert "nonce-" in second
    assert first != second
    with pytest.raises(CSPNonceError):
        str(request.csp_nonce)


def test_a_page_that_says_otherwise_has_its_own_policy(rf):
    def other(request: HttpRequest) -> HttpResponse:
        return csp_update({"frame-ancestors": ["https://example.org"]})(lambda _: HttpResponse())(request)

    assert "https://example.org" in Policy(other)(rf.get("/en/")).headers["Content-Security-Policy"]
