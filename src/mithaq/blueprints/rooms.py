"""The rooms whose records a charter makes and watches, in the order of the floors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from mithaq.bodies import selectors as bodies_selectors
from mithaq.bodies import services as bodies_services
from mithaq.cooperation import selectors as cooperation_selectors
from mithaq.cooperation import services as cooperation_services
from mithaq.cycles import selectors as cycles_selectors
from mithaq.cycles import services as cycles_services
from mithaq.dialogues import selectors as dialogues_selectors
from mithaq.dialogues import services as dialogues_services
from mithaq.elections import selectors as elections_selectors
from mithaq.elections import services as elections_services
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import STANDS, Charter, Item, wanted
from mithaq.meetings import selectors as meetings_selectors
from mithaq.meetings import services as meetings_services
from mithaq.people import selectors as people_selectors
from mithaq.people import services as people_services


@dataclass(frozen=True, slots=True)
class Room:
    """A room by its doors: `stand`, `tend` of its services; `standing`, `watched`, `owed` of its selectors.

    `keeps` are the kinds of clause it keeps records of. The others stand with the charter itself.
    """

    name: str
    services: Any
    selectors: Any
    keeps: tuple[str, ...] = ()


ROOMS = (
    Room("people", people_services, people_selectors),
    Room("bodies", bodies_services, bodies_selectors, ("body", "seat", "chair", "mandate")),
    Room(
        *("cycles", cycles_services, cycles_selectors),
        ("cycle", "roadmap", "event", "session", "phase", "milestone", "call", "output", "duty"),
    ),
    Room("meetings", meetings_services, meetings_selectors),
    Room("elections", elections_services, elections_selectors),
    Room("dialogues", dialogues_services, dialogues_selectors),
    Room("cooperation", cooperation_services, cooperation_selectors),
)
_BY_THE_HOUR = (elections_services, dialogues_services)
_KEPT = frozenset(kind for room in ROOMS for kind in room.keeps)
_OTHERS: Mapping[str, tuple[str, ...]] = {kind: words for kind, words in STANDS.items() if kind not in _KEPT}


def by_the_hour(institution: Institution) -> list[QuerySet[Any]]:
    """Rows there are while something may happen without an act of which the register tells, on one and the same day."""
    return [rows for services in _BY_THE_HOUR for rows in services.by_the_hour(institution)]


def standing(institution: Institution, charter: Charter, *, on: date) -> list[Item]:
    """What stands of the charter in force: the records of the rooms, and what stands with the charter itself."""
    kept = [item for room in ROOMS for item in room.selectors.standing(institution, on=on) if item.kind in room.keeps]
    return [*kept, *(wanted(charter, _OTHERS) if charter.clauses else ())]
