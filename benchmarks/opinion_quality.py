"""How well the groups of an opinion map hold, and what they tell: both modes and red-dwarf, on real conversations.

    .venv/bin/python benchmarks/opinion_quality.py ../shared [--peer PYTHON] [--times 3]

`--peer`: the Python of an environment with red-dwarf 0.4.0 (`pip install red-dwarf==0.4.0`); without it, only ours.
The conversations are those of `../shared/data/opinion`: 28 of polis-math, 7 of polis-open-data that hold votes.

- again: the adjusted Rand index of the groups with those after a tenth of the votes (drawn at random) is deleted, over
  the people in a group both times; mean over `--times` drawings.
- order: the same after the people are called otherwise, in a random order.
- loss: the log-loss of the deleted votes (agree or disagree), told by the rates of the person's group on the statement,
  the rate of everybody counted in as five votes; of who is in no group, by the rate of everybody, (a + 1) / (n + 2).
  At the end, by conversation, what the groups of mode stable gain (in ten-thousandths of log-loss, with the standard
  error over the drawings) if read otherwise: `even`, by the rates (a + 1) / (n + 2) of the groups themselves; and with
  the rate of everybody counted in as 2, 5, 10, 20 votes. `below`: of how many conversations the mean gain is more than
  nothing, and (in brackets) on how many it is in one drawing.
- own: as `again`, over all who voted enough both times, with those between groups as a group of their own.
- polis: the index with the groups that Polis published. Near 1 is attainable by nobody: Polis' own answer hangs on the
  order of arrival and on every tick before, and its method agrees with itself only 0.69 to 0.76 when people come in
  another order.

Where there are no clear groups the index is 1 if there are none the second time either, so those are counted apart.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import numpy as np

from mithaq.kernels.opinion import Options, draw, from_columns
from mithaq.kernels.opinion.clustering import agreement

DELETED = 0.1
PRIORS = (0.0, 2.0, 5.0, 10.0, 20.0)  # votes of everybody's rate in that of a group; 0: (a + 1) / (n + 2)
READ = PRIORS.index(5.0)  # how `loss` is read
POINTER = b"version https://git-lfs"
PEER = """
import json, sys, warnings
warnings.filterwarnings("ignore")
import pandas as pd
from reddwarf.implementations.base import run_pipeline
for line in sys.stdin:
    people, votes = json.loads(line)
    found = [-1] * people
    try:
        keys = ("participant_id", "statement_id", "vote")
        made = run_pipeline(votes=[dict(zip(keys, vote)) for vote in votes])
        for person, group in made.participants_df["cluster_id"].items():
            if not pd.isna(group):
                found[int(person)] = int(group)
    except Exception:
        pass
    print(json.dumps(found), flush=True)
"""


@dataclass(frozen=True)
class Conversation:
    """Votes in columns of places (who, on what, +1 -1 0), and the group Polis published of each person (-1: none)."""

    name: str
    people: int
    statements: int
    who: Any
    what: Any
    values: Any
    polis: Any

    def only(self, kept: Any) -> Conversation:
        return replace(self, who=self.who[kept], what=self.what[kept], values=self.values[kept])


@dataclass(frozen=True)
class Measured:
    """Of one conversation: how many groups, and the means over all drawings."""

    name: str
    groups: int
    again: float
    order: float
    losses: Any  # by drawing and way to read the groups (PRIORS), of drawings with votes to tell
    alone: Any  # by drawing, the loss told by the rates of everybody
    polis: float
    own: float
    grouped: float  # the share of all people who are in a group

    @property
    def loss(self) -> float:
        return mean(self.losses[:, READ])

    @property
    def gains(self) -> Any:
        return self.alone[:, None] - self.losses


Way = Callable[[Conversation], Any]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("shared", type=Path)
    parser.add_argument("--peer")
    parser.add_argument("--times", type=int, default=3)
    asked = parser.parse_args(arguments)
    ways: dict[str, Way] = {"polis": ours("polis"), "stable": ours("stable")}
    if asked.peer:
        ways = {"red-dwarf": peer(asked.peer), **ways}
    found: dict[str, list[Measured]] = {name: [] for name in ways}
    spent = dict.fromkeys(ways, 0.0)
    print(f"{'conversation':40}{'people':>7}{'votes':>8}{'alone':>8}", *(f"| {way:^37}" for way in ways))
    print(" " * 63, *(f"| {'k':>2}{'again':>7}{'order':>7}{'loss':>8}{'polis':>7}      " for way in ways))
    for place, conversation in enumerate(conversations(asked.shared)):
        for name, way in ways.items():
            started = time.perf_counter()
            found[name].append(measured(conversation, way, asked.times, place))
            spent[name] += time.perf_counter() - started
        told = [found[name][-1] for name in ways]
        print(
            f"{conversation.name[:38]:40}{conversation.people:7}{len(conversation.who):8}{mean(told[0].alone):8.4f}",
            *(f"| {one.groups:2}{one.again:7.3f}{one.order:7.3f}{one.loss:8.4f}{one.polis:7.3f}      " for one in told),
            flush=True,
        )
    print("\nMeans (loss: of those with votes to tell; 'below': below that told by the rates of everybody)")
    for name, rows in found.items():
        print(f"{name:10}", summary(rows), f"{spent[name]:.0f} s")
    print("\nGains of mode stable, read otherwise")
    for row in found["stable"]:
        told_of = (f"{gain:7.0f} ±{error:4.0f}" for gain, error in zip(*spread(row.gains * 1e4), strict=True))
        print(f"{row.name[:38]:40}", *told_of)
    print("An index near 1 with Polis' groups is attainable by nobody: Polis agrees with itself only 0.69 to 0.76.")


def summary(rows: Sequence[Measured]) -> str:
    """One line of means."""
    told = [row for row in rows if len(row.alone) and len(row.alone) == max(len(row.alone) for row in rows)]
    several = [row.again for row in rows if row.groups > 1]
    ways = []
    for at, prior in enumerate(PRIORS):
        below = sum(mean(row.gains[:, at]) > 0 for row in told)
        once = sum(mean(row.gains[:, at] > 0) for row in told)
        loss = mean(mean(row.losses[:, at]) for row in told)
        ways.append(f"{f'+{prior:.0f}' if prior else 'even'} {loss:.4f} below {below} ({once:.1f})")
    return (
        f"again {mean(row.again for row in rows):.3f} (where there are groups {mean(several):.3f}) "
        f"order {mean(row.order for row in rows):.3f} own {mean(row.own for row in rows):.3f} "
        f"in a group {mean(row.grouped for row in rows):.3f} "
        f"polis {mean(row.polis for row in rows):.3f} no groups {sum(row.groups < 2 for row in rows)}/{len(rows)}; "
        f"loss of {len(told)}, alone {mean(mean(row.alone) for row in told):.4f}: " + ", ".join(ways)
    )


def mean(values: Any) -> float:
    return float(np.mean(list(values) or [float("nan")]))


def measured(conversation: Conversation, way: Way, times: int, seed: int) -> Measured:
    """What becomes of the groups when votes are deleted and people called otherwise."""
    whole = way(conversation)
    chance = np.random.default_rng([seed, 1000])
    new = chance.permutation(conversation.people)
    order = agreement(whole, way(replace(conversation, who=new[conversation.who]))[new])
    again, own, losses = [], [], []
    enough = np.bincount(conversation.who, minlength=conversation.people) >= 7
    for drawing in range(times):
        kept = np.random.default_rng([drawing, seed]).random(len(conversation.who)) >= DELETED
        known, hidden = conversation.only(kept), conversation.only(~kept)
        labels = way(known)
        again.append(agreement(whole, labels))
        own.append(agreement(whole[enough] + 1, labels[enough] + 1))
        if (hidden.values != 0).any():
            losses.append(told(known, hidden, labels))
    read = np.array(losses).reshape(len(losses), len(PRIORS) + 1)
    return Measured(
        conversation.name,
        int(whole.max()) + 1,
        mean(again),
        order,
        read[:, 1:],
        read[:, 0],
        agreement(whole, conversation.polis),
        mean(own),
        mean(whole >= 0),
    )


def spread(values: Any) -> tuple[Any, Any]:
    """By column the mean, and its standard error."""
    many = max(1, len(values))
    return values.sum(axis=0) / many, (
        values.std(axis=0, ddof=1) if many > 1 else 0 * values[:1].sum(axis=0)
    ) / many**0.5


def told(known: Conversation, hidden: Conversation, labels: Any) -> list[float]:
    """The log-loss of the hidden votes by the rates of everybody, and by those of groups, in all ways of PRIORS."""
    m = known.statements
    asked = hidden.values != 0
    who, what, agreed = hidden.who[asked], hidden.what[asked], hidden.values[asked] > 0
    k = max(1, int(labels.max()) + 1)
    counts = np.zeros((k + 1, m, 2))  # the last: of who is in no group
    said = known.values != 0
    np.add.at(counts, (labels[known.who[said]], known.what[said], (known.values[said] > 0).astype(int)), 1)
    all_of_them = counts.sum(axis=0)
    usual = (all_of_them[:, 1] + 1) / (all_of_them.sum(axis=1) + 2)
    group = labels[who] if labels.max() > 0 else np.full(len(who), -1)
    found = [loss(usual[what], agreed)]
    for prior in PRIORS:
        rates = (counts[:, :, 1] + (prior * usual if prior else 1)) / (counts.sum(axis=2) + (prior or 2))
        rates[-1] = usual
        found.append(loss(rates[group, what], agreed))
    return found


def loss(rates: Any, agreed: Any) -> float:
    return float(-np.log(np.where(agreed, rates, 1 - rates)).mean())


def ours(mode: str) -> Way:
    def labels(conversation: Conversation) -> Any:
        votes = from_columns(
            conversation.who, conversation.what, conversation.values, conversation.people, conversation.statements
        )
        return draw(votes, Options(mode=mode)).labels

    return labels


def peer(python: str) -> Way:
    """red-dwarf in a process of its own, asked by lines of JSON."""
    process = subprocess.Popen([python, "-c", PEER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def labels(conversation: Conversation) -> Any:
        columns = (conversation.who, conversation.what, conversation.values)
        votes = list(zip(*(column.tolist() for column in columns), strict=True))
        assert process.stdin is not None and process.stdout is not None
        print(json.dumps([conversation.people, votes]), file=process.stdin, flush=True)
        return np.array(json.loads(process.stdout.readline()), dtype=np.int32)

    return labels


def conversations(shared: Path) -> Iterator[Conversation]:
    """Those of both archives that hold votes."""
    for read in (_of_math, _of_open_data):
        yield from read(shared / "data" / "opinion")


def _of_math(folder: Path) -> Iterator[Conversation]:
    files = _files(folder / "polis-math.tar.xz", ("votes.json", "math-pca2.json"))
    for name, of in sorted(files.items()):
        math = json.loads(of["math-pca2.json"])
        members = dict(zip(math["base-clusters"]["id"], math["base-clusters"]["members"], strict=True))
        groups = {p: g["id"] for g in math["group-clusters"] for base in g["members"] for p in members[base]}
        cast = sorted(json.loads(of["votes.json"]), key=lambda vote: vote["modified"])
        yield _made(name, {(v["participant_id"], v["statement_id"]): v["vote"] for v in cast}, groups)


def _of_open_data(folder: Path) -> Iterator[Conversation]:
    files = _files(folder / "polis-open-data.tar.xz", ("votes.csv", "participants-votes.csv"))
    for name, of in sorted(files.items()):
        if "participants-votes.csv" not in of:
            continue
        head, *rows = csv.reader(io.StringIO(of["participants-votes.csv"].decode()))
        at = head.index("group-id")
        groups = {int(row[0]): int(float(row[at])) for row in rows if row[at]}
        if of.get("votes.csv", POINTER).startswith(POINTER):
            statements = [(place, int(one)) for place, one in enumerate(head) if one.isdigit()]
            cast = {
                (int(row[0]), one): int(float(row[at]))
                for row in rows
                for at, one in statements
                if row[at : at + 1] != [""]
            }
        else:
            lines = sorted(csv.DictReader(io.StringIO(of["votes.csv"].decode())), key=lambda row: int(row["timestamp"]))
            cast = {(int(row["voter-id"]), int(row["comment-id"])): int(row["vote"]) for row in lines}
        yield _made(name, cast, groups)


def _files(archive: Path, names: Sequence[str]) -> dict[str, dict[str, bytes]]:
    """By conversation its files of these names."""
    found: dict[str, dict[str, bytes]] = {}
    with tarfile.open(archive) as opened:
        for member in opened:
            path = Path(member.name)
            if member.isfile() and path.name in names:
                held = opened.extractfile(member)
                assert held is not None
                found.setdefault(path.parent.name, {})[path.name] = held.read()
    return found


def _made(name: str, cast: dict[tuple[int, int], int], groups: dict[int, int]) -> Conversation:
    people = sorted({person for person, _ in cast})
    statements = sorted({statement for _, statement in cast})
    place_of = {person: place for place, person in enumerate(people)}
    column_of = {statement: place for place, statement in enumerate(statements)}
    rows = np.array(sorted((place_of[p], column_of[s], value) for (p, s), value in cast.items()))
    return Conversation(
        name,
        len(people),
        len(statements),
        rows[:, 0],
        rows[:, 1],
        rows[:, 2],
        np.array([groups.get(person, -1) for person in people], dtype=np.int32),
    )


if __name__ == "__main__":
    main()
