"""Work beside the requests: nobody waits for it, the same is done once, and what fails ends nothing."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from mithaq.foundation import beside
from mithaq.foundation.beside import Beside

SOON = 60.0  # seconds a test waits for what takes none


@pytest.fixture
def desk():
    """A thread of its own, with a rest that is short."""
    return Beside(rest=0.05)


class Work:
    """Counts how often it was done; goes on only when it may."""

    def __init__(self, *, may_end=True, again=()):
        self.begun, self.may_end = threading.Semaphore(0), threading.Event()
        self.times, self.again = 0, list(again)
        if may_end:
            self.may_end.set()

    def __call__(self, at):
        self.times += 1
        self.begun.release()
        assert self.may_end.wait(SOON)
        return self.again.pop(0) if self.again else None

    def was_begun(self, within=SOON):
        return self.begun.acquire(timeout=within)


def test_whoever_asks_does_not_wait_for_it(desk):
    work = Work(may_end=False)

    desk.soon("a", work)

    assert work.was_begun()
    assert not work.may_end.is_set()
    work.may_end.set()


def test_asked_for_while_it_is_done_it_is_done_once_more_after_that(desk):
    work = Work(may_end=False)
    desk.soon("a", work)
    assert work.was_begun()

    for _ in range(5):
        desk.soon("a", work)
    work.may_end.set()

    assert work.was_begun()
    assert not work.was_begun(within=0.3)
    assert work.times == 2


def test_it_rests_between_two_times_and_others_do_not_wait_for_that():
    desk, work, other = Beside(rest=60), Work(), Work()
    desk.soon("a", work)
    assert work.was_begun()
    desk.soon("a", work)

    desk.soon("b", other)

    assert other.was_begun()
    assert not work.was_begun(within=0.3)


def test_work_says_when_it_wants_to_look_again():
    desk, work = Beside(rest=60), Work(again=[timedelta(milliseconds=20)])

    desk.soon("a", work)

    assert work.was_begun()
    assert work.was_begun()
    assert not work.was_begun(within=0.3)


def test_what_fails_is_told_to_the_log_and_ends_nothing(desk, caplog):
    def fails(at):
        raise RuntimeError("of what it died")

    desk.soon("a", fails)
    work = Work()
    desk.soon("b", work)

    assert work.was_begun()
    assert "of what it died" in caplog.text


def test_nothing_is_done_beside_a_test_that_did_not_ask(monkeypatch):
    work, asked = Work(), Beside(rest=0)
    monkeypatch.setattr(beside, "_BESIDE", asked)

    beside.soon("a", work)

    assert not work.was_begun(within=0.2)


def test_where_it_is_served_it_is_done(monkeypatch, settings):
    settings.BESIDE = True
    work = Work()
    monkeypatch.setattr(beside, "_BESIDE", Beside(rest=0))

    beside.soon("a", work)

    assert work.was_begun()
