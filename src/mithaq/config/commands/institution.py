"""Found an institution, and say who is its secretary: from then on she writes its charter on its own pages.

mithaq account amal@example.org --name "أمل" --language ar
mithaq institution coast-network --name-ar "شبكة الساحل" --name-en "Coast network" --secretary amal@example.org
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from typing import Any

import django

CODES = ("ar", "en", "fr")


class _Refused(Exception):
    """Why the command stops, in a sentence."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="its name in addresses: small Latin letters, digits, hyphens")
    for code in CODES:
        parser.add_argument(f"--name-{code}", default="", metavar="WORDS", help=f"its name ({code}); one is enough")
    for code in CODES:
        parser.add_argument(f"--purpose-{code}", default="", metavar="WORDS", help=f"what it is for ({code})")
    parser.add_argument("--secretary", default="", metavar="EMAIL", help="whose account looks after it")
    parser.add_argument("--members-only", action="store_true", help="its pages are for members; public when left out")


def run(told: argparse.Namespace) -> int:
    django.setup()
    from django.core.exceptions import ValidationError  # inline: models need the set-up above
    from django.db import transaction

    from mithaq.foundation.actors import SYSTEM
    from mithaq.foundation.fields import words
    from mithaq.institutions import services as institutions

    at = datetime.now(UTC)
    try:
        with transaction.atomic():
            institution = institutions.found(
                told.slug,
                name=words(**_said(told, "name")),
                purpose=words(**_said(told, "purpose")),
                is_public=not told.members_only,
                by=SYSTEM,
                at=at,
            )
            if told.secretary:
                _appoint(institution, told.secretary, at=at)
    except ValidationError as refused:
        print("\n".join(refused.messages), file=sys.stderr)
        return 1
    except _Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    print(f"{institution.slug} is founded. Its charter is written at /{institution.slug}/charter/drafts/.")
    return 0


def _said(told: argparse.Namespace, what: str) -> dict[str, str]:
    return {code: said for code in CODES if (said := getattr(told, f"{what}_{code}").strip())}


def _appoint(institution: Any, email: str, *, at: datetime) -> None:
    """The person behind an account is secretary from today. Refused: nobody has this address."""
    from django_scopes import scope  # inline: models need the set-up of `run`

    from mithaq.foundation.actors import SYSTEM
    from mithaq.foundation.models import Account
    from mithaq.people import selectors, services
    from mithaq.people.enums import Role

    account = Account.objects.filter(email=email.strip().lower()).first()
    if account is None:
        raise _Refused(f"There is no account {email!r}: make it first with `mithaq account {email}`.")
    person = selectors.person_of(account) or services.register(
        name={account.language: account.email}, account=account, by=SYSTEM, at=at
    )
    with scope(institution=institution):
        services.admit(institution, person=person, role=Role.SECRETARY, on=at.date(), by=SYSTEM, at=at)
