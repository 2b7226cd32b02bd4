"""`mithaq verify`: without a database and without Django's set-up; says plainly what does not hold, and where."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mithaq.config import command
from mithaq.kernels import board, elections

ROOT = Path(__file__).resolve().parents[2]
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
BALLOTS = [(0, 1), (1, 0), (1,), (2, 0), (0, 2), (0,), (2, 1), (1, 2), (0,), (), (1,), (2,), (0, 1), (1, 0), (2,), (0,)]


def sign(message: str) -> str:
    return KEY.sign(message.encode()).hex()


def header() -> dict[str, Any]:
    told: dict[str, Any] = {
        "kind": "header", "format": board.FORMAT, "election": "coast", "title": {"en": "Board"},
        "secrecy": "confidential", "marks": "rank", "method": "balanced-stv", "seats": 2,
        "candidates": [
            {"number": n, "id": f"c{n}", "name": name, "attributes": {"level": [level]}}
            for n, (name, level) in enumerate([("Amal", "local"), ("Badr", "local"), ("Chadia", "global")])
        ],
        "quotas": [{"key": "levels", "over": "level", "rule": "every", "values": ["local", "global"]}],
        "sitting": [], "electors": 20, "public_key": "00" * 32,
        "signing_key": KEY.public_key().public_bytes_raw().hex(),
    }  # fmt: skip
    return told | {"signature": sign(board.about_header(told))}


def made(**result: Any) -> tuple[list[dict[str, Any]], list[board.Receipt]]:
    """A board as the house makes them, from nothing but its form."""
    told: list[dict[str, Any]] = [header()]
    receipts, previous = [], board.genesis(told[0])
    for number, choices in enumerate(BALLOTS, 1):
        nonce, tracker = f"{number:064x}", f"{99 - number:04d}-aaaa-bbbb-cccc"
        entry = {
            "election": "coast", "number": number, "previous": previous,
            "commitment": board.commitment(nonce, tracker, choices), "sealed_digest": board.sha256(tracker),
        }  # fmt: skip
        previous = board.entry_digest(**entry)
        signature = sign(board.about_entry("coast", previous))
        told.append({**entry, "kind": "entry", "digest": previous, "signature": signature})
        receipts.append(board.Receipt("coast", choices, signature, previous, tracker, nonce))
    opened = sorted((one.tracker, one.choices) for one in receipts)
    voters = [f"e{n:02}" for n in range(len(BALLOTS))]
    closing: dict[str, Any] = {
        "entries": len(BALLOTS), "head": previous, "ballots": len(BALLOTS), "voters": len(BALLOTS), "unreadable": [],
        "ballots_digest": board.ballots_digest(opened), "voters_digest": board.roll_digest(voters), "published": True,
    }  # fmt: skip
    signature = sign(board.about_closing("coast", closing))
    told += [
        {"kind": "closing", **closing, "signature": signature},
        {"kind": "voters", "voters": [{"id": one, "name": one.upper()} for one in voters]},
    ]
    for number, (tracker, choices) in enumerate(opened, 1):
        signature = sign(board.about_ballot("coast", board.Ballot(number, tracker, choices, "")))
        ballot = {"kind": "ballot", "number": number, "tracker": tracker, "choices": choices, "signature": signature}
        told.append(ballot)
    counted = {"method": "balanced-stv", "balanced": True, "seats": 2, "seed": "4711", "withdrawn": []}
    told.append({"kind": "result", **counted, "winners": winners(), **result})
    return told, receipts


def winners() -> list[int]:
    quota = elections.Quota("levels", "level", "every", ("local", "global"))
    attributes = [{"level": (level,)} for level in ("local", "local", "global")]
    makeup = elections.Makeup((quota,), tuple(attributes))
    ballots = elections.Ballots(3, tuple((1, one) for one in BALLOTS), 2)
    return list(elections.count(ballots, "balanced-stv", makeup=makeup, seed="4711", ids=["c0", "c1", "c2"]).winners)


def written(folder: Path, records: list[dict[str, Any]], name: str = "board.jsonl") -> Path:
    file = folder / name
    file.write_text("".join(json.dumps(one) + "\n" for one in records))
    return file


def run(*words: object) -> int:
    return command.main(["verify", *map(str, words)])


def test_a_board_that_holds_is_counted_again(tmp_path, capsys):
    records, _ = made()

    code = run(written(tmp_path, records))

    told = capsys.readouterr().out
    assert code == 0
    assert "Entries: 16; each follows the one before" in told
    assert "Counted again by balanced-stv, with the same result: Amal, Chadia." in told
    assert told.endswith("Everything holds.\n")


def test_it_runs_where_there_is_no_installation(tmp_path):
    """No database, no settings, no folder of data: only the file."""
    file = written(tmp_path, made()[0])
    words = [sys.executable, "-m", "mithaq.config.command", "verify", str(file)]
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("MITHAQ_", "DJANGO_"))}
    environment |= {"PYTHONPATH": str(ROOT / "src"), "MITHAQ_DATA": "/proc/nowhere", "MITHAQ_DATABASE": "nonsense://"}

    told = subprocess.run(words, capture_output=True, text=True, check=False, env=environment, cwd=tmp_path)

    assert (told.returncode, told.stderr) == (0, "")
    assert "django" not in subprocess.run(
        [sys.executable, "-c", "import sys; import mithaq.config.commands.verify; print(*sys.modules)"],
        capture_output=True, text=True, check=True, env=environment,
    ).stdout.split()  # fmt: skip


def test_a_changed_entry_is_said_and_the_code_is_1(tmp_path, capsys):
    records, _ = made()
    records[5]["commitment"] = "ab" * 32

    assert run(written(tmp_path, records)) == 1
    assert "FAILS  Entry 5 was changed" in capsys.readouterr().out


def test_a_result_that_the_ballots_do_not_give_is_said(tmp_path, capsys):
    records, _ = made(winners=[1, 0])

    assert run(written(tmp_path, records)) == 1
    told = capsys.readouterr().out
    assert "Counted again by balanced-stv, another result: Amal, Chadia; the board says: Badr, Amal." in told


def test_a_receipt_finds_its_vote(tmp_path, capsys):
    records, receipts = made()
    receipt = tmp_path / "receipt.txt"
    receipt.write_text(board.write_receipt(receipts[3]))

    assert run(written(tmp_path, records), "--receipt", receipt) == 0
    told = capsys.readouterr().out
    assert "holds  Entry 4 of the board is yours." in told
    assert "holds  Ballot 13 is yours, by its tracker.\nholds  It says what you chose." in told


def test_a_receipt_of_another_vote_fails_at_its_step(tmp_path, capsys):
    records, receipts = made()
    receipt = tmp_path / "receipt.txt"
    receipt.write_text(board.write_receipt(receipts[3]).replace("choices: 2 0", "choices: 0 2"))

    assert run(written(tmp_path, records), "--receipt", receipt) == 1
    assert "FAILS  Tracker, nonce and choices do not open the commitment of entry 4" in capsys.readouterr().out


def test_another_key_is_said(tmp_path, capsys):
    records, _ = made()
    file = written(tmp_path, records)

    assert run(file, "--key", records[0]["signing_key"].upper()) == 0
    assert run(file, "--key", "00" * 32) == 1
    assert "FAILS  The board is signed with another key." in capsys.readouterr().out


def test_what_stood_there_before_still_stands(tmp_path, capsys):
    records, _ = made()
    head = {"kind": "head", "entries": 3, "head": records[3]["digest"]}
    earlier = written(tmp_path, [*records[:4], head], "earlier.jsonl")

    assert run(earlier) == 0
    assert run(written(tmp_path, records), "--earlier", earlier) == 0
    assert "All that stood on the earlier board stands here: 3 entries." in capsys.readouterr().out
    assert run(earlier, "--earlier", written(tmp_path, records)) == 1
    assert "FAILS  Entry 4 stood on the earlier board and is missing." in capsys.readouterr().out


@pytest.mark.parametrize(
    "text",
    [
        "", "not JSON", "[]", '{"kind": "entry"}', '{"kind": "header"}', '{"kind": "header", "format": "other-9"}',
        json.dumps({**header(), "candidates": [7]}), json.dumps({**header(), "candidates": None}),
        "\n".join(json.dumps(one) for one in (header(), {"kind": "entry", "number": "one"})),
        "\n".join(json.dumps(one) for one in (header(), header())),
        "\n".join(json.dumps(one) for one in (header(), {"kind": "closing", "entries": "many"})),
        "\n".join(json.dumps(one) for one in (header(), {"kind": "surprise"})),
        "[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_board_is_refused_with_its_line(tmp_path, capsys, text):
    file = tmp_path / "board.jsonl"
    file.write_text(text)

    assert run(file) == 1
    assert "FAILS  line " in capsys.readouterr().err


def test_a_file_that_is_not_there_is_said(tmp_path, capsys):
    assert run(tmp_path / "nowhere") == 1
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text", ["", "hello", "MITHAQ RECEIPT 1\nelection: coast\n", "MITHAQ RECEIPT 1\nchoices: x y\n"]
)
def test_what_is_no_receipt_is_refused(tmp_path, capsys, text):
    receipt = tmp_path / "receipt.txt"
    receipt.write_text(text)

    assert run(written(tmp_path, made()[0]), "--receipt", receipt) == 1
    assert "receipt" in capsys.readouterr().err


def test_a_receipt_survives_what_mail_and_editors_do_to_it():
    receipt = made()[1][0]
    text = "\ufeff" + board.write_receipt(receipt).replace("\n", "\r\n  ") + "\r\n\r\nKept by Amal: in the drawer\r\n"

    assert board.read_receipt(text) == receipt
    assert board.read_receipt(board.write_receipt(made()[1][9])).choices == ()


def test_the_head_told_at_the_close_is_held_against_the_file(tmp_path, capsys):
    records, _ = made()
    *before, last = [one["digest"] for one in records if one["kind"] == "entry"]
    file = written(tmp_path, records)

    assert run(file, "--head", last) == 0
    assert (
        f"The board ends as you were told at the close: entry {len(before) + 1} is its last." in capsys.readouterr().out
    )
    assert run(file, "--head", before[-1]) == 1
    assert f"entry {len(before) + 1} was added after the close." in capsys.readouterr().out
    assert run(file, "--head", "0" * 64) == 1
    assert "FAILS  The head you were told is not on this board" in capsys.readouterr().out


# what whoever holds the key of the board could sign instead


def by_name(*, is_open: bool = False, **closing: Any) -> tuple[list[dict[str, Any]], str]:
    """A board of a vote by name, and the digest that was told at its close; `closing` is signed instead of what was."""
    head = {key: value for key, value in header().items() if key != "signature"}
    head |= {"secrecy": "named", "method": "scottish-stv", "quotas": []}
    told: list[dict[str, Any]] = [head | {"signature": sign(board.about_header(head))}]
    opened = [(f"e{number:02}", choices) for number, choices in enumerate(BALLOTS)]
    digest = board.ballots_digest(opened)
    if is_open:
        return [*told, {"kind": "head", "entries": 0, "head": ""}], digest
    record: dict[str, Any] = {
        "entries": 0, "head": "", "ballots": len(BALLOTS), "voters": len(BALLOTS), "unreadable": [], "published": True,
        "ballots_digest": digest, "voters_digest": board.roll_digest(one for one, _ in opened), **closing,
    }  # fmt: skip
    told.append({"kind": "closing", **record, "signature": sign(board.about_closing("coast", record))})
    for number, (elector, choices) in enumerate(opened, 1) if record["published"] else ():
        signature = sign(board.about_ballot("coast", board.Ballot(number, "", choices, "", elector)))
        ballot = {"kind": "ballot", "number": number, "tracker": "", "choices": choices, "signature": signature}
        told.append(ballot | {"elector": elector, "name": elector.upper()})
    return told, digest


def result(*winners: int) -> dict[str, Any]:
    told = {"method": "scottish-stv", "balanced": False, "seats": 2, "seed": "4711", "withdrawn": []}
    record = told | {"winners": list(winners)}
    return {"kind": "result", **record, "signature": sign(board.about_result("coast", record))}


def kept_back(records: list[dict[str, Any]], **closing: Any) -> list[dict[str, Any]]:
    """Without its ballots, with another closing record, and with a result that suits whoever signs it."""
    [record] = [one for one in records if one["kind"] == "closing"]
    record = {key: value for key, value in record.items() if key not in ("kind", "signature")} | closing
    record["published"] = False
    signature = sign(board.about_closing("coast", record))
    kept = [one for one in records if one["kind"] in ("header", "entry")]
    return [*kept, {"kind": "closing", **record, "signature": signature}, result(0, 2)]


def test_the_digest_told_of_a_vote_by_name_is_held_against_its_ballots(tmp_path, capsys):
    records, digest = by_name()
    file = written(tmp_path, records)

    assert run(file, "--head", digest) == 0
    assert "holds  The ballots are those of the close." in capsys.readouterr().out
    assert run(file, "--head", "0" * 64) == 1
    assert "FAILS  The ballots are not those of the close." in capsys.readouterr().out


def test_ballots_by_name_that_are_kept_back_are_not_those_of_the_close(tmp_path, capsys):
    """What its closing record says of them is what whoever has the key lets it say."""
    records, digest = by_name()

    assert run(written(tmp_path, kept_back(records)), "--head", digest) == 1
    told = capsys.readouterr().out
    assert "FAILS  The ballots are not those of the close." in told
    assert "FAILS  The closing record says that no ballots are published, and 16 have voted" in told
    assert "Everything holds" not in told


def test_few_votes_by_name_are_not_kept_back_either(tmp_path, capsys):
    records = kept_back(by_name()[0], ballots=2, voters=2)

    assert run(written(tmp_path, records)) == 1
    assert "in a vote by name none." in capsys.readouterr().out


def test_ballots_by_name_that_were_changed_are_not_said_to_be_those_of_the_close(tmp_path, capsys):
    records, digest = by_name()
    [first] = [one for one in records if one.get("number") == 1 and one["kind"] == "ballot"]
    first["choices"] = [2]
    first["signature"] = sign(board.about_ballot("coast", board.Ballot(1, "", (2,), "", first["elector"])))

    assert run(written(tmp_path, records), "--head", digest) == 1
    assert "holds  The ballots are those of the close." not in capsys.readouterr().out


def test_before_the_box_is_opened_nothing_is_said_against_a_vote_by_name(tmp_path, capsys):
    """The digest comes with the close; the ballots stand on the board once the box is opened."""
    records, digest = by_name(is_open=True)

    assert run(written(tmp_path, records)) == 0
    assert capsys.readouterr().out.endswith("Everything holds.\n")
    assert run(written(tmp_path, records), "--head", digest) == 3
    assert not_checked(capsys.readouterr().out)


def not_checked(told: str) -> bool:
    """Said in its line with what it may mean, and at the end; nowhere that all holds, or that something fails."""
    [line] = [one for one in told.splitlines() if "told at the close was not checked" in one]
    assert line.endswith("If the election is already declared, this file is not whole.")
    assert not line.startswith(("holds", "FAILS"))
    assert "FAILS" not in told
    return told.endswith("\nNothing failed; the head was not checked.\n")


def test_a_declared_vote_by_name_without_its_ballots_is_not_said_to_hold(tmp_path, capsys):
    """Whoever has the key can serve the file as it was before the box was opened, for ever."""
    records, digest = by_name()
    whole = written(tmp_path, [*records, result(*named_winners())], "whole.jsonl")
    assert run(whole, "--head", digest) == 0
    capsys.readouterr()

    emptied = written(tmp_path, [one for one in records if one["kind"] == "header"])

    assert run(emptied, "--head", digest) == 3
    assert not_checked(capsys.readouterr().out)


def named_winners() -> list[int]:
    ballots = elections.Ballots(3, tuple((1, one) for one in BALLOTS), 2)
    return list(elections.count(ballots, "scottish-stv", seed="4711", ids=["c0", "c1", "c2"]).winners)


def test_a_confidential_vote_that_is_called_one_by_name_is_not_said_to_hold(tmp_path, capsys):
    """Its header signed anew, and no entry beside it: nothing is left that the head could be held against."""
    records, _ = made()
    last = [one["digest"] for one in records if one["kind"] == "entry"][-1]
    head = {key: value for key, value in records[0].items() if key != "signature"} | {"secrecy": "named"}
    emptied = written(tmp_path, [head | {"signature": sign(board.about_header(head))}])

    assert run(emptied, "--head", last) == 3
    assert not_checked(capsys.readouterr().out)


def test_what_fails_is_said_also_where_the_head_could_not_be_checked(tmp_path, capsys):
    records, digest = by_name(is_open=True)

    assert run(written(tmp_path, records), "--head", digest, "--key", "00" * 32) == 1
    told = capsys.readouterr().out
    assert "FAILS  The board is signed with another key." in told
    assert told.endswith("This board does not hold.\n")


@pytest.mark.parametrize("secrecy", ["named", "confidential"])
def test_a_result_without_the_record_of_the_close_does_not_hold(tmp_path, capsys, secrecy):
    records = by_name()[0] if secrecy == "named" else made()[0]
    kept = [one for one in records if one["kind"] in ("header", "entry")]

    assert run(written(tmp_path, [*kept, result(0, 2)])) == 1
    assert "FAILS  A result stands here without the record of the close" in capsys.readouterr().out


def test_a_board_of_a_confidential_vote_without_its_entries_does_not_end_as_was_told(tmp_path, capsys):
    records, _ = made()
    last = [one["digest"] for one in records if one["kind"] == "entry"][-1]
    nobody = {"entries": 0, "head": "", "voters": 0, "ballots": 0, "voters_digest": board.roll_digest([])}
    emptied = [one for one in records if one["kind"] != "entry"]

    for digest in (last, board.sha256("")):
        file = written(tmp_path, kept_back(emptied, **nobody, ballots_digest=digest))
        assert run(file, "--head", digest) == 1
        assert "FAILS  The head you were told is not on this board" in capsys.readouterr().out


def test_ballots_are_kept_back_only_where_few_have_voted_in_confidence(tmp_path, capsys):
    """Else a result could be signed that nobody counts again."""
    records, _ = made()

    assert run(written(tmp_path, kept_back(records))) == 1
    assert "16 have voted: only fewer than 15 are kept back" in capsys.readouterr().out


def test_what_was_not_told_at_any_close_is_said_to_be_none_of_it(tmp_path, capsys):
    assert run(written(tmp_path, made()[0]), "--head", "") == 1
    assert "64 signs" in capsys.readouterr().out
