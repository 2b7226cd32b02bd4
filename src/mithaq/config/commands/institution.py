"""Found an institution, and say who is its secretary: from then on she writes its charter on its own pages.

The page of the operator does the same: /desk/institutions/found/.

mithaq account amal@example.org --name "أمل" --language ar
mithaq institution coast-network --name-ar "شبكة الساحل" --name-en "Coast network" --secretary amal@example.org
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

import django

CODES = ("ar", "en", "fr")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="its name in addresses: small Latin letters, digits, hyphens")
    for code in CODES:
        parser.add_argument(f"--name-{code}", default="", metavar="WORDS", help=f"its name ({code}); one is enough")
    for code in CODES:
        parser.add_argument(f"--purpose-{code}", default="", metavar="WORDS", help=f"what it is for ({code})")
    parser.add_argument("--secretary", default="", metavar="EMAIL", help="whose account looks after it")
    parser.add_argument("--blueprint", default="", metavar="KEY", help="a text of the gallery, in force at once")
    parser.add_argument("--members-only", action="store_true", help="its pages are for members; public when left out")


def run(told: argparse.Namespace) -> int:
    django.setup()
    from django.core.exceptions import ValidationError  # inline: models need the set-up above

    from mithaq.blueprints import services as blueprints
    from mithaq.foundation.actors import SYSTEM
    from mithaq.foundation.fields import words

    try:
        institution = blueprints.found(
            told.slug,
            name=words(**_said(told, "name")),
            purpose=words(**_said(told, "purpose")),
            is_public=not told.members_only,
            secretary=told.secretary,
            blueprint=told.blueprint,
            by=SYSTEM,
            at=datetime.now(UTC),
        )
    except ValidationError as refused:
        print("\n".join(refused.messages), file=sys.stderr)
        return 1
    charter = f"stands at /{told.slug}/charter/" if told.blueprint else f"is written at /{told.slug}/charter/drafts/"
    print(f"{institution.slug} is founded. Its charter {charter}.")
    return 0


def _said(told: argparse.Namespace, what: str) -> dict[str, str]:
    return {code: said for code in CODES if (said := getattr(told, f"{what}_{code}").strip())}
