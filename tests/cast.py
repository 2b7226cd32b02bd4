"""Five people everybody knows, in every test that needs somebody.

    def test_only_officers_confirm(cast):            # the fixture; gives a Cast, inside no scope
        with cast.scope():                           # inside the institution's scope: Held records can be read
            evidence.confirm(coding, by=cast.badr.actor, at=AT)
        page = cast.client("badr").get(url)          # a Client signed in as badr; client("anonymous") is nobody

    cast.institution   "arab-review", public, works under the compact "gcm"
    cast.amal          its secretary
    cast.badr          an officer of it: reads, codes, confirms
    cast.chadia        a member of it
    cast.dalia         the secretary of another institution, cast.elsewhere ("maghreb-forum"); a stranger here
    cast.omar          an operator of the installation, member of nothing

Amal gives her name in Arabic (أمل حداد); everybody's is known in Latin and Arabic letters.

Each is a `Player`: `.person` (people.Person), `.account` (Account, password PASSWORD), `.actor` (what services take as
`by=`). All memberships run from FROM, without end. `WHO` names the six kinds of visitor of the access matrix.
`compact(cast)` loads the Global Compact for Migration (numbers, titles, categories, States) when a test needs it.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial

from django.contrib.auth.hashers import make_password
from django.test import Client
from django_scopes import scope

from mithaq.foundation.actors import SYSTEM, Actor
from mithaq.foundation.fields import words
from mithaq.foundation.models import Account
from mithaq.institutions import services as institutions
from mithaq.institutions.selectors import Institution
from mithaq.people import services as people
from mithaq.people.enums import Role
from mithaq.people.models import Person
from tests import remembered

AT = datetime(2020, 11, 30, 9, 0, tzinfo=UTC)
FROM = date(2020, 1, 1)
PASSWORD = "an evening on the corniche"
WHO = ("anonymous", "stranger", "member", "officer", "secretary", "operator")


@dataclass(frozen=True)
class Player:
    person: Person
    account: Account

    @property
    def actor(self) -> Actor:
        return Actor("person", uid=self.person.uid, name=self.person.name)


@dataclass(frozen=True)
class Cast:
    institution: Institution
    elsewhere: Institution
    amal: Player
    badr: Player
    chadia: Player
    dalia: Player
    omar: Player

    def scope(self) -> AbstractContextManager[None]:
        return scope(institution=self.institution)

    def who(self, kind: str) -> Player | None:
        """The player who stands for one of WHO (or is called so); None for "anonymous"."""
        return getattr(self, _STANDS_FOR.get(kind, kind)) if kind != "anonymous" else None

    def client(self, kind: str = "anonymous") -> Client:
        """A browser signed in as one of WHO or of the players."""
        client = Client()
        player = self.who(kind)
        if player:
            client.force_login(player.account, backend=_BACKEND)
        return client


_STANDS_FOR = {
    "stranger": "dalia",
    "member": "chadia",
    "officer": "badr",
    "secretary": "amal",
    "operator": "omar",
}
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def assemble() -> Cast:
    """Everybody takes their place. Called by the `cast` fixture; a demonstration does not use it."""
    here = institutions.found(
        "arab-review",
        name=words(ar="الاستعراض الإقليمي العربي", en="Arab regional review", fr="Examen régional arabe"),
        purpose=words(ar="متابعة الاتفاق", en="Follows up the compact.", fr="Assure le suivi du pacte."),
        by=SYSTEM,
        at=AT,
    )
    elsewhere = institutions.found(
        "maghreb-forum",
        name=words(ar="منتدى المغرب الكبير", en="Maghreb forum", fr="Forum du Maghreb"),
        by=SYSTEM,
        at=AT,
    )
    # Hashed once: it takes half a second where it is done in earnest.
    one = partial(enter, hashed=make_password(PASSWORD))
    return Cast(
        institution=here,
        elsewhere=elsewhere,
        amal=one("Amal Haddad", "أمل حداد", "ar", (here, Role.SECRETARY)),
        badr=one("Badr El Idrissi", "بدر الإدريسي", "fr", (here, Role.OFFICER)),
        chadia=one("Chadia Mansour", "شادية منصور", "en", (here, Role.MEMBER)),
        dalia=one("Dalia Ben Salah", "داليا بن صالح", "fr", (elsewhere, Role.SECRETARY)),
        omar=one("Omar Farouk", "عمر فاروق", "en", operator=True),
    )


def compact(cast: Cast):
    """The Global Compact for Migration, loaded."""
    from mithaq.compacts import services as compacts

    return remembered.once("compact gcm", lambda: compacts.load("gcm", by=SYSTEM, at=AT))


def enter(
    name: str,
    arabic: str,
    language: str,
    *seats: tuple[Institution, Role],
    operator: bool = False,
    hashed: str = "",
) -> Player:
    """Somebody more, with these roles; `hashed` is the password where it is hashed already."""
    account = Account(email=f"{name.split()[0].lower()}@example.org", language=language, is_operator=operator)
    account.password = hashed or make_password(PASSWORD)
    account.save()
    names = words(ar=arabic, en=name, fr=name)
    person = people.register(name=names, language=language, account=account, by=SYSTEM, at=AT)
    for institution, role in seats:
        with scope(institution=institution):
            people.admit(institution, person=person, role=role, on=FROM, by=SYSTEM, at=AT)
    return Player(person=person, account=account)
