"""The 353 Scottish council elections of 2017, when `../shared/data` is there: who was declared elected, and every
stage of every official count.

The source prints a few cells with two places (or three or four) and the others with five; two cells are
slips of its transcription, which the next stages of the same counts contradict.
"""

import json
import tarfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.kernels.elections.rechecking import recheck

from mithaq.kernels.elections import Ballots, Result, lots
from mithaq.kernels.elections.blt import read_blt, write_blt
from mithaq.kernels.elections.methods import count

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "voting" / "scottish-2017.tar.xz"
SLIPS = {  # file, candidate, stage: as printed, as the next stage of the same count shows it must be
    ("glasgow_2017_ward1.blt", 5, 2): (393.0, 303.0),
    ("midlothian_2017_ward1.blt", 5, 2): (832.84154, 832.84152),
}

pytestmark = pytest.mark.conformance


@cache
def elections() -> tuple[dict[str, Ballots], dict[str, Any]]:
    if not DATA.exists():
        pytest.skip("no ../shared/data/voting/scottish-2017.tar.xz")
    files: dict[str, bytes] = {}
    with tarfile.open(DATA) as archive:
        for member in archive:
            if (content := archive.extractfile(member)) is not None:
                files[Path(member.name).name] = content.read()
    told = json.loads(files.pop("expected.json"))
    return {name: read_blt(files[name]) for name in sorted(told)}, told


@cache
def results() -> dict[str, Result]:
    return {name: count(ballots, "scottish-stv") for name, ballots in elections()[0].items()}


def as_printed(printed: float, ours: int) -> bool:
    """Whether the figure is ours, rounded or cut off at the two to four places that are printed."""
    places = max(2, len(repr(printed).partition(".")[2]))
    unit = 10 ** max(0, 5 - places)
    return places < 5 and round(printed * 10**places) in (ours // unit, (ours + unit // 2) // unit)


def test_who_was_declared_elected_is_elected_in_every_ward() -> None:
    _, told = elections()
    official = {name for name in told if told[name]["source"] == "official"}

    assert len(official) == 351 and len(told) == 353
    assert {name for name, result in results().items() if sorted(result.winners) != told[name]["winners"]} == set()
    assert {name for name, result in results().items() if result.quota != told[name]["quota"]} == set()


def test_every_stage_of_every_count_is_the_official_one() -> None:
    _, told = elections()
    slips = {}
    five = fewer = 0
    for name, result in results().items():
        rows = told[name].get("official_stages")
        if rows is None:
            continue
        assert len(result.stages) == len(rows[0]), name
        for candidate, row in enumerate(rows):
            for stage, printed in enumerate(row):
                ours = result.stages[stage][candidate]
                if round(printed * 100_000) == ours:
                    five += 1
                elif as_printed(printed, ours):
                    fewer += 1
                else:
                    slips[name, candidate, stage] = (printed, ours / 100_000)

    assert slips == SLIPS
    assert (five, fewer) == (17_521, 397)


def test_the_one_official_tie_of_surpluses_is_settled_by_the_most_recent_stage() -> None:
    """Renfrewshire 3: two reach 1,311 votes together; the first stage favours one, the last before it the other."""
    result = results()["renfrewshire_2017_ward3.blt"]

    surpluses = [step for step in result.ties if step.facts["of"] == "surplus"]
    assert [(step.facts["chosen"], step.facts["by"], step.facts["at"]) for step in surpluses] == [(7, "history", 4)]


def test_every_step_of_every_count_holds_when_it_is_checked_from_the_papers() -> None:
    ballots, _ = elections()
    names = sorted(ballots)[::12]

    for name in names:
        order = lots("", [str(one) for one in range(ballots[name].candidates)])
        assert recheck(ballots[name], results()[name], order) == [], name


def test_a_file_read_and_written_says_the_same() -> None:
    for name, ballots in elections()[0].items():
        assert read_blt(write_blt(ballots)) == ballots, name


def test_names_are_read_as_the_source_has_them() -> None:
    ballots, told = elections()

    assert [n for n in ballots if "names" in told[n] and list(ballots[n].names) != told[n]["names"]] == []
