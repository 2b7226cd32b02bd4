"""Polis' other files: comments, matrix and summary are read; what is written is read again, the same."""

from __future__ import annotations

import csv
import io

import pytest
from tests.kernels.opinion.test_polis_files import DAY, HEAD, cast, cast_of

from mithaq.kernels.opinion import polis_files as polis
from mithaq.kernels.opinion import votes_of
from mithaq.kernels.opinion.polis_files import (
    Comment,
    NotPolis,
    many,
    read_comments,
    read_matrix,
    read_summary,
    read_votes,
)
from mithaq.kernels.opinion.polis_files.votes import BLOCK

COMMENTS = """timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1500282615559,Mon Jul 17,36,0,38,7,1,"Opposition, as a whole, won't stop it"
1500282544716,Mon Jul 17,4,,56,2,-1,"two
lines"
1500282544717,Mon Jul 17,5,3,0,0,0,عبارة بالعربية
"""


def test_comments_are_read_and_those_moderated_out_are_hidden() -> None:
    comments = read_comments(COMMENTS.encode())

    assert [comment.id for comment in comments] == [4, 5, 36]
    assert comments[0] == Comment(4, "two\nlines", -1, None, 56, 2, 1500282544716)
    assert comments[1].body == "عبارة بالعربية"

    votes = read_votes(HEAD + b"1,,36,1,1\n2,,4,1,1\n3,,99,1,0\n").votes(comments)
    assert list(votes.statements) == [4, 5, 36, 99]
    assert votes.hidden == frozenset({0})
    assert votes.cast == 3


def test_a_statement_told_twice_is_refused_and_so_is_one_without_an_id() -> None:
    for text, key, line in (
        ("4,x\n4,y\n", "twice", 3),
        ("4,x\n04,y\n", "twice", 3),
        ("a,x\n a ,y\n", "twice", 3),
        ("4,x\n-4,y\n", "negative", 3),
        (",y\n", "no-id", 2),
        ("4\n", "short-row", 2),
    ):
        with pytest.raises(NotPolis) as refused:
            read_comments(b"comment-id,comment-body\n" + text.encode())
        assert (refused.value.key, refused.value.line) == (key, line)


@pytest.mark.parametrize(
    ("votes", "comments", "hidden"),
    [
        (b"1,,7,1,1\n1,,a,1,1\n", b"7,x,-1\n9,y,1\n", ["7"]),  # the votes have texts among them
        (b"1,,007,1,1\n1,,a,1,1\n", b"7,x,-1\n", ["007"]),
        (b"1,,07,1,1\n1,,7,1,1\n1,,a,1,1\n", b"7,x,-1\n", ["7"]),
        (b"1,,007,1,1\n1,,8,1,1\n", b"007,x,-1\nb,y,1\n", ["007"]),  # the statements have
        (b"1,,7,1,1\n1,,8,1,1\n", b"7,x,-1\nb,y,-1\n", ["7", "b"]),
        (b"1,,a,1,1\n1,,b,1,1\n", b"a,x,1\nb,y,-1\n", ["b"]),
    ],
)
def test_statements_are_found_in_the_other_file_where_only_one_has_texts(
    votes: bytes, comments: bytes, hidden: list[str]
) -> None:
    found = read_votes(HEAD + votes).votes(read_comments(b"comment-id,comment-body,moderated\n" + comments))

    assert sorted(found.statements[place] for place in found.hidden) == hidden
    assert {type(one) for one in found.statements} == {str}
    assert list(found.statements) == sorted(found.statements)


def test_who_wrote_a_statement_may_be_a_text() -> None:
    (one,) = read_comments(b"comment-id,comment-body,author-id\n1,x,=u-7\n")

    assert one.author == "=u-7"
    assert polis.write_comments([one]).splitlines()[1] == "0,,1,'=u-7,0,0,0,x"


def test_a_matrix_of_texts() -> None:
    head = b"participant,group-id,n-comments,n-votes,n-agree,n-disagree,"
    matrix = read_matrix(head + b"aB,Ab,a_b,a-b\nu 7,1,0,2,1,1,1,,-1,\n12,,0,1,0,0,,0,,1\n")

    assert matrix.groups == {"u 7": 1, "12": None}
    votes = matrix.cast.votes()
    assert (list(votes.people), list(votes.statements)) == (["12", "u 7"], ["Ab", "a-b", "aB", "a_b"])
    assert cast_of(votes) == {("u 7", "aB"): 1, ("u 7", "a_b"): -1, ("12", "Ab"): 0, ("12", "a-b"): 1}
    assert polis.kind_of(head + b"aB,Ab\n") == "participants-votes"
    assert read_matrix(b"participant,country,0,1\nx,LB,1,-1\n").cast.statements == [0, 1]
    for faulty, key, line in (
        (head + b"aB,aB \nx,,,,,,1,1\n", "twice", 1),
        (head + b"aB\nx,,,,,,1\nx,,,,,,1\n", "twice", 3),
        (head + b"aB\nx,,,,,,1\n,,,,,,1\n", "no-id", 3),
        (head + b"aB\nx,,,,,,yes\n", "not-a-vote", 2),
        (head + b"\nx,,,,,,\n", "other-file", 1),
    ):
        with pytest.raises(NotPolis) as refused:
            read_matrix(faulty)
        assert (refused.value.key, refused.value.line) == (key, line)


def test_a_matrix_of_votes_and_the_groups_polis_gave() -> None:
    data = (
        b"participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,2,10\n4,a,1,0,2,1,1,1,,-1\n9,,,0,1,0,0,,0,\n"
    )

    matrix = read_matrix(data)

    assert matrix.groups == {4: 1, 9: None}
    votes = matrix.cast.votes()
    assert (list(votes.people), list(votes.statements)) == ([4, 9], [0, 2, 10])
    assert (votes.columns.tolist(), votes.values.tolist()) == ([0, 2, 1], [1, -1, 0])
    with pytest.raises(NotPolis, match="twice at line 3"):
        read_matrix(b"participant,0\n1,1\n1,0\n")


def test_each_file_is_known_by_its_first_line() -> None:
    assert polis.kind_of(HEAD) == "votes"
    assert polis.kind_of(COMMENTS.encode()) == "comments"
    assert polis.kind_of(b"\xef\xbb\xbfparticipant,group-id,n-votes,0,1\n") == "participants-votes"
    assert polis.kind_of(b"topic,$15/hour\nurl,x\n") == "summary"
    with pytest.raises(NotPolis, match="other-file"):
        polis.kind_of(b"name,age\n")


# out, and in again


def test_what_is_written_is_read_again() -> None:
    votes = votes_of([(1, 5, 1), (1, 7, -1), (2, 7, 0)], people=[1, 2, 3])
    comments = (Comment(5, "=1+1, she said", 1, 2, 3, 4, 99), Comment(7, 'a “quoted”, "text"\nof two lines', -1))

    text = b"".join(polis.write_votes(votes, when=0, day="2026-11-22"))
    assert text.splitlines()[1:] == [b"0,2026-11-22,5,1,1", b"0,2026-11-22,7,1,-1", b"0,2026-11-22,7,2,0"]
    assert cast(text) == {(1, 5): 1, (1, 7): -1, (2, 7): 0}
    assert read_comments(polis.write_comments(comments).encode()) == comments
    wide = b"".join(polis.write_matrix(votes, {1: 0, 2: 1}))
    assert wide.splitlines()[1:] == [b"1,0,0,2,1,1,1,-1", b"2,1,0,1,0,0,,0", b"3,,0,0,0,0,,"]
    matrix = read_matrix(wide)
    assert matrix.groups == {1: 0, 2: 1, 3: None}
    assert matrix.cast.votes().values.tolist() == votes.values.tolist()
    summary = polis.write_summary(
        topic="Work, and after",
        url="https://a.test",
        views=9,
        voters=3,
        placed=2,
        commenters=1,
        comments=2,
        groups=2,
        text="x",
    )
    assert read_summary(summary.encode())["voters-in-conv"] == "2"
    assert read_summary(summary.encode())["topic"] == "Work, and after"


@pytest.mark.parametrize("people", [0, 1, 7])
def test_what_is_written_in_parts_is_as_written_row_by_row(monkeypatch: pytest.MonkeyPatch, people: int) -> None:
    monkeypatch.setattr(many, "ROWS", 4)
    monkeypatch.setattr(many, "CELLS", 20)
    given = [(9 * who, 11 + what, (who + what) % 3 - 1) for who in range(people) for what in range(9) if who != what]
    votes = votes_of(given, people=[9 * who for who in range(people)], statements=range(11, 21))

    parts = list(polis.write_votes(votes, when=5, day="x"))
    wide = list(csv.DictReader(io.StringIO(b"".join(polis.write_matrix(votes, {9: 3})).decode())))

    assert b"".join(parts[1:]).decode() == "".join(f"5,x,{what},{who},{vote}\n" for who, what, vote in given)
    assert len(parts) == 1 + -(-len(given) // 4)
    told = {(who, what): vote for who, what, vote in given}
    for at, row in enumerate(wide):
        own = [told[9 * at, what] for what in range(11, 20) if (9 * at, what) in told]
        assert [row["participant"], row["group-id"]] == [str(9 * at), "3" if at == 1 else ""]
        assert [row[key] for key in ("n-votes", "n-agree", "n-disagree")] == [
            str(one) for one in (len(own), own.count(1), own.count(-1))
        ]
        assert [row[str(what)] for what in range(11, 21)] == [
            str(told.get((9 * at, what), "")) for what in range(11, 21)
        ]
    assert len(wide) == people


@pytest.mark.parametrize("text", ["=cmd", "+1", "-1", "@x", "\t=1", "  =1", "\n=1", "'=1", "＝1", "''-2"])
def test_no_text_is_taken_for_a_formula_and_none_is_changed_by_going_out_and_in(text: str) -> None:
    written = polis.write_comments([Comment(1, text)])
    cell = list(csv.reader(io.StringIO(written)))[1][-1]

    assert cell == "'" + text
    assert read_comments(written.encode())[0].body == text


@pytest.mark.parametrize("text", ["'tis so", "it's", "5 - 3 = 2", "", "’s"])
def test_other_texts_are_written_as_they_are(text: str) -> None:
    assert polis.safe(text) == text == polis.told(text)


def test_a_long_file_is_read_in_blocks_and_a_fault_in_its_last_row_is_found() -> None:
    count = BLOCK + 100
    data = HEAD + b"".join(b"%d%s%d,%d,%d\n" % (at, DAY, at % 7, at, at % 3 - 1) for at in range(count))

    columns = read_votes(data)

    assert (len(columns.people), len(columns.statements)) == (count, 7)
    assert columns.values.tolist() == [at % 3 - 1 for at in range(count)]
    with pytest.raises(NotPolis) as refused:
        read_votes(data + b"1,,1,1,2\n")
    assert (refused.value.key, refused.value.line) == ("not-a-vote", count + 2)
