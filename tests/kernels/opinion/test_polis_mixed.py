"""Ids among which some are no numbers: whether it is a slip or a way of writing, and where it begins."""

from __future__ import annotations

import pytest

from mithaq.kernels.opinion import polis_files as polis
from mithaq.kernels.opinion.polis_files import Mixed

HEAD = "timestamp,comment-id,voter-id,vote\n"


def cast(*ids: tuple[str, str]) -> bytes:
    return (HEAD + "".join(f"1,{what},{who},1\n" for what, who in ids)).encode()


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (cast(("1", "7"), ("1", "12x"), ("1", "8"), ("2", "12x")), [Mixed("voter-id", 3, "12x", 1, 2)]),
        (cast(("1", "7"), ("2", "7"), ("3", "7"), ("a", "7"), ("b", "7")), [Mixed("comment-id", 5, "a", 2, 3)]),
        (cast(("1", "7"), ("1", " 12"), ("1", "8.0"), ("1", "007")), []),
        (cast(("1", "a1"), ("1", "7"), ("1", "b2")), []),
        (cast(("1", "a1"), ("2", "b2")), []),
        (cast(("1", "1"), ("1", "2"), ("1", "9" * 19)), []),
        (cast(("1", "1"), ("1", "2"), ("1", "١٢")), [Mixed("voter-id", 4, "١٢", 1, 2)]),
        (cast(("1", "7"), ("2", "7"), ("²", "7")), [Mixed("comment-id", 4, "²", 1, 2)]),
        (
            b"participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n5,,0,1,1,0,1,\n6,,0,1,1,0,,1\nx,,0,1,1,0,1,\n",
            [Mixed("participant", 4, "x", 1, 2)],
        ),
        (b"comment-id,comment-body\n1,One\n2,\"Two\nlines\"\n3b,Three\n", [Mixed("comment-id", 5, "3b", 1, 2)]),
        (b"topic,One\n", []),
    ],
    ids=["a person", "statements", "numbers written otherwise", "mostly codes", "codes", "too long a number",
         "digits of another script", "a small digit", "a matrix", "statements told", "a summary"],
)  # fmt: skip
def test_where_most_are_numbers_the_first_that_is_none_is_told_with_its_line(data, found):
    assert polis.mixed_ids(data) == found


def test_it_is_said_of_exactly_the_files_whose_numbers_have_become_texts():
    clean, mixed = cast(("1", "7"), ("1", "8")), cast(("1", "7"), ("1", "8"), ("1", "12x"))

    assert [polis.read_votes(one).people for one in (clean, mixed)] == [[7, 8], ["12x", "7", "8"]]
    assert [bool(polis.mixed_ids(one)) for one in (clean, mixed)] == [False, True]
