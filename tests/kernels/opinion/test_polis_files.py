"""Polis' files: what they say is read, what is wrong with them is said with its line, what is written is read again."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mithaq.kernels.opinion import Votes
from mithaq.kernels.opinion import polis_files as polis
from mithaq.kernels.opinion.polis_files import (
    NotPolis,
    read_comments,
    read_matrix,
    read_summary,
    read_votes,
)
from mithaq.kernels.opinion.polis_files.rows import first_line, names_of
from mithaq.kernels.opinion.polis_files.votes import BLOCK, Texts, by_cells, plainly, row_by_row

HEAD = b"timestamp,datetime,comment-id,voter-id,vote\n"
DAY = b",Sun Jan 11 10:47:01 WIB 2015,"


def cast(data: bytes) -> dict[tuple[Any, Any], int]:
    """By (person, statement) the vote that counts."""
    return cast_of(read_votes(data).votes())


def cast_of(votes: Votes) -> dict[tuple[Any, Any], int]:
    people, statements = list(votes.people), list(votes.statements)
    owner = np.repeat(np.arange(len(people)), np.diff(votes.starts))
    return {
        (people[who], statements[what]): vote
        for who, what, vote in zip(owner.tolist(), votes.columns.tolist(), votes.values.tolist(), strict=True)
    }


def test_votes_of_a_plain_file() -> None:
    data = HEAD + b"1420948021768" + DAY + b"0,7,-1\n1421001582017" + DAY + b"12,7,0\n1421001582018" + DAY + b"0,3,1\n"

    assert cast(data) == {(7, 0): -1, (7, 12): 0, (3, 0): 1}
    assert plainly(data, names_of(first_line(data))) is not None


def test_the_last_vote_counts_by_its_moment_then_by_its_place() -> None:
    assert cast(HEAD + b"20,,1,1,-1\n10,,1,1,1\n") == {(1, 1): -1}
    assert cast(HEAD + b"10,,1,1,1\n10,,1,1,0\n") == {(1, 1): 0}
    assert cast(HEAD + b'20,"a",1,1,-1\n10,,1,1,1\n') == {(1, 1): -1}
    assert cast(b"comment-id,voter-id,vote\n1,1,1\n1,1,-1\n") == {(1, 1): -1}


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + HEAD + b"1,,2,3,-1\n4,,2,5,1\n",
        (HEAD + b"1,,2,3,-1\n4,,2,5,1\n").replace(b"\n", b"\r\n"),
        HEAD + b"1,,2,3,-1\n4,,2,5,1",
        HEAD + b"\n1,,2,3,-1\n\n4,,2,5,1\n\n",
        HEAD + b'1,"Sun, Jan 11",2,3,-1\n4,"two\nlines",2,5,1\n',
        b"vote,x,voter-id,comment-id,timestamp\n-1,,3,2,1\n1,a,5,2,4\n",
        b"Timestamp,Datetime,Comment_ID,Voter_ID,Vote\n1,,2,3,-1\n4,,2,5,1\n",
        HEAD + b"1.0,,2,3,-1.0\n4.0,,2, 5 ,+1\n",
        HEAD + "1,الأحد,2,3,-1\n4,,2,5,1\n".encode(),
        HEAD + b"1,,0002,03,-1\n4,,2,5,1\n",
    ],
)
def test_however_it_is_written_it_says_the_same(data: bytes) -> None:
    assert cast(data) == {(3, 2): -1, (5, 2): 1}


@pytest.mark.parametrize(
    ("row", "key", "line"),
    [
        (b"1,,2,3,7\n", "not-a-vote", 3),
        (b"1,,2,3,\n", "not-a-vote", 3),
        (b"1,,2,3,yes\n", "not-a-vote", 3),
        (b"1,,2,3,-0.5\n", "not-a-vote", 3),
        (b"1,,2,-3,1\n", "negative", 3),
        (b"1,,-2,3,1\n", "negative", 3),
        (b"1,,,3,1\n", "no-id", 3),
        (b"1,,2,  ,1\n1,,a,b,1\n", "no-id", 3),
        (b",,2,3,1\n", "not-a-number", 3),
        (b"x,,2,3,1\n", "not-a-number", 3),
        (b"9999999999999999,,2,3,1\n", "too-large", 3),
        (b"1,,2,NaN,1\n", "no-id", 3),
        (b'1,"a",2,None,1\n', "no-id", 3),
        (b"1,,2," + b"9" * 400 + b",1\n", "id-too-long", 3),
        (b"1,,2," + "ع".encode() * 201 + b",1\n", "id-too-long", 3),
        (b"1,,a\x07b,3,1\n", "id-unseen", 3),
        ("1,,2,a\u202eb,1\n".encode(), "id-unseen", 3),
        (b'1,,2,"a\nb",1\n', "id-unseen", 3),
        (b"1,,2,1.23457E+15,1\n", "id-shortened", 3),
        (b"1,,a,x,1\n1,,b,y,7\n", "not-a-vote", 4),
        (b"1,,2,3\n", "short-row", 3),
        (b"1,,2,3,1,5\n", "short-row", 3),
        (b'\n\n1,"a\nb",2,3,1\n1,,2,3,9\n', "not-a-vote", 7),
        (b'1,"no end,2,3,1\n', "not-csv", 3),
        (b"1,\xff\xfe,2,3,1\n", "not-utf-8", 3),
        (b"1,\0,2,3,1\n", "not-csv", 3),
    ],
)
def test_what_is_wrong_is_said_with_its_line(row: bytes, key: str, line: int) -> None:
    with pytest.raises(NotPolis) as refused:
        read_votes(HEAD + b"1,,1,1,1\n" + row)

    assert (refused.value.key, refused.value.line) == (key, line)
    assert polis.WHY[key].format(**refused.value.facts)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\n\n", "empty"),
        (b"timestamp,comment-id,vote\n1,1,1\n", "other-file"),
        (b"comment-id,voter-id,vote,vote\n1,1,1,1\n", "columns-twice"),
        (b"%PDF-1.7\n", "other-file"),
        ("vote\n".encode("utf-16"), "not-utf-8"),
    ],
)
def test_another_file_is_refused(data: bytes, key: str) -> None:
    with pytest.raises(NotPolis) as refused:
        read_votes(data)
    assert refused.value.key == key


def test_a_file_without_votes_has_none() -> None:
    assert read_votes(HEAD).votes().cast == 0
    assert read_votes(HEAD.rstrip()).votes().cast == 0


rows = st.lists(
    st.tuples(
        st.integers(0, 10**13), st.sampled_from([0, 1, 7, 10**9, 10**14]), st.integers(0, 40), st.integers(-1, 1)
    ),
    min_size=1,
    max_size=30,
)


@settings(max_examples=150, deadline=None)
@given(rows)
def test_read_at_once_or_row_by_row_it_is_the_same(rows: list[tuple[int, int, int, int]]) -> None:
    data = HEAD + "".join(f"{when},a day,{what},{who},{vote}\n" for when, who, what, vote in rows).encode()
    wanted: dict[tuple[int, int], int] = {}
    for _, who, what, vote in sorted(rows, key=lambda row: row[0]):
        wanted[who, what] = vote

    at_once = plainly(data, names_of(first_line(data)))

    assert at_once is not None
    for one, other in zip(at_once, row_by_row(data), strict=True):
        assert one.tolist() == other.tolist()
    assert cast(data) == wanted


def test_ids_are_texts_where_one_of_their_column_is_no_number() -> None:
    uuid = "3f2c9a1e-5b7d-4e86-9c0f-1a2b3c4d5e6f"
    for end in ("\n", "\r\n"):
        data = HEAD + end.join([f"1,,2,{uuid},-1", "2,,007,12,1", "3,, 7 ,ليلى,0", ""]).encode()
        assert cast(data) == {(uuid, 2): -1, ("12", 7): 1, ("ليلى", 7): 0}
    assert cast(HEAD + b"1,,1e9,3,1\n1,,1_0,4,1\n") == {(3, "1e9"): 1, (4, "1_0"): 1}
    assert cast(HEAD + b"1,,1234567890123456789,3,1\n") == {(3, "1234567890123456789"): 1}
    assert cast(HEAD + b"1,,01,3,1\n2,,1,3,-1\n3,,a,3,0\n") == {(3, "01"): 1, (3, "1"): -1, (3, "a"): 0}
    assert cast(HEAD + b"1,, a,3,1\n2,,a,3,-1\n") == {(3, "a"): -1}
    assert cast(HEAD + b"1,," + b"a" * 200 + b",3,1\n") == {(3, "a" * 200): 1}


texts = st.one_of(
    st.uuids().map(str),
    st.sampled_from(["1", "01", "1.0", " 1", "+2", "a", "A", " a", "٣", "-3", "10000000000000000", "é", "e\u0301"]),
    st.text("abc -_123", min_size=1, max_size=20).filter(lambda one: bool(one.strip())),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), texts, texts, st.integers(-1, 1)), min_size=1, max_size=30))
def test_texts_are_read_the_same_by_cells_and_row_by_row(rows: list[tuple[int, str, str, int]]) -> None:
    data = HEAD + "".join(f"{when},a day,{what},{who},{vote}\n" for when, who, what, vote in rows).encode()
    try:
        by_row = row_by_row(data)
    except NotPolis as fault:  # -3 among numbers
        assert (fault.key, by_cells(data, names_of(first_line(data)))) == ("negative", None)
        return

    at_once = by_cells(data, names_of(first_line(data)))

    assert at_once is not None
    for one, other in zip(at_once, by_row, strict=True):
        if isinstance(one, Texts):
            assert [one.texts[place] for place in one.places] == [other.texts[place] for place in other.places]
        else:
            assert one.tolist() == other.tolist()
    wanted = {}
    kinds = [{type(one) for one in column} for column in zip(*cast(data), strict=True)]
    assert all(len(kind) == 1 for kind in kinds)
    for _, who, what, vote in sorted(rows, key=lambda row: row[0]):
        said = [int(float(one)) if kind == {int} else one.strip() for one, kind in zip((who, what), kinds, strict=True)]
        wanted[said[0], said[1]] = vote
    assert cast(data) == wanted


def test_a_column_that_becomes_text_in_its_last_row_is_text_from_the_first() -> None:
    count = BLOCK + 100
    data = HEAD + b"".join(b"%d%s%d,%d,%d\n" % (at, DAY, at % 7, at, at % 3 - 1) for at in range(count))

    columns = read_votes(data + b"1,,x,0,1\n")

    assert columns.statements == ["0", "1", "2", "3", "4", "5", "6", "x"]
    assert columns.people == list(range(count))
    assert columns.values.tolist() == [at % 3 - 1 for at in range(count)] + [1]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_whatever_do_anything_but_be_refused_or_read(tail: bytes) -> None:
    for read, head in (
        (read_votes, HEAD),
        (read_comments, b"comment-id,comment-body,moderated\n"),
        (read_matrix, b"participant,0,1\n"),
        (read_summary, b"topic,\n"),
    ):
        try:
            read(head + tail)
        except NotPolis as refused:
            assert polis.WHY[refused.key].format(**refused.facts)
