"""Make an account for a person, or make an account an operator. The password is asked for, never given as a word.

mithaq account amal@example.org --name "Amal" --institution arab-review --role secretary
mithaq account ops@example.org --operator
"""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import UTC, datetime

import django


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email")
    parser.add_argument("--name", default="", help="the person's name; the e-mail address when left out")
    parser.add_argument("--language", choices=["ar", "en", "fr"], default="en")
    parser.add_argument("--operator", action="store_true", help="may look after the installation itself")
    parser.add_argument("--institution", default="", metavar="SLUG")
    parser.add_argument("--role", choices=["member", "officer", "secretary"], default="member")
    parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def run(told: argparse.Namespace) -> int:
    django.setup()
    from django_scopes import scope  # inline: models need the set-up above

    from mithaq.foundation import accounts
    from mithaq.foundation.actors import SYSTEM
    from mithaq.institutions import selectors as institutions
    from mithaq.people import services as people

    password = sys.stdin.readline().rstrip("\n") if told.password_stdin else getpass.getpass("Password: ")
    at = datetime.now(UTC)
    institution = None
    if told.institution:
        institution = institutions.by_slug(told.institution)
        if institution is None:
            print(f"There is no institution {told.institution!r}.", file=sys.stderr)
            return 1
    try:
        account = accounts.open_account(
            told.email, password, language=told.language, is_operator=told.operator, by=SYSTEM, at=at
        )
    except accounts.AccountRefused as refused:
        print("\n".join(refused.messages), file=sys.stderr)
        return 1
    person = people.register(name={told.language: told.name or account.called}, account=account, by=SYSTEM, at=at)
    if institution:
        with scope(institution=institution):
            people.admit(institution, person=person, role=told.role, on=at.date(), by=SYSTEM, at=at)
    print(f"{account.email} may sign in.")
    return 0
