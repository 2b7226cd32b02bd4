"""Two who declare at the same moment seat everybody once; two who count agree; a seed is entered once."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django_scopes import scope

from mithaq.bodies.models import Tenure
from mithaq.elections.enums import State
from mithaq.elections.models import Count, Elected, Election
from mithaq.elections.services.counting import count_now
from mithaq.elections.services.declaring import declare
from mithaq.elections.services.vacancies import countback
from mithaq.foundation import journal
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry
from mithaq.notices.models import Notice
from tests.bodies.network import at
from tests.bodies.test_at_once import kept_as_served
from tests.cast import assemble
from tests.elections.hall import BOARD, LEVELS_EQUAL, Hall
from tests.elections.polls import COUNTED, DECLARED_ON, SEED, closed, some
from tests.elections.test_vacancies import LEAVES

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hall(tmp_path):
    """What is written here is committed: others see it."""
    cast = assemble()
    with cast.scope():
        yield Hall(cast.institution)


@pytest.fixture
def together(hall, tmp_path) -> Callable[..., list[str]]:
    """`together(act, 3)` does `act(n)` in as many threads at once, and gives what became of each."""

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
                with scope(institution=hall.institution):
                    gate.wait()
                    act(n)
                outcomes.append("done")
            except ValidationError as refused:
                told = refused.error_dict["seed"][0] if hasattr(refused, "error_dict") else refused.error_list[0]
                outcomes.append(str(told.code))
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
            with sqlite3.connect(copy) as file:
                connection.ensure_connection()
                file.backup(connection.connection)
        return sorted(outcomes)

    return run


@pytest.fixture
def poll(hall) -> Election:
    hall.adopt(BOARD.replace('"5-6"', '"3-6"'), LEVELS_EQUAL)
    return closed(hall, hall.members(9), some(9, 20))


def test_two_declarations_seat_once(hall, poll, together):
    count = count_now(poll, seed=SEED, by=SYSTEM, at=COUNTED)
    hall.person(poll.candidacies.get(number=0).organisation)

    outcomes = together(lambda n: declare(count, on=DECLARED_ON, by=SYSTEM, at=at(DECLARED_ON)), 3)

    assert outcomes == ["done", "state", "state"]
    assert (Elected.objects.count(), Tenure.objects.count()) == (6, 6)
    assert len(set(Tenure.objects.values_list("seat", flat=True))) == 6
    assert Entry.objects.filter(act="elections.declare").count() == 1
    assert Notice.objects.filter(kind__in=["elections.elected", "elections.not-elected"]).count() == 1
    assert Election.objects.get(pk=poll.pk).state == State.DECLARED
    assert journal.verify(hall.institution.uid) is None


def test_two_counts_agree_and_one_seed_is_entered(hall, poll, together):
    outcomes = together(lambda n: count_now(poll, seed=f"seed {n}", by=SYSTEM, at=COUNTED), 2)

    assert outcomes == ["done", "once"]
    assert Count.objects.count() == 1
    assert Count.objects.get().seed == Election.objects.get(pk=poll.pk).seed


def test_one_vacancy_is_counted_back_once(hall, poll, together):
    declare(count_now(poll, by=SYSTEM, at=COUNTED), on=DECLARED_ON, by=SYSTEM, at=at(DECLARED_ON))
    hall.vacate(Elected.objects.get(place=1).tenure, LEAVES)

    outcomes = together(lambda n: countback(poll, on=LEAVES, by=SYSTEM, at=at(LEAVES)), 2)

    assert outcomes == ["done", "none"]
    assert Election.objects.filter(follows=poll).count() == 1
