"""A day on which everybody votes at once: a server as `mithaq serve` runs it, and voters who are signed in.

The database is the test's own: on PostgreSQL the server opens the same, on SQLite a file that was copied from it.
"""

from __future__ import annotations

import base64
import http.client
import os
import re
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from mithaq.elections.models import Election, Elector
from mithaq.foundation.models import Account
from mithaq.people.models import Person
from tests.elections import box
from tests.elections.hall import Hall
from tests.served import ROOT, Served

FAR = datetime(2100, 1, 1, 12, tzinfo=UTC)
TOKEN = "a" * 32  # of a form: the same in the cookie and in what is sent


@dataclass(frozen=True)
class Voter:
    elector: str
    session: str


def fill(hall: Hall, *, voters: int, candidates: int) -> tuple[Election, list[Voter]]:
    """An election that is open, and so many persons who are on its roll and signed in."""
    election = box.open_box(hall, candidates=candidates, electors=0, closes_at=FAR, term_from=date(2100, 2, 1))
    accounts = [Account(email=f"voter{n}@example.org", password="!", language="en") for n in range(voters)]
    Account.objects.bulk_create(accounts)
    persons = Person.objects.bulk_create(Person(name=one.email, account=one) for one in accounts)
    held = {"institution": election.institution, "election": election}
    electors = Elector.objects.bulk_create(Elector(**held, person=one) for one in persons)
    sessions = [_session(one) for one in accounts]
    Session.objects.bulk_create(sessions)
    return election, [Voter(e.uid, s.session_key) for e, s in zip(electors, sessions, strict=True)]


def _session(account: Account) -> Session:
    store = SessionStore()
    told = {
        SESSION_KEY: str(account.pk),
        BACKEND_SESSION_KEY: "allauth.account.auth_backends.AuthenticationBackend",
        HASH_SESSION_KEY: account.get_session_auth_hash(),
    }
    return Session(session_key=store._get_new_session_key(), session_data=store.encode(told), expire_date=FAR)


class PollingPlace(Served):
    """`mithaq serve` on the test's database."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            {
                **os.environ,
                "MITHAQ_DATA": str(folder),
                "MITHAQ_DATABASE": _address(),
                "MITHAQ_KEYS": str(settings.KEYS),
                "MITHAQ_SECRET": settings.SECRET_KEY,
                "MITHAQ_HTTPS": "0",
                "MITHAQ_HOSTS": "127.0.0.1",
                "PYTHONPATH": str(ROOT / "src"),
            }
        )

    def command(self) -> list[str]:
        return [sys.executable, "-m", "mithaq.config.command", "serve", "--port", str(self.port)]

    def vote(self, election: Election, voter: Voter, ranked: list[int]) -> tuple[int, str]:
        """The status of the answer and the receipt in it; (0, "") where no answer came."""
        told = {"csrfmiddlewaretoken": TOKEN, "elector": voter.elector}
        told |= {f"choice_{number}": str(place) for place, number in enumerate(ranked, 1)}
        url = reverse("elections:cast", kwargs={"institution": election.institution.slug, "uid": election.uid})
        headers = {
            "Cookie": f"sessionid={voter.session}; csrftoken={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            line.request("POST", url, urlencode(told), headers)
            answer = line.getresponse()
            return answer.status, _receipt(answer.read().decode())
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            line.close()


def _receipt(page: str) -> str:
    found = re.search(r"base64,([A-Za-z0-9+/=]+)", page)
    return base64.b64decode(found[1]).decode() if found else ""


def _address() -> str:
    """Of the test's own database; SQLite's is copied into the folder of data."""
    if connection.vendor == "sqlite":
        return ""
    told: Any = connection.settings_dict
    host = quote(told["OPTIONS"].get("host") or told["HOST"], safe="/")
    return f"postgresql://{quote(told['USER'])}:{quote(told['PASSWORD'])}@/{told['NAME']}?host={host}"
