"""Reading applications for membership, each criterion beside what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from mithaq.foundation.models import Account
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter, Clause
from mithaq.people.criteria import criteria
from mithaq.people.models import Affiliation, CriterionCheck, MembershipApplication, Organisation, holding


def applications(institution: Institution) -> QuerySet[MembershipApplication]:
    """All of them, the open ones first, the newest first."""
    found: QuerySet[MembershipApplication] = MembershipApplication.objects.filter(institution=institution)
    return found.select_related("organisation", "person", "asked_by", "membership").order_by("-asked_at", "-pk")


def application(institution: Institution, uid: str) -> MembershipApplication | None:
    return applications(institution).filter(uid=uid).first()


def applications_of(institution: Institution, account: Any, *, on: date) -> QuerySet[MembershipApplication]:
    """What the person behind an account asked, or is asked for them, or for an organisation they speak for."""
    if not isinstance(account, Account):
        return applications(institution).none()
    theirs = Affiliation.objects.filter(holding(on), person__account=account).values("organisation")
    mine = Q(asked_by__account=account) | Q(person__account=account) | Q(organisation__in=theirs)
    return applications(institution).filter(mine)


def is_applicant(account: Any, application: MembershipApplication, *, on: date) -> bool:
    return applications_of(application.institution, account, on=on).filter(pk=application.pk).exists()


def speaks_for(account: Any, *, on: date) -> QuerySet[Organisation]:
    """The organisations the person behind an account speaks for on a day."""
    if not isinstance(account, Account):
        return Organisation.objects.none()
    theirs = Affiliation.objects.filter(holding(on), person__account=account).values("organisation")
    return Organisation.objects.filter(pk__in=theirs)


@dataclass(frozen=True, slots=True)
class Checked:
    """A criterion of the charter and what was found; `check` is None where the criterion came after the asking."""

    clause: Clause
    check: CriterionCheck | None

    @property
    def is_met(self) -> bool | None:
        return self.check.is_met if self.check else None

    @property
    def by_itself(self) -> bool:
        """Settled by what is recorded, not by a person."""
        return self.check is not None and self.check.is_met is not None and not self.check.checked_by


def checked(application: MembershipApplication, charter: Charter) -> list[Checked]:
    """The criteria in the order of the charter."""
    known = {check.clause: check for check in application.checks.all()}
    return [Checked(clause, known.get(clause.id)) for clause in criteria(charter)]
