"""`mithaq map`: its contract of JSON lines, its table for people, its refusals."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from mithaq.config import command
from mithaq.config.commands.map import WORDS
from mithaq.kernels.opinion.polis_files import WHY

HEAD = "timestamp,datetime,comment-id,voter-id,vote"
CONTRACT = [
    "file",
    "participants",
    "statements",
    "votes",
    "k",
    "groups",
    "coordinates",
    "representative",
    "consensus",
    "group_aware_consensus",
    "divisive",
    "stability",
    "digest",
]
TEXTS = {
    0: "Recruitment fees are paid by employers",
    1: "=SUM(A1) is no formula",
    8: "كل طفل يذهب إلى المدرسة",
    9: "Spam",
}


def two_camps() -> list[tuple[int, int, int]]:
    """(statement, person, vote): two camps of 20 on eight statements, all agree to 8; 9 is spam, everybody agrees."""
    chance = random.Random(4)
    rows = []
    for person in range(40):
        side = 1 if person < 20 else -1
        for statement in range(8):
            kept = side if statement % 2 else -side
            rows.append((statement, person, kept if chance.random() < 0.93 else 0))
        rows += [(8, person, 1), (9, person, 1)]
    return rows


def as_file(rows: list[tuple[int, int, int]]) -> str:
    lines = (f"{1500000000000 + at},Mon Jul 17,{what},{who},{vote}" for at, (what, who, vote) in enumerate(rows))
    return "\n".join([HEAD, *lines, ""])


COMMENTS = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n" + "".join(
    f'1,x,{one},0,0,0,{-1 if one == 9 else 1},"{text}"\n' for one, text in TEXTS.items()
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "votes.csv").write_text(as_file(two_camps()))
    (tmp_path / "comments.csv").write_text(COMMENTS)
    (tmp_path / "summary.csv").write_text('topic,"Work, and after"\nurl,https://a.test\n')
    return tmp_path


def drawn(capsys: pytest.CaptureFixture[str], *words: object, code: int = 0) -> list[dict[str, Any]]:
    assert command.main(["map", *map(str, words), "--json"]) == code
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("mode", ["stable", "polis"])
def test_one_object_a_line_with_everything_the_contract_names(folder: Path, capsys: Any, mode: str) -> None:
    first, second = drawn(capsys, folder / "votes.csv", folder / "votes.csv", "--mode", mode)

    assert list(first)[: len(CONTRACT)] == CONTRACT
    assert list(first)[-1] == "seconds"
    assert (first["file"], first["participants"], first["statements"], first["votes"], first["k"]) == (
        str(folder / "votes.csv"),
        40,
        10,
        400,
        2,
    )
    camps = {first["groups"][str(person)] for person in range(20)}, {first["groups"][str(p)] for p in range(20, 40)}
    assert camps in [({0}, {1}), ({1}, {0})]
    assert first["coordinates"].keys() == first["groups"].keys() == {str(person) for person in range(40)}
    assert all(len(point) == 2 for point in first["coordinates"].values())
    assert set(first["representative"]) == {"0", "1"}
    assert {one["direction"] for group in first["representative"].values() for one in group} == {"agree", "disagree"}
    assert {one["statement"] for one in first["consensus"] if one["direction"] == "agree"} >= {8, 9}
    assert set(first["group_aware_consensus"]) == {str(one) for one in range(10)}
    assert first["group_aware_consensus"]["8"] == pytest.approx((21 / 22) ** 2)
    assert {one["statement"] for one in first["divisive"]} == set(range(8))
    assert first["divisive"][0]["between"] in ([0, 1], [1, 0])
    assert 0 < first["seconds"] < 30
    assert {k: v for k, v in first.items() if k != "seconds"} == {k: v for k, v in second.items() if k != "seconds"}


def test_the_order_of_the_rows_does_not_matter_but_votes_and_options_do(folder: Path, capsys: Any) -> None:
    rows = as_file(two_camps()).splitlines()[1:]
    random.Random(1).shuffle(rows)
    (folder / "shuffled.csv").write_text("\n".join([HEAD, *rows]))
    changed = two_camps()
    changed[0] = (*changed[0][:2], 0)
    (folder / "changed.csv").write_text(as_file(changed))

    one, same, other = drawn(capsys, folder / "votes.csv", folder / "shuffled.csv", folder / "changed.csv")
    (seeded,) = drawn(capsys, folder / "votes.csv", "--seed", 5)
    (few,) = drawn(capsys, folder / "votes.csv", "--max-groups", 3)

    skipped = ("file", "seconds")
    assert {k: v for k, v in one.items() if k not in skipped} == {k: v for k, v in same.items() if k not in skipped}
    assert len({one["digest"], other["digest"], seeded["digest"], few["digest"]}) == 4


def named(rows: list[tuple[int, int, int]], end: str = "") -> str:
    """The same votes under the ids of another program: texts, in the order of the numbers."""
    lines = (f"{at},,s-{what}{end},{who:08x}-{who:04x}-4,{vote}" for at, (what, who, vote) in enumerate(rows))
    return "\n".join([HEAD, *lines])


@pytest.mark.parametrize("mode", ["stable", "polis"])
def test_ids_that_are_texts_have_the_same_map_under_the_ids_as_written(folder: Path, capsys: Any, mode: str) -> None:
    text = named(two_camps())
    shuffled = text.splitlines()[1:]
    random.Random(1).shuffle(shuffled)
    (folder / "texts.csv").write_text(text)
    (folder / "shuffled.csv").write_text("\n".join([HEAD, *shuffled]))
    (folder / "quoted.csv").write_text(text.replace("s-", '"s-').replace(",0000", '",0000'))
    (folder / "others.csv").write_text(named(two_camps(), "x"))

    names = ("votes.csv", "texts.csv", "shuffled.csv", "quoted.csv", "others.csv")
    numbers, texts, *same, others = drawn(capsys, *(folder / name for name in names), "--mode", mode)

    def plain(told: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in told.items() if name not in ("file", "seconds")}

    assert [plain(one) for one in same] == [plain(texts)] * 2
    ids = {str(who): f"{who:08x}-{who:04x}-4" for who in range(40)}
    assert texts["groups"] == {ids[who]: group for who, group in numbers["groups"].items()}
    assert texts["coordinates"] == {ids[who]: point for who, point in numbers["coordinates"].items()}
    shares = numbers["group_aware_consensus"].items()
    assert texts["group_aware_consensus"] == {f"s-{what}": share for what, share in shares}
    assert {one["statement"] for one in texts["divisive"]} == {f"s-{what}" for what in range(8)}
    assert len({numbers["digest"], texts["digest"], others["digest"]}) == 3


def test_texts_of_statements_find_theirs_and_a_bad_id_is_told_with_its_line(folder: Path, capsys: Any) -> None:
    (folder / "votes.csv").write_text(named(two_camps()))
    (folder / "comments.csv").write_text(COMMENTS.replace("1,x,", "1,x,s-"))
    (folder / "bad.csv").write_text(named(two_camps()) + "\n1,,s-1,\x1b[2J,1\n")

    assert command.main(["map", *(str(folder / name) for name in ("votes.csv", "comments.csv", "bad.csv"))]) == 1

    told = capsys.readouterr()
    assert "1 statement moderated out" in told.out
    assert TEXTS[0] in told.out
    assert f"{folder / 'bad.csv'}:402: “�[2J” in the column “voter-id” has a sign in it that is not seen.\n" == told.err


def test_comments_belong_to_the_votes_before_them_and_hide_what_was_moderated_out(folder: Path, capsys: Any) -> None:
    bare, told = drawn(capsys, folder / "votes.csv", folder / "votes.csv", folder / "comments.csv")

    assert "9" in bare["group_aware_consensus"]
    assert "9" not in told["group_aware_consensus"]
    assert 9 not in {one["statement"] for one in told["consensus"]}
    assert bare["digest"] != told["digest"]


def test_a_folder_in_the_order_of_its_names_is_understood_too(folder: Path, capsys: Any) -> None:
    before = folder / "aaa"
    before.mkdir()
    (before / "votes.csv").write_text(as_file(two_camps()))
    matrix = ["participant,group-id," + ",".join(str(one) for one in range(10))]
    votes = {(who, what): vote for what, who, vote in two_camps()}
    matrix += [f"{who},,{','.join(str(votes[who, what]) for what in range(10))}" for who in range(40)]
    (folder / "participants-votes.csv").write_text("\n".join(matrix))

    other, from_matrix, from_votes = drawn(capsys, before / "votes.csv", *sorted(folder.glob("*.csv")))

    assert "9" in other["group_aware_consensus"]  # these comments are not of that folder
    assert "9" not in from_votes["group_aware_consensus"]
    assert from_matrix["digest"] == from_votes["digest"]
    assert from_matrix["groups"] == from_votes["groups"]


def test_comments_named_after_all_votes_find_those_of_their_folder(folder: Path, capsys: Any) -> None:
    after, elsewhere = folder / "zzz", folder / "texts"
    after.mkdir()
    elsewhere.mkdir()
    (after / "votes.csv").write_text(as_file(two_camps()))
    (elsewhere / "comments.csv").write_text(COMMENTS)
    votes = [folder / "votes.csv", after / "votes.csv"]

    first, second = drawn(capsys, *votes, folder / "comments.csv")
    assert ("9" in first["group_aware_consensus"], "9" in second["group_aware_consensus"]) == (False, True)
    first, second = drawn(capsys, *votes, elsewhere / "comments.csv")
    assert ("9" in first["group_aware_consensus"], "9" in second["group_aware_consensus"]) == (True, False)
    companions = [folder / "comments.csv", folder / "summary.csv"]
    *_, refused = drawn(capsys, *votes, *companions, elsewhere / "comments.csv", code=1)
    assert refused["key"] == "no-votes"


def test_a_faulty_file_is_one_line_and_the_others_go_on(folder: Path, capsys: Any) -> None:
    (folder / "bad.csv").write_text(f"{HEAD}\n1,,2,3,7\n")
    (folder / "empty.csv").write_text(f"{HEAD}\n")
    (folder / "other.csv").write_text("name,age\n")

    names = ("bad.csv", "missing.csv", "other.csv", "empty.csv", "votes.csv")
    told = drawn(capsys, *(folder / name for name in names), code=1)

    assert [Path(one["file"]).name for one in told] == list(names)
    assert [one.get("key") for one in told] == ["not-a-vote", "unreadable", "other-file", "empty", None]
    assert told[0]["line"] == 2
    assert told[0]["error"] == "“7” is not a vote: 1 agrees, -1 disagrees, 0 passes"
    assert told[3]["error"] == "there is not one vote"
    assert told[4]["k"] == 2


def test_votes_whose_comments_cannot_be_read_are_not_drawn_without_them(folder: Path, capsys: Any) -> None:
    (folder / "comments.csv").write_text("comment-id,comment-body\n-1,y\n")

    (told,) = drawn(capsys, folder / "votes.csv", folder / "comments.csv", code=1)

    assert (told["file"], told["key"], told["line"]) == (str(folder / "votes.csv"), "beside", 2)
    assert told["error"] == "comments.csv beside it cannot be read: “-1” in the column “comment-id” is negative"


def test_comments_of_nothing_and_comments_twice_are_refused(folder: Path, capsys: Any) -> None:
    comments = folder / "comments.csv"

    assert [one["key"] for one in drawn(capsys, comments, code=1)] == ["no-votes"]
    told = drawn(capsys, folder / "votes.csv", comments, comments, code=1)
    assert [one.get("key") for one in told] == [None, "told-twice"]


def test_very_small_conversations_have_no_clear_groups_and_no_fault(folder: Path, capsys: Any) -> None:
    small = {
        "one.csv": [(1, 1, 1)],
        "two.csv": [(1, 1, 1), (1, 2, -1)],
        "same.csv": [(what, who, 1) for what in range(3) for who in range(30)],
        "passes.csv": [(what, who, 0) for what in range(3) for who in range(30)],
        "alone.csv": [(what, 5, 1 if what % 2 else -1) for what in range(30)],
    }
    for name, rows in small.items():
        (folder / name).write_text(as_file(rows))

    told = drawn(capsys, *(folder / name for name in small))

    assert all(one["k"] <= 1 for one in told)
    assert [one["participants"] for one in told] == [1, 2, 30, 30, 1]


def test_the_table_says_who_holds_what_in_words(folder: Path, capsys: Any) -> None:
    assert command.main(["map", *(str(folder / name) for name in ("votes.csv", "comments.csv", "summary.csv"))]) == 0
    told = capsys.readouterr().out

    assert told.startswith("Work, and after\nvotes.csv · mode stable · 40 people · 10 statements · 400 votes")
    assert "1 statements moderated out" not in told
    assert "1 statement moderated out" in told
    assert "2 groups · 40 people placed" in told
    assert "Group 0, 20 people" in told
    assert TEXTS[0] in told
    assert TEXTS[8] in told
    assert TEXTS[9] not in told
    assert "What divides" in told


def test_of_one_person_the_table_has_no_groups_to_be_sure_of(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "votes.csv"
    path.write_text("comment-id,voter-id,vote\n0,0,1\n")

    assert command.main(["map", str(path)]) == 0

    told = capsys.readouterr().out
    assert "1 person · 1 statement · 1 vote\nNo clear groups · 1 person placed\n" in told
    assert "How sure" not in told
    assert "Group 0, 1 person;" in told


@pytest.mark.parametrize("mode", ["stable", "polis"])
def test_groups_below_the_floor_are_not_told_of(folder: Path, capsys: Any, mode: str) -> None:
    rows = [(what, who, vote) for what, who, vote in two_camps() if who < 26]  # twenty, and six
    (folder / "votes.csv").write_text(as_file(rows))

    (all_of,) = drawn(capsys, folder / "votes.csv", "--mode", mode, "--max-groups", 2)
    (told,) = drawn(capsys, folder / "votes.csv", "--mode", mode, "--max-groups", 2, "--floor", 7)

    assert (all_of["k"], all_of["sizes"]) == (2, {"0": 20, "1": 6})
    assert (told["k"], told["sizes"], told["divisive"]) == (1, {"0": 20}, [])
    assert set(told["groups"]) == {str(person) for person in range(20)}
    assert told["group_aware_consensus"]["8"] == pytest.approx(21 / 22)
    assert told["priorities"] == all_of["priorities"]


def test_a_fault_stands_beside_the_tables_with_its_line(folder: Path, capsys: Any) -> None:
    (folder / "bad.csv").write_text(f"{HEAD}\n1,,2,3,7\n")

    assert command.main(["map", str(folder / "bad.csv"), str(folder / "votes.csv")]) == 1

    told = capsys.readouterr()
    assert told.err == f"{folder / 'bad.csv'}:2: “7” is not a vote: 1 agrees, -1 disagrees, 0 passes.\n"
    assert "2 groups" in told.out


def test_one_id_that_makes_texts_of_all_is_noted_beside_the_map_and_the_line_of_json_stays(
    folder: Path, capsys: Any
) -> None:
    (plain,) = drawn(capsys, folder / "votes.csv")
    (folder / "votes.csv").write_text(f"{(folder / 'votes.csv').read_text()}1600000000000,,0,12x,1\n")
    last = len((folder / "votes.csv").read_text().splitlines())

    assert command.main(["map", "--json", str(folder / "votes.csv")]) == 0

    told = capsys.readouterr()
    assert set(json.loads(told.out)) == set(plain)
    assert told.err.startswith(f"{folder / 'votes.csv'}:{last}: note: “12x” in the column “voter-id” is no number")
    assert len(told.err.splitlines()) == 1


@pytest.mark.parametrize("words", [["--max-groups", "0"], ["--floor", "-1"], ["--mode", "other"]])
def test_options_that_mean_nothing_are_refused(folder: Path, words: list[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        command.main(["map", str(folder / "votes.csv"), *words])
    assert refused.value.code == 2


def test_every_reason_has_words() -> None:
    assert WHY.items() <= WORDS.items()
