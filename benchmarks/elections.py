"""Counting elections: our engine beside libraries of PyPI in one run on the same ballots; quotas; a million ballots.

    python -m venv /tmp/compare
    /tmp/compare/bin/pip install pref_voting votekit pyrankvote STVPoll scipy    (what the extra `compare` names)
    /tmp/compare/bin/python benchmarks/elections.py ../shared            tables for docs/benchmarks.md
    ... benchmarks/elections.py ../shared scottish|balanced|million        one part of them

The libraries are never a dependency, so they live in an environment of their own, which sees our `src` by its path.
Without them our own figures are shown alone. For each election a library's ballots are built first, in its own form and
outside the clock, and then counted once; one library after the other, in one process, and ours both first and last.
Ours is `count(...)` with every step of its account; the others report less. What the imports left in memory is frozen,
so that nobody pays for collecting the garbage of another. Times are of the processor, which other jobs on the machine
disturb less than the clock; the clock stands beside.

Adapters are meant to be fair: STVPoll takes candidate 0 for "nobody", so it is given texts; VoteKit elects one at a
time and moves fractions, its nearest to the Scottish rule; pyrankvote knows one rule of its own, and gets every ballot
singly, as it asks. Only pref_voting and STVPoll say they count by the Scottish rule.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import random
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from mithaq.kernels.elections import Attributes, Ballots, CannotCount, Makeup, Quota, feasible, missed
from mithaq.kernels.elections.blt import read_blt
from mithaq.kernels.elections.methods import count

SOURCE = Path(__file__).resolve().parents[1] / "src"
PARTS = ("scottish", "balanced", "million")
ADAPTERS: list[Adapter] = []


@dataclass(frozen=True)
class Adapter:
    """A library: `load` imports it and returns how it builds its ballots and how it counts them."""

    name: str
    load: Callable[[], tuple[Callable[[Ballots], Any], Callable[[Any], Iterable[int]]]]


def main(shared: Path, parts: Sequence[str]) -> None:
    warnings.simplefilter("ignore")
    for part in parts or PARTS:
        {"scottish": scottish, "balanced": balanced, "million": million}[part](shared)


# the Scottish elections


def scottish(shared: Path) -> None:
    files: dict[str, bytes] = {}
    with tarfile.open(shared / "data/voting/scottish-2017.tar.xz") as archive:
        for member in archive:
            if (content := archive.extractfile(member)) is not None:
                files[Path(member.name).name] = content.read()
    told = json.loads(files.pop("expected.json"))
    began = time.perf_counter()
    elections = {name: read_blt(files[name]) for name in sorted(told)}
    reading = (time.perf_counter() - began) / len(elections)
    print(f"{len(elections)} Scottish elections, {sum(ballots.cast for ballots in elections.values()):,} ballots")
    print(f"reading a file: {reading * 1000:.2f} ms\n")
    loaded: dict[str, tuple[Callable[[Ballots], Any], Callable[[Any], Iterable[int]]]] = {"mithaq": _ours()}
    for adapter in ADAPTERS:
        try:
            loaded[adapter.name] = adapter.load()
        except ImportError as missing:
            print(f"({adapter.name} is not installed: {missing.name})")
    loaded["mithaq, once more"] = _ours()
    means = {}
    right = {}
    print(
        "| engine | winners right | count: mean by the clock | mean | p95 | largest | against ours | building ballots |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for library, (build, run) in loaded.items():
        gc.collect()
        gc.freeze()
        clock, taken, built = [], [], []
        right[library] = 0
        with contextlib.redirect_stdout(io.StringIO()):
            for name, ballots in elections.items():
                began = time.process_time()
                theirs = build(ballots)
                built.append(time.process_time() - began)
                on_clock, began = time.perf_counter(), time.process_time()
                try:
                    winners = sorted(run(theirs))
                except Exception:  # noqa: BLE001 - whatever a library stumbles over, it is not right
                    winners = []
                taken.append(time.process_time() - began)
                clock.append(time.perf_counter() - on_clock)
                right[library] += winners == told[name]["winners"]
        means[library] = statistics.mean(taken)
        print(
            f"| {library} | {right[library]} of {len(elections)} | {_ms(statistics.mean(clock))} "
            f"| {_ms(means[library])} | {_ms(_p95(taken))} "
            f"| {_ms(max(taken))} | {means[library] / means['mithaq']:.0f} × | {_ms(statistics.mean(built))} |"
        )
    exact = [
        mean for library, mean in means.items() if right[library] == len(elections) and not library.startswith("mithaq")
    ]
    if exact:
        print(
            f"\nthe fastest other that gets every winner right takes {min(exact) / means['mithaq']:.0f} times as long"
        )


def _ours() -> tuple[Callable[[Ballots], Any], Callable[[Any], Iterable[int]]]:
    return lambda ballots: ballots, lambda ballots: count(ballots, "scottish-stv").winners


def _pref_voting() -> tuple[Callable[[Ballots], Any], Callable[[Any], Iterable[int]]]:
    from pref_voting.profiles_with_ties import ProfileWithTies  # inline: may not be installed
    from pref_voting.proportional_methods import stv_scottish

    def build(ballots: Ballots) -> Any:
        papers = [(many, ranking) for many, ranking in ballots.papers if ranking]
        rankings = [{one: place for place, one in enumerate(ranking, 1)} for _, ranking in papers]
        manies = [many for many, _ in papers]
        return ProfileWithTies(rankings, rcounts=manies, candidates=_standing(ballots)), ballots.seats

    return build, lambda built: stv_scottish(built[0], num_seats=built[1])


def _votekit() -> tuple[Callable[[Ballots], Any], Callable[[Any], Iterable[int]]]:
    from votekit.ballot import RankBallot  # inline: may not be installed
    from votekit.elections import FastSTV
    from votekit.pref_profile import RankProfile

    def build(ballots: Ballots) -> Any:
        papers = [
            RankBallot(ranking=[{str(one)} for one in ranking], weight=many)
            for many, ranking in ballots.papers
            if ranking
        ]
        return RankProfile(ballots=papers, candidates=[str(one) for one in _standing(ballots)]), ballots.seats

    def run(built: Any) -> list[int]:
        election = FastSTV(built[0], n_seats=built[1], simultaneous=False, tiebreak="random")
        return [int(one) for group in election.get_elected() for one in group]

    return build, run


def _pyrankvote() -> tuple[Callable[[Ballots], Any], Callable[[Any], Iterable[int]]]:
    import pyrankvote  # inline: may not be installed

    def build(ballots: Ballots) -> Any:
        people = {one: pyrankvote.Candidate(str(one)) for one in _standing(ballots)}
        papers = [
            pyrankvote.Ballot([people[one] for one in ranking if one in people])
            for many, ranking in ballots.papers
            for _ in range(many)
            if ranking
        ]
        return list(people.values()), papers, ballots.seats

    def run(built: Any) -> list[int]:
        result = pyrankvote.single_transferable_vote(built[0], built[1], number_of_seats=built[2])
        return [int(winner.name) for winner in result.get_winners()]

    return build, run


def _stvpoll() -> tuple[Callable[[Ballots], Any], Callable[[Any], Iterable[int]]]:
    from stvpoll.scottish_stv import calculate_scottish_stv  # inline: may not be installed

    def build(ballots: Ballots) -> Any:
        papers = {tuple(map(str, ranking)): many for many, ranking in ballots.papers}
        return tuple(map(str, _standing(ballots))), papers, ballots.seats

    return build, lambda built: [int(one) for one in calculate_scottish_stv(*built).elected_as_tuple()]


ADAPTERS += [
    Adapter("pref_voting `stv_scottish`", _pref_voting),
    Adapter("VoteKit `FastSTV`", _votekit),
    Adapter("pyrankvote `single_transferable_vote`", _pyrankvote),
    Adapter("STVPoll `calculate_scottish_stv`", _stvpoll),
]


def _standing(ballots: Ballots) -> list[int]:
    return [one for one in range(ballots.candidates) if one not in ballots.withdrawn]


# quotas

CASES = ((18, 6, 60, 40), (40, 13, 200, 20), (120, 30, 1500, 20))  # candidates, seats, voters, how many elections
REGIONS = ("africa", "americas", "arab", "asia", "europe")
LEVELS = ("national", "regional", "global")


def balanced(_shared: Path) -> None:
    print(
        "\n| candidates / seats / voters | elections | Balanced STV: mean | p95 | largest | seats changed by quotas |"
    )
    print("|---|---|---|---|---|---|")
    for candidates, seats, voters, many in CASES:
        taken, changed = [], []
        seed = 0
        while len(taken) < many:
            seed += 1
            chance = random.Random(seed)
            makeup = crossed(candidates, seats, chance)
            try:
                if feasible(makeup, seats) is None:
                    continue
            except CannotCount:
                continue
            ballots = on_a_plane(candidates, seats, voters, chance)
            began = time.process_time()
            result = count(ballots, "balanced-stv", makeup=makeup, seed=str(seed))
            taken.append(time.process_time() - began)
            assert not missed(makeup, result.winners) and result.without is not None
            changed.append(len(set(result.winners) - set(result.without)))
        print(
            f"| {candidates} / {seats} / {voters:,} | {many} | {_ms(statistics.mean(taken))} | {_ms(_p95(taken))} "
            f"| {_ms(max(taken))} | {min(changed)} to {max(changed)}, mean {statistics.mean(changed):.1f} |"
        )


def crossed(candidates: int, seats: int, chance: random.Random) -> Makeup:
    """Ten quotas that cross: levels even, every region, half women, civil society, and of some levels again women."""
    people: list[Attributes] = [
        {
            "region": (chance.choice(REGIONS),),
            "level": (chance.choices(LEVELS, (5, 3, 2))[0],),
            "gender": (chance.choices(("woman", "man"), (2, 3))[0],),
            "sector": (chance.choices(("civil society", "state", "research"), (2, 5, 3))[0],),
        }
        for _ in range(candidates)
    ]
    most = -(-seats * 2 // 5)
    return Makeup(
        (
            Quota("levels", "level", "equal", LEVELS),
            Quota("regions", "region", "every", REGIONS),
            *(Quota(f"most-{region}", "region", "at-most", (region,), number=most) for region in REGIONS[:3]),
            Quota("women", "gender", "at-least", ("woman",), number=seats // 2),
            Quota("civil", "sector", "at-least", ("civil society",), number=seats // 4),
            Quota("global-women", "gender", "at-least", ("woman",), number=seats // 10, where=(("level", "global"),)),
            Quota("arab-civil", "sector", "at-least", ("civil society",), number=1, where=(("region", "arab"),)),
            Quota("state", "sector", "at-most", ("state",), number=seats // 2),
        ),
        tuple(people),
    )


def on_a_plane(candidates: int, seats: int, voters: int, chance: random.Random) -> Ballots:
    """Voters and candidates stand somewhere on a plane; a voter ranks up to twelve by how near they are."""
    places = [(chance.gauss(0, 1), chance.gauss(0, 1)) for _ in range(candidates)]
    papers = []
    for _ in range(voters):
        x, y = chance.gauss(0.3, 1), chance.gauss(0, 1)
        near = sorted(range(candidates), key=lambda one: (places[one][0] - x) ** 2 + (places[one][1] - y) ** 2)
        papers.append((1, tuple(near[: chance.randint(3, 12)])))
    return Ballots(candidates, tuple(papers), seats=seats)


# a million


def million(_shared: Path) -> None:
    print("\n| ballots | candidates ranked on each | file | `mithaq count`, by the clock | of it counting |")
    print("|---|---|---|---|---|")
    for least, most in ((1, 20), (40, 40)):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "million.blt"
            _write(path, least, most)
            began = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-m", "mithaq.config.command", "count", str(path), "--json"],
                cwd=SOURCE,
                capture_output=True,
                text=True,
                check=True,
            )
            clock = time.perf_counter() - began
            told = json.loads(done.stdout)
            assert len(told["winners"]) == 12
            ranked = f"{least} to {most}" if least < most else f"all {most}"
            size = path.stat().st_size / 1e6
            print(f"| 1,000,000 | {ranked} of 40 | {size:.0f} MB | {clock:.1f} s | {told['seconds']:.2f} s |")


def _write(path: Path, least: int, most: int) -> None:
    chance = random.Random(1)
    words = [str(number) for number in range(1, 41)]
    weights = [1 / number for number in range(3, 43)]
    with path.open("w") as file:
        file.write("40 12\n")
        for favourite in chance.choices(words, weights, k=1_000_000):
            ranking = [one for one in chance.sample(words, chance.randint(least, most)) if one != favourite]
            file.write(f"1 {favourite} {' '.join(ranking)} 0\n")
        file.write("0\n" + "".join(f'"candidate {number}"\n' for number in words) + '"A million"\n')


def _p95(taken: Sequence[float]) -> float:
    return sorted(taken)[min(len(taken) - 1, int(0.95 * len(taken)))]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms" if seconds < 0.01 else f"{seconds * 1000:.0f} ms"


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
