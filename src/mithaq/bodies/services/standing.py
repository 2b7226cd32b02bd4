"""Making stand what a charter asks for, and doing what happens by itself on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, F

from mithaq.bodies import clauses
from mithaq.bodies.enums import Ended
from mithaq.bodies.models import Body, Mandate, Seat, Tenure, Waiting
from mithaq.bodies.rolls import not_over, with_holders
from mithaq.bodies.selectors.standing import CHARTER
from mithaq.bodies.services import noting
from mithaq.bodies.services.chairs import turn_seats
from mithaq.bodies.services.opening import LASTED, new_seats, standing_seats, wind_up
from mithaq.bodies.services.resting import that_rest_on
from mithaq.bodies.services.seating import end, locked
from mithaq.bodies.services.waiting import move_up
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution
from mithaq.kernels import cadence
from mithaq.kernels.charter import Charter, Clause


@transaction.atomic
def stand(institution: Institution, charter: Charter, *, on: date, by: Actor, at: datetime) -> int:
    """Bodies, their seats and mandates as the charter asks for them from a day on; how many things were changed.

    A body the charter no longer tells of ends, and who sits there with it. Where it has fewer seats, free ones go
    first, then those taken last. Groups that are opened one by one are not opened, but follow their clause.
    """
    known = list(Body.objects.filter(institution=institution).select_related("institution"))
    told = {clause.id: clause for clause in clauses.bodies(charter)}
    gone = [body for body in known if body.clause not in told and _is_there(body, on)]
    if gone:
        wind_up(gone, charter, on=on, at=at, reason=CHARTER)
    opened, again = _opened(institution, told.values(), known, on)
    changed = _named_anew(known, told, on)
    here = [body for body in known if body.clause in told and _is_there(body, on)]
    seats = _seats(charter, here, on) + _put_up(charter, opened, on)
    parts = _joined([*here, *opened], told)
    mandates = _mandates(charter, [*here, *opened])
    turned = turn_seats(institution, charter, since=on, by=by, at=at)
    changes = len(gone) + len(opened) + again + changed + seats + parts + mandates
    if changes:
        said = {"opened": len(opened), "closed": len(gone), "changes": changes, "from": on.isoformat()}
        noting.write(
            "bodies.stand",
            f"institutions.institution:{institution.uid}",
            institution=institution,
            by=by,
            at=at,
            after=said,
        )
    return changes + turned


def _is_there(body: Body, on: date) -> bool:
    """On the day or later; what the charter ended is not there on its last day either."""
    return body.ended_because != CHARTER and (body.until is None or on < body.until)


def _opened(institution: Institution, told: Iterable[Clause], known: list[Body], on: date) -> tuple[list[Body], int]:
    """The bodies of which there is one; one that ended with an earlier charter begins again under its old address.

    Gives those that are new, and how many began again.
    """
    by_clause = {body.clause: body for body in known}
    keys = {body.key for body in known}
    fresh: list[Body] = []
    again: list[Body] = []
    for clause in told:
        if clauses.is_group(clause):
            continue
        body = by_clause.get(clause.id)
        if body is None:
            fresh.append(_made(institution, clause, on, keys))
        elif body.ended_because == CHARTER:
            body.until, body.ended_because = None, ""
            again.append(body)
    Body.objects.bulk_create(fresh)
    Body.objects.bulk_update(again, ["until", "ended_because"])
    return fresh, len(again)


def _made(institution: Institution, clause: Clause, on: date, keys: set[str]) -> Body:
    begins = on
    when = clause.get("when")
    if isinstance(when, cadence.Window) and when.first > on and when.edge != "by":
        begins = when.first
    key, number = clause.key[:76], 1
    while key in keys:
        number += 1
        key = f"{clause.key[:74]}-{number}"
    keys.add(key)
    return Body(
        institution=institution,
        key=key,
        clause=clause.id,
        kind=clause["kind"],
        name=Words(clause.name.as_dict()),
        from_date=begins,
        until=cadence.after(begins, clause["lasts"]) if "lasts" in clause.values else None,
    )


def _named_anew(known: list[Body], told: dict[str, Clause], on: date) -> int:
    """Names and kinds as the text has them now; groups keep the names they were opened with."""
    changed = []
    for body in known:
        clause = told.get(body.clause)
        if clause is None or not _is_there(body, on):
            continue
        name = body.name if clauses.is_group(clause) else Words(clause.name.as_dict())
        if (body.name, body.kind) != (name, clause["kind"]):
            body.name, body.kind = name, clause["kind"]
            changed.append(body)
    Body.objects.bulk_update(changed, ["name", "kind"])
    return len(changed)


def _put_up(charter: Charter, opened: list[Body], on: date) -> int:
    """Seats of bodies that are new."""
    seats = [seat for body in opened for seat in new_seats(charter, body, max(on, body.from_date))]
    Seat.objects.bulk_create(seats)
    return len(seats)


def _seats(charter: Charter, bodies: list[Body], on: date) -> int:
    """As many seats of each kind as their clause asks for."""
    by_key = {body.pk: body for body in bodies}
    there: dict[tuple[int, str], list[Seat]] = defaultdict(list)
    last: dict[tuple[int, str], int] = defaultdict(int)
    for seat in Seat.objects.filter(body__in=bodies):
        last[seat.body_id, seat.clause] = max(last[seat.body_id, seat.clause], seat.number)
        if seat.until is None or seat.until > on or seat.until == by_key[seat.body_id].until:
            there[seat.body_id, seat.clause].append(seat)
    more: list[Seat] = []
    fewer: list[Seat] = []
    asked = {(body.pk, clause.id): clause for body in bodies for clause in clauses.seats(charter, body.clause)}
    for (pk, clause_id), clause in asked.items():
        wanted, seats = standing_seats(clause), there[pk, clause_id]
        more += [
            Seat(
                institution=by_key[pk].institution,
                body=by_key[pk],
                clause=clause_id,
                number=last[pk, clause_id] + number,
                from_date=on,
                until=by_key[pk].until,
            )
            for number in range(1, wanted - len(seats) + 1)
        ]
        if clause["count"].most is not None and clause.binds and len(seats) > wanted:
            fewer += _to_go(seats, len(seats) - wanted, on)
    fewer += [seat for key, seats in there.items() if key not in asked for seat in seats]
    Seat.objects.bulk_create(more)
    _take_down(charter, fewer, on)
    return len(more) + len(fewer)


def _to_go(seats: list[Seat], number: int, on: date) -> list[Seat]:
    """Free seats first, then those taken last."""
    held = Tenure.objects.filter(not_over(on), seat__in=seats).order_by("-from_date")  # of each seat the first counts
    taken = dict(held.values_list("seat", "from_date"))
    order = sorted(seats, key=lambda seat: (taken.get(seat.pk, date.max), seat.number), reverse=True)
    return order[:number]


def _take_down(charter: Charter, seats: list[Seat], on: date) -> None:
    """They are there no more; whoever sat on them is released, and from seats that rest on them."""
    if not seats:
        return
    sitting = list(with_holders(Tenure.objects.filter(not_over(on), seat__in=seats)))
    end([*sitting, *that_rest_on(charter, sitting, on=on)], on=on, ended=Ended.RELEASED, reason=CHARTER)
    unused = {seat.pk for seat in seats} - set(Tenure.objects.filter(seat__in=seats).values_list("seat", flat=True))
    Seat.objects.filter(pk__in=unused).delete()
    for seat in seats:
        seat.until = on
    Seat.objects.bulk_update([seat for seat in seats if seat.pk not in unused], ["until"])


def _joined(bodies: list[Body], told: dict[str, Clause]) -> int:
    """Which body belongs to which."""
    by_clause = {body.clause: body for body in bodies}
    changed = []
    for body in bodies:
        whole = by_clause.get(told[body.clause].get("part_of", ""))
        if body.part_of_id != (whole.pk if whole else None):
            body.part_of = whole
            changed.append(body)
    Body.objects.bulk_update(changed, ["part_of"])
    return len(changed)


def _mandates(charter: Charter, bodies: list[Body]) -> int:
    """The time the text itself gives a body; what a decision extended stays beside it."""
    known = {(one.body_id, one.clause): one for one in Mandate.objects.filter(body__in=bodies, decided_by="")}
    fresh, changed = [], []
    for body in bodies:
        for clause in clauses.parts(charter, body.clause, "mandate"):
            when = clause["when"]
            if not isinstance(when, cadence.Window):
                continue
            begins = body.from_date if when.edge == "by" else when.first
            if when.until <= begins:
                continue
            mandate = known.get((body.pk, clause.id))
            if mandate is None:
                fresh.append(
                    Mandate(
                        institution=body.institution, body=body, clause=clause.id, from_date=begins, until=when.until
                    )
                )
            elif (mandate.from_date, mandate.until) != (begins, when.until):
                mandate.from_date, mandate.until = begins, when.until
                changed.append(mandate)
    Mandate.objects.bulk_create(fresh)
    Mandate.objects.bulk_update(changed, ["from_date", "until"])
    return len(fresh) + len(changed)


@transaction.atomic
def tend(institution: Institution, charter: Charter, *, on: date, by: Actor, at: datetime) -> int:
    """What happens by itself by a day: terms and groups end, the chair goes round, who waits is seated.

    Gives the number of acts. Asks the database the same few questions however many bodies there are, and more only for
    those where something happens.
    """
    acts = _terms_end(institution, on, by=by, at=at) + _groups_end(institution, on, by=by, at=at)
    acts += turn_seats(institution, charter, since=on, by=by, at=at)
    waiting = Waiting.objects.filter(institution=institution, left_at=None)
    for body in Body.objects.filter(pk__in=waiting.values("body")):
        acts += move_up(locked(body), on=on, by=by, at=at)
    return acts


def _terms_end(institution: Institution, on: date, *, by: Actor, at: datetime) -> int:
    """Tenures whose day has come are marked as ended, and each body's are in the register of acts once."""
    over = Tenure.objects.filter(institution=institution, until__lte=on, ended="")
    counts = dict(over.order_by().values_list("seat__body").annotate(Count("pk")))
    if not counts:
        return 0
    with_body = over.filter(until__gte=F("seat__body__until"))
    Tenure.objects.filter(pk__in=with_body.order_by().values("pk")).update(ended=Ended.BODY_ENDED)
    over.update(ended=Ended.TERM)
    for body in Body.objects.filter(pk__in=counts):
        said = {**noting.about_body(body), "number": counts[body.pk], "on": on.isoformat()}
        noting.write("bodies.end_terms", body, institution=institution, clause=body.clause, by=by, at=at, after=said)
    return len(counts)


def _groups_end(institution: Institution, on: date, *, by: Actor, at: datetime) -> int:
    """Bodies that have lasted as long as they may."""
    over = list(Body.objects.filter(institution=institution, until__lte=on, ended_because=""))
    if not over:
        return 0
    Waiting.objects.filter(body__in=over, left_at=None).update(left_at=at)
    Body.objects.filter(pk__in=[body.pk for body in over]).update(ended_because=LASTED)
    for body in over:
        said = {**noting.about_body(body), "until": noting.day(body.until)}
        noting.write("bodies.end", body, institution=institution, clause=body.clause, by=by, at=at, after=said)
    return len(over)
