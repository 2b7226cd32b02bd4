"""Reading in this room: which bodies there are, who sits, watches, votes and waits there on a day, and what is due."""

from mithaq.bodies.clauses import held_again
from mithaq.bodies.models import Alternate, Body, Chair, Contribution, Mandate, Observer, Seat, Tenure, Waiting
from mithaq.bodies.parties import Holding
from mithaq.bodies.parties import key_of as holder_of
from mithaq.bodies.selectors.electing import Places, hindrances, places, seats_of
from mithaq.bodies.selectors.filled import how_filled, tell_how_filled
from mithaq.bodies.selectors.overview import Overview, Sits, once, overview, there
from mithaq.bodies.selectors.owing import owed
from mithaq.bodies.selectors.sitting import (
    Voter,
    bodies,
    bodies_of,
    body,
    deciding,
    hindered,
    incomparable,
    observes,
    sits,
    sitting,
    voters,
)
from mithaq.bodies.selectors.standing import standing
from mithaq.bodies.selectors.watching import watched

__all__ = [
    "Alternate",
    "Body",
    "Chair",
    "Contribution",
    "Holding",
    "Mandate",
    "Observer",
    "Overview",
    "Places",
    "Seat",
    "Sits",
    "Tenure",
    "Voter",
    "Waiting",
    "bodies",
    "bodies_of",
    "body",
    "deciding",
    "held_again",
    "hindered",
    "hindrances",
    "holder_of",
    "how_filled",
    "incomparable",
    "observes",
    "once",
    "overview",
    "owed",
    "places",
    "seats_of",
    "sits",
    "sitting",
    "standing",
    "tell_how_filled",
    "there",
    "voters",
    "watched",
]
