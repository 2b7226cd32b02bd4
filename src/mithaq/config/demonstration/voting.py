"""The simulated network elects: its board a while ago, two vacant seats of it now, and soon its steering committee.

Who votes how is drawn once from a fixed number: the same demonstration each time, and said to be simulated.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from mithaq.bodies import selectors as sitting
from mithaq.elections import selectors as reading
from mithaq.elections import services as elections
from mithaq.elections.enums import Kind, Secrecy
from mithaq.foundation.actors import SYSTEM, task

BY = task("demonstration")
BOARD = "body.board.seat.member"
STEERING = "body.steering-committee.seat.member"
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def _body(institution: Any, key: str) -> sitting.Body:
    found = sitting.body(institution, key)
    assert found is not None, key
    return found


def board(institution: Any, plan: Mapping[str, Any], members: Mapping[str, Any], *, since: datetime) -> list[Any]:
    """Six seats of the board, elected in secret by all members; terms begin on the day `since`. Who was elected.

    By votes alone the national organisations would have taken three seats: the count with the quotas seats two of each.
    """
    closes = since - 9 * DAY
    election = elections.call(
        institution,
        _body(institution, "board"),
        BOARD,
        title=plan["title"],
        about=plan["about"],
        seats=6,
        nominations_until=since - 26 * DAY,
        roll_on=(since - 26 * DAY).date(),
        opens_at=since - 24 * DAY,
        closes_at=closes,
        term_from=since.date(),
        seed_source=plan["seed_source"],
        is_simulated=True,
        by=BY,
        at=since - 40 * DAY,
    )
    _stand(election, plan["candidates"], members, at=since - 35 * DAY)
    elections.close_nominations(election, by=BY, at=since - 26 * DAY + HOUR)
    elections.fix_roll(election, on=election.roll_on, by=BY, at=since - 26 * DAY + 2 * HOUR)
    election = elections.open_voting(election, by=BY, at=since - 24 * DAY)
    _vote(election, plan, members, at=since - 20 * DAY)
    elections.close_voting(election, by=BY, at=closes + HOUR)
    elections.open_box(election, by=BY, at=closes + 2 * HOUR)
    count = elections.count_now(election, seed=plan["seed"], by=BY, at=closes + 3 * HOUR)
    return elections.declare(count, on=since.date(), by=BY, at=since - DAY)


def vacancies(institution: Any, plan: Mapping[str, Any], members: Mapping[str, Any], *, at: datetime) -> None:
    """The two seats that became vacant: voting is open, and not everybody has voted."""
    body = _body(institution, "board")
    election = elections.call(
        institution,
        body,
        BOARD,
        title=plan["title"],
        about=plan["about"],
        seats=2,
        kind=Kind.BY_ELECTION,
        follows=reading.declared(body, BOARD),
        nominations_until=at - 6 * DAY,
        roll_on=(at - 6 * DAY).date(),
        opens_at=at - 4 * DAY,
        closes_at=at + 9 * DAY,
        term_from=(at + 12 * DAY).date(),
        seed_source=plan["seed_source"],
        is_simulated=True,
        by=BY,
        at=at - 18 * DAY,
    )
    _stand(election, plan["candidates"], members, at=at - 12 * DAY)
    elections.close_nominations(election, by=BY, at=at - 6 * DAY + HOUR)
    elections.fix_roll(election, on=election.roll_on, by=BY, at=at - 6 * DAY + 2 * HOUR)
    election = elections.open_voting(election, by=BY, at=at - 4 * DAY)
    _vote(election, plan, members, at=at - DAY)


def committee(institution: Any, plan: Mapping[str, Any], members: Mapping[str, Any], *, at: datetime) -> None:
    """Further seats of the steering committee: nominations come in, and a region and themes are still missing."""
    election = elections.call(
        institution,
        _body(institution, "steering-committee"),
        STEERING,
        title=plan["title"],
        about=plan["about"],
        seats=plan["seats"],
        secrecy=Secrecy.CONFIDENTIAL,
        nominations_until=at + 8 * DAY,
        roll_on=(at + 8 * DAY).date(),
        opens_at=at + 10 * DAY,
        closes_at=at + 20 * DAY,
        term_from=(at + 24 * DAY).date(),
        is_simulated=True,
        by=BY,
        at=at - 5 * DAY,
    )
    _stand(election, plan["candidates"], members, at=at - 2 * DAY)
    for key in plan["asked"]:
        elections.nominate(election, organisation=members[key], by=BY, at=at - DAY)


def _stand(election: Any, keys: Iterable[str], members: Mapping[str, Any], *, at: datetime) -> None:
    for key in keys:
        asked = elections.nominate(election, organisation=members[key], by=BY, at=at)
        elections.consent(asked, by=BY, at=at)


def _vote(election: Any, plan: Mapping[str, Any], members: Mapping[str, Any], *, at: datetime) -> None:
    """Everybody on the roll but those who keep silent ranks up to five, oftener those who are stronger in the plan."""
    drawn = random.Random(20181210)  # noqa: S311 - a play of chance that is to be the same each time
    key_of = {organisation.pk: key for key, organisation in members.items()}
    weigh = {
        one.number: plan["strength"].get(key_of[one.organisation_id], 2)
        for one in reading.candidacies(election, to=None)
        if one.number is not None
    }
    assert weigh, "nobody stands"
    for elector in reading.electors(election):
        if key_of[elector.organisation_id] in plan["silent"]:
            continue
        left, ranking = dict(sorted(weigh.items())), []
        for _ in range(min(5, len(left))):
            (one,) = drawn.choices(list(left), weights=list(left.values()))
            ranking.append(one)
            del left[one]
        elections.cast(election, elector, ranking, by=SYSTEM, at=at)
