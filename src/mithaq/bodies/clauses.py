"""What a charter says of a body: its seats, chair, mandates and powers, as this room asks for them."""

from __future__ import annotations

from mithaq.bodies.models import Body
from mithaq.kernels import cadence
from mithaq.kernels.charter import Charter, Clause


def in_text(clause: Clause) -> bool:
    """Whether it still stands: what is superseded is kept in the text for the record only."""
    return clause.get("status", "adopted") != "superseded"


def bodies(charter: Charter) -> tuple[Clause, ...]:
    """Those that are adopted: what is only proposed does not stand."""
    return tuple(one for one in charter.of("body") if one.get("status", "adopted") == "adopted")


def parts(charter: Charter, body: str, kind: str) -> tuple[Clause, ...]:
    """The parts of one kind of a body, by the id of its clause."""
    return tuple(one for one in charter.under(body, kind) if in_text(one))


def seats(charter: Charter, body: str) -> tuple[Clause, ...]:
    return parts(charter, body, "seat")


def seat(charter: Charter, body: Body, clause: str) -> Clause | None:
    """The clause of seats of a body that goes by an id."""
    return next((one for one in seats(charter, body.clause) if one.id == clause), None)


def part(charter: Charter, body: str, kind: str) -> Clause | None:
    """What a body has once: `observers`, `chair`."""
    return next(iter(parts(charter, body, kind)), None)


def has_days(mandate: Clause) -> bool:
    """Whether the text itself says from when until when; otherwise it hangs on something else."""
    return isinstance(mandate["when"], cadence.Window)


def is_group(clause: Clause) -> bool:
    """Whether several bodies may be opened by it, one by one, as they are wanted."""
    return "number" in clause.values


def most(clause: Clause) -> int | None:
    """How many seats there may be; None where the number is open, or an aim only."""
    found: int | None = clause["count"].most
    return found if clause.binds else None


def dependants(charter: Charter, clause: str) -> tuple[str, ...]:
    """Seats whose holders are taken from the holders of these."""
    return tuple(one.id for one in charter.of("seat") if one.get("among") == clause)


def held_again(charter: Charter, body: str) -> frozenset[str]:
    """Seats of a body for those who sit in it already, as its coordinators: who holds one is not counted twice."""
    own = seats(charter, body)
    ids = {one.id for one in own}
    return frozenset(one.id for one in own if one.get("among") in ids)


def denied(charter: Charter, body: str, *powers: str) -> frozenset[str]:
    """The seats that are denied one of these powers; "" stands for the whole body."""
    return frozenset(
        one.get("to", "")
        for one in parts(charter, body, "power")
        if one.binds and set(powers) & set(one.get("denies", ()))
    )


def turns(charter: Charter) -> tuple[Clause, ...]:
    """Seats that go by the turns of a chair."""
    return tuple(one for one in charter.of("seat") if in_text(one) and "turn" in one.values)
