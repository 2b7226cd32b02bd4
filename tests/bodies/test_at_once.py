"""Two requests at the same moment do not get the same seat."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django_scopes import scope

from mithaq.bodies import services
from mithaq.bodies.models import Body, Chair, Tenure, Waiting
from mithaq.foundation import journal
from mithaq.foundation.actors import SYSTEM
from mithaq.kernels.charter import CharterRefuses
from tests.bodies.network import BOARD, DAY, GROUP, Network, at
from tests.bodies.test_chairs import THE_TROIKA
from tests.cast import assemble

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def network(tmp_path):
    """What is written here is committed: others see it. Without the fixture `cast`, which would roll it back."""
    cast = assemble()
    with cast.scope():
        yield Network(cast.institution)


@pytest.fixture
def together(network, tmp_path) -> Callable[..., list[str]]:
    """`together(act, 4)` does `act(n)` in as many threads at once, and gives what became of each."""

    def run(act: Callable[[int], object], times: int) -> list[str]:
        copy = tmp_path / "copy.sqlite3"
        in_memory = connection.vendor == "sqlite" and connection.is_in_memory_db()
        if in_memory:  # a database in memory has one connection; in a file there are as many as threads
            connection.cursor().execute("VACUUM INTO %s", [str(copy)])
            kept_as_served(copy)
        gate, outcomes = threading.Barrier(times), []

        def one(n: int) -> None:
            if in_memory:
                connection.settings_dict = {**connection.settings_dict, "NAME": str(copy)}
            try:
                with scope(institution=network.institution):
                    gate.wait()
                    act(n)
                outcomes.append("done")
            except CharterRefuses as refused:
                outcomes.append(refused.findings[0].key)
            except BaseException as error:  # noqa: BLE001 - told to the main thread
                outcomes.append(repr(error))
            finally:
                connection.close()

        threads = [threading.Thread(target=one, args=(n,)) for n in range(times)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if in_memory:
            _read_back(copy)
        return sorted(outcomes)

    return run


def kept_as_served(copy) -> None:
    """With a log of writes, before many open it: the first to ask for one would keep the others out."""
    import sqlite3  # inline: only where the database is in memory

    with sqlite3.connect(copy) as file:
        file.execute("PRAGMA journal_mode=WAL")


def _read_back(copy) -> None:
    """What the threads left in the file, in the database of the test."""
    import sqlite3  # inline: only where the database is in memory

    with sqlite3.connect(copy) as file:
        connection.ensure_connection()
        file.backup(connection.connection)


def test_the_last_seat_is_given_once(network, together):
    network.adopt(BOARD.replace("5-6", "1"))
    board, asking = network.body(), network.organisations(4)

    def seat(n: int) -> None:
        network.seat(asking[n], body=board)

    assert together(seat, 4) == ["bodies.seats-taken"] * 3 + ["done"]
    assert Tenure.objects.count() == 1
    assert journal.verify(network.institution.uid) is None


def test_one_holder_is_not_seated_twice(network, together):
    network.adopt(BOARD)
    board, one = network.body(), network.organisation()

    def seat(n: int) -> None:
        network.seat(one, body=board)

    assert together(seat, 4) == ["bodies.seated-twice"] * 3 + ["done"]
    assert Tenure.objects.count() == 1


def test_who_asks_for_the_last_seats_is_seated_or_waits(network, together):
    network.adopt(GROUP)
    group, asking = network.group(), network.organisations(5)

    assert together(lambda n: network.ask(group, asking[n]), 5) == ["done"] * 5
    assert (Tenure.objects.count(), Waiting.objects.filter(left_at=None).count()) == (3, 2)
    assert len(set(Tenure.objects.values_list("seat", flat=True))) == 3


def test_two_who_leave_make_room_for_two_who_wait(network, together):
    network.adopt(GROUP)
    group = network.group()
    seated = [network.ask(group, one) for one in network.organisations(3)]
    for one in network.organisations(2):
        network.ask(group, one)
    leaving = date(2021, 4, 1)

    assert together(lambda n: network.vacate(seated[n], leaving), 2) == ["done"] * 2
    sitting = network.sitting(group, on=leaving)
    assert (len(sitting), len({one.seat_id for one in sitting})) == (3, 3)
    assert not Waiting.objects.filter(left_at=None).exists()


def test_the_last_group_is_opened_once(network, together):
    network.adopt(GROUP)
    for _ in range(3):
        network.group()

    assert together(lambda n: network.group(), 3) == ["bodies.groups-full"] * 2 + ["done"]
    assert Body.objects.count() == 4


def test_the_chair_passes_once_on_a_day(network, together):
    network.adopt(THE_TROIKA)

    def give(n: int) -> None:
        services.pass_chair(network.institution, to=[("MA", "TN")[n]], on=DAY, by=SYSTEM, at=at(DAY))

    outcomes = together(give, 2)

    assert outcomes[-1] == "done"
    assert "Another holding" in outcomes[0]
    assert (Chair.objects.count(), Tenure.objects.count()) == (1, 1)
