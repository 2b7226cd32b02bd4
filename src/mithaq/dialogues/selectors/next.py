"""Which statement somebody is asked next: by priority, few votes first; asked again at the same place, the same.

What may be asked, in three languages and with its weight, is read once for a while and shared by everybody: an answer
to the vote then needs only what this person has answered. Whether a statement may be voted on is asked when it is.
"""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Count
from django_scopes import scope

from mithaq.dialogues.models import Dialogue, Drawn, Rendition, Statement, Vote
from mithaq.foundation import languages, quick
from mithaq.institutions.selectors import Institution
from mithaq.kernels import opinion

FRESH = timedelta(seconds=5)
VOTES_OF_A_FRESH_COUNT = 20_000  # with many more, they are counted more seldom: weights hardly move then


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement as it can be asked: its words by language, the language it was written in, its weight."""

    pk: int
    uid: str
    original: str
    texts: Mapping[str, str]
    weight: float

    def language_for(self, reader: str) -> str:
        """The reader's, which every statement that is voted on has; else the original."""
        return reader if reader in self.texts else self.original


@dataclass(frozen=True, slots=True)
class Pool:
    """Every statement of a dialogue that is voted on, in the order they were given."""

    statements: tuple[Asked, ...]
    until: datetime
    by_uid: Mapping[str, Asked] = field(default_factory=dict)

    def of(self, uid: str) -> Asked | None:
        return self.by_uid.get(uid)


_pools: dict[tuple[str, str], Pool] = {}


def pool(institution: Institution, dialogue: str, *, at: datetime, fresh: bool = False) -> Pool:
    """`dialogue` by its uid. Some seconds old at most in what may be asked, unless it is to be `fresh`."""
    key = (institution.uid, dialogue)
    known = _pools.get(key)
    if known is None or fresh or at >= known.until:
        known = _pools[key] = _read(institution, dialogue, at)
        for other in [one for one, held in list(_pools.items()) if held.until + timedelta(hours=1) < at]:
            _pools.pop(other, None)
    return known


def forget() -> None:
    _pools.clear()


def answered(participant: int) -> frozenset[int]:
    """The keys of the statements a participant has answered."""
    return frozenset(row[0] for row in quick.rows(_answered(), [participant]))


@cache
def _answered() -> str:
    vote = connection.ops.quote_name(Vote._meta.db_table)
    return f"SELECT statement_id FROM {vote} WHERE participant_id = %s"  # noqa: S608 - the name of our own table


def following(
    pool: Pool, answered: Collection[int], *, seed: str, participant: str, skip: Collection[str] = ()
) -> Asked | None:
    """The next one to ask, None when all are answered; never one that is.

    Drawn with chances in proportion to the weights, by numbers that follow from the dialogue's seed, the participant
    and how many they have answered: asked again it is the same, and hardly ever another when weights move a little.
    `skip`: those the person wants to come to later (uids); only they left, they come.
    """
    left = [one for one in pool.statements if one.pk not in answered]
    if not left:
        return None
    number = len(pool.statements) - len(left)
    seeded = sha256(f"{seed}:{participant}:{number}".encode()).digest()
    chance = random.Random(int.from_bytes(seeded, "big"))  # noqa: S311 - a seeded order, no secret
    drawn = {one.pk: chance.random() for one in pool.statements}
    now = [one for one in left if one.uid not in skip] or left
    return min(now, key=lambda one: -math.log(1.0 - drawn[one.pk]) / one.weight)


def ahead(
    pool: Pool,
    answered: Collection[int],
    *,
    seed: str,
    participant: str,
    skip: Collection[str] = (),
    number: int = 3,
) -> list[Asked]:
    """The next one and those that will follow, if each is answered: a page can go on before the house has replied."""
    done, found = set(answered), list[Asked]()
    while len(found) < number:
        one = following(pool, done, seed=seed, participant=participant, skip=skip)
        if one is None:
            break
        found.append(one)
        done.add(one.pk)
    return found


def progress(pool: Pool, answered: Collection[int]) -> tuple[int, int]:
    """How many of those that can be answered are, and how many there are."""
    return sum(1 for one in pool.statements if one.pk in answered), len(pool.statements)


def _read(institution: Institution, dialogue: str, at: datetime) -> Pool:
    with scope(institution=institution):
        held = Dialogue.objects.filter(institution=institution, uid=dialogue).first()
        rows = list(Statement.objects.filter(dialogue=held, votable=True).order_by("number", "pk")) if held else []
        texts: dict[int, dict[str, str]] = {}
        originals: dict[int, str] = {}
        for one in Rendition.objects.filter(statement__in=[row.pk for row in rows], reviewed_at__isnull=False):
            texts.setdefault(one.statement_id, {})[one.language] = one.text
            if one.is_original:
                originals[one.statement_id] = one.language
        answers = dict(Vote.objects.filter(dialogue=held).values_list("statement").annotate(n=Count("pk")))
        weights = _weights(rows, answers, held) if held else []
    asked = tuple(
        Asked(row.pk, row.uid, originals.get(row.pk, languages.CODES[0]), texts.get(row.pk, {}), weight)
        for row, weight in zip(rows, weights, strict=True)
        if texts.get(row.pk)
    )
    fresh = FRESH * (1 + sum(answers.values()) // VOTES_OF_A_FRESH_COUNT)
    return Pool(asked, at + fresh, {one.uid: one for one in asked})


def _weights(rows: list[Statement], answers: Mapping[int, int], dialogue: Dialogue) -> list[float]:
    """Polis' formula, from what the last published map tells, and how often each statement has been answered, counted
    in steps of the floor: whoever looks what comes next, however often, learns nothing of how a few have answered."""
    if not rows:
        return []
    told = _last(dialogue)
    table = np.zeros((1, len(rows), len(opinion.ANSWERS)), dtype=np.int64)
    for place, row in enumerate(rows):
        shares = told.get(row.uid, {}).get("all") or []
        shares = shares if sum(shares) else [1] * len(opinion.ANSWERS)
        often = answers.get(row.pk, 0) // dialogue.floor * dialogue.floor
        table[0, place] = [round(often * share / sum(shares)) for share in shares]
    far = np.asarray([float(told.get(row.uid, {}).get("reach", 0.0)) for row in rows], dtype=np.float64)
    return opinion.polis_priorities(table, far, [place for place, row in enumerate(rows) if row.is_meta])


def _last(dialogue: Dialogue) -> Mapping[str, Any]:
    """By statement what the last published map tells of it."""
    last = Drawn.objects.filter(dialogue=dialogue).order_by("-number").values_list("figures", flat=True).first()
    told: Mapping[str, Any] = (last or {}).get("statements", {})
    return told
