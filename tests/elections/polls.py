"""Elections that are over: ballots in the box, as the tests of counting need them, without the way there.

poll = closed(hall, levels, papers)          # candidates by their levels, papers [[2, 0, 1], …], closed
count = services.count_now(poll, by=SYSTEM, at=COUNTED)
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from mithaq.elections import quoting
from mithaq.elections.enums import Marks, Method, Secrecy, Standing, State
from mithaq.elections.models import Ballot, Candidacy, Election
from mithaq.foundation.fields import words
from mithaq.kernels.elections import Quota
from mithaq.people.models import Organisation
from tests.bodies.network import DAY, at
from tests.elections.hall import SEAT, TERM_FROM, Hall

COUNTED = at(DAY + timedelta(days=23))
DECLARED_ON = DAY + timedelta(days=24)
SEED = "the weather in Tunis at noon"
LEVELS = Quota("body.board.balance.levels", "level", "equal", ("national", "regional", "global"))


def closed(
    hall: Hall,
    candidates: Sequence[Organisation],
    papers: Iterable[Sequence[int]],
    *,
    seats: int = 6,
    body: str = "board",
    clause: str = SEAT,
    quotas: Iterable[Quota] | None = None,
    traits: Sequence[Mapping[str, Sequence[str]]] = (),
    term_from: date = TERM_FROM,
    **told: Any,
) -> Election:
    """An election that is closed, with its box open; `quotas` those of the charter that bind, unless told."""
    begins = DAY
    found = hall.body(body)
    charter_quotas = quoting.of_charter(hall.charter, found, clause, aims=True, seats=seats)
    election = Election.objects.create(
        institution=hall.institution,
        body=found,
        clause=clause,
        title=words(ar="انتخاب", en="Election", fr="Élection"),
        seats=seats,
        quotas=[one.as_dict() for one in (charter_quotas if quotas is None else quotas)],
        called_at=at(begins),
        nominations_until=at(begins + timedelta(days=1)),
        roll_on=begins,
        opens_at=at(begins + timedelta(days=2)),
        closes_at=at(begins + timedelta(days=3)),
        closed_at=at(begins + timedelta(days=3)),
        term_from=term_from,
        state=State.CLOSED,
        **{"method": Method.BALANCED_STV, "marks": Marks.RANK, "secrecy": Secrecy.CONFIDENTIAL, **told},
    )
    for number, one in enumerate(candidates):
        Candidacy.objects.create(
            institution=hall.institution,
            election=election,
            organisation=one,
            standing=Standing.STANDS,
            nominated_at=at(begins),
            number=number,
            attributes={"level": [one.level], "holder": ["organisation"], **(traits[number] if traits else {})},
        )
    cast(election, papers)
    return election


def cast(election: Election, papers: Iterable[Sequence[int]]) -> None:
    Ballot.objects.bulk_create(
        Ballot(institution=election.institution, election=election, tracker=f"{number:06d}", choices=list(paper))
        for number, paper in enumerate(papers)
    )


def some(candidates: int, number: int, *, seed: int = 1, favour: Sequence[int] = ()) -> list[list[int]]:
    """So many papers that rank some of the candidates; those favoured stand first on most."""
    chance = random.Random(seed)
    found = []
    for _ in range(number):
        order = list(range(candidates))
        chance.shuffle(order)
        if favour and chance.random() < 0.8:
            first = list(favour)
            chance.shuffle(first)
            order = [*first, *(one for one in order if one not in favour)]
        found.append(order[: chance.randint(max(1, candidates // 2), candidates)])
    return found
