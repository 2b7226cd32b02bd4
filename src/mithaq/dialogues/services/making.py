"""What a next map would count: drawn anew, or the groups of the last one counted anew."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from mithaq.dialogues.models import Dialogue, Drawn, Statement
from mithaq.dialogues.services import batches, figuring
from mithaq.dialogues.services.batches import Ledger
from mithaq.dialogues.services.columns import Read
from mithaq.kernels import opinion


@dataclass(frozen=True, eq=False)
class Made:
    """What a next map would count: by person read the group (NOBODY: not counted), and the figures' raw material."""

    group: Any
    version: Any
    counts: Any
    points: Any
    how: dict[str, Any]
    bridging: Any  # of near halves of groups, told only where these have `floor` people
    bridges: list[str]
    holds: list[float | None]
    stability: Any
    whole: bool  # everybody counted is counted as they answered now
    held: tuple[int, ...] = ()
    seen: Any = None  # where the groups stayed: as `batches.settled` told it
    room: Any = None


def make(dialogue: Dialogue, found: Read, ledger: Ledger | None, last: Drawn | None) -> Made | None:
    new = batches.fresh(ledger, found.people, found.version)
    gone = ledger is not None and bool(np.any(ledger.inside & ~np.isin(ledger.people, found.people)))
    if np.count_nonzero(new) >= dialogue.floor:
        made = _anew(dialogue, found, new)
        if made is not None:
            return made
    elif not gone:
        return None
    return None if ledger is None or last is None else _as_they_were(dialogue, found, ledger, last)


def _anew(dialogue: Dialogue, found: Read, new: Any) -> Made | None:
    options = opinion.Options(
        mode=dialogue.mode, max_groups=dialogue.max_groups, seed=_seed(dialogue), floor=dialogue.floor
    )
    try:
        drawn = opinion.draw(found.votes, options)
    except opinion.CannotDraw:
        return None
    group = batches.renumbered(drawn.labels, new, dialogue.floor)
    if group is None:
        return None
    told = int(group.max()) + 1
    uids, counts = uids_of(dialogue, found), opinion.table(found.votes, group, told)
    kept = [one for one in drawn.groups if one.size >= dialogue.floor]
    how = figuring.stand(drawn, counts.sum(axis=0), dialogue.floor)
    has_halves = len(kept) == drawn.k and all(one.size >= 2 * dialogue.floor for one in kept)
    bridging = np.zeros(len(found.uids))
    if has_halves:
        for one in drawn.figures:
            bridging[one.statement] = one.bridging
    return Made(
        group=group,
        version=found.version,
        counts=counts,
        points=figuring.placed(how, found.votes),
        how=how,
        bridging=bridging,
        bridges=[uids[one.statement] for one in opinion.bridges_of(drawn)] if has_halves else [],
        holds=[one.holds for one in kept],
        stability=drawn.stability,
        whole=True,
    )


def _as_they_were(dialogue: Dialogue, found: Read, ledger: Ledger, last: Drawn) -> Made | None:
    """The groups of the last map, counted anew where that is allowed. A statement that was taken away is
    in none any more; one that came since is counted in those. A group below a floor that rose is told of no more."""
    now, votes = np.array(found.uids, dtype=np.int64), found.votes
    known = np.isin(now, ledger.statements)
    column = np.searchsorted(ledger.statements, now[known])
    centre, axes = np.zeros(len(now)), np.zeros((2, len(now)))
    centre[known] = np.asarray(ledger.stand["centre"])[column]
    axes[:, known] = np.asarray(ledger.stand["axes"])[:, column]
    how = {**ledger.stand, "centre": centre, "axes": axes}
    points = figuring.placed(how, votes)
    before = batches.aligned(ledger, found.people, ledger.group, batches.NOBODY)
    near = figuring.nearest(points, before, figuring.enough(votes))
    done = batches.settled(ledger, found.people, found.version, near, dialogue.floor)
    if done is None:
        return None
    counts = np.zeros((len(ledger.counts), len(now), len(opinion.ANSWERS)), dtype=np.int64)
    counts[:, known] = ledger.counts[:, column]
    renewed = opinion.table(votes, done.group, len(counts))
    for one in done.renewed:
        counts[one] = renewed[one]
    sizes = np.bincount(done.group[done.group >= 0], minlength=len(counts))
    stays = [one for one in range(len(counts)) if one not in done.ended and sizes[one] >= dialogue.floor]
    group = np.full(len(done.group), batches.NOBODY)
    for number, one in enumerate(stays):
        group[done.group == one] = number
    was = batches.aligned(ledger, found.people, ledger.version, np.uint64(0))
    anew = np.isin(done.group, done.renewed)
    version = np.where(anew, found.version, was)
    stood = batches.aligned(ledger, found.people, ledger.points, 0.0)
    told = last.figures
    figured = told.get("statements", {})
    uids = uids_of(dialogue, found)
    return Made(
        group=group,
        version=version,
        counts=counts[stays],
        points=np.where(anew[:, None], points, stood),  # the shape of a group tells no more than its figures do
        how=how,
        bridging=np.array([figured.get(uid, {}).get("bridging", 0.0) for uid in uids]),
        bridges=[uid for uid in told.get("bridges", []) if uid in set(uids)],
        holds=[told["groups"][one]["holds"] for one in stays],
        stability=_stability(told.get("stability")),
        whole=bool((version == found.version)[group >= 0].all()),
        held=done.held,
        seen=done.seen,
        room=done.room,
    )


def _stability(told: Mapping[str, Any] | None) -> opinion.Stability | None:
    if told is None:
        return None
    return opinion.Stability(told["agreement"], told["same"] / max(1, told["of"]), told["clear"], 0.0, told["of"])


def uids_of(dialogue: Dialogue, found: Read) -> list[str]:
    uid_of = dict(Statement.objects.filter(dialogue=dialogue).values_list("pk", "uid"))
    return [uid_of[pk] for pk in found.uids]


def _seed(dialogue: Dialogue) -> int:
    return int.from_bytes(hashlib.sha256(dialogue.seed.encode()).digest()[:4], "little")
