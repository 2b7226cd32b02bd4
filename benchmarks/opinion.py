"""Opinion maps: ours beside red-dwarf of PyPI in one process on the same votes; from a CSV; 50 million votes; live.

    python -m venv /tmp/compare && /tmp/compare/bin/pip install red-dwarf==0.4.0
    PYTHONPATH=src /tmp/compare/bin/python benchmarks/opinion.py                    all parts
    PYTHONPATH=src /tmp/compare/bin/python benchmarks/opinion.py polis csv          some of them
    ... parts: polis (33,000 x 783, 2 million votes) · large (100,000 x 1,000, 5 million; red-dwarf takes some minutes)
        · csv (10,000 x 500 from votes.csv) · million (1,000,000 x 1,000, 50 million) · live (one vote more of 100,000)
    ... --mode polis: the other mode (default: stable) · --without: ours alone · --numpy: without the compiled loops

red-dwarf is never a dependency, so it lives in an environment of its own, which sees our `src` by its path (numpy and
scipy come with red-dwarf). Without it our own figures are shown alone. Ours is the whole map with all its figures and
the breakdown by 8 categories and 27 countries; theirs (`run_pipeline`) has no breakdown. Their list of votes is made
before the clock starts. Ours is drawn three times and the quickest counts (all are printed), theirs once. Memory is
the rise of the peak of the whole process over what it held before, votes included in that. Beside the clock stands the
time of the processors (of all threads), which other jobs on the machine disturb less.

The votes are made, with a seed: three groups of opinion (50, 30 and 20 %), each with its own leaning on every statement
about a common one; 12 % pass; how many votes a person casts is lognormal (sigma 1: most a few, some nearly all), cut at
the number of statements; which statements, is a stretch of one of 1,024 shuffled orders, begun anywhere; votes arrive
in random order. Category and country hang on the group a little.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import gc
import io
import resource
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import numpy as np

from mithaq.kernels import opinion
from mithaq.kernels.opinion import native, polis, polis_files, refreshing, stable
from mithaq.kernels.opinion.tables import Coded

GROUPS, CATEGORIES, COUNTRIES = (0.5, 0.3, 0.2), 8, 27
PATHS = 1024  # orders in which statements are met
TIMES = 3
SHAPES = {
    "polis": (33_000, 783, 2_000_000),
    "large": (100_000, 1_000, 5_000_000),
    "csv": (10_000, 500, 245_000),
    "million": (1_000_000, 1_000, 50_000_000),
    "live": (100_000, 1_000, 5_000_000),
}
PHASES = {  # by mode, what is timed within a drawing: module, name
    "stable": [
        (stable, "ground"),
        (stable, "axes"),
        (stable, "people_of"),
        (stable, "fingerprints"),
        (stable, "groups_of"),
        (stable, "tables"),
        (stable, "totals"),
        (stable, "stances"),
        (stable, "figures"),
        (stable, "digest"),
    ],
    "live": [
        (refreshing, name)
        for name in ("axes", "standing", "_labels", "_centres", "halves", "_corrected", "stances", "figures", "digest")
    ],
    "polis": [
        (polis, name) for name in ("ground", "axes", "polis_points", "polis_bases", "polis_groups", "tables", "digest")
    ],
}


def main(words: list[str]) -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("parts", nargs="*", choices=[*SHAPES, []], default=[])
    reader.add_argument("--mode", default="stable", choices=sorted(opinion.MODES))
    reader.add_argument("--without", action="store_true")
    reader.add_argument("--numpy", action="store_true")
    asked = reader.parse_args(words)
    warnings.simplefilter("ignore")
    began = time.perf_counter()
    print(f"compiled loops: {'yes' if native.build() else 'no'} ({time.perf_counter() - began:.1f} s), ", end="")
    print(f"{native.threads()} threads, load {_load()}, mode {asked.mode}\n")
    theirs = None if asked.without else _red_dwarf()
    opinion.draw(made(500, 40, 5000).votes(), opinion.Options(mode=asked.mode))  # what is loaded once is loaded
    with native.without("asked for") if asked.numpy else contextlib.nullcontext():
        for part in asked.parts or list(SHAPES):
            PARTS[part](part, asked.mode, theirs)


# made votes


@dataclass(frozen=True)
class Made:
    people: int
    statements: int
    who: Any
    what: Any
    values: Any
    facets: dict[str, Coded]

    def votes(self) -> opinion.Votes:
        return opinion.from_columns(self.who, self.what, self.values, self.people, self.statements)


def made(people: int, statements: int, votes: int, seed: int = 7) -> Made:
    """See the head of this file."""
    chance = np.random.default_rng(seed)
    wanted = chance.lognormal(0.0, 1.0, people)
    low, high = 0.0, float(votes)
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if np.clip(middle * wanted, 1, statements).sum() < votes else (low, middle)
    lengths = np.clip(np.round(low * wanted), 1, statements).astype(np.int64)
    group = chance.choice(len(GROUPS), people, p=GROUPS).astype(np.int8)
    paths = np.argsort(chance.random((PATHS, statements)), axis=1).astype(np.int32)
    total = int(lengths.sum())
    who = np.repeat(np.arange(people, dtype=np.int32), lengths)
    begins = np.cumsum(lengths) - lengths
    begin, path = chance.integers(0, statements, people), chance.integers(0, PATHS, people)
    common = chance.normal(0.3, 0.8, statements)
    agree = (0.85 / (1 + np.exp(-common - chance.normal(0, 1.2, (len(GROUPS), statements))))).astype(np.float32)
    what, values = np.empty(total, dtype=np.int32), np.empty(total, dtype=np.int8)
    for first in range(0, total, 5_000_000):
        some = slice(first, min(first + 5_000_000, total))
        here = who[some]
        step = (np.arange(some.start, some.stop) - begins[here] + begin[here]) % statements
        what[some] = paths[path[here], step]
        drawn = chance.random(len(here), dtype=np.float32)
        agrees = drawn < agree[group[here], what[some]]
        values[some] = np.where(drawn > 0.88, 0, np.where(agrees, 1, -1))
    order = chance.permutation(total)
    who, what, values = who[order], what[order], values[order]
    category = np.where(chance.random(people) < 0.3, group * 2, chance.integers(0, CATEGORIES, people))
    country = np.where(chance.random(people) < 0.2, group * 9, chance.integers(0, COUNTRIES, people))
    facets = {
        "category": Coded(category, [f"category {one}" for one in range(CATEGORIES)]),
        "country": Coded(country, [f"country {one:02d}" for one in range(COUNTRIES)]),
    }
    return Made(people, statements, who, what, values, facets)


# the parts


def compared(part: str, mode: str, theirs: Callable[..., Any] | None) -> None:
    given = made(*SHAPES[part])
    _head(part, given)
    options = opinion.Options(mode=mode, facets=given.facets)
    ours, found = _best(lambda: opinion.draw(given.votes(), options), mode)
    print(f"  groups: {[group.size for group in found.groups]}, digest {found.digest[:12]}")
    if theirs is None:
        return
    rows = [
        {"participant_id": who, "statement_id": what, "vote": value}
        for who, what, value in zip(given.who.tolist(), given.what.tolist(), given.values.tolist(), strict=True)
    ]
    _beside(ours, lambda: theirs(rows))


def from_csv(part: str, mode: str, theirs: Callable[..., Any] | None) -> None:
    given = made(*SHAPES[part])
    _head(part, given)
    text = io.StringIO()
    text.write("timestamp,datetime,comment-id,voter-id,vote\n")
    for place, row in enumerate(zip(given.what.tolist(), given.who.tolist(), given.values.tolist(), strict=True)):
        moment = 1_700_000_000 + place // 50
        text.write(
            f"{moment},{time.strftime('%a %b %d %Y %H:%M:%S', time.gmtime(moment))},{row[0]},{row[1]},{row[2]}\n"
        )
    data = text.getvalue().encode()
    options = opinion.Options(mode=mode, facets=given.facets)

    def draw() -> opinion.Map:
        return opinion.draw(polis_files.read_votes(data).votes(), options)

    ours, _ = _best(draw, mode)
    print(f"  of this reading the file: {_best_of(lambda: polis_files.read_votes(data)) * 1000:.0f} ms")
    if theirs is None:
        return

    def rows() -> Any:
        read = csv.DictReader(io.StringIO(data.decode()))
        names = {"participant_id": "voter-id", "statement_id": "comment-id", "vote": "vote"}
        return theirs([{ours: int(row[name]) for ours, name in names.items()} for row in read])

    _beside(ours, rows)


def alone(part: str, mode: str, _theirs: object) -> None:
    given = made(*SHAPES[part])
    _head(part, given)
    gc.collect()
    options = opinion.Options(mode=mode, facets=given.facets)
    _best(lambda: opinion.draw(given.votes(), options), mode)
    print(f"  the whole process held at most {_peak() / 1024:.2f} GB, the columns given included")


def live(part: str, mode: str, _theirs: object) -> None:
    given = made(*SHAPES[part])
    _head(part, given)
    options = opinion.Options(mode=mode, facets=given.facets, resamples=2)
    began = time.perf_counter()
    state = opinion.State(given.votes())
    print(f"  taken up in {time.perf_counter() - began:.2f} s")
    first = opinion.refresh(state, options)
    chance = np.random.default_rng(1)
    who, what = chance.integers(0, given.people, 2000).tolist(), chance.integers(0, given.statements, 2000).tolist()
    began = time.perf_counter()
    opinion.update(state, zip(who, what, [1, -1] * 1000, strict=True))
    print(f"  a changed vote: {(time.perf_counter() - began) / 2000 * 1e6:.0f} µs (mean of 2,000)")
    opinion.refresh(state, options, full=True)
    taken, worked = [], []
    for person, statement in zip(who[:10], what[10:20], strict=True):
        began, before = time.perf_counter(), time.process_time()
        opinion.update(state, [(person, statement, 1)])
        with _phases("live") as phases:
            after = opinion.refresh(state, options)
        taken.append(time.perf_counter() - began)
        worked.append(time.process_time() - before)
    print(f"  one vote more to the whole map anew: {_row(taken)}; processors {_row(worked)}\n  {phases}")
    print(f"  groups: {[group.size for group in after.groups]}")
    whole = opinion.draw(state.votes, options)
    alike = float((whole.labels == after.labels).mean())
    print(f"  in the group a full drawing puts them in: {alike:.2%} of people")
    began, before = time.perf_counter(), time.process_time()
    after = opinion.refresh(state, options, full=True)
    print(f"  drawn in full: {_row([time.perf_counter() - began])}; processors {_row([time.process_time() - before])}")
    same = whole.points.tobytes() == after.points.tobytes() and whole.digest == after.digest != first.digest
    print(f"  then the same as drawn from all votes, bit for bit: {'yes' if same else 'NO'}\n")


PARTS: dict[str, Callable[[str, str, Any], None]] = {
    "polis": compared,
    "large": compared,
    "csv": from_csv,
    "million": alone,
    "live": live,
}


# the clock and the memory


@dataclass(frozen=True)
class Taken:
    seconds: float
    processor: float
    memory: float


def _best(draw: Callable[[], Any], mode: str) -> tuple[Taken, Any]:
    before = _begin_memory()
    found = draw()
    memory = _peak() - before
    taken, told = [], ""
    for _ in range(TIMES):
        found = None
        gc.collect()
        with _phases(mode) as phases:
            began, worked = time.perf_counter(), time.process_time()
            found = draw()
            taken.append((time.perf_counter() - began, time.process_time() - worked))
        if taken[-1] == min(taken):
            told = str(phases)
    print(
        f"  ours: {_row([clock for clock, _ in taken])}; processors {_row([worked for _, worked in taken])}; ", end=""
    )
    print(f"memory +{memory:.0f} MB\n  {told}")
    return Taken(min(taken)[0], min(worked for _, worked in taken), memory), found


def _beside(ours: Taken, run: Callable[[], Any]) -> None:
    before = _begin_memory()
    began, worked = time.perf_counter(), time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        run()
    theirs = Taken(time.perf_counter() - began, time.process_time() - worked, _peak() - before)
    print(f"  red-dwarf: {theirs.seconds:.2f} s; processors {theirs.processor:.2f} s; memory +{theirs.memory:.0f} MB")
    print(f"  {theirs.seconds / ours.seconds:.0f} times as fast ({theirs.processor / ours.processor:.0f} ", end="")
    print(
        f"by the processors), {theirs.memory / max(ours.memory, 1):.0f} times less memory; load {_load()}\n", flush=True
    )


def _best_of(run: Callable[[], Any]) -> float:
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        run()
        taken.append(time.perf_counter() - began)
    return min(taken)


class _Phases:
    def __init__(self) -> None:
        self.taken: dict[str, float] = {}

    def __str__(self) -> str:
        return ", ".join(f"{name} {taken * 1000:.0f} ms" for name, taken in self.taken.items())


@contextlib.contextmanager
def _phases(mode: str) -> Iterator[_Phases]:
    """How long the parts of a drawing take. What is called within another part is counted in both."""
    found, before = _Phases(), []
    for module, name in [(opinion, "from_columns"), *PHASES[mode]]:
        real = getattr(module, name, None)
        if real is None:
            continue
        before.append((module, name, real))

        def timed(*given: Any, _real: Any = real, _name: str = name, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return _real(*given, **named)
            finally:
                found.taken[_name] = found.taken.get(_name, 0.0) + time.perf_counter() - began

        setattr(module, name, timed)
    try:
        yield found
    finally:
        for module, name, real in before:
            setattr(module, name, real)


def _begin_memory() -> float:
    """What the process holds, in MB; the peak is measured from here."""
    gc.collect()
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return _status("VmRSS")


def _peak() -> float:
    return _status("VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _status(name: str) -> float:
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith(name):
                return int(line.split()[1]) / 1024
    return 0.0


def _load() -> str:
    with contextlib.suppress(OSError):
        return Path("/proc/loadavg").read_text().split()[0]
    return "unknown"


def _head(part: str, given: Made) -> None:
    print(f"{part}: {given.people:,} people, {given.statements:,} statements, {len(given.who):,} votes")


def _row(taken: list[float]) -> str:
    return f"{min(taken) * 1000:.0f} ms (" + ", ".join(f"{one * 1000:.0f}" for one in taken) + ")"


def _red_dwarf() -> Callable[..., Any] | None:
    try:
        from reddwarf.implementations.base import run_pipeline  # inline: lives in an environment of its own
    except ImportError as missing:
        print(f"(red-dwarf is not installed: {missing.name})\n")
        return None
    return lambda rows: run_pipeline(votes=rows)


if __name__ == "__main__":
    main(sys.argv[1:])
