"""A real server with an election that is open, and sessions of those who vote in it.

`python -m tests.browser.ballot_world` fills the data folder of the environment and tells what is there as JSON.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests import databases
from tests.browser.desk_world import World

VOTERS = 8
CANDIDATES = (
    ("national", "جمعية العمال المهاجرين في تونس", "Association des travailleurs migrants en Tunisie"),
    ("regional", "الشبكة العربية للهجرة", "Réseau arabe des migrations"),
    ("global", "التحالف العالمي للمهاجرين", "Global Alliance of Migrants"),
    ("national", "مركز موارد المغتربين في بيروت", "Centre de ressources pour la diaspora à Beyrouth"),
    ("regional", "مبادرة المغرب الكبير للتنقل", "Initiative maghrébine pour la mobilité"),
    ("global", "Women in Migration Network", "Réseau Femmes en migration"),
)
SAYS = "نعمل مع المهاجرات العاملات في المنازل، وسنحمل إلى المجلس ما نسمعه منهن.\n\nسننشر كل قرار بثلاث لغات."


class Polls(World):
    """One server on one data folder; `voters` are sessions, each of who speaks for one organisation on the roll."""

    module = "tests.browser.ballot_world"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.voters: list[str] = self.told["voters"]
        self.officer: str = self.told["officer"]
        self.place: str = self.told["place"]
        self.names: dict[str, str] = self.told["names"]

    def page(self, name: str, code: str = "ar") -> str:
        return f"{self.url}/{code}/{self.place}{name}/"


def fill() -> dict[str, Any]:
    from django.test import Client

    from mithaq.elections import services
    from mithaq.foundation.actors import SYSTEM
    from mithaq.foundation.fields import words
    from mithaq.people import services as people
    from tests import cast as everybody
    from tests.elections.hall import CALLED, Hall
    from tests.elections.polling import Polling

    databases.up_to_date()
    cast = everybody.assemble()

    class Named(Hall):
        """Organisations that stand have names of the region."""

        def members(self, number: int, *, level: str = "", **told: Any) -> Any:
            if number != len(CANDIDATES):
                return super().members(number, level=level, **told)
            found = [
                people.register_organisation(words(ar=ar, en=other, fr=other), level=of, by=SYSTEM, at=CALLED)
                for of, ar, other in CANDIDATES
            ]
            for one in found:
                people.admit(self.institution, organisation=one, on=CALLED.date(), by=SYSTEM, at=CALLED)
            return found

        def stands(self, election: Any, organisation: Any, **told: Any) -> Any:
            made = super().stands(election, organisation, **told)
            return services.state(made, statement=words(ar=SAYS), language="ar", by=SYSTEM, at=CALLED)

    def session(account: Any) -> str:
        client = Client()
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client.cookies["sessionid"].value

    with cast.scope():
        polling = Polling(Named(cast.institution), candidates=len(CANDIDATES), voters=VOTERS, seats=6)
        electors = polling.electors[-VOTERS:]
        return {
            "voters": [session(polling.speaker(one)) for one in electors],
            "officer": session(cast.badr.account),
            "place": f"{cast.institution.slug}/elections/{polling.election.uid}/",
            "names": {one.organisation.name["ar"]: str(one.number) for one in polling.candidates},
        }


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(fill(), ensure_ascii=False))
