"""What many members do while a few are watched in the browser: they join, stand and vote (all of it simulated).

`python -m tests.browser.electing found|stand|vote BODY` acts in the data folder of the environment, as tests/browser/
test_election.py asks; the institution lives by the gallery's charter of the civil-society network.
"""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import django

SLUG = "elects"
MEMBER, SECRETARY = "member@demo.mithaq.example", "secretary@demo.mithaq.example"
LEVELS = ("national", "regional", "global")
REGIONS = ("africa", "arab-states", "asia-pacific", "europe-north-america", "latin-america-caribbean")
THEMES = (
    *("human-rights", "regular-pathways", "drivers", "cooperation-governance", "diaspora-contributions"),
    "smuggling-trafficking",
)
MEMBERS = 40
STANDS = {"board": range(12), "steering-committee": range(12, 40)}


def name(number: int) -> dict[str, str]:
    return {"ar": f"منظمة {number} (محاكاة)", "en": f"Organisation {number} (simulated)"}


def main(act: str, body: str = "") -> None:
    django.setup()
    from django_scopes import scope

    from mithaq.institutions import selectors as institutions

    if act == "found":
        found()
        return
    institution = institutions.by_slug(SLUG)
    with scope(institution=institution):
        {"stand": stand, "vote": vote}[act](institution, body)


def found() -> None:
    """Forty members of every level, region and theme; the member of the demonstration speaks for the first."""
    from django_scopes import scope

    from mithaq.blueprints import services as blueprints
    from mithaq.blueprints.shelf import gallery_text
    from mithaq.foundation.actors import SYSTEM
    from mithaq.foundation.models import Account
    from mithaq.institutions import services as institutions
    from mithaq.people import selectors, services

    at = datetime.now(UTC)
    on = at.date() - timedelta(days=30)
    told = {"ar": "شبكة تنتخب", "en": "A network that elects"}
    institution = institutions.found(SLUG, name=told, purpose={}, is_demonstration=True, by=SYSTEM, at=at)
    with scope(institution=institution):
        for email, role in ((SECRETARY, "secretary"), (MEMBER, "member")):
            person = selectors.person_of(Account.objects.get(email=email))
            services.admit(institution, person=person, role=role, on=on, by=SYSTEM, at=at)
        text = gallery_text("civil-society-network")
        blueprints.adopt(institution, text, blueprint="civil-society-network", on=on, by=SYSTEM, at=at)
        for number in range(MEMBERS):
            one = services.register_organisation(name(number), level=LEVELS[number % 3], by=SYSTEM, at=at)
            services.admit(institution, organisation=one, on=on, by=SYSTEM, at=at)
            traits = {"region": [REGIONS[number % 5]], "theme": [THEMES[number % 6]]}
            services.describe(institution, traits, organisation=one, by=SYSTEM, at=at)
            if not number:
                services.affiliate(person, one, on=on, by=SYSTEM, at=at)


def stand(institution: Any, body: str) -> None:
    """Everybody who was not put forward in the browser stands."""
    from mithaq.elections import selectors, services
    from mithaq.foundation.actors import SYSTEM
    from mithaq.people.models import Organisation

    election = _election(institution, body)
    there = {one.organisation_id for one in selectors.candidacies(election, to=None)}
    there |= set(election.candidacies.values_list("organisation_id", flat=True))
    for number in STANDS[body]:
        organisation = Organisation.objects.get(name=name(number))
        if organisation.pk not in there:
            asked = services.nominate(election, organisation=organisation, by=SYSTEM, at=datetime.now(UTC))
            services.consent(asked, by=SYSTEM, at=datetime.now(UTC))


def vote(institution: Any, body: str) -> None:
    """Whoever has not voted ranks some, the first of the list oftener: without quotas one level would take most."""
    from mithaq.elections import selectors, services
    from mithaq.foundation.actors import SYSTEM

    election = _election(institution, body)
    drawn = random.Random(20181210)
    standing = [one.number for one in selectors.candidacies(election, to=None).order_by("organisation__pk")]
    national = {
        one.number for one in selectors.candidacies(election, to=None) if one.attributes["level"] == ["national"]
    }
    for elector in selectors.electors(election).filter(has_voted=False):
        left = {number: 6 if number in national else 1 for number in standing}
        ranking = []
        for _ in range(min(len(left), 8)):
            (one,) = drawn.choices(list(left), weights=list(left.values()))
            ranking.append(one)
            del left[one]
        services.cast(election, elector, ranking, by=SYSTEM, at=datetime.now(UTC))


def _election(institution: Any, body: str) -> Any:
    from mithaq.elections.models import Election

    return Election.objects.filter(institution=institution, body__key=body).latest("called_at")


if __name__ == "__main__":
    main(*sys.argv[1:])
