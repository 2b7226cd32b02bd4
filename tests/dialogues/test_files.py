"""A conversation comes in from Polis' files, goes out in them, and nobody can be found by them."""

from __future__ import annotations

import hashlib
import io
import traceback
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import now

from mithaq.dialogues import services
from mithaq.dialogues.enums import Audience, Standing, State
from mithaq.dialogues.models import Dialogue, Drawn, Participant, Statement, Vote
from mithaq.dialogues.selectors.files import DRAWING
from mithaq.dialogues.services import drawing, exporting, importing, made
from mithaq.dialogues.wording_files import fault
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry, Job
from mithaq.kernels.opinion import polis_files as polis
from tests.dialogues.circle import CLOSES

HEAD = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
ASKED = {"title": {"en": "From afar"}, "question": {"en": "What now?"}, "floor": 5}
COMMENTS = HEAD + "".join(f"1600000000000,x,{n},9,0,0,{-1 if n == 3 else 1},Statement {n}\n" for n in range(10))


def votes(people: int = 40) -> str:
    rows = ["timestamp,datetime,comment-id,voter-id,vote"]
    for who in range(people):
        for what in range(10):
            side = 1 if (what % 2 == who % 2) or what == 4 else -1
            rows.append(f"{1600000000000 + who},x,{what},{900 + who},{side}")
    return "\n".join(rows) + "\n"


def bring_in(circle, comments: str = COMMENTS, cast: str | None = None, **told) -> Dialogue:
    how = {"at": CLOSES} | {name: told.pop(name) for name in ("at", "codes") if name in told}
    files = comments.encode(), (votes() if cast is None else cast).encode()
    return importing.bring_in(circle.institution, *files, ASKED | told, language="en", by=SYSTEM, **how)


def archive(dialogue: Dialogue, language: str = "en") -> dict[str, str]:
    drawn = Drawn.objects.get(dialogue=dialogue, is_final=True)
    with (
        exporting.archive(dialogue, drawn, language=language, url="https://mithaq.example/d") as packed,
        zipfile.ZipFile(packed) as files,
    ):
        return {name: files.read(name).decode() for name in files.namelist()}


def test_a_conversation_comes_in_closed_with_its_final_map(circle):
    dialogue = bring_in(circle)

    assert dialogue.state == State.CLOSED
    assert Participant.objects.filter(dialogue=dialogue).count() == 40
    assert Vote.objects.filter(dialogue=dialogue).count() == 400
    assert Statement.objects.get(dialogue=dialogue, number=3).standing == Standing.REFUSED
    drawn = Drawn.objects.get(dialogue=dialogue, is_final=True)
    assert (drawn.people, len(drawn.figures["groups"])) == (40, 2)
    assert set(drawn.figures["agreed"]) == {Statement.objects.get(dialogue=dialogue, number=4).uid}
    assert Entry.objects.get(act="dialogues.import").after == {
        "title": {"en": "From afar"},
        "statements": 10,
        "people": 40,
        "answers": 400,
    }


def test_of_several_votes_the_last_counts_and_votes_on_unknown_statements_are_left_out(circle):
    cast = votes() + "1700000000000,x,0,900,0\n1700000000000,x,77,901,1\n"

    dialogue = bring_in(circle, cast=cast)

    assert Vote.objects.filter(dialogue=dialogue).count() == 400
    assert Vote.objects.filter(dialogue=dialogue, answer=0).count() == 1


@pytest.mark.parametrize(
    ("comments", "answers", "field", "says"),
    [
        (COMMENTS, "comment-id,voter-id,vote\n1,2,7\n", "votes", "Line 2: “7” is not an answer"),
        ("a,b\n1,2\n", votes(), "comments", "Line 1: This is another file"),
        (HEAD, votes(), "comments", "The file holds no statement."),
        (COMMENTS, "comment-id,voter-id,vote\n", "votes", "The file holds no vote."),
        (COMMENTS, "comment-id,voter-id,vote\n99,1,1\n", "votes", "None of the votes is on one of the statements"),
        (COMMENTS + f"1,x,11,9,0,0,1,{'x' * 1001}\n", votes(), "comments", "Statement 11 is longer than 1000"),
    ],
    ids=["vote 7", "another file", "no statement", "no vote", "unknown statements", "too long"],
)
def test_a_file_that_is_not_understood_is_refused_with_its_line(circle, comments, answers, field, says):
    with pytest.raises(importing.Unfit) as refused:
        bring_in(circle, comments, answers)

    assert (refused.value.field, fault(refused.value)[: len(says)]) == (field, says)
    assert not Dialogue.objects.exists()


def test_what_goes_out_comes_in_again_the_same(circle):
    first = archive(bring_in(circle, publishes_rows=True))

    again = bring_in(circle, first["comments.csv"], first["votes.csv"], publishes_rows=True)

    def told(text: str) -> list[list[tuple[int, int]]]:
        found = polis.read_votes(text.encode()).votes()
        starts, columns, values = found.starts.tolist(), found.columns.tolist(), found.values.tolist()
        return sorted(
            [(found.statements[columns[n]], values[n]) for n in range(starts[at], starts[at + 1])]
            for at in range(len(found.people))
        )

    assert told(first["votes.csv"]) == told(archive(again)["votes.csv"])


def test_codes_of_other_programs_come_in_and_statements_are_numbered_as_they_were_said(circle):
    head, *rows = COMMENTS.splitlines()
    named = [row.replace("x,", f"x,{'zyxwvutsrq'[n]}-", 1).replace("1600000000000", str(1600000000000 + n))
             for n, row in enumerate(rows)]  # fmt: skip
    answers = [row.split(",") for row in votes().splitlines()[1:]]
    cast = [f"{at},{day},{'zyxwvutsrq'[int(what)]}-{what},code {who},{vote}" for at, day, what, who, vote in answers]
    first = bring_in(circle, publishes_rows=True)

    for told in (cast, cast[::-1]):
        dialogue = bring_in(
            circle,
            "\n".join([head, *reversed(named)]),
            "\n".join(["timestamp,datetime,comment-id,voter-id,vote", *told, "1,x,unknown,code 900,1", "1,x,7,code,1"]),
            publishes_rows=True,
        )

        texts = Statement.objects.filter(dialogue=dialogue).values_list("number", "renditions__text")
        assert dict(texts) == {n: f"Statement {n}" for n in range(10)}
        assert Statement.objects.get(dialogue=dialogue, number=3).standing == Standing.REFUSED
        assert Vote.objects.filter(dialogue=dialogue).count() == 400
        assert Participant.objects.filter(dialogue=dialogue).count() == 41
        figures = Drawn.objects.get(dialogue=dialogue, is_final=True).figures
        assert [one["size"] for one in figures["groups"]] == [20, 20]
        assert told_of(dialogue) == told_of(first)


def told_of(dialogue: Dialogue) -> list[list[tuple[int, int]]]:
    """What each answered, in no order."""
    cast: dict[int, list[tuple[int, int]]] = {}
    for who, what, answer in Vote.objects.filter(dialogue=dialogue).values_list(
        "participant", "statement__number", "answer"
    ):
        cast.setdefault(who, []).append((what, answer))
    return sorted(sorted(one) for one in cast.values())


def test_numbers_larger_than_ours_are_made_anew(circle):
    comments = COMMENTS.replace("0,x,", "0,x,88000000000")
    cast = "comment-id,voter-id,vote\n" + "".join(
        f"88000000000{what},{who},{1 if what % 2 == who % 2 else -1}\n" for who in range(40) for what in range(10)
    )

    dialogue = bring_in(circle, comments, cast)

    assert list(Statement.objects.filter(dialogue=dialogue).order_by("number").values_list("number", flat=True)) == [
        *range(10)
    ]
    assert Vote.objects.filter(dialogue=dialogue).count() == 400


@pytest.mark.parametrize(
    ("comments", "answers", "field", "says"),
    [
        (
            COMMENTS + f"1,x,{'a' * 999},9,0,0,1,x\n",
            votes(),
            "comments",
            "Line 12: “aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ),
        (COMMENTS + "1,x,a\x07,9,0,0,1,x\n", votes(), "comments", "Line 12: “a�” in the column “comment-id” has a"),
        (
            COMMENTS,
            "comment-id,voter-id,vote\n1.2E+15,a,1\n",
            "votes",
            "Line 2: “1.2E+15” in the column “comment-id” was",
        ),
        (COMMENTS + f"1,x,a-b,9,0,0,1,{'x' * 1001}\n", votes(), "comments", "Statement a-b is longer than 1000"),
    ],
    ids=["absurd length", "control sign", "shortened", "too long"],
)
def test_a_bad_id_is_refused_with_its_line(circle, comments, answers, field, says):
    with pytest.raises(importing.Unfit) as refused:
        bring_in(circle, comments, answers, codes=True)

    assert (refused.value.field, fault(refused.value)[: len(says)]) == (field, says)
    assert not Dialogue.objects.exists()


MATRIX = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0\n"


@pytest.mark.parametrize(
    ("answers", "codes", "says"),
    [
        ("comment-id,voter-id,vote\n1,a,1\n1, ,1\n", True, "Line 3: The cell in the column “voter-id” names nobody"),
        (
            f"comment-id,voter-id,vote\n1,{'a' * 999},1\n",
            True,
            "Line 2: The cell in the column “voter-id” is longer than",
        ),
        (
            "comment-id,voter-id,vote\n1,amal\x07,1\n",
            True,
            "Line 2: The cell in the column “voter-id” has a sign in it",
        ),
        ("comment-id,voter-id,vote\n1,1.2E+15,1\n", True, "Line 2: The cell in the column “voter-id” was shortened"),
        ("comment-id,voter-id,vote\n1,-4711,1\n", True, "Line 2: The number in the column “voter-id” is negative"),
        (votes() + "1,x,1,amal@example.org,1\n", False, "Line 402: The cell in the column “voter-id” is not a number"),
        (
            MATRIX + "amal,,0,1,1,0,1\namal,,0,1,1,0,1\n",
            True,
            "Line 3: The same code stands in the column “participant”",
        ),
        (
            MATRIX + "1,,0,1,1,0,1\n2,,0,1,1,0,1\namal,,0,1,1,0,1\n",
            False,
            "Line 4: The cell in the column “participant” is",
        ),
    ],
    ids=["empty", "absurd length", "control sign", "shortened", "negative", "a code", "twice", "a code in a matrix"],
)
def test_who_somebody_is_in_a_file_is_told_by_line_and_column_only(circle, answers, codes, says):
    with pytest.raises(importing.Unfit) as refused:
        bring_in(circle, cast=answers, codes=codes)

    told = "".join(traceback.format_exception(refused.value))  # as the log of a job has it
    assert fault(refused.value).startswith(says)
    for name in ("amal", "aaa", "4711", "1.2E"):
        assert name not in told


def test_people_have_new_numbers_and_no_time_but_the_day_of_the_close(circle):
    dialogue = bring_in(circle, publishes_rows=True)

    rows = [line.split(",") for line in archive(dialogue)["votes.csv"].splitlines()[1:]]

    assert {row[0] for row in rows} == {"1615852800000"}
    assert {row[1] for row in rows} == {"2021-03-16"}
    assert [row[3] for row in rows] == [str(n) for n in range(40) for _statement in range(9)]
    assert [row[2] for row in rows[:9]] == [str(n) for n in range(10) if n != 3]
    assert sides(dialogue) != sides_by_account(dialogue)


def sides(dialogue: Dialogue) -> list[str]:
    """What each answered to the first statement, in the order of the file."""
    rows = [line.split(",") for line in archive(dialogue)["votes.csv"].splitlines()[1:]]
    return [row[4] for row in rows if row[2] == "0"]


def sides_by_account(dialogue: Dialogue) -> list[str]:
    told = Vote.objects.filter(dialogue=dialogue, statement__number=0).order_by("participant")
    return [str(answer) for answer in told.values_list("answer", flat=True)]


def test_two_archives_tell_no_more_than_one_in_any_language(circle, monkeypatch):
    dialogue = bring_in(circle, publishes_rows=True)
    english, arabic = archive(dialogue), archive(dialogue, "ar")
    made.forget(dialogue)

    again = archive(dialogue)

    assert again == english
    for name in ("votes.csv", "participants-votes.csv", "map.json"):
        assert arabic[name] == english[name]


def test_an_archive_is_made_once_and_anew_after_somebody_withdrew(
    circle, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    counted = drawing.counted
    monkeypatch.setattr(drawing, "counted", lambda one: asked.append(one) or counted(one))
    dialogue = bring_in(circle, publishes_rows=True)
    before = archive(dialogue)
    assert archive(dialogue) == before
    assert len(asked) == 1
    assert len(list(made.place(dialogue).iterdir())) == 1

    with django_capture_on_commit_callbacks(execute=True):
        services.withdraw(Participant.objects.filter(dialogue=dialogue).first(), at=CLOSES)

    assert not made.place(dialogue).exists()
    after = archive(dialogue)
    drawn = Drawn.objects.get(dialogue=dialogue, is_final=True)
    assert len(after["participants-votes.csv"].splitlines()) == 1 + drawn.people
    assert drawn.people <= 40 - dialogue.floor
    assert len(asked) == 2


def test_what_was_made_of_a_state_that_is_over_is_neither_given_nor_kept(circle):
    dialogue = bring_in(circle)
    states = iter(["old", "new", "new", "new"])
    written = []

    with made.kept(dialogue, "x", lambda: next(states), lambda out: written.append(out.write(b"told"))) as told:
        assert told.read() == b"told"

    assert len(written) == 2
    assert [one.name for one in made.place(dialogue).iterdir()] == ["new-x"]


def test_until_a_map_without_who_withdrew_is_drawn_no_rows_are_given(cast, circle):
    dialogue = bring_in(circle, publishes_rows=True, at=now())
    told = {"kind": drawing.JOB, "about": f"dialogues.dialogue:{dialogue.uid}", "scope": circle.institution.uid}
    job = Job.objects.create(asked_at=now(), **told)
    address = {"institution": circle.institution.slug, "uid": dialogue.uid, "name": "polis.zip"}

    waits = cast.client().get(reverse("dialogues:file", kwargs=address))
    Job.objects.filter(pk=job.pk).update(state=Job.State.FINISHED, ended_at=now())
    given = cast.client().get(reverse("dialogues:file", kwargs=address))

    assert DRAWING == drawing.JOB
    assert (waits.status_code, waits["Retry-After"]) == (503, "30")
    assert "the archive with the answers is not given" in waits.content.decode()
    assert given["Content-Type"] == "application/zip"
    assert "votes.csv" in zipfile.ZipFile(io.BytesIO(given.getvalue())).namelist()


def test_the_groups_of_the_rows_are_those_of_the_map(circle):
    dialogue = bring_in(circle, publishes_rows=True)
    groups = polis.read_matrix(archive(dialogue)["participants-votes.csv"].encode()).groups
    sizes = [one["size"] for one in Drawn.objects.get(dialogue=dialogue, is_final=True).figures["groups"]]

    assert sorted(sizes) == sorted(list(groups.values()).count(one) for one in set(groups.values()))


def test_rows_are_given_only_where_that_was_promised(circle):
    assert set(archive(bring_in(circle))) == {"summary.csv", "comments.csv", "map.json"}


def test_a_count_that_is_masked_is_an_empty_cell(circle):
    few = votes() + "".join(f"1700000000000,x,10,{900 + who},1\n" for who in range(3))
    told = archive(bring_in(circle, COMMENTS + "1600000000000,x,10,9,0,0,1,Seldom\n", few))

    (row,) = [line for line in told["comments.csv"].splitlines() if line.endswith("Seldom")]
    assert row.split(",")[4:6] == ["", ""]


def test_a_text_that_begins_like_a_formula_is_safe_in_a_spreadsheet(circle):
    told = archive(bring_in(circle, COMMENTS + "1600000000000,x,10,9,0,0,1,=1+1\n"))

    assert told["comments.csv"].splitlines()[-1].endswith(",'=1+1")


def test_fewer_people_than_the_floor_make_no_map_and_no_files(circle):
    dialogue = bring_in(circle, cast=votes(people=4))

    assert not Drawn.objects.filter(dialogue=dialogue).exists()


def test_the_record_is_deposited_once_in_three_languages_and_each_statement_is_a_passage(circle):
    dialogue = bring_in(circle)

    document = services.deposit(dialogue, language="en", by=SYSTEM, at=CLOSES)

    assert document.visibility == "public"
    assert document.title["fr"].startswith("Compte rendu")
    assert sorted(document.renditions.filter(is_current=True).values_list("lang", flat=True)) == ["ar", "en", "fr"]
    passages = list(document.renditions.get(is_original=True).passages.values_list("text", flat=True))
    assert "Statement 4" in passages
    assert any("Every group agrees: 40 of 40" in one for one in passages)
    with pytest.raises(ValidationError):
        services.deposit(dialogue, language="en", by=SYSTEM, at=CLOSES)


def test_the_page_of_files_gives_the_map_as_it_is_and_as_it_was_deposited_each_with_its_digest(cast, circle):
    dialogue = bring_in(circle, at=now())
    told = {"institution": circle.institution.slug, "uid": dialogue.uid}

    def page() -> str:
        return cast.client().get(reverse("dialogues:files", kwargs=told)).content.decode()

    def file(name: str):
        return cast.client().get(reverse("dialogues:file", kwargs={**told, "name": name}))

    assert page().count("<code") == 1
    assert file("record-map.json").status_code == 404

    services.deposit(dialogue, language="en", by=SYSTEM, at=now())

    data = file("map.json").content
    assert file("record-map.json").content == data == archive(dialogue)["map.json"].encode()
    assert page().count(hashlib.sha256(data).hexdigest()) == 2
    assert "Another map has been drawn" not in page()

    services.withdraw(Participant.objects.filter(dialogue=dialogue).first(), at=now())

    assert file("record-map.json").content == data != file("map.json").content
    assert page().count(hashlib.sha256(data).hexdigest()) == 1
    assert page().count(hashlib.sha256(file("map.json").content).hexdigest()) == 1
    assert "Another map has been drawn since the record was deposited." in page()


def test_the_map_of_a_record_is_for_whoever_may_see_the_record(cast, circle):
    dialogue = bring_in(circle, at=now())
    document = services.deposit(dialogue, language="en", by=SYSTEM, at=now())
    address = reverse(
        "dialogues:file",
        kwargs={"institution": circle.institution.slug, "uid": dialogue.uid, "name": "record-map.json"},
    )
    assert cast.client().get(address).status_code == 200

    type(document).objects.filter(pk=document.pk).update(visibility="members")

    assert cast.client().get(address).status_code == 404
    assert cast.client("officer").get(address).status_code == 200


def test_the_record_of_a_dialogue_for_members_is_for_members(circle):
    dialogue = bring_in(circle)
    Dialogue.objects.filter(pk=dialogue.pk).update(audience=Audience.MEMBERS)

    assert services.deposit(dialogue, language="en", by=SYSTEM, at=CLOSES).visibility == "members"


def test_an_open_dialogue_is_not_deposited(circle):
    with pytest.raises(ValidationError):
        services.deposit(circle.running(6), language="en", by=SYSTEM, at=CLOSES)
