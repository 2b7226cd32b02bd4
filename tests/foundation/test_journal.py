from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from mithaq.foundation import journal
from mithaq.foundation.actors import SYSTEM, Actor
from mithaq.foundation.journal import Broken
from mithaq.foundation.models import Entry
from tests.cast import AT

AMAL = Actor("person", uid="amal", name="أمل")


def _write(*, scope: str = "", act: str = "room.verb", **more) -> Entry:
    with transaction.atomic():
        return journal.write(act, about="thing:1", by=AMAL, at=AT, scope=scope, **more)


def test_each_entry_carries_the_seal_of_the_one_before(db):
    first, second, third = (_write() for _ in range(3))

    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert (first.previous, second.previous, third.previous) == (journal.START, first.digest, second.digest)
    assert journal.verify() is None


def test_each_scope_has_a_chain_of_its_own(db):
    _write(scope="a")
    _write(scope="a")
    alone = _write(scope="b")

    assert (alone.number, alone.previous) == (1, journal.START)
    assert journal.scopes() == ["a", "b"]
    assert [journal.verify("a"), journal.verify("b")] == [None, None]


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_the_transaction_of_its_act_is_refused():
    with pytest.raises(RuntimeError):
        journal.write("room.verb", about="thing:1", by=SYSTEM, at=AT)
    assert Entry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_entry():
    class Fails(Exception):
        pass

    with pytest.raises(Fails), transaction.atomic():
        journal.write("room.verb", about="thing:1", by=SYSTEM, at=AT)
        raise Fails

    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"act": "room.other"}, Broken(2, "digest")),
        ({"by_name": "Somebody else"}, Broken(2, "digest")),
        ({"at": AT + timedelta(seconds=1)}, Broken(2, "digest")),
        ({"after": {"role": "secretary"}}, Broken(2, "digest")),
        ({"public": True}, Broken(2, "digest")),
        ({"clause": "art. 4"}, Broken(2, "digest")),
        ({"previous": "0" * 64}, Broken(2, "previous")),
    ],
    ids=["act", "name", "moment", "facts", "public", "clause", "seal before"],
)
def test_a_changed_entry_is_found(db, change, found):
    for _ in range(3):
        _write(after={"role": "member"})

    Entry.objects.filter(number=2).update(**change)

    assert journal.verify() == found


def test_a_removed_entry_is_found(db):
    for _ in range(3):
        _write()

    Entry.objects.filter(number=2).delete()

    assert journal.verify() == Broken(2, "number")


def test_an_entry_whose_seal_was_made_anew_breaks_the_next(db):
    for _ in range(3):
        _write()
    entry = Entry.objects.get(number=2)
    entry.act = "room.forged"
    entry.digest = journal.digest(entry)
    entry.save()

    assert journal.verify() == Broken(3, "previous")


def test_the_seal_does_not_depend_on_the_zone_the_database_answers_in(db):
    from zoneinfo import ZoneInfo

    entry = _write()
    sealed = entry.digest
    entry.at = entry.at.astimezone(ZoneInfo("Africa/Casablanca"))

    assert journal.digest(entry) == sealed


def test_the_database_keeps_one_entry_a_number(db):
    entry = _write()

    with pytest.raises(IntegrityError), transaction.atomic():
        entry.pk = None
        entry.save(force_insert=True)


def test_who_loses_the_race_for_a_number_takes_the_next(db, monkeypatch):
    """What happens on PostgreSQL when two transactions read the same last entry."""
    first = _write()
    real, calls = journal._append, []

    def raced(entry):
        calls.append(entry)
        if len(calls) == 1:
            entry.number, entry.previous, entry.digest = first.number, journal.START, "0" * 64
            entry.save(force_insert=True)
        return real(entry)

    monkeypatch.setattr(journal, "_append", raced)
    second = _write()

    assert (second.number, len(calls)) == (2, 2)
    assert journal.verify() is None


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_make_one_chain():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        return  # one connection: nobody else can write; the same test runs on PostgreSQL, and on SQLite in a file
    failures: list[BaseException] = []

    def many() -> None:
        try:
            for _ in range(10):
                _write(scope="busy")
        except BaseException as error:  # noqa: BLE001 - told to the main thread
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert Entry.objects.filter(scope="busy").count() == 40
    assert journal.verify("busy") is None
