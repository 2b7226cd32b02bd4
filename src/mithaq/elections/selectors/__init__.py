"""Reading in this room: elections, who stands, who may vote, the board, counts, and what is due."""

from mithaq.elections.models import Candidacy, Count, Elected, Election, Elector
from mithaq.elections.reading import election, elections
from mithaq.elections.selectors.owing import owed
from mithaq.elections.selectors.standing import standing
from mithaq.elections.selectors.watching import watched

__all__ = [
    "Candidacy",
    "Count",
    "Elected",
    "Election",
    "Elector",
    "election",
    "elections",
    "owed",
    "standing",
    "watched",
]
