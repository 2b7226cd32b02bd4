"""What a next map would count: drawn anew, or the groups of the last one counted anew."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from mithaq.dialogues.enums import Shown, State
from mithaq.dialogues.models import Dialogue, Drawn, Statement
from mithaq.dialogues.services import batches, figuring, tabling
from mithaq.dialogues.services.batches import NOBODY, Ledger
from mithaq.dialogues.services.columns import Read
from mithaq.dialogues.services.tabling import Tabled
from mithaq.foundation import languages
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
    tabled: Tabled
    held: tuple[int, ...] = ()
    seen: Any = None  # where the groups stayed: as `batches.settled` told it
    room: Any = None


@dataclass(frozen=True, eq=False)
class Before:
    """What a next map follows, which answers are `new` after it, and who `waits` for which cell of the tables.
    `tables`: whether cells may be counted anew with it, and `is_last` whether no other map follows."""

    ledger: Ledger | None
    last: Drawn | None
    new: Any
    waits: Any
    tables: bool
    is_last: bool

    @property
    def aside(self) -> Any:
        """Whose answers are not counted as long as no cell has them as its own."""
        return (self.waits != NOBODY) & (not self.is_last)

    @property
    def shown(self) -> dict[tuple[str, str], int]:
        return {} if self.ledger is None else {cell: len(told) for cell, told in self.ledger.cells.items()}


def make(
    dialogue: Dialogue, found: Read, ledger: Ledger | None, last: Drawn | None, *, tables: bool, is_last: bool
) -> Made | None:
    """Nothing where nothing may be published, or nothing changed."""
    if ledger is not None:
        ledger = replace(ledger, cells=batches.standing(ledger.cells, found.people, dialogue.floor))
    new = batches.fresh(ledger, found.people, found.version)
    before = Before(ledger, last, new, np.full(len(new), NOBODY), tables, is_last)
    if dialogue.shown == Shown.LIVE and (dialogue.state == State.OPEN or (is_last and tables)):
        before = replace(before, waits=_waits(dialogue, found, before))
    gone = ledger is not None and bool(np.any(ledger.inside & ~np.isin(ledger.people, found.people)))
    if np.count_nonzero(new & ~before.aside) >= dialogue.floor:
        made = _anew(dialogue, found, before)
        if made is not None:
            return made
    elif not gone:
        return None
    if ledger is None or last is None:
        return None
    before = replace(before, tables=tables and not gone)  # a group that shrinks has nobody of its own
    return _as_they_were(dialogue, found, before, ledger, last)


def _waits(dialogue: Dialogue, found: Read, before: Before) -> Any:
    placed, newcomers = figuring.enough(found.votes, dialogue.mode), before.new
    if before.ledger is not None:
        newcomers = newcomers & (batches.aligned(before.ledger, found.people, before.ledger.group, NOBODY) == NOBODY)
    return tabling.waiting(
        dialogue.seed, found.people, newcomers & placed, placed, found.cells, before.shown, dialogue.floor
    )


def _tabled(dialogue: Dialogue, found: Read, before: Before, group: Any, fresh: Any, steady: Any) -> Tabled:
    """The tables that come with a map of these groups, in which who waits stands already."""
    if not before.tables:
        return Tabled({}, np.full(len(group), batches.UNSEEN), before.aside)
    return tabling.issued(
        group, fresh, before.waits, steady, found.cells, before.shown, dialogue.floor, is_last=before.is_last
    )


def _anew(dialogue: Dialogue, found: Read, before: Before) -> Made | None:
    options = opinion.Options(
        mode=dialogue.mode, max_groups=dialogue.max_groups, seed=_seed(dialogue), floor=dialogue.floor
    )
    try:
        drawn = opinion.draw(found.votes, options)
    except opinion.CannotDraw:
        return None
    group = batches.renumbered(drawn.labels, before.new & ~before.aside, dialogue.floor)
    if group is None:
        return None
    tabled = _tabled(dialogue, found, before, group, before.new, ~before.new)
    group = np.where(tabled.wait, NOBODY, group)
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
        whole=not tabled.wait.any(),
        tabled=tabled,
    )


def _as_they_were(dialogue: Dialogue, found: Read, before: Before, ledger: Ledger, last: Drawn) -> Made | None:
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
    stood_in = batches.aligned(ledger, found.people, ledger.group, NOBODY)
    near = figuring.nearest(points, stood_in, figuring.enough(votes, dialogue.mode))
    done = batches.settled(ledger, found.people, found.version, near, dialogue.floor, before.aside)
    if done is None:
        return None
    was = batches.aligned(ledger, found.people, ledger.version, np.uint64(0))
    there = np.where(before.aside & np.isin(near, done.renewed), near, done.group)
    anew = np.isin(there, done.renewed)
    as_now = anew | (was == found.version)
    tabled = _tabled(dialogue, found, before, there, before.new & anew, ~before.new & as_now)
    done = replace(done, group=np.where(tabled.wait, NOBODY, there))
    counts = np.zeros((len(ledger.counts), len(now), len(opinion.ANSWERS)), dtype=np.int64)
    counts[:, known] = ledger.counts[:, column]
    renewed = opinion.table(votes, done.group, len(counts))
    for one in done.renewed:
        counts[one] = renewed[one]
    sizes = np.bincount(done.group[done.group >= 0], minlength=len(counts))
    stays = [one for one in range(len(counts)) if one not in done.ended and sizes[one] >= dialogue.floor]
    group = np.full(len(done.group), NOBODY)
    for number, one in enumerate(stays):
        group[done.group == one] = number
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
        whole=bool((version == found.version)[group >= 0].all()) and not tabled.wait.any(),
        tabled=tabled,
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


def told_otherwise(dialogue: Dialogue, found: Read, made: Made, uids: list[str]) -> list[dict[str, Any]]:
    """Statements that one group answers otherwise in one language than in another: for the translators."""
    k = len(made.counts)
    if not made.whole or not k:
        return []
    told = [languages.CODES[one] for one in found.spoken.tolist()]
    counts, names = opinion.by_language(found.votes, made.group, k, told)
    return [
        {"statement": uids[one.statement], "languages": [one.language, one.other], "apart": round(one.apart, 2),
         "turned": one.turned}
        for one in opinion.read_differently(counts, names, skip=found.votes.meta, least=dialogue.floor)
    ]  # fmt: skip


def digest_of(dialogue: Dialogue, found: Read, made: Made) -> str:
    """Of who is counted, how, and in which group: the same has the same figures."""
    inside = made.group >= 0
    whole = hashlib.sha256(f"{opinion.VERSION} {dialogue.mode} {dialogue.max_groups} {dialogue.seed}\n".encode())
    for part in (found.people[inside], made.version[inside], made.group[inside], made.counts):
        whole.update(np.ascontiguousarray(part).tobytes())
    return whole.hexdigest()
