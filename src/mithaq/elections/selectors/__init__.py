"""Reading in this room: elections, who stands, who may vote, the board, counts, and what is due."""

from mithaq.elections.models import Candidacy, Count, Elected, Election, Elector
from mithaq.elections.reading import declared, election, elections, electors
from mithaq.elections.selectors.accounts import Telling, telling
from mithaq.elections.selectors.awaiting import awaiting
from mithaq.elections.selectors.electable import electable
from mithaq.elections.selectors.electing import (
    Turnout,
    as_opened,
    elector_of,
    electors_of,
    is_open,
    may_vote,
    on_board,
    takes_vote,
    turnout,
)
from mithaq.elections.selectors.nominated import attributes_of, candidacies, candidacy, spoken_for
from mithaq.elections.selectors.owing import owed
from mithaq.elections.selectors.quotas import Made, makeup_of, meters
from mithaq.elections.selectors.results import Contender, Have, Meter, Outcome, Round, outcome, result
from mithaq.elections.selectors.standing import standing
from mithaq.elections.selectors.watching import watched
from mithaq.elections.selectors.whys import answer, change
from mithaq.elections.vacant import Vacancies, vacancies

__all__ = [
    "Candidacy",
    "Contender",
    "Count",
    "Elected",
    "Election",
    "Elector",
    "Have",
    "Made",
    "Meter",
    "Outcome",
    "Round",
    "Telling",
    "Turnout",
    "Vacancies",
    "answer",
    "as_opened",
    "attributes_of",
    "awaiting",
    "candidacies",
    "candidacy",
    "change",
    "declared",
    "electable",
    "election",
    "elections",
    "elector_of",
    "electors",
    "electors_of",
    "is_open",
    "makeup_of",
    "may_vote",
    "meters",
    "on_board",
    "outcome",
    "owed",
    "result",
    "spoken_for",
    "standing",
    "takes_vote",
    "telling",
    "turnout",
    "vacancies",
    "watched",
]
