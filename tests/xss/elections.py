"""What is written for an election, as its pages show it; each subject's texts have their own module."""

from __future__ import annotations

from datetime import timedelta

from mithaq.elections.models import Election
from tests.bodies.network import DAY, at
from tests.cast import Cast
from tests.meetings.house import BOARD, House
from tests.xss import Shown, in_three, url

_A_DAY = timedelta(days=1)


def election(cast: Cast) -> Election:
    """One that exists once, however often a text is planted."""
    found = Election.objects.first()
    if found is None:
        house = House(cast.institution)
        house.adopt(BOARD)
        found = Election.objects.create(
            institution=cast.institution,
            body=house.body("board"),
            clause="body.board.seat.member",
            title=in_three("Board"),
            seats=1,
            called_at=at(DAY),
            nominations_until=at(DAY + _A_DAY),
            roll_on=DAY + _A_DAY,
            opens_at=at(DAY + 2 * _A_DAY),
            closes_at=at(DAY + 3 * _A_DAY),
            term_from=DAY + 4 * _A_DAY,
        )
    return found


def of_title(cast: Cast, text: str) -> list[str]:
    election(cast)
    Election.objects.update(title=in_three(text))
    return [url(cast, "elections:list")]


_HASH = "a hash, a key or a signature made by the house"

FIELDS = {"elections.Election.title": Shown(of_title)}

NEVER = {
    "elections.Election.clause": "an id of the grammar",
    "elections.Election.about": "its page has not been built yet",
    "elections.Election.own_quotas": "its page has not been built yet",
    "elections.Election.sitting": "its page has not been built yet",
    "elections.Election.because": "its page has not been built yet",
    "elections.Election.public_key": _HASH,
    "elections.Election.signing_key": _HASH,
    "elections.Election.head": _HASH,
    "elections.Candidacy.country": "two letters, held by a constraint",
    "elections.Candidacy.because": "its page has not been built yet",
    "elections.Candidacy.statement_language": "one of three codes",
    "elections.Candidacy.withdrawal": "a number, a day, one of two words and a signature, made by the house",
    "elections.Election.declaration": "numbers, words of the grammar, the seed and a signature: shown from the count",
    "elections.Elector.country": "two letters, held by a constraint",
    "elections.BoardEntry.previous": _HASH,
    "elections.BoardEntry.commitment": _HASH,
    "elections.BoardEntry.sealed_digest": _HASH,
    "elections.BoardEntry.sealed": "sealed, and never shown",
    "elections.BoardEntry.digest": _HASH,
    "elections.BoardEntry.signature": _HASH,
    "elections.Ballot.tracker": "made by the house",
    "elections.Ballot.choices": "numbers of candidates",
    "elections.Count.ballots_digest": _HASH,
    "elections.Count.kernel": "a number of a version",
    "elections.Count.job": "an id made by the house",
}
