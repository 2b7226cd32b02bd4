"""`mithaq count`: its contract of JSON lines, its table for people, its refusals."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mithaq.config import command
from mithaq.config.commands.count import WORDS
from mithaq.kernels.elections import FAULTS, lots

BOARD = '4 2\n4 1 0\n4 2 0\n3 3 4 0\n1 4 0\n0\n"Amal"\n"Badr"\n"Chadia"\n"Daoud"\n"The board"\n'
QUOTAS = """
[quota.levels]
over = "level"
rule = "every"
values = ["national", "global"]

[candidates]
0 = {level = "national"}
1 = {level = "national"}
2 = {level = "national"}
Daoud = {level = "global"}
"""
APPROVALS = {"num_cand": 4, "profile": [[0, 1], [0, 1], [2], [3]], "committeesize": 2}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "board.blt").write_text(BOARD)
    (tmp_path / "quotas.toml").write_text(QUOTAS)
    (tmp_path / "committee.json").write_text(json.dumps(APPROVALS))
    return tmp_path


def counted(capsys: pytest.CaptureFixture[str], *words: object) -> list[dict[str, Any]]:
    assert command.main(["count", *map(str, words), "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_one_object_a_line_with_everything_the_contract_names(folder: Path, capsys: Any) -> None:
    command.main(["count", str(folder / "board.blt"), str(folder / "board.blt"), "--json"])
    first, second = capsys.readouterr().out.splitlines()

    told = json.loads(first)
    assert list(told)[:7] == ["file", "method", "winners", "quota", "stages", "steps", "ties"]
    assert (told["file"], told["method"], told["quota"]) == ("board.blt", "scottish-stv", 5)
    assert '"stages": [[4.00000, 4.00000, 3.00000, 1.00000], [4.00000, 4.00000, 3.00000, 0.00000],' in first
    assert told["ties"] == [step for step in told["steps"] if step["key"] == "tie"] != []
    assert 0 < told["seconds"] < 1
    assert {k: v for k, v in json.loads(second).items() if k != "seconds"} == {
        k: v for k, v in told.items() if k != "seconds"
    }


def test_ties_are_settled_by_the_seed_that_is_given(folder: Path, capsys: Any) -> None:
    winners = {
        tuple(counted(capsys, folder / "board.blt", "--seed", seed)[0]["winners"]) for seed in ("1", "2", "3", "4", "5")
    }

    assert len(winners) > 1
    assert counted(capsys, folder / "board.blt", "--seed", "1") != []


def test_lots_are_drawn_from_the_seed_and_the_ids(folder: Path, capsys: Any) -> None:
    """Who publishes other ids than the numbers in the file can be counted again all the same."""
    numbers, named, again = (
        counted(capsys, folder / "board.blt", "--seed", "1", *words)[0]["ties"]
        for words in ((), ("--ids", "k7,m2,p9,q4"), ("--ids", "0,1,2,3"))
    )
    lot = lots("1", ["k7", "m2", "p9", "q4"])

    assert numbers == again
    assert named[0]["chosen"] == min(
        (0, 1), key=lot.index
    )  # of two who are elected together, the first lot comes first


def test_seats_and_method_may_be_told(folder: Path, capsys: Any) -> None:
    [told] = counted(capsys, folder / "board.blt", "--seats", "3", "--method", "meek")

    assert (told["method"], len(told["winners"])) == ("meek", 3)


def test_under_quotas_it_is_balanced_and_says_who_else_it_would_have_been(folder: Path, capsys: Any) -> None:
    [told] = counted(capsys, folder / "board.blt", "--quotas", folder / "quotas.toml")

    assert told["method"] == "balanced-stv"
    assert 3 in told["winners"]
    assert 3 not in told["without"]
    assert {step["key"] for step in told["steps"]} >= {"guarded", "spared", "last-places"}


def test_approvals_are_counted_by_pav_and_all_committees_shown(folder: Path, capsys: Any) -> None:
    [told] = counted(capsys, folder / "committee.json", "--all")

    assert (told["method"], told["all_winning"]) == ("pav", [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3]])
    assert sorted(told["winners"]) in told["all_winning"]
    assert "all_winning" not in counted(capsys, folder / "committee.json")[0]


def test_approvals_under_quotas_are_counted_by_balanced_pav(folder: Path, capsys: Any) -> None:
    (folder / "quotas.toml").write_text(QUOTAS.replace("Daoud", "3"))

    [told] = counted(capsys, folder / "committee.json", "--quotas", folder / "quotas.toml")

    assert told["method"] == "balanced-pav"
    assert 3 in told["winners"]


def test_a_faulty_file_is_told_with_its_line_and_the_others_go_on(folder: Path, capsys: Any) -> None:
    (folder / "equal.blt").write_text("2 1\n3 1 2 0\n1 1=2 0\n0\n")
    words = ["count", str(folder / "equal.blt"), str(folder / "none.blt"), str(folder / "board.blt")]

    assert command.main([*words, "--json"]) == 1
    equal, none, board = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (equal["file"], equal["key"], equal["line"]) == ("equal.blt", "equal-ranks", 3)
    assert equal["error"] == "a paper ranks two alike (1=2); only strict rankings are counted"
    assert none["key"] == "unreadable"
    assert len(board["winners"]) == 2

    assert command.main(words) == 1
    told = capsys.readouterr()
    assert "equal.blt:3: a paper ranks two alike (1=2); only strict rankings are counted." in told.err
    assert "The board" in told.out


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (["board.blt", "--method", "pav"], "wrong-ballots"),
        (["committee.json", "--method", "meek"], "wrong-ballots"),
        (["board.blt", "--method", "schulze"], "one-seat-only"),
        (["board.blt", "--seats", "0"], "no-seats"),
        (["board.blt", "--method", "balanced-stv"], "no-makeup"),
        (["board.blt", "--method", "meek", "--quotas", "quotas.toml"], "heeds-no-makeup"),
        (["board.blt", "--quotas", "board.blt"], "not-quotas"),
        (["board.blt", "--quotas", "none.toml"], "unreadable"),
        (["board.blt", "--ids", "a,b"], "other-ids"),
        (["board.blt", "--seats", "1", "--quotas", "quotas.toml"], "infeasible"),
    ],
)
def test_what_does_not_go_together_is_refused_with_its_reason(
    folder: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch, words: list[str], key: str
) -> None:
    monkeypatch.chdir(folder)

    assert command.main(["count", *words, "--json"]) == 1

    [told] = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert told["key"] == key
    assert told["error"]


def test_a_method_that_is_none_is_refused_before_anything_is_read(folder: Path, capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(["count", str(folder / "board.blt"), "--method", "borda"])

    assert ended.value.code == 2
    assert "scottish-stv" in capsys.readouterr().err


def test_every_fault_has_its_words() -> None:
    assert set(WORDS) == {*FAULTS, "other-ids", "unreadable"}


def test_people_get_the_stages_side_by_side_and_the_order_of_election(
    folder: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")

    assert command.main(["count", str(folder / "board.blt"), "--quotas", str(folder / "quotas.toml")]) == 0

    told = capsys.readouterr().out.splitlines()
    assert told[:2] == ["The board", "board.blt · balanced-stv · 12 papers · 2 seats · quota 5"]
    assert "3 Daoud   1.00000  4.00000  4.00000" in "\n".join(told)
    assert told[told.index("Elected, in this order:") :][1:4] == [
        "  1. Amal",
        "  2. Daoud",
        "Without the quotas: Badr instead of Daoud.",
    ]
    assert "Stage 2: Amal, Badr were equal; the lot put out Badr." in told
    assert all(len(line) <= 60 for line in told if "0000" in line)


def test_it_starts_without_django_and_without_numpy(folder: Path) -> None:
    script = (
        "import sys; from mithaq.config import command; code = command.main(sys.argv[1:]); "
        "sys.exit(code or [name for name in ('django', 'numpy', 'scipy') if name in sys.modules] or 0)"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, "count", str(folder / "board.blt"), "--json"], capture_output=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, b"")


def test_a_file_of_quotas_that_is_not_understood_is_told_what_would_be_right(folder: Path, capsys: Any) -> None:
    (folder / "quotas.toml").write_text('[quota.levels]\nover = "level"\nrule = "equel"\n')

    assert command.main(["count", str(folder / "board.blt"), "--quotas", str(folder / "quotas.toml")]) == 1

    assert 'quota.levels.rule = "equel": there is no such rule; right would be: equal, every' in capsys.readouterr().err


def test_the_form_of_quotas_stands_in_the_help(capsys: Any) -> None:
    with pytest.raises(SystemExit):
        command.main(["count", "--help"])

    assert '[quota.women]\n    over = "gender"' in capsys.readouterr().out


def test_a_method_may_be_called_as_the_literature_calls_it(tmp_path, capsys):
    file = tmp_path / "one.json"
    file.write_text('{"num_cand": 3, "profile": [[0, 1], [0], [2]], "committeesize": 2}')

    for name, method in (("seqphragmen", "phragmen"), ("minimaxphragmen", "minimax-phragmen"), ("MES", "equal-shares")):
        assert command.main(["count", str(file), "--method", name, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["method"] == method
