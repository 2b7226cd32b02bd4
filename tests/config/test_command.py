"""The `mithaq` command: its words, its contract of JSON lines, its refusals."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mithaq.config import command

HERE = Path(__file__).resolve().parents[2]


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_every_command_is_listed_and_answers_help(capsys):
    assert command.main(["--help"]) == 0
    shown = capsys.readouterr().out

    for name in command.COMMANDS:
        assert f"  {name} " in shown
        with pytest.raises(SystemExit) as ended:
            command.main([name, "--help"])
        assert ended.value.code == 0


def test_an_unknown_command_is_refused(capsys):
    assert command.main(["synthesize"]) == 2
    assert "'synthesize' is not a command" in capsys.readouterr().err


def test_passages_are_found_again_in_their_original(tmp_path, capsys):
    original = "# Work\n\nEmployers must pay recruitment fees.\n\n# العمل\n\nيجب على أصحاب العمل دفع رسوم الاستقدام.\n"
    file = tmp_path / "note.md"
    file.write_text(original, encoding="utf-8")

    assert command.main(["passages", str(file), "--json", "--raw"]) == 0

    rows = lines(capsys)
    assert {row["lang"] for row in rows} == {"ar", "en"}
    for row in rows:
        assert row["raw"] == original[row["start"] : row["end"]]
        assert row["text"]


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(tmp_path, capsys):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text("States should protect migrants in transit.", encoding="utf-8")

    code = command.main(["passages", str(tmp_path / "empty.txt"), str(tmp_path / "good.txt")])

    told = capsys.readouterr()
    assert code == 1
    assert "empty.txt: refused: empty" in told.err
    assert "protect migrants" in told.out


def test_code_keeps_its_contract(tmp_path, capsys):
    file = tmp_path / "passages.jsonl"
    rows = [
        {"id": "a", "lang": "en", "text": "Governments should ban recruitment fees for domestic workers in Lebanon."},
        {"id": "b", "lang": "ar", "text": "افتتح الرئيس الجلسة وشكر الحاضرين."},
        {"id": "c", "text": "Les États devraient lutter contre la traite des personnes."},
    ]
    file.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8")

    assert command.main(["code", str(file), "--json"]) == 0

    first, second, third = lines(capsys)
    assert [first["id"], second["id"], third["id"]] == ["a", "b", "c"]
    assert [o["code"] for o in first["objectives"]] == [6]
    assert first["act"] == "recommendation"
    assert first["countries"] == ["LB"]
    for one in first["objectives"]:
        assert 0 <= one["score"] <= 1
        assert all(0 <= start < end <= len(rows[0]["text"]) for start, end in one["evidence"])
    assert second["objectives"] == []
    assert third["lang"] == "fr"
    assert [o["code"] for o in third["objectives"]] == [10]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{not json}", "line 1: not a JSON object"),
        ('{"id": 1}', 'an object with "id" and "text"'),
        ('{"id": 1, "text": "x", "lang": "de"}', "\"lang\" is 'de'"),
    ],
)
def test_code_names_the_line_that_is_off(tmp_path, capsys, text, said):
    file = tmp_path / "passages.jsonl"
    file.write_text(text, encoding="utf-8")

    assert command.main(["code", str(file)]) == 1
    assert said in capsys.readouterr().err


def test_the_command_runs_as_a_program():
    done = subprocess.run(
        [sys.executable, "-m", "mithaq.config.command", "--help"],
        capture_output=True, text=True, check=False, env={"PYTHONPATH": str(HERE / "src")},
    )  # fmt: skip

    assert done.returncode == 0
    assert "synthesise" in done.stdout
