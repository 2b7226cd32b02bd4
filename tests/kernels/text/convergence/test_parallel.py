"""Several processes say what one says, in the same order, whatever happens to them."""

import multiprocessing
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

import pytest

from mithaq.kernels.text import coder, parallel

SAID = [
    ("en", "Employers should return the passports of migrant workers.", "paragraph"),
    ("fr", "Les États doivent mettre fin à la détention des enfants migrants.", "bullet"),
    ("ar", "كيف يمكن خفض كلفة التحويلات المالية؟", "question"),
    ("en", "The meeting opened at nine.", "paragraph"),
]
MANY = [(lang, f"{text} {i}", kind) for i in range(6) for lang, text, kind in SAID]


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(parallel, "ALONE", 8)
    monkeypatch.setattr(parallel, "CHUNK", 5)


@pytest.fixture
def no_process(monkeypatch):
    monkeypatch.setattr(parallel, "ProcessPoolExecutor", lambda *_, **__: pytest.fail("a process was started"))


class Pool:
    """Stands for a pool whose only process behaves as `submit` says."""

    def __init__(self, *_, **__):
        self.closed = False

    def shutdown(self, *, cancel_futures):
        assert cancel_futures
        self.closed = True


@pytest.mark.usefixtures("no_process")
def test_a_few_passages_are_coded_here():
    assert parallel.code_all(SAID * 2) == tuple(coder.code(SAID * 2))
    assert parallel.code_all(SAID * 5, workers=1) == tuple(coder.code(SAID * 5))
    assert parallel.code_all([]) == ()


def test_many_passages_are_coded_in_order_by_several_processes():
    seen = []

    found = parallel.code_all(iter(MANY), workers=3, progress=lambda done, total: seen.append((done, total)))

    assert found == tuple(coder.code(MANY))
    assert seen[0] == (0, 24)
    assert seen[-1] == (24, 24)
    assert seen == sorted(seen)
    assert len(seen) == 6


def test_what_others_have_coded_is_not_coded_again(monkeypatch):
    class Busy(Pool):
        def submit(self, work, chunk):
            future = Future()
            if chunk[0] in (MANY[15], MANY[20]):
                future.set_running_or_notify_cancel()
                future.set_result([("theirs", item) for item in chunk])
            return future

    monkeypatch.setattr(parallel, "ProcessPoolExecutor", Busy)
    monkeypatch.setattr(coder, "code", lambda chunk: [("ours", item) for item in chunk])
    seen = []

    found = parallel.code_all(MANY, workers=2, progress=lambda done, total: seen.append(done))

    assert found == tuple(("ours", item) for item in MANY[:15]) + tuple(("theirs", item) for item in MANY[15:])
    assert seen == [0, 14, 19, 24, 24, 24]


def test_a_worker_that_dies_is_made_up_for(monkeypatch):
    class Dying(Pool):
        def submit(self, work, chunk):
            future = Future()
            future.set_running_or_notify_cancel()
            future.set_exception(BrokenProcessPool())
            return future

    monkeypatch.setattr(parallel, "ProcessPoolExecutor", Dying)

    assert parallel.code_all(MANY, workers=2) == tuple(coder.code(MANY))


@pytest.mark.parametrize("problem", [BrokenProcessPool(), OSError(12, "no memory")])
def test_a_machine_without_room_for_a_worker_codes_alone(monkeypatch, problem):
    class Full(Pool):
        def submit(self, work, chunk):
            raise problem

    monkeypatch.setattr(parallel, "ProcessPoolExecutor", Full)

    assert parallel.code_all(MANY, workers=2) == tuple(coder.code(MANY))


def test_who_stops_watching_stops_the_work(monkeypatch):
    pools = []

    class Idle(Pool):
        def __init__(self, *_, **__):
            super().__init__()
            pools.append(self)

        def submit(self, work, chunk):
            return Future()

    def stop(done, total):
        if done:
            raise InterruptedError

    monkeypatch.setattr(parallel, "ProcessPoolExecutor", Idle)

    with pytest.raises(InterruptedError):
        parallel.code_all(MANY, workers=2, progress=stop)
    assert [pool.closed for pool in pools] == [True]


@pytest.mark.usefixtures("no_process")
def test_a_worker_starts_no_workers(monkeypatch):
    monkeypatch.setattr(multiprocessing, "parent_process", lambda: "a parent")

    assert len(parallel.code_all(SAID * 5, workers=2)) == 20


def test_a_worker_is_never_forked_from_this_process():
    assert parallel._context().get_start_method() in ("forkserver", "spawn")
