"""Several at the same moment: threads, each with a connection of its own, on a database whose writes are kept."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import connection
from django_scopes import scope

from mithaq.institutions.models import Institution
from mithaq.kernels.charter import CharterRefuses


def together(institution: Institution, folder: Path, act: Callable[[int], object], times: int) -> list[str]:
    """Do `act(n)` in as many threads at once; what became of each, sorted: "done", the key of the finding, the code
    of the error of input, or what went wrong.
    """
    copy = folder / "copy.sqlite3"
    in_memory = connection.vendor == "sqlite" and connection.is_in_memory_db()
    if in_memory:  # a database in memory has one connection; in a file there are as many as threads
        connection.cursor().execute("VACUUM INTO %s", [str(copy)])
        _kept_as_served(copy)
    gate, outcomes = threading.Barrier(times), []

    def one(n: int) -> None:
        if in_memory:
            connection.settings_dict = {**connection.settings_dict, "NAME": str(copy)}
        try:
            with scope(institution=institution):
                gate.wait()
                act(n)
            outcomes.append("done")
        except CharterRefuses as refused:
            outcomes.append(refused.findings[0].key)
        except ValidationError as refused:
            told = next(iter(refused.error_dict.values())) if hasattr(refused, "error_dict") else refused.error_list
            outcomes.append(str(told[0].code or refused))
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


def _kept_as_served(copy: Path) -> None:
    """With a log of writes, before many open it: the first to ask for one would keep the others out."""
    with sqlite3.connect(copy) as file:
        file.execute("PRAGMA journal_mode=WAL")


def _read_back(copy: Path) -> None:
    """What the threads left in the file, in the database of the test."""
    with sqlite3.connect(copy) as file:
        connection.ensure_connection()
        file.backup(connection.connection)
