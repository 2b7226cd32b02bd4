"""What falls due here: elections to call, and what those under way wait for from their officers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from mithaq.bodies import selectors as bodies
from mithaq.bodies.selectors import Body, Sits
from mithaq.elections import addresses, keys
from mithaq.elections.enums import Secrecy, State
from mithaq.elections.models import Election
from mithaq.elections.selectors.quotas import made_now
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter, Clause
from mithaq.kernels.elections import CannotCount
from mithaq.notices.selectors import Owed

AHEAD = timedelta(days=60)  # so long before terms end an election is to be called
LAST_DAYS = timedelta(days=7)  # of nominations: from then on missing candidates are owed
_OVER = (State.DECLARED, State.CANCELLED)


def owed(institution: Institution, charter: Charter, *, on: date) -> list[Owed]:
    """For the officers. Two queries beside reading the bodies, and six more for each election in the last days of its
    nominations.
    """
    unsigned = Q(state=State.DECLARED, declaration__signature="")
    rows = Election.objects.filter(~Q(state__in=_OVER) | unsigned, institution=institution)
    found = list(rows.select_related("institution", "body").order_by("pk"))
    running = [one for one in found if one.state not in _OVER]
    waiting = (one for election in found for one in _waiting(election, on))
    return [*_to_call(institution, charter, running, on), *waiting]


def _to_call(institution: Institution, charter: Charter, running: list[Election], on: date) -> Iterator[Owed]:
    """Seats that are filled by election and will be too few held, while no election for them is under way."""
    view = bodies.overview(institution, on=on)
    under_way = {(one.body_id, one.clause) for one in running}
    others: dict[tuple[int, str], list[Sits]] = defaultdict(list)
    for one in (*view.left, *view.coming):
        others[one.body_id, one.clause].append(one)
    for body in view.bodies:
        for clause in charter.under(body.clause, "seat"):
            key = (body.pk, clause.id)
            if clause["selection"] != "election" or not clause.binds or key in under_way:
                continue
            found = _free(body, clause, [*view.held.get(key, ()), *others.get(key, ())], on)
            if found is not None:
                number, free_on = found
                yield Owed(
                    "elections.election-to-call",
                    f"{body.uid}:{clause.id}:{free_on.isoformat()}",
                    clause.id,
                    max(free_on - AHEAD, body.from_date),
                    max(free_on - timedelta(days=1), body.from_date),
                    facts={"body": dict(body.name), "seat": clause.name.as_dict(), "number": number},
                    path=addresses.elections(institution),
                )


def _free(body: Body, clause: Clause, tenures: list[Sits], on: date) -> tuple[int, date] | None:
    """How many seats will be free within sixty days of those that must be held, or end, and from when; None where all
    stay. Seats that nobody holds count where there are fewer held than there must be.
    """
    horizon = on + AHEAD
    sitting = {one.seat_id: one for one in tenures if one.holds(on)}
    followed = {one.seat_id for one in tenures if one.from_date > on and one.from_date <= horizon}
    ending = [one for one in sitting.values() if one.until and one.until <= horizon and one.seat_id not in followed]
    vacant = max(0, clause["count"].least - len(sitting.keys() | followed))
    if vacant:
        left = [one.until for one in tenures if one.until is not None and one.until <= on]
        since = max(left, default=body.from_date)
        return vacant + len(ending), since
    if ending:
        return len(ending), min(one.until for one in ending if one.until is not None)
    return None


def _waiting(election: Election, on: date) -> Iterator[Owed]:
    """What an election under way waits for: what its time did not bring by itself, the count, the declaration."""
    ends, opens = localdate(election.nominations_until), localdate(election.opens_at)
    closes = localdate(election.closes_at)
    state = election.state
    if lacks := _waiting_for_key(election):
        yield lacks
    if state == State.NOMINATING and ends < on:
        yield _owed(election, "nominations-to-close", ends, opens)
    elif state == State.NOMINATING and on >= ends - LAST_DAYS and not _within_reach(election):
        yield _owed(election, "quotas-at-risk", ends - LAST_DAYS, ends)
    elif state == State.NOMINATED and opens < on:
        yield _owed(election, "voting-to-open", opens, closes)
    elif state == State.OPEN and closes < on:
        yield _owed(election, "voting-to-close", closes)
    elif state == State.CLOSED and lacks and not election.closing:
        return
    elif state == State.CLOSED and election.header and not election.closing:
        yield _owed(election, "box-to-open", localdate(election.closed_at or election.closes_at), election.term_from)
    elif state == State.CLOSED:
        yield _owed(
            election, "ballots-to-count", localdate(election.closed_at or election.closes_at), election.term_from
        )
    elif state == State.COUNTED:
        yield _owed(
            election, "result-to-declare", localdate(election.closed_at or election.closes_at), election.term_from
        )


def _waiting_for_key(election: Election) -> Owed | None:
    """What waits for a key that is not on this machine: votes, the box, or the signature of the result. That somebody
    tried to vote tells nobody: it would say when.
    """
    if not election.header:
        return None
    is_shut = not election.closing
    boxed = is_shut and election.secrecy == Secrecy.CONFIDENTIAL
    file = keys.missing(election.uid, election.signing_key, boxed=boxed)
    since = election.declared_at or election.closed_at or election.opened_at
    if not file or since is None:
        return None
    if election.state == State.OPEN:
        key, due_on = "key-for-votes", localdate(election.closes_at)
    else:
        key, due_on = ("key-for-box" if is_shut else "key-for-result"), election.term_from
    return _owed(election, key, localdate(since), due_on, file=file)


def _within_reach(election: Election) -> bool:
    made = made_now(election)
    try:
        return made.standing >= election.seats and not made.conflict
    except CannotCount:
        return True  # the quotas cross too badly to say so now: closing nominations says it


def _owed(election: Election, key: str, opens_on: date, due_on: date | None = None, **more: str) -> Owed:
    facts = {
        "title": dict(election.title),
        "body": dict(election.body.name),
        "nominations_until": election.nominations_until.isoformat(),
        "closes_at": election.closes_at.isoformat(),
        **more,
    }
    due_on = due_on if due_on is None or due_on >= opens_on else opens_on
    path = addresses.election(election)
    return Owed(f"elections.{key}", election.uid, election.clause, opens_on, due_on, facts=facts, path=path)
