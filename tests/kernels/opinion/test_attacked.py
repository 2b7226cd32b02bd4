"""What broke, or might have, under attack: votes and files nobody would think of."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from mithaq.kernels.opinion import Options, as_json, draw, votes_of

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
    return subprocess.run(command, capture_output=True, timeout=60, env={**os.environ, **environment}, check=False)


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
