"""What every answer carries."""

from __future__ import annotations

import pytest


@pytest.mark.django_db
def test_every_page_tells_the_browser_what_it_will_never_ask_for(client):
    answer = client.get("/en/")

    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
