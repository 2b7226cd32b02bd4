"""What broke, or might have, under attack: votes and files nobody would think of."""

from __future__ import annotations

import itertools
import json
import math
import os
import subprocess
import sys
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment
from tests.kernels.opinion import made

from mithaq.kernels.opinion import (
    NotVotes,
    Options,
    Votes,
    as_json,
    as_line,
    draw,
    from_columns,
    grouping,
    native,
    votes_of,
)

BLOCKS = [(person, statement, 1 if person % 2 else -1) for person in range(40) for statement in range(12)]


@pytest.mark.parametrize("mode", ["stable", "polis"])
@pytest.mark.parametrize("how", ["hidden", "meta"])
def test_a_dialogue_whose_statements_are_all_left_out_has_a_map_without_groups(mode, how):
    left_out = {how: range(12)}

    told = json.dumps(as_json(draw(votes_of(BLOCKS, **left_out), Options(mode=mode))), allow_nan=False)

    assert json.loads(told)["consensus"] == []
    assert json.loads(told)["divisive"] == []


def test_any_whole_number_is_a_seed():
    votes = votes_of(BLOCKS)

    assert draw(votes, Options(seed=-1)).k == draw(votes, Options(seed=2**80)).k == 2


# mithaq map on files nobody should give it


HEAD = "timestamp,datetime,comment-id,voter-id,vote\n"


@pytest.fixture
def votes_file(tmp_path):
    file = tmp_path / "votes.csv"
    file.write_text(HEAD + "".join(f"1,day,{statement},{person},{vote}\n" for person, statement, vote in BLOCKS))
    return file


def mapped(*words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "mithaq.config.command", "map", *map(os.fspath, words)]
    return subprocess.run(command, capture_output=True, timeout=300, env={**os.environ, **environment}, check=False)


def test_a_pipe_is_refused_at_once_and_the_others_go_on(votes_file, tmp_path):
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)

    done = mapped(pipe, votes_file, "--json")

    refused, drawn = map(json.loads, done.stdout.splitlines())
    assert (refused["key"], drawn["k"], done.returncode) == ("no-file", 2, 1)


@pytest.mark.parametrize("encoding", ["utf-8:strict", "ascii"])
def test_a_file_whose_name_is_no_text_is_drawn_and_told_of(votes_file, encoding):
    strange = os.fsencode(votes_file.parent) + b"/v\xff.csv"
    os.link(votes_file, strange)

    table = mapped(os.fsdecode(strange), PYTHONIOENCODING=encoding)
    lines = mapped(os.fsdecode(strange), "--json", PYTHONIOENCODING=encoding)

    assert (table.returncode, lines.returncode) == (0, 0), table.stderr + lines.stderr
    assert b"v\\udcff.csv" in table.stdout
    assert os.fsencode(json.loads(lines.stdout.decode())["file"]) == strange


# the compiled loops


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """The library in a folder of its own, not compiled yet."""
    if not native.build():
        pytest.skip("there is no C compiler on this machine")
    path = tmp_path / "loops" / "opinion.so"
    with monkeypatch.context() as changed:
        changed.setattr(native, "_path", lambda: path)
        changed.setattr(native, "_FOUND", [])
        changed.setattr(native, "WORDS", tuple(word for word in native.WORDS if word != "-O3"))  # soon compiled
        native._loaded.cache_clear()
        yield path
    native._loaded.cache_clear()


@pytest.fixture
def compiled(elsewhere):
    assert native.build()
    native._loaded.cache_clear()
    native._FOUND.clear()
    return elsewhere


@pytest.mark.parametrize("which", ["file", "folder"])
def test_a_library_others_could_have_planted_is_not_loaded(compiled, which):
    place = compiled if which == "file" else compiled.parent
    place.chmod(0o777)

    assert native.library() is None
    assert draw(votes_of(BLOCKS)).k == 2


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_library_of_somebody_else_is_not_loaded(compiled):
    os.chown(compiled, 65534, 65534)

    assert native.library() is None


@pytest.mark.parametrize("half", [b"", b"\x7fELF" + b"\0" * 4000, b"#!/bin/sh\n"])
def test_a_damaged_library_is_compiled_anew(elsewhere, half):
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(half)

    assert native.library() is None
    assert native.build()
    assert native.library() is not None
    assert [one.name for one in elsewhere.parent.iterdir()] == [elsewhere.name]


def test_a_compiler_that_hangs_is_ended_with_all_it_started(elsewhere, tmp_path, monkeypatch):
    told = tmp_path / "child"
    compiler = tmp_path / "bin" / "cc"
    compiler.parent.mkdir()
    compiler.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {told}\nread line\nwait\n")
    compiler.chmod(0o755)
    monkeypatch.setenv("PATH", f"{compiler.parent}:{os.environ['PATH']}")
    monkeypatch.setattr(native, "TIME", 3)

    assert not native.build()

    child = Path("/proc") / told.read_text().strip() / "stat"
    for _ in range(300):
        if not child.exists() or child.read_text().split()[2] == "Z":
            break
        time.sleep(0.1)
    else:
        pytest.fail("what the compiler started goes on")
    assert list(elsewhere.parent.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_no_hindrance(elsewhere):
    elsewhere.parent.write_text("a file where the folder should be")

    assert not native.build()
    assert draw(votes_of(BLOCKS)).k == 2


def test_several_may_compile_at_once(elsewhere):
    with ThreadPoolExecutor(3) as pool:
        assert all(pool.map(lambda _: native.build(), range(3)))

    assert [one.name for one in elsewhere.parent.iterdir()] == [elsewhere.name]


def test_groups_of_two_drawings_are_matched_as_the_exact_assignment_does():
    for size, most in ((2, 5), (3, 3)):
        for cells in itertools.islice(
            itertools.product(range(most), repeat=size * size), 0, None, 1 if size == 2 else 7
        ):
            shared = np.array(cells).reshape(size, size)
            assert grouping._matched(shared).tolist() == linear_sum_assignment(-shared)[1].tolist()


def test_what_a_map_seldom_needs_is_not_loaded_with_it():
    told = "import sys, mithaq.config.commands.map; print(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", told], capture_output=True, timeout=300, check=True, text=True)

    assert {"django", "scipy.optimize", "scipy.spatial", "dask", "pyarrow"}.isdisjoint(done.stdout.split())


# the same, however it is computed


def line(votes: Votes, mode: str) -> str:
    return as_line(as_json(draw(votes, Options(mode=mode, resamples=3))))


@pytest.mark.parametrize("mode", ["stable", "polis"])
def test_a_map_is_the_same_on_any_number_of_threads_several_at_once_and_after_a_fork(mode, monkeypatch):
    votes = made.clustered(people=3000, statements=90, votes=250_000)
    one = line(votes, mode)

    for threads in (1, 4):
        monkeypatch.setattr(native, "threads", lambda threads=threads: threads)
        assert line(votes, mode) == one
    with ThreadPoolExecutor(3) as pool:
        assert set(pool.map(lambda _: line(votes, mode), range(3))) == {one}
    child = os.fork()
    if child == 0:
        os._exit(0 if line(votes, mode) == one else 1)
    assert os.waitpid(child, 0)[1] == 0


@pytest.mark.parametrize("mode", ["stable", "polis"])
def test_what_is_told_of_groups_is_what_a_recount_finds(mode):
    votes = made.clustered(people=150, statements=25, votes=2600)
    told = as_json(draw(votes, Options(mode=mode)))
    rows = np.repeat(np.arange(len(votes.people)), np.diff(votes.starts)).tolist()
    cast: dict[tuple[int, int], list[int]] = defaultdict(list)  # by group and statement
    for row, column, value in zip(rows, votes.columns.tolist(), votes.values.tolist(), strict=True):
        group = told["groups"].get(str(votes.people[row]))
        if group is not None:
            cast[group, column].append(value)
    groups = range(told["k"])

    def share(group: int, statement: int, way: int) -> float:
        return (cast[group, statement].count(way) + 1) / (len(cast[group, statement]) + 2)

    assert told["k"] > 1
    for statement in range(25):
        agreeing = [share(group, statement, 1) for group in groups]
        assert told["group_aware_consensus"][str(statement)] == pytest.approx(math.prod(agreeing), abs=1e-12)
        assert told["united"][str(statement)] == pytest.approx(math.prod(agreeing) ** (1 / told["k"]), abs=1e-12)
    for one in told["divisive"]:
        agreeing = [share(group, one["statement"], 1) for group in groups if cast[group, one["statement"]]]
        assert one["divides"] == pytest.approx(max(agreeing) - min(agreeing), abs=1e-12)
    for group in groups:
        for one in told["representative"][str(group)]:
            way, own = {"agree": 1, "disagree": -1}[one["direction"]], cast[group, one["statement"]]
            others = [vote for other in groups if other != group for vote in cast[other, one["statement"]]]
            x, n, y, m = own.count(way) + 1, len(own) + 1, others.count(way) + 1, len(others) + 1
            pooled = (x + y) / (n + m)
            assert [one["agreed"], one["disagreed"], one["passed"]] == [own.count(each) for each in (1, -1, 0)]
            assert one["share"] == pytest.approx(x / (n + 1))
            assert one["ratio"] == pytest.approx(x / (n + 1) / (y / (m + 1)))
            assert one["z_own"] == pytest.approx((x / n - 0.5) / math.sqrt(0.25 / n))
            assert one["z_other"] == pytest.approx((x / n - y / m) / math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m)))


def test_more_statements_than_have_a_place_are_refused():
    with pytest.raises(NotVotes, match="statements are more than"):
        from_columns([0], [2**31], [1], 1, 2**31 + 1)
