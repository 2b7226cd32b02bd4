"""The pictures of bodies: the organigram of an institution, and the seats of a body in an arc."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from mithaq.bodies import clauses, parties
from mithaq.bodies.models import Body
from mithaq.bodies.selectors.overview import Overview
from mithaq.bodies.showing import Shown
from mithaq.bodies.vocabulary import KINDS
from mithaq.bodies.wording import attribute, value
from mithaq.foundation import habits, languages
from mithaq.foundation.fields import Words
from mithaq.foundation.figures import Arc, Box, Drawn, Kind, Organigram, draw_arc, draw_organigram
from mithaq.kernels.charter import Charter


def organigram(view: Overview, charter: Charter) -> Drawn:
    """Every body that is there, under the one it is part of, with how many of its seats are held."""
    boxes = (Box(str(view.institution.name), 0), *(_box(view, charter, *one) for one in ordered(view.bodies)))
    told = {"bodies": habits.counted(len(view.bodies)), "name": str(view.institution.name)}
    return draw_organigram(
        Organigram(
            key="organigram",
            lang=languages.current(),
            title=_("Organigram"),
            says=_("%(name)s and its bodies (%(bodies)s), each under the one it is part of, with the seats held.")
            % told,
            head=(_("Body"), _("Part of"), _("Seats held"), _("Notes")),
            absent="–",
            boxes=boxes,
        )
    )


def ordered(bodies: Sequence[Body]) -> list[tuple[Body, int]]:
    """Bodies with how deep they stand: each right after the one it is part of, or after its parts."""
    here = {body.pk for body in bodies}
    parts: dict[int | None, list[Body]] = defaultdict(list)
    for body in bodies:
        parts[body.part_of_id if body.part_of_id in here else None].append(body)
    found: list[tuple[Body, int]] = []
    waiting = [(body, 1) for body in reversed(parts[None])]
    while waiting:
        body, depth = waiting.pop()
        found.append((body, depth))
        waiting += [(part, depth + 1) for part in reversed(parts[body.pk])]
    return found


def _box(view: Overview, charter: Charter, body: Body, depth: int) -> Box:
    held, seats = view.counted(body, charter)
    said = _("%(held)s of %(seats)s") % {"held": habits.counted(held), "seats": habits.counted(seats)} if seats else ""
    return Box(str(body.name), depth, said, " · ".join(_notes(charter, body)))


def _notes(charter: Charter, body: Body) -> list[str]:
    """Its kind, whom it serves or who serves it, and that it advises."""
    found = [str(KINDS.get(body.kind, body.kind))]
    clause = charter.get(body.clause)
    if clause is None:
        return found
    serving = charter.get(clause.get("served_by", ""))
    if serving is not None and serving.name.as_dict():
        found.append(_("served by: %(name)s") % {"name": Words(serving.name.as_dict())})
    serves = [one for one in clauses.bodies(charter) if one.get("served_by") == clause.id]
    found += [_("serves: %(name)s") % {"name": Words(one.name.as_dict())} for one in serves]
    if any("advise" in power.get("grants", ()) for power in clauses.parts(charter, clause.id, "power")):
        found.append(_("advises"))
    return found


def seats(body: Body, found: Shown, over: str) -> Drawn | None:
    """The seats of a body, by an attribute of who holds them; nothing where it has none."""
    ids = {group.clause.id for group in found.groups}
    again = {group.clause.id for group in found.groups if group.clause.get("among") in ids}  # who sits in it already
    free = sum(group.free for group in found.groups if group.clause.id not in again)
    sitting = [one for one in found.sitting if one.seat.clause not in again]
    if not free and not sitting:
        return None
    kinds: dict[str, list[str]] = defaultdict(list)
    for tenure in sitting:
        values = found.attributes.get(parties.key_of(tenure), {}).get(over, ()) if over else ()
        label = ", ".join(value(over, one) for one in values) if values else _("not known") if over else _("held")
        kinds[label].append(_told(tenure))
    told = {"held": habits.counted(len(sitting)), "seats": habits.counted(len(sitting) + free)}
    drawn = [Kind(label, tuple(names)) for label, names in sorted(kinds.items(), key=lambda one: -len(one[1]))]
    if free:
        drawn.append(Kind(_("free"), ("",) * free, free=True))
    return draw_arc(
        Arc(
            key="seats",
            lang=languages.current(),
            title=_("Seats of %(body)s") % {"body": body.name},
            says=_("%(held)s of %(seats)s seats are held.") % told,
            said=_("%(held)s of %(seats)s") % told,
            head=(attribute(over) if over else _("Seats"), _("Number")),
            absent="–",
            kinds=tuple(drawn),
            subtitle=_("By %(attribute)s") % {"attribute": attribute(over)} if over else "",
        )
    )


def _told(tenure: object) -> str:
    """Who sits, as everybody may read it."""
    name = parties.of(tenure).open_name  # type: ignore[arg-type]
    return str(Words(name)) if isinstance(name, dict) else str(name)
