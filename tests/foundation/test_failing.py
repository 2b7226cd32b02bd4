"""What fails is said as what it is: a database that is busy may be asked again, a fault of ours may not."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client

from mithaq.portal import views


@pytest.mark.django_db
@pytest.mark.parametrize(("error", "status"), [(OperationalError("database is locked"), 503), (KeyError("x"), 500)])
def test_a_busy_database_is_told_apart_from_a_fault(error, status, monkeypatch):
    def fails(*args, **kwargs):
        raise error

    monkeypatch.setattr(views.Front, "dispatch", fails)

    answer = Client(raise_request_exception=False).get("/en/")

    assert answer.status_code == status
    assert ("Retry-After" in answer) == (status == 503)
