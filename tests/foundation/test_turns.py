"""Processes that write to one SQLite stand in a row: no two at once, and whoever waits is woken at once."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest

from mithaq.foundation import turns

HOLDS = """
import fcntl, os, sys
handle = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
fcntl.flock(handle, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def file(tmp_path, monkeypatch):
    name = tmp_path / "house.sqlite3"
    fake = type("Here", (), {"vendor": "sqlite", "settings_dict": {"NAME": str(name)}, "in_atomic_block": False})
    monkeypatch.setattr(turns, "connection", fake)
    return name


def test_one_waits_until_another_process_has_written(file):
    told = [sys.executable, "-c", HOLDS, f"{file}.turn"]
    with subprocess.Popen(told, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        came = threading.Event()

        def write():
            with turns.to_write():
                came.set()

        waiting = threading.Thread(target=write)
        waiting.start()
        assert not came.wait(0.3)
        other.stdin.write(b"\n")
        other.stdin.flush()
        assert came.wait(30)
        waiting.join()


def test_threads_of_one_process_come_one_after_the_other(file):
    inside, most = [], []

    def write():
        for _ in range(20):
            with turns.to_write():
                inside.append(1)
                time.sleep(0.001)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (len(most), set(most)) == (80, {1})


def test_whoever_holds_a_transaction_waits_for_nobody(file, monkeypatch):
    came = threading.Event()

    def write():
        with turns.to_write():
            came.set()

    with turns.to_write():
        monkeypatch.setattr(turns.connection, "in_atomic_block", True)
        waiting = threading.Thread(target=write, daemon=True)
        waiting.start()
        assert came.wait(30)
    waiting.join()


def test_a_process_that_was_killed_holds_nobody_up(file):
    told = [sys.executable, "-c", HOLDS, f"{file}.turn"]
    with subprocess.Popen(told, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        other.kill()
        with turns.to_write():
            pass


def test_an_error_gives_the_turn_back(file):
    with pytest.raises(ZeroDivisionError), turns.to_write():
        _ = 1 / 0
    with turns.to_write():
        assert (file.parent / "house.sqlite3.turn").exists()


@pytest.mark.parametrize("name", [":memory:", "file:memorydb_default?mode=memory&cache=shared"])
def test_a_database_in_memory_has_no_other_processes(monkeypatch, tmp_path, name):
    monkeypatch.chdir(tmp_path)
    fake = type("Here", (), {"vendor": "sqlite", "settings_dict": {"NAME": name}, "in_atomic_block": False})
    monkeypatch.setattr(turns, "connection", fake)

    with turns.to_write():
        pass
    assert list(tmp_path.iterdir()) == []
