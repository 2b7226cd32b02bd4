"""The recount in one file runs on plain Python, sees what was changed, and says what it could not check."""

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from mithaq.kernels.elections import Ballots, Makeup, Quota, Result, count
from mithaq.kernels.elections import standalone as kernel

BALLOTS = Ballots(
    4,
    ((4, (0,)), (4, (1,)), (3, (2, 3)), (1, (3,))),
    seats=2,
    names=("أمل", "Badr", "Chadia", "Daoud"),
    title="مجلس الإدارة",
)
MAKEUP = Makeup(
    (Quota("levels", "level", "every", ("national", "global")),),
    ({"level": ("national",)}, {"level": ("national",)}, {"level": ("national",)}, {"level": ("global",)}),
)
IDS = ("k7", "m2", "p9", "q4")


def run(folder: Path, packed: bytes, *asked: str) -> tuple[int, str]:
    """In a Python without any package: neither ours nor numpy is to be found."""
    path = folder / "recount.pyz"
    path.write_bytes(packed)
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(path), *asked], capture_output=True, timeout=300, cwd=folder, check=False
    )
    assert done.stderr == b""
    return done.returncode, done.stdout.decode()


def balanced(seed: str = "a seed") -> Result:
    return count(BALLOTS, "balanced-stv", makeup=MAKEUP, seed=seed, ids=IDS)


def test_the_same_result_is_found_again(tmp_path: Path) -> None:
    result = balanced()
    packed = kernel.recount(BALLOTS, result, makeup=MAKEUP, seed="a seed", ids=IDS)

    code, said = run(tmp_path, packed)

    assert code == kernel.SAME
    assert said.splitlines()[0] == "مجلس الإدارة: 12 papers, 4 candidates, 2 seats, counted by balanced-stv."
    assert said.splitlines()[-1] == kernel.WORDS["same"]
    assert ", ".join(BALLOTS.names[one] for one in result.winners) in said


@pytest.mark.parametrize("method", ["scottish-stv", "meek"])
def test_other_counts_are_found_again_too(tmp_path: Path, method: str) -> None:
    code, _ = run(tmp_path, kernel.recount(BALLOTS, count(BALLOTS, method)))

    assert code == kernel.SAME


def test_a_published_winner_who_was_not_elected_is_seen(tmp_path: Path) -> None:
    forged = replace(balanced(), winners=(1, 2))

    code, said = run(tmp_path, kernel.recount(BALLOTS, forged, makeup=MAKEUP, seed="a seed", ids=IDS))

    assert code == kernel.DIFFERS
    assert "NOT the one published. Published as elected: Badr, Chadia. What differs: winners." in said


def test_a_published_figure_that_was_not_counted_is_seen(tmp_path: Path) -> None:
    told = json.loads(json.dumps(kernel.as_json(balanced())))
    told["stages"][0][1] += 1

    code, said = run(tmp_path, kernel.recount(BALLOTS, told, makeup=MAKEUP, seed="a seed", ids=IDS))

    assert (code, "What differs: stages." in said) == (kernel.DIFFERS, True)


def test_a_changed_seed_is_seen_where_it_settles_a_tie(tmp_path: Path) -> None:
    seeds = {balanced(str(seed)).winners: str(seed) for seed in range(20)}
    (_, one), (_, other) = sorted(seeds.items())

    code, _ = run(tmp_path, kernel.recount(BALLOTS, balanced(one), makeup=MAKEUP, seed=other, ids=IDS))

    assert code == kernel.DIFFERS


def test_it_speaks_the_language_asked_for(tmp_path: Path) -> None:
    words = {"en": {}, "fr": {"same": "Le résultat est celui qui a été publié."}}
    packed = kernel.recount(BALLOTS, balanced(), makeup=MAKEUP, seed="a seed", ids=IDS, words=words)

    assert run(tmp_path, packed)[1].splitlines()[-1] == kernel.WORDS["same"]
    assert run(tmp_path, packed, "fr")[1].splitlines()[-1] == "Le résultat est celui qui a été publié."


def test_the_same_election_makes_the_same_file_and_it_holds_nothing_else() -> None:
    one, other = (kernel.recount(BALLOTS, balanced(), makeup=MAKEUP, seed="a seed", ids=IDS) for _ in range(2))

    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        names = set(archive.namelist())
        told = json.loads(archive.read("election.json"))
    assert names > {"__main__.py", "election.json", "mithaq/kernels/elections/transfer.py"}
    assert not [n for n in names if not n.startswith("mithaq/kernels/elections/") and n.count("/") > 2]
    assert told["ids"] == list(IDS)


def test_a_make_up_told_as_json_is_the_same() -> None:
    makeup = Makeup(
        (
            Quota("half", "gender", "at-least", ("woman",), share=Fraction(1, 2), where=(("level", "global"),)),
            Quota("few", "level", "at-most", ("global",), number=3),
        ),
        ({"level": ("global",), "gender": ()}, {}),
        ({"level": ("national",)},),
    )

    assert kernel.makeup_of(json.loads(json.dumps(kernel.makeup_as_dict(makeup)))) == makeup


# approvals


def crowd(candidates: int, seats: int) -> Ballots:
    papers = tuple(
        (1 + i % 3, tuple(sorted({(i * i + j * (i + 3)) % candidates for j in range(6)}))) for i in range(60)
    )
    return Ballots(candidates, papers, seats=seats)


@pytest.mark.parametrize("method", ["av", "pav", "seqpav", "phragmen", "equal-shares"])
def test_approvals_are_counted_again(tmp_path: Path, method: str) -> None:
    ballots = crowd(8, 3)

    assert run(tmp_path, kernel.recount(ballots, count(ballots, method)))[0] == kernel.SAME


def test_a_method_that_cannot_do_without_a_solver_says_so(tmp_path: Path) -> None:
    ballots = crowd(16, 4)

    code, said = run(tmp_path, kernel.recount(ballots, count(ballots, "minimax-phragmen")))

    assert code == kernel.IN_PART
    assert said.splitlines()[-2:] == [kernel.WORDS["no-solver"], kernel.WORDS["in-part"]]


def test_what_needs_a_solver_is_held_against_its_quotas_and_its_score(tmp_path: Path) -> None:
    ballots = crowd(40, 14)
    levels = tuple({"level": (("national", "global")[one % 2],)} for one in range(40))
    makeup = Makeup((Quota("levels", "level", "equal", ("national", "global")),), levels)
    result = count(ballots, "balanced-pav", makeup=makeup)

    code, said = run(tmp_path, kernel.recount(ballots, result, makeup=makeup))
    assert code == kernel.IN_PART
    assert kernel.WORDS["quotas-met"] in said
    assert kernel.WORDS["in-part"] in said

    others = tuple(one for one in range(0, 40, 2) if one not in result.winners)
    forged = replace(result, winners=(*result.winners[:-1], others[0]))
    code, said = run(tmp_path, kernel.recount(ballots, forged, makeup=makeup))
    assert code == kernel.DIFFERS
    assert "NOT" in said
