"""A network whose board, forum and fund meet and decide; what the tests of meetings act in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from mithaq.bodies import services as seating
from mithaq.bodies.models import Body
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.foundation.models import Account
from mithaq.meetings import services
from mithaq.meetings.models import Meeting, Motion
from mithaq.people import services as people
from mithaq.people.models import Organisation, Person
from tests.bodies.network import DAY, Network, at
from tests.cast import AT, PASSWORD

BOARD = """
[membership]
holder = "organisation"
selection = "criteria"
[body.board]
name.ar = "المجلس"
name.en = "Board"
name.fr = "Conseil"
kind = "board"
[body.board.seat.member]
name = "Member"
count = "3-6"
holder = "organisation"
selection = "election"
alternates = true
[body.board.decision.any]
name = "Decisions"
rule = "simple-majority"
source = {document = "004", quote = "يتخذ المجلس قراراته بالأغلبية."}
[body.board.observers]
admitted = "invitation"
for = "meeting"
may = ["read", "speak"]
source = {document = "004", quote = "يمكن دعوة مراقبين للمشاركة في اجتماعات المجلس."}
[body.board.publication.minutes]
of = "minutes"
source = {document = "004", quote = "يجب نشر محاضر جلسات المجلس."}
"""
MEETS = """
[body.board.meeting.regular]
name = "Regular meetings"
cadence = "at least 2 times a year"
place.en = "Geneva"
place.ar = "جنيف"
extraordinary = true
"""
CONSULTATION = """
[membership.consultation]
on = "any"
of = "members"
source = {document = "004", quote = "لا يُتخذ أي قرار قبل استشارة جميع الأعضاء."}
"""
FUND = """
[body.fund]
name = "Fund"
kind = "board"
[body.fund.seat.donor]
name = "Donor"
count = "open"
holder = "donor"
selection = "contribution"
[body.fund.decision.any]
rule = "simple-majority"
threshold = "3000000 EUR"
"""


@dataclass
class House(Network):
    def representative(self, organisation: Organisation, name: str = "") -> Account:
        """Somebody with an account who speaks for an organisation."""
        self.number += 1
        name = name or f"Speaker {self.number}"
        account = Account.objects.create_user(f"speaker{self.number}@example.org", PASSWORD, language="en")
        person = people.register(name=name, account=account, by=SYSTEM, at=AT)
        people.affiliate(person, organisation, on=date(2020, 1, 1), by=SYSTEM, at=AT)
        return account

    def sends(self, account: Account, organisation: Organisation) -> None:
        """An organisation that takes no part says to this institution who speaks for it."""
        person = Person.objects.get(account=account)
        told = {"representative": person, "organisation": organisation}
        people.give_mandate(self.institution, **told, on=date(2020, 1, 1), by=SYSTEM, at=AT)

    def board(self, number: int = 3) -> list[Account]:
        """So many members sit, each by somebody with an account."""
        found = []
        for organisation in self.organisations(number, member=True):
            account = self.representative(organisation)
            self.seat(organisation, occupant=Person.objects.get(account=account))
            found.append(account)
        return found

    def call(self, body: Body | None = None, on: date = DAY, **told: Any) -> Meeting:
        told = {"title": words(en="Meeting", ar="اجتماع"), "place": words(en="Geneva"), "first_day": on} | told
        return services.call(self.institution, body=body or self.body(), **told, by=SYSTEM, at=at(DAY))

    def write(self, meeting: Meeting, on: date, text: str = "We met.", **told: Any) -> Any:
        return services.write_minutes(meeting, text=text, language="en", by=SYSTEM, at=at(on), **told)

    def publish(self, meeting: Meeting, on: date, **told: Any) -> Any:
        return services.publish_minutes(self.write(meeting, on, **told), by=SYSTEM, at=at(on))

    def propose(self, body: Body | None = None, on: date = DAY, **told: Any) -> Motion:
        told = {"subject": words(en="A budget", ar="ميزانية")} | told
        return services.propose(self.institution, body=body or self.body(), **told, on=on, by=SYSTEM, at=at(on))

    def says(self, motion: Motion, account: Account, stance: str, on: date = DAY, **told: Any) -> Any:
        by = SYSTEM
        return services.take_position(motion, account=account, stance=stance, on=on, by=by, at=at(on), **told)

    def close(self, motion: Motion, on: date = DAY) -> Motion:
        return services.close(motion, on=on, by=SYSTEM, at=at(on))

    def gives(self, body: Body, organisation: Organisation, amount: str, on: date = DAY, currency: str = "EUR") -> None:
        seating.record_contribution(
            body,
            organisation=organisation,
            amount=Decimal(amount),
            currency=currency,
            received_on=on,
            by=SYSTEM,
            at=at(on),
        )


def donors_of(
    house: House, *amounts: str, rule: str = 'rule = "simple-majority"'
) -> tuple[Body, list[Organisation], list[Account]]:
    """A fund, and as many donors as amounts, each with who votes for them."""
    house.adopt(BOARD, FUND.replace('rule = "simple-majority"', rule))
    fund = house.body("fund")
    donors = house.organisations(len(amounts), member=True)
    accounts = [house.representative(one) for one in donors]
    for donor, account, amount in zip(donors, accounts, amounts, strict=True):
        told = {"body": fund, "clause": "body.fund.seat.donor", "basis": "contribution"}
        house.seat(donor, occupant=Person.objects.get(account=account), **told)
        house.gives(fund, donor, amount)
    return fund, donors, accounts
