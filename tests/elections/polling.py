"""An election that is open today, and browsers of those who vote in it: what tests of the pages of voting act in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from mithaq.elections.models import Candidacy, Election, Elector
from mithaq.foundation.models import Account
from tests.elections.hall import BOARD, LEVELS_EQUAL, Hall

FAR = datetime(2100, 1, 1, 12, tzinfo=UTC)


class Polling:
    """`candidates` stand for the board; the organisations that nominated themselves vote, and so many `voters` more."""

    def __init__(self, hall: Hall, *, candidates: int = 4, voters: int = 1, seats: int = 3, **told: Any) -> None:
        self.hall = hall
        hall.adopt(BOARD.replace("5-6", "3-6"), LEVELS_EQUAL)
        asked = {"closes_at": FAR, "term_from": date(2100, 2, 1), "seats": seats} | told
        self.election = hall.call(**asked)
        self.standing: list[Candidacy] = hall.nominate(self.election, candidates)
        self.election = hall.open(self.election, voters=voters)
        self.candidates = list(Candidacy.objects.filter(election=self.election).order_by("number"))

    @property
    def electors(self) -> list[Elector]:
        return self.hall.electors(self.election)

    @property
    def elector(self) -> Elector:
        """One who does not stand."""
        return self.electors[-1]

    def speaker(self, *electors: Elector) -> Account:
        """Somebody with an account who speaks for these electors (the last who joined, unless told otherwise)."""
        first, *others = electors or (self.elector,)
        account = self.hall.representative(first.organisation)
        for one in others:
            self.hall.sends(account, one.organisation)
        return account

    def browser(self, account: Account | None = None) -> Client:
        client = Client()
        client.force_login(account or self.speaker(), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    def url(self, page: str, lang: str = "en") -> str:
        told = {"institution": self.election.institution.slug, "uid": self.election.uid}
        return reverse(f"elections:{page}", kwargs=told).replace("/en/", f"/{lang}/", 1)

    def paper(self, *ranked: int, elector: Elector | None = None, **more: Any) -> dict[str, Any]:
        """The fields of a ballot that ranks these candidates (by their numbers), the best first."""
        places = {f"choice_{number}": str(place) for place, number in enumerate(ranked, 1)}
        return {"elector": (elector or self.elector).uid, **places, **more}

    def read(self) -> Election:
        return self.hall.read(self.election)


def in_days(days: int) -> datetime:
    return datetime.now(tz=UTC) + timedelta(days=days)
