"""Polis' published results of 28 conversations, when `../shared/data` is there: the votes, and what Polis made of them.

The published votes lack some that the published results have counted. Which, the results themselves tell: how many
votes each person cast, and by base cluster (mostly of one person) and statement how many agreed, disagreed, voted.
Those that follow from these counts are put back; a conversation that lacks none then is complete. Of two conversations
votes were changed after the results were published.
"""

import json
import tarfile
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mithaq.kernels.opinion import AGREE, DISAGREE, PASS, Votes, votes_of

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "opinion" / "polis-math.tar.xz"


@dataclass(frozen=True)
class Published:
    """A conversation: `math` as published, `votes` with those put back, how many are still lacking (of people who are
    in a group and of others), and whether votes have changed since."""

    name: str
    math: dict[str, Any]
    votes: Votes
    lacking: int
    lacking_outside: int
    changed: bool

    @property
    def complete(self) -> bool:
        return not (self.lacking or self.lacking_outside or self.changed)

    @property
    def counted(self) -> bool:
        """Whether all votes of people in groups are there."""
        return not (self.lacking or self.changed)

    @property
    def places(self) -> dict[Hashable, int]:
        return {tid: place for place, tid in enumerate(self.votes.statements)}

    @property
    def left_out(self) -> list[int]:
        return sorted(self.votes.hidden)

    @property
    def hidden(self) -> list[Hashable]:
        return [self.votes.statements[place] for place in self.left_out]

    @property
    def groups(self) -> list[int]:
        return sorted(int(group) for group in self.math["group-votes"])

    @property
    def group_of(self) -> dict[Hashable, int]:
        """By participant the published group, by its place among the groups."""
        members = dict(zip(self.math["base-clusters"]["id"], self.math["base-clusters"]["members"], strict=True))
        return {
            person: self.groups.index(group["id"])
            for group in self.math["group-clusters"]
            for base in group["members"]
            for person in members[base]
        }

    @property
    def labels(self) -> np.ndarray[Any, Any]:
        """By place of a participant the published group, -1: none."""
        return np.array([self.group_of.get(person, -1) for person in self.votes.people], dtype=np.int32)

    @property
    def table(self) -> np.ndarray[Any, Any]:
        """The published counts by group and statement."""
        by_group = [self.math["group-votes"][str(group)]["votes"] for group in self.groups]
        counts = [[votes[str(tid)] for tid in self.votes.statements] for votes in by_group]
        return np.array([[(of["A"], of["D"], of["S"] - of["A"] - of["D"]) for of in group] for group in counts])


@cache
def conversations() -> tuple[Published, ...]:
    if not DATA.exists():
        pytest.skip("no ../shared/data/opinion/polis-math.tar.xz")
    files: dict[str, dict[str, Any]] = {}
    with tarfile.open(DATA) as archive:
        for member in archive:
            path = Path(member.name)
            if path.name in ("votes.json", "math-pca2.json") and (content := archive.extractfile(member)) is not None:
                files.setdefault(path.parent.name, {})[path.name] = json.load(content)
    return tuple(published(name, of["math-pca2.json"], of["votes.json"]) for name, of in sorted(files.items()))


def published(name: str, math: dict[str, Any], rows: list[dict[str, Any]]) -> Published:
    cast = {(row["participant_id"], row["statement_id"]): row["vote"] for row in rows}
    voted = Counter(person for person, _ in cast)
    lacking = {int(person): n - voted[int(person)] for person, n in math["user-vote-counts"].items()}
    changed = put_back(cast, math, {person for person, n in lacking.items() if n})
    voted = Counter(person for person, _ in cast)
    inside = set(math["in-conv"])
    still = {int(person): n - voted[int(person)] for person, n in math["user-vote-counts"].items()}
    out = {tid for tid in math["mod-out"] if tid in set(math["tids"])}
    return Published(
        name=name,
        math=math,
        votes=votes_of([(*key, value) for key, value in cast.items()], statements=math["tids"], hidden=out),
        lacking=sum(n for person, n in still.items() if person in inside),
        lacking_outside=sum(n for person, n in still.items() if person not in inside),
        changed=changed,
    )


def put_back(cast: dict[tuple[int, int], int], math: dict[str, Any], some: set[int]) -> bool:
    """Put the votes back that follow from the counts by base cluster; whether any count tells of a changed vote."""
    changed = False
    for tid, counts in math["votes-base"].items():
        for base, members in enumerate(math["base-clusters"]["members"]):
            values = [cast.get((person, int(tid))) for person in members]
            agreed = counts["A"][base] - values.count(AGREE)
            disagreed = counts["D"][base] - values.count(DISAGREE)
            voted = counts["S"][base] - sum(value is not None for value in values)
            if not (agreed or disagreed or voted):
                continue
            answers = {AGREE: agreed, DISAGREE: disagreed, PASS: voted - agreed - disagreed}
            changed = changed or min(answers.values()) < 0
            who = [person for person, value in zip(members, values, strict=True) if value is None and person in some]
            if len(who) == voted and voted in answers.values():
                value = next(answer for answer, n in answers.items() if n == voted)
                cast.update({(person, int(tid)): value for person in who})
    return changed
