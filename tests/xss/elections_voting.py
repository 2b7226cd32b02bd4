"""What is written of those who stand, and what is asked of who sits, as the ballot shows it; names as the roll does."""

from __future__ import annotations

from mithaq.elections.models import Candidacy, Election
from mithaq.people import services as people
from tests.bodies.network import DAY, at
from tests.cast import Cast
from tests.elections.hall import Hall
from tests.elections.polling import Polling
from tests.xss import Shown, in_three, url


def _polling(cast: Cast) -> list[str]:
    """The ballot of an election that exists once, however often a text is planted; the member of the cast votes."""
    election = Election.objects.filter(state="open").first()
    if election is None:
        polling = Polling(Hall(cast.institution))
        organisation = polling.elector.organisation
        people.affiliate(cast.chadia.person, organisation, on=DAY, by=cast.amal.actor, at=at(DAY))
        election = polling.election
    return [url(cast, "elections:ballot", uid=election.uid)]


def of_statement(cast: Cast, text: str) -> list[str]:
    shown = _polling(cast)
    Candidacy.objects.update(statement=in_three(text), statement_language="ar")
    return shown


def of_attributes(cast: Cast, text: str) -> list[str]:
    shown = _polling(cast)
    Candidacy.objects.update(attributes={"theme": [text]})
    return shown


def of_quotas(cast: Cast, text: str) -> list[str]:
    shown = _polling(cast)
    quota = {"key": "q", "over": "theme", "rule": "at-least", "values": [text], "number": 1}
    Election.objects.update(quotas=[quota])
    return shown


FIELDS = {
    "elections.Candidacy.statement": Shown(of_statement, who="member"),
    "elections.Candidacy.attributes": Shown(of_attributes, who="member"),
    "elections.Election.quotas": Shown(of_quotas, who="member"),
}
NEVER: dict[str, str] = {}
