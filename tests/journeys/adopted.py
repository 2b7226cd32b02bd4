"""An institution of the gallery, adopted, and what its pages answer: for journeys."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from mithaq.blueprints import services as blueprints
from mithaq.bodies import services as seating
from mithaq.bodies.models import Body
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.foundation.models import Account
from mithaq.institutions.selectors import charter_of
from mithaq.meetings import services as meetings
from mithaq.meetings.models import Motion
from mithaq.people import services as people
from mithaq.people.models import Person
from tests.blueprints.gallery import text
from tests.blueprints.networks import DAY, body
from tests.cast import AT, PASSWORD, Cast

BOARD, GROUP = "body.board.seat.member", "body.working-group.seat.member"


class House:
    """An institution of the gallery, adopted, and its pages in one language."""

    def __init__(self, cast: Cast, lang: str) -> None:
        self.cast, self.lang, self.today = cast, lang, localdate()
        self.yesterday = self.today - timedelta(days=1)

    def adopt(self, name: str, on: date = DAY) -> None:
        blueprints.adopt(self.cast.institution, text(name), on=on, by=self.cast.amal.actor, at=now())
        self.charter = charter_of(self.cast.institution, on=self.today)

    def url(self, name: str, **more: Any) -> str:
        found = reverse(name, kwargs={"institution": self.cast.institution.slug, **more})
        return f"/{self.lang}{found[3:]}"

    def client(self, who: str | Account) -> Client:
        if isinstance(who, str):
            return self.cast.client(who)
        client = Client()
        client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    def get(self, name: str, who: str | Account = "anonymous", query: str = "", **more: Any) -> HttpResponse:
        return self.client(who).get(self.url(name, **more) + query)

    def post(self, name: str, data: dict[str, Any], who: str | Account = "officer", **more: Any) -> HttpResponse:
        return self.client(who).post(self.url(name, **more), data)

    def speaker(self, organisation: Any) -> Account:
        """Somebody with an account who speaks for an organisation."""
        email = f"{organisation.uid}@example.org"
        account = Account.objects.create_user(email, PASSWORD, language=self.lang)
        person = people.register(name=email, account=account, by=SYSTEM, at=AT)
        people.affiliate(person, organisation, on=date(2020, 1, 1), by=SYSTEM, at=AT)
        return account

    def sent(self, account: Account, *, organisation: Any = None, country: str = "") -> Account:
        """The account's person holds a mandate for an organisation or a State."""
        told = {"organisation": organisation, "country": country, "on": AT.date(), "by": SYSTEM, "at": now()}
        people.give_mandate(self.cast.institution, representative=Person.objects.get(account=account), **told)
        return account

    def member(self, account: Account) -> Account:
        person, on = Person.objects.get(account=account), AT.date()
        people.admit(self.cast.institution, person=person, role="member", on=on, by=SYSTEM, at=AT)
        return account

    def seat(self, one: Any, clause: str = BOARD, key: str = "board", **more: Any) -> HttpResponse:
        told = {"clause": clause, "holder": f"organisation:{one.uid}", "on": self.yesterday.isoformat(), **more}
        return self.post("bodies:seat", told, key=key)

    def sits(self, one: Any, *, until: date | None = None) -> Account:
        """A member of the board by somebody with an account, for two years at most."""
        account = self.speaker(one)
        seating.seat(
            body(self.cast, "board"),
            BOARD,
            organisation=one,
            occupant=Person.objects.get(account=account),
            basis="election",
            on=until - timedelta(days=730) if until else self.yesterday,
            until=until,
            by=SYSTEM,
            at=now(),
        )
        return account

    def group(self, on: date | None = None, theme: str = "Return") -> Body:
        """A working group opened by its page; nothing else of this theme is open."""
        opened = self.post(
            "bodies:open", {"theme_en": theme, "on": (on or self.yesterday).isoformat()}, key="working-group"
        )
        assert opened.status_code == 302
        return Body.objects.filter(clause="body.working-group").latest("pk")

    def join(self, group: Body, one: Any, on: date | None = None) -> Account:
        account = self.speaker(one)
        person, on = Person.objects.get(account=account), on or self.yesterday
        seating.ask(group, GROUP, organisation=one, occupant=person, on=on, by=SYSTEM, at=now())
        return account

    def motion(self, of: Body, on: date | None = None) -> Motion:
        subject = words(ar="ميزانية", en="A budget", fr="Un budget")
        on = on or self.yesterday
        return meetings.propose(self.cast.institution, body=of, subject=subject, on=on, by=SYSTEM, at=now())

    def standing(self, state: str) -> str:
        """The compliance page, of one state, as everybody reads it."""
        return shown(self.get("blueprints:compliance", query=f"?state={state}"))


def shown(answer: HttpResponse, status: int = 200) -> str:
    page = answer.content.decode()
    assert answer.status_code == status, (answer.status_code, re.findall(r"field-error.*?</div>", page, re.DOTALL))
    return page


def done(answer: HttpResponse) -> None:
    """The form was taken; where not, what stood at its fields is told."""
    shown(answer, 302)


def refused(answer: HttpResponse, *told: str) -> str:
    """Refused by the charter: the clause, the source sentence and what was entered stand on the page."""
    said = shown(answer, 409)
    assert "note refusal" in said
    missing = [one for one in told if one not in said]
    assert not missing, missing
    return said


def row(page: str, clause: str) -> str:
    """One rule of the compliance page; empty where it does not stand there."""
    found = re.search(rf'<article[^>]* id="{re.escape(clause)}">.*?</article>', page, re.DOTALL)
    return found.group() if found else ""
