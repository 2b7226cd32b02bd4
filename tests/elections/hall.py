"""A network that elects its board: what the tests of elections act in. Every act has its day, unless told otherwise.

hall.adopt(BOARD)                                   # a charter (BOARD: six seats, levels equal, terms of two years)
election = hall.call()                              # nominations until CLOSED_ON, voting from OPENS to CLOSES
standing = hall.nominate(election, 9)               # nine organisations, each consents; levels in turn
hall.open(election)                                 # nominations closed, the roll fixed, voting open
hall.vote(election, elector, [2, 0, 1])             # candidates by their numbers, the best first
hall.close(election)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from mithaq.elections import services
from mithaq.elections.enums import Marks, Method, Secrecy
from mithaq.elections.models import Candidacy, Election, Elector
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.foundation.models import Account
from mithaq.institutions import services as institutions
from mithaq.institutions.selectors import charter_of
from mithaq.kernels import charter as kernel
from mithaq.people import services as people
from mithaq.people.models import Organisation, Person
from tests import remembered
from tests.bodies.network import DAY, Network, at
from tests.meetings.house import House

LEVELS = ("national", "regional", "global")
SEAT = "body.board.seat.member"
BOARD = """
[membership]
holder = "organisation"
selection = "criteria"
[body.board]
name.ar = "المجلس التنفيذي"
name.en = "Executive Board"
name.fr = "Conseil exécutif"
kind = "board"
[body.board.seat.member]
name.ar = "عضو المجلس"
name.en = "Member of the Board"
name.fr = "Membre du Conseil"
count = "5-6"
holder = "organisation"
selection = "election"
term = "2 years"
"""
LEVELS_EQUAL = """
[body.board.balance.levels]
name.ar = "تمثيل متساوٍ للمستويات"
name.en = "Levels are represented equally"
name.fr = "Les niveaux sont représentés à égalité"
over = "level"
rule = "equal"
values = ["national", "regional", "global"]
"""

CALLED = at(DAY)  # noon of 1 March 2021, as every moment below: one day a step
NOMINATIONS_UNTIL = at(DAY + timedelta(days=14))
ROLL_ON = DAY + timedelta(days=14)
OPENS = at(DAY + timedelta(days=15))
CLOSES = at(DAY + timedelta(days=22))
TERM_FROM = DAY + timedelta(days=31)
AFTER = timedelta(minutes=1)
GALLERY = Path(__file__).parents[2] / "src/mithaq/blueprints/gallery"


@dataclass
class Hall(Network):
    """An institution that elects."""

    def representative(self, organisation: Organisation, name: str = "") -> Account:
        """Somebody with an account whom an organisation has sent here to speak for it."""
        account = House.representative(self, organisation, name)  # type: ignore[arg-type]
        self.sends(account, organisation)
        return account

    sends = House.sends  # an organisation says to this institution who speaks for it

    def adopt_gallery(self, name: str = "civil-society-network", on: date = DAY) -> None:
        """The institution lives by a text of the gallery."""
        from mithaq.bodies import services as bodies  # inline: the room is one of those that stand by a charter

        text = (GALLERY / f"{name}.toml").read_text(encoding="utf-8")
        assert kernel.read(text).faults == ()
        institutions.enact(self.institution, text, on=on, by=SYSTEM, at=at(on))
        self.charter = charter_of(self.institution, on=on)
        bodies.stand(self.institution, self.charter, on=on, by=SYSTEM, at=at(on))

    def person(self, organisation: Organisation | None = None, *, on: date = DAY) -> Person:
        """Somebody; whom an organisation has sent here to speak for it, if one is told."""
        made = super().person(organisation, on=on)
        if organisation:
            told = {"representative": made, "organisation": organisation}
            people.give_mandate(self.institution, **told, on=date(2020, 1, 1), by=SYSTEM, at=CALLED)
        return made

    # calling and nominating

    def call(self, body: Any = None, clause: str = SEAT, *, now: datetime = CALLED, **told: Any) -> Election:
        """Six seats of the board, ranked, balanced, confidential, unless told otherwise."""
        asked: dict[str, Any] = {
            "title": words(ar="انتخاب المجلس", en="Election of the Board", fr="Élection du Conseil"),
            "seats": 6,
            "marks": Marks.RANK,
            "method": Method.BALANCED_STV,
            "secrecy": Secrecy.CONFIDENTIAL,
            "nominations_until": NOMINATIONS_UNTIL,
            "roll_on": ROLL_ON,
            "opens_at": OPENS,
            "closes_at": CLOSES,
            "term_from": TERM_FROM,
            "seed_source": words(ar="الطقس في تونس", en="The weather in Tunis", fr="Le temps à Tunis"),
        }
        body, asked = body or self.body(), asked | told

        def call() -> Election:
            return services.call(self.institution, body, clause, **asked, by=SYSTEM, at=now)

        return remembered.once(f"call {body.pk} {clause} {now} {asked!r}", call)

    def members(self, number: int, *, level: str = "", **told: Any) -> list[Organisation]:
        """Member organisations, their levels in turn unless all are of one."""
        first = self.number

        def join() -> list[Organisation]:
            levels = (level or LEVELS[place % len(LEVELS)] for place in range(number))
            return [self.organisation(one, member=True, **told) for one in levels]

        found = remembered.once(f"members {self.institution.pk} {first} {number} {level} {told!r}", join)
        self.number = first + number
        return found

    def stands(self, election: Election, organisation: Organisation, **told: Any) -> Candidacy:
        """An organisation stands: put forward by the office, and consenting."""
        now = told.pop("now", CALLED)
        made = services.nominate(election, organisation=organisation, **told, by=SYSTEM, at=now)
        return services.consent(made, by=SYSTEM, at=now)

    def nominate(
        self, election: Election, candidates: int | Iterable[Organisation] = 9, **told: Any
    ) -> list[Candidacy]:
        """So many new members stand, their levels in turn, or those given."""
        found = self.members(candidates) if isinstance(candidates, int) else list(candidates)

        def stand() -> list[Candidacy]:
            return [self.stands(election, one, **told) for one in found]

        return remembered.once(f"nominate {election.pk} {[one.pk for one in found]} {told!r}", stand)

    def counts_as(self, organisation: Organisation, **traits: str) -> None:
        """What the institution counts an organisation as: `region="africa"`, `theme="drivers"`."""
        told = {attribute: [value] for attribute, value in traits.items()}
        people.describe(self.institution, told, organisation=organisation, by=SYSTEM, at=CALLED)

    # voting

    def close_nominations(self, election: Election, *, now: datetime = NOMINATIONS_UNTIL + AFTER) -> Election:
        return services.close_nominations(election, by=SYSTEM, at=now)

    def open(self, election: Election, *, voters: int = 0) -> Election:
        """So many more members join; nominations are closed, the roll is fixed, voting opens."""
        self.members(voters)

        def begin() -> Election:
            self.close_nominations(election)
            services.fix_roll(election, on=election.roll_on, by=SYSTEM, at=NOMINATIONS_UNTIL + AFTER)
            return services.open_voting(election, by=SYSTEM, at=election.opens_at + AFTER)

        return remembered.once(f"open {election.pk} {election.opens_at}", begin)

    def electors(self, election: Election) -> list[Elector]:
        return list(Elector.objects.filter(election=election).select_related("organisation", "person").order_by("pk"))

    def vote(self, election: Election, elector: Elector, choices: Sequence[int], **told: Any) -> Any:
        """A vote is cast by whoever acts for an elector; what they are told."""
        now = told.pop("now", election.opens_at + timedelta(hours=1))
        return services.cast(election, elector, list(choices), by=SYSTEM, at=now)

    def close(self, election: Election, *, now: datetime | None = None) -> Election:
        return services.close_voting(election, by=SYSTEM, at=now or election.closes_at + AFTER)

    def read(self, election: Election) -> Election:
        """As it stands in the database."""
        return Election.objects.select_related("body", "institution").get(pk=election.pk)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
