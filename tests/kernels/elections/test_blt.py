"""Files of ballots: what is read, and what is refused with its line."""

import pytest

from mithaq.kernels.elections import Ballots, CannotCount
from mithaq.kernels.elections import blt as blt_module
from mithaq.kernels.elections.approvals import read_approvals, write_approvals
from mithaq.kernels.elections.blt import read_blt, write_blt
from mithaq.kernels.elections.bulk import Bulk
from mithaq.kernels.elections.transfer import scottish

FILE = """\
4 2                       # four candidates, two seats
-2                        # one has withdrawn
3 1 3 4 0
4 1 3 2 0 # a comment
2 4 1
 3 0
1 0

2 3 0  5 1 3 4 0
0
"Amal ""El""
"""


def test_a_file_is_read_with_all_it_may_have() -> None:
    text = FILE.replace('"Amal ""El""', '"Amal \\"El\\" Haddad"\n"بدر" "Chadia"\nDaoud # 4\n"The board"\n')

    assert read_blt(text) == Ballots(
        4,
        ((8, (0, 2, 3)), (4, (0, 2, 1)), (2, (3, 0, 2)), (1, ()), (2, (2,))),
        seats=2,
        names=('Amal "El" Haddad', "بدر", "Chadia", "Daoud # 4"),
        title="The board",
        withdrawn=frozenset({1}),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_it_does_not_matter_how_lines_end_or_letters_are_written(encoding: str, ends: str) -> None:
    text = '2 1\n3 1 2 0\n0\n"أمل"\n"Zoé"\n"ميثاق"\n'

    ballots = read_blt(text.replace("\n", ends).encode(encoding))

    assert ballots == Ballots(2, ((3, (0, 1)),), names=("أمل", "Zoé"), title="ميثاق")


def test_an_old_encoding_is_read_too() -> None:
    assert read_blt('1 1\n0\n"Renée"\n"x"\n'.encode("cp1252")).names == ("Renée",)


def test_a_line_is_one_name_where_marks_within_it_would_make_too_many() -> None:
    text = '2 1\n3 1 2 0\n0\n"Amal "Um Ali" Haddad"\n"Badr","Green Party"\n"A ward"\n'

    ballots = read_blt(text)

    assert ballots.names == ('Amal "Um Ali" Haddad', "Badr, Green Party")
    assert ballots.title == "A ward"


def test_a_file_may_end_without_names() -> None:
    assert read_blt("2 1\n3 1 0\n0").names == ()


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("", "not-blt", None),
        ("<html>", "not-blt", 1),
        ("2 1 1\n0\n", "not-blt", 1),
        ("999999999 1\n0\n", "not-blt", 1),
        ("0 1\n0\n", "no-candidates", 1),
        ("2 0\n0\n", "no-seats", 1),
        ("2 1\n-3\n0\n", "no-such-candidate", 2),
        ("2 1\n-1 x\n0\n", "not-blt", 2),
        ("2 1\n3 1 2 0\n1 1=2 0\n0\n", "equal-ranks", 3),
        ("2 1\n3 1 3 0\n0\n", "no-such-candidate", 2),
        ("2 1\n# a word\n\n3 1 1 0\n0\n", "named-twice", 4),
        ("2 1\n3 1 - 2 0\n0\n", "not-blt", 2),
        ("2 1\n3 1.5 0\n0\n", "not-blt", 2),
        ("2 1\n1.5 1 0\n0\n", "not-blt", 2),
        ("2 1\n3 1 2 0\n", "cut-short", 3),
        ("2 1\n3 1 2", "cut-short", 2),
        ('3 1\n3 1 2 0\n0\n"Amal"\n"Badr"\n', "cut-short", 6),
    ],
)
def test_what_is_no_file_of_ballots_is_refused_with_its_line(text: str, key: str, line: int | None) -> None:
    with pytest.raises(CannotCount) as refused:
        read_blt(text)

    assert (refused.value.key, refused.value.line) == (key, line)


def test_written_and_read_again_it_is_the_same() -> None:
    ballots = Ballots(
        3, ((2, (1, 0)), (5, ())), seats=2, names=('A "b" \\', "ب", "#c"), title="t", withdrawn=frozenset({2})
    )

    assert read_blt(write_blt(ballots)) == ballots


def test_a_large_file_is_read_and_counted_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        " ".join(map(str, [1 + i % 3, *sorted(range(1, 71), key=lambda c: (i * c * c + c) % 101)[: i % 9], 0]))
        for i in range(1, 3000)
    ]
    text = "\n".join(["70 7", "-5", *lines, "0", *(f'"c{i}"' for i in range(70)), '"Large"']) + "\n"
    small = read_blt(text)
    monkeypatch.setattr(blt_module, "BULK", 1)

    large = read_blt(text)

    assert isinstance(large.papers, Bulk)
    assert sorted(_merged(large.papers)) == sorted(_merged(small.papers))
    assert (large.names, large.title, large.withdrawn) == (small.names, "Large", frozenset({4}))
    assert scottish(large, order=range(70)) == scottish(small, order=range(70))


@pytest.mark.parametrize(
    "wrong",
    [
        "1 1 1 0",
        "1 1=2 0",
        "1 4 0",
        "1 x 0",
        "1 1\n2 0",
        "1 1 0 2 2 0",
        "1 1 2 0 # a word",
        "",
        "0 1 0",
        "1 1 00",
        "00",
    ],
)
def test_a_large_file_out_of_the_ordinary_is_read_as_a_small_one(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    text = f"3 2\n\r2 1 2 0\n{wrong}\n3 3 1 0\n0\n"

    def read() -> object:
        try:
            ballots = read_blt(text)
        except CannotCount as refused:
            return refused.key, refused.line
        return sorted(_merged(ballots.papers))

    slowly = read()
    monkeypatch.setattr(blt_module, "BULK", 1)

    assert read() == slowly


def _merged(papers: object) -> list[tuple[tuple[int, ...], int]]:
    told: dict[tuple[int, ...], int] = {}
    for many, ranking in papers:  # type: ignore[attr-defined]
        told[ranking] = told.get(ranking, 0) + many
    return list(told.items())


# approvals


def test_approvals_are_read_and_voters_who_agree_are_one_paper() -> None:
    ballots = read_approvals('{"num_cand": 4, "profile": [[2, 0], [1], [], [0, 2]], "committeesize": 2}')

    assert ballots == Ballots(4, ((2, (0, 2)), (1, (1,)), (1, ())), seats=2)
    assert sorted(read_approvals(write_approvals(ballots)).papers) == sorted(ballots.papers)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("{", "not-approvals"),
        ("[]", "not-approvals"),
        ("[" * 100_000, "not-approvals"),
        ('{"num_cand": true, "profile": [], "committeesize": 1}', "not-approvals"),
        ('{"num_cand": 2, "committeesize": 1}', "not-approvals"),
        ('{"num_cand": 2, "profile": [1], "committeesize": 1}', "not-approvals"),
        ('{"num_cand": 2, "profile": [["0"]], "committeesize": 1}', "not-approvals"),
        ('{"num_cand": 2, "profile": [[2]], "committeesize": 1}', "no-such-candidate"),
        ('{"num_cand": 2, "profile": [[1, 1]], "committeesize": 1}', "named-twice"),
        ('{"num_cand": 2, "profile": [], "committeesize": 0}', "no-seats"),
        ('{"num_cand": 0, "profile": [], "committeesize": 1}', "no-candidates"),
    ],
)
def test_what_is_no_file_of_approvals_is_refused(text: str, key: str) -> None:
    with pytest.raises(CannotCount) as refused:
        read_approvals(text)

    assert refused.value.key == key
