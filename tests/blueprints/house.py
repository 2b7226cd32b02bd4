"""A network with its charter in force and two members of its board, who decide."""

from __future__ import annotations

from datetime import date

from mithaq.blueprints import services
from mithaq.blueprints.models import Amendment
from mithaq.bodies import selectors as bodies
from mithaq.bodies import services as seating
from mithaq.bodies.enums import Basis
from mithaq.foundation.fields import words
from mithaq.meetings import services as deciding
from mithaq.meetings.selectors import Motion
from mithaq.people import services as people
from tests.blueprints.texts import AMENDABLE, LARGER
from tests.cast import AT, FROM, Cast, Player

ON = AT.date()


def adopt(cast: Cast, text: str = AMENDABLE, *, on: date = ON, reason: str = "") -> None:
    services.adopt(cast.institution, text, reason=reason, on=on, by=cast.amal.actor, at=AT)


def seated(cast: Cast, player: Player, name: str) -> None:
    """An organisation holds a seat of the board, and the player sits for it."""
    organisation = people.register_organisation(words(en=name), by=cast.amal.actor, at=AT)
    people.admit(cast.institution, organisation=organisation, on=FROM, by=cast.amal.actor, at=AT)
    people.affiliate(player.person, organisation, on=FROM, by=cast.amal.actor, at=AT)
    [board] = bodies.bodies(cast.institution, on=ON)
    seating.seat(
        board,
        "body.board.seat.members",
        organisation=organisation,
        occupant=player.person,
        basis=Basis.ELECTION,
        on=ON,
        by=cast.amal.actor,
        at=AT,
    )


def decided_house(cast: Cast) -> None:
    adopt(cast)
    seated(cast, cast.chadia, "Union of seafarers")
    seated(cast, cast.badr, "Union of cooks")


def propose(cast: Cast, text: str = LARGER, *, reason: str = "We grew.") -> Amendment:
    return services.propose_amendment(cast.institution, text, reason=reason, on=ON, by=cast.amal.actor, at=AT)


def decide(cast: Cast, motion: Motion | None, stance: str) -> None:
    assert motion is not None
    for player in (cast.chadia, cast.badr):
        deciding.take_position(motion, account=player.account, stance=stance, on=ON, by=player.actor, at=AT)
    deciding.close(motion, on=ON, by=cast.amal.actor, at=AT)
