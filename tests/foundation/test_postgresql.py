"""A PostgreSQL prepares the questions of requests once, and is not asked before each whether it is there."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db.utils import ConnectionHandler, OperationalError, ProgrammingError

from mithaq.config import place
from mithaq.foundation import quick
from mithaq.foundation.postgresql import base

POSTGRES = os.environ.get("MITHAQ_TEST_POSTGRES", "")
pytestmark = pytest.mark.postgres
QUESTION = "SELECT CAST(%s AS integer) + CAST(%s AS integer)"
PREPARED = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT CAST%%AS integer)'"


@pytest.fixture
def connected(monkeypatch, tmp_path, django_db_blocker):
    """`connected(more="")`: a connection of ours as the settings make it, with so much more in its address."""
    if not POSTGRES:
        pytest.skip("MITHAQ_TEST_POSTGRES is not set")
    opened = []

    def connect(more: str = "") -> base.DatabaseWrapper:
        address = urlsplit(POSTGRES)
        monkeypatch.setenv(
            "MITHAQ_DATABASE", address._replace(query="&".join(filter(None, [address.query, more]))).geturl()
        )
        made = ConnectionHandler({"default": place.database(tmp_path)})["default"]
        assert isinstance(made, base.DatabaseWrapper)
        opened.append(made)
        made.ensure_connection()
        return made

    with django_db_blocker.unblock():
        yield connect
        for one in opened:
            one.close()


def next_request(here) -> None:
    """What Django does before each."""
    here.close_if_unusable_or_obsolete()


def asked_the_server(here, monkeypatch) -> list[bool]:
    """Grows with each question whether the server is there."""
    asked, truly = [], base.base.DatabaseWrapper.is_usable

    def is_usable(wrapper):
        asked.append(truly(wrapper))
        return asked[-1]

    monkeypatch.setattr(base.base.DatabaseWrapper, "is_usable", is_usable)
    return asked


def test_a_server_that_answered_lately_is_not_asked_before_each_request(connected, monkeypatch):
    here = connected()
    asked = asked_the_server(here, monkeypatch)
    for _ in range(4):
        next_request(here)
        assert here.prepared(QUESTION, [1, 2]).fetchall() == [(3,)]
    assert asked == [True]

    monkeypatch.setattr(here, "asked_at", here.asked_at - base.SURE)
    next_request(here)
    here.prepared(QUESTION, [1, 2])
    assert asked == [True, True]


def test_after_an_error_the_server_is_asked(connected, monkeypatch):
    here = connected()
    asked = asked_the_server(here, monkeypatch)
    next_request(here)
    with pytest.raises(ProgrammingError):
        here.prepared("SELECT nothing_of_the_kind", [])

    next_request(here)

    assert asked == [True, True]


def test_a_connection_that_the_server_ended_is_made_anew_before_the_next_request(connected):
    here = connected()
    next_request(here)
    process = here.prepared("SELECT pg_backend_pid()", []).fetchone()[0]
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute("SELECT pg_terminate_backend(%s, 5000)", [process])

    next_request(here)

    assert here.prepared("SELECT pg_backend_pid()", []).fetchone()[0] != process


def test_one_that_ends_within_a_request_is_an_error_of_django(connected):
    here = connected()
    process = here.prepared("SELECT pg_backend_pid()", []).fetchone()[0]
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute("SELECT pg_terminate_backend(%s, 5000)", [process])

    with pytest.raises(OperationalError):
        here.prepared(QUESTION, [1, 2])


@pytest.mark.parametrize(("more", "prepared"), [("", 1), ("prepared=no", 0)])
def test_a_question_is_prepared_unless_a_pooler_stands_between(connected, monkeypatch, more, prepared):
    here = connected(more)
    monkeypatch.setattr(quick, "connections", {"default": here})

    assert [quick.rows(QUESTION, [1, n]) for n in range(3)] == [[(1,)], [(2,)], [(3,)]]

    with here.cursor() as cursor:
        cursor.execute(PREPARED)
        assert cursor.fetchone() == (prepared,)


def test_questions_that_are_logged_take_the_long_way(connected, monkeypatch):
    here = connected()
    monkeypatch.setattr(quick, "connections", {"default": here})
    here.force_debug_cursor = True

    assert quick.rows(QUESTION, [1, 2]) == [(3,)]
    assert [one["sql"] for one in here.queries] == ["SELECT CAST(1 AS integer) + CAST(2 AS integer)"]
