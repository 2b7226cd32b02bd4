"""Who may, by the part they take: member, officer, secretary.

Predicates take the account and what it is about (an institution, or a record held by one). Higher rooms combine them:

    rules.add_perm("evidence.see", is_visitor)
    rules.add_perm("evidence.confirm", is_officer)
"""

from __future__ import annotations

from typing import Any

import rules

from mithaq.foundation import access
from mithaq.foundation.access import is_operator, is_signed_in
from mithaq.institutions.rules import institution_of, is_public
from mithaq.people import selectors as people
from mithaq.people.enums import Role
from mithaq.people.models import MembershipApplication


def _holds(account: Any, about: Any, least: Role) -> bool:
    institution = institution_of(about)
    if institution is None:
        return False
    role = people.role_of(account, institution, on=access.today())
    return role is not None and role.rank >= least.rank


@rules.predicate
def is_member(account: Any, about: Any) -> bool:
    """Takes part in the institution, in whatever role."""
    return _holds(account, about, Role.MEMBER)


@rules.predicate
def is_officer(account: Any, about: Any) -> bool:
    """Reads, codes and confirms; a secretary may too."""
    return _holds(account, about, Role.OFFICER)


@rules.predicate
def is_secretary(account: Any, about: Any) -> bool:
    """Answers for the institution."""
    return _holds(account, about, Role.SECRETARY)


@rules.predicate
def asks(account: Any, about: Any) -> bool:
    """It is their own application for membership, or of an organisation they speak for."""
    return isinstance(about, MembershipApplication) and people.is_applicant(account, about, on=access.today())


is_visitor = is_public | is_member

rules.add_perm("institutions.visit", is_visitor)
rules.add_perm("institutions.see_minute", is_visitor)
rules.add_perm("institutions.see_whole_minute", is_secretary)
rules.add_perm("institutions.see_jobs", is_member)
rules.add_perm("institutions.see_errors", is_officer)
rules.add_perm("institutions.describe", is_secretary)
rules.add_perm("institutions.see_terms", is_member)
rules.add_perm("institutions.set_terms", is_secretary)
rules.add_perm("people.see", is_member)
rules.add_perm("people.register", is_officer)
rules.add_perm("people.admit", is_secretary)
rules.add_perm("people.appoint", is_secretary)
rules.add_perm("people.consent", is_member)
rules.add_perm("people.apply", is_signed_in & is_visitor)
rules.add_perm("people.decide", is_officer)
rules.add_perm("people.see_application", is_officer | asks)
rules.add_perm("people.take_back", asks)
rules.add_perm("people.give_mandate", is_officer)
rules.add_perm("people.describe", is_officer)
rules.add_perm("compacts.see", is_visitor)

__all__ = ["is_member", "is_officer", "is_operator", "is_public", "is_secretary", "is_signed_in", "is_visitor"]
