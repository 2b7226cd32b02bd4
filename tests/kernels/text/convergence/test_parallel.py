"""Two processes say what one says, in the same order."""

import multiprocessing

import pytest

from mithaq.kernels.text import coder, parallel

SAID = [
    ("en", "Employers should return the passports of migrant workers.", "paragraph"),
    ("fr", "Les États doivent mettre fin à la détention des enfants migrants.", "bullet"),
    ("ar", "كيف يمكن خفض كلفة التحويلات المالية؟", "question"),
    ("en", "The meeting opened at nine.", "paragraph"),
]


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(parallel, "ALONE", 8)
    monkeypatch.setattr(parallel, "CHUNK", 5)


def test_a_few_passages_are_coded_here(small, monkeypatch):
    monkeypatch.setattr(parallel, "ProcessPoolExecutor", lambda *_: pytest.fail("a process was started"))

    assert parallel.code_all(SAID * 2) == tuple(coder.code(SAID * 2))
    assert parallel.code_all(SAID * 5, workers=1) == tuple(coder.code(SAID * 5))
    assert parallel.code_all([]) == ()


def test_many_passages_are_coded_in_order_by_several_processes(small):
    items = [(lang, f"{text} {i}", kind) for i in range(6) for lang, text, kind in SAID]
    seen = []

    found = parallel.code_all(iter(items), workers=2, progress=lambda done, total: seen.append((done, total)))

    assert found == tuple(coder.code(items))
    assert seen == [(0, 24), (5, 24), (10, 24), (15, 24), (20, 24), (24, 24)]


def test_a_child_that_may_have_no_children_works_alone(small, monkeypatch):
    monkeypatch.setattr(parallel, "ProcessPoolExecutor", lambda *_: pytest.fail("a process was started"))
    monkeypatch.setattr(multiprocessing, "current_process", lambda: type("Worker", (), {"daemon": True}))

    assert len(parallel.code_all(SAID * 5, workers=2)) == 20
