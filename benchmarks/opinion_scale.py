"""Opinion maps of 50 million votes (1,000,000 people, 1,000 statements) from Parquet: in one process, and on Dask.

    python benchmarks/opinion_scale.py make FOLDER [PEOPLE STATEMENTS VOTES]   the files: as votes arrive, and by person
    python benchmarks/opinion_scale.py here FOLDER       one process, by phase, then whole
    python benchmarks/opinion_scale.py dask FOLDER       a local cluster of two workers, by phase, then whole
    python benchmarks/opinion_scale.py both FOLDER       by turns, three times, and whether the bits agree

Each prints seconds by the clock and of processors, and the most memory (with Dask: of this process and of each worker).
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from mithaq.kernels import opinion
from mithaq.kernels.opinion import blocks, scale
from mithaq.kernels.opinion.scale import columns, gathering
from mithaq.kernels.opinion.scale.files import parquet

Result = TypeVar("Result")
WORKERS, TURNS = 2, 3
CATEGORIES, COUNTRIES = 8, 27


def main(words: list[str]) -> None:
    task, folder, *size = words
    if task == "make":
        make(Path(folder), *(map(int, size) if size else (1_000_000, 1_000, 50_000_000)))
        return
    print(f"processors {len(os.sched_getaffinity(0))}, load {os.getloadavg()[0]:.1f}")
    for order in ("arrived", "by_person"):
        paths = sorted(map(str, (Path(folder) / order).glob("*.parquet")))
        print(f"\n{order}: {len(paths)} files, {sum(Path(one).stat().st_size for one in paths) / 1e6:.0f} MB")
        {"here": here, "dask": there, "both": both}[task](paths, str(Path(folder) / "people.parquet"))


def make(folder: Path, people: int, statements: int, votes: int) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq
    from opinion import made

    cast = made(people, statements, votes)
    for order, rows in (("arrived", slice(None)), ("by_person", np.argsort(cast.who, kind="stable"))):
        (folder / order).mkdir(parents=True, exist_ok=True)
        told = [np.array_split(one[rows], 16) for one in (cast.who, cast.what.astype(np.int16), cast.values)]
        for number, columns_ in enumerate(zip(*told, strict=True)):
            table = pa.table(dict(zip(("participant", "statement", "vote"), columns_, strict=True)))
            path = folder / order / f"votes-{number:02}.parquet"
            pq.write_table(table, path, compression="zstd", row_group_size=1 << 20)
    chance = np.random.default_rng(1)
    facets = {
        name: pa.array(np.array([f"{name} {n:02}" for n in range(many)])[chance.integers(0, many, people)])
        for name, many in (("category", CATEGORIES), ("country", COUNTRIES))
    }
    pq.write_table(pa.table({"participant": np.arange(people, dtype=np.int32), **facets}), folder / "people.parquet")


def timed(what: str, work: Callable[[], Result], client: Any = None) -> Result:
    began, spent, there = time.perf_counter(), time.process_time(), _spent(client)
    found = work()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took = f"{time.perf_counter() - began:6.2f} s, {time.process_time() - spent:6.2f} s of processors here"
    workers = f" and {_spent(client) - there:.2f} s of workers'" if client is not None else ""
    print(f"  {what:24} {took}{workers}, here at most {most:.0f} MB", flush=True)
    return found


def _spent(client: Any) -> float:
    return sum(client.run(time.process_time).values()) if client is not None else 0.0


def here(paths: list[str], people: str) -> None:
    _phases_here(paths)
    drawn = timed("whole, with facets", lambda: opinion.draw_parquet(paths, people=people))
    print(f"  {drawn.k} groups, {drawn.digest}")


def _phases_here(paths: list[str]) -> None:
    votes = _rows_here(paths)
    known = timed("co-vote counts", lambda: opinion.moments(votes))
    timed("map of them", lambda: opinion.draw(votes, moments=known))


def _rows_here(paths: list[str]) -> opinion.Votes:
    chunks = timed("read and parted", parquet(paths).cut(1)[0].pack) or []
    seen = timed("who and what", lambda: blocks.present(chunks))
    assert seen is not None
    who, what = columns.Ids(seen.numbers), columns.Ids(seen.statements)
    return opinion.Votes(who.told, what.told, *timed("rows", lambda: blocks.rows(chunks, who.plain, what.plain)))


def there(paths: list[str], people: str) -> None:
    with _cluster() as client:
        _phases_there(paths, client)
        drawn = timed("whole, with facets", lambda: opinion.draw_parquet(paths, people=people, client=client), client)
        print(f"  {drawn.k} groups, {drawn.digest}; workers at most {_most(client)} MB")


def _phases_there(paths: list[str], client: Any) -> None:
    nobody = columns.Ids(np.zeros(0, dtype=np.int64))
    pieces = parquet(paths).cut(WORKERS)
    had = timed("read, parted, in rows", lambda: gathering.held(client, pieces, lambda: nobody, ()), client)
    who, what = had.people.told, had.statements.told
    votes = scale.Parted(who, what, had.lengths, had.cuts, had.held, frozenset(), frozenset(), had.counted)
    known = timed("co-vote counts", lambda: opinion.moments(votes), client)
    timed("map of them", lambda: opinion.draw(votes, moments=known), client)


def both(paths: list[str], people: str) -> None:
    ours, theirs = [], []
    with _cluster() as client:
        for _ in range(TURNS):
            began = time.perf_counter()
            one = timed("one process", lambda: opinion.draw_parquet(paths, people=people))
            middle = time.perf_counter()
            two = timed("Dask", lambda: opinion.draw_parquet(paths, people=people, client=client), client)
            ours.append(middle - began)
            theirs.append(time.perf_counter() - middle)
        print(f"  the same bits: {same(one, two)}; workers at most {_most(client)} MB")
    print(
        f"  median {median(ours):.2f} s and {median(theirs):.2f} s: {100 * (median(theirs) / median(ours) - 1):+.0f} %"
    )


def same(one: Any, two: Any) -> bool:
    arrays = all(
        np.array_equal(getattr(one, name), getattr(two, name)) for name in ("labels", "points", "centre", "axes")
    )
    plain = ("groups", "figures", "agreed_by_all", "rejected_by_all", "stability", "cells", "digest", "base")
    tables = one.tables.keys() == two.tables.keys() and all(
        np.array_equal(one.tables[f], two.tables[f]) for f in one.tables
    )
    return arrays and tables and all(getattr(one, name) == getattr(two, name) for name in plain)


@contextmanager
def _cluster() -> Iterator[Any]:
    from distributed import LocalCluster

    began = time.perf_counter()
    with (
        LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=":0") as workers,
        workers.get_client() as client,
    ):
        client.run(_ready)
        print(f"  cluster ready in {time.perf_counter() - began:.1f} s")
        yield client


def _ready() -> None:
    """Libraries are imported before anything is timed, as they are in a cluster that has been there for a while."""
    import pyarrow.parquet  # noqa: F401

    opinion.draw(opinion.from_columns([0, 1], [0, 1], [1, -1], 2, 2))


def _most(client: Any) -> list[int]:
    found = client.run(lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    return sorted(found.values())


if __name__ == "__main__":
    main(sys.argv[1:])
