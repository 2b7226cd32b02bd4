"""Who may in this room; what the institution allows is the charter's to say, whether it is time the election's."""

from __future__ import annotations

from typing import Any

import rules
from django.db.models import Q
from django_scopes import scope

from mithaq.elections.models import Elector
from mithaq.foundation import access
from mithaq.institutions.rules import institution_of
from mithaq.people import selectors as people
from mithaq.people.rules import is_member, is_officer, is_visitor


@rules.predicate
def speaks_for_elector(account: Any, about: Any) -> bool:
    """Is on a roll here, or speaks for who is: also who is sent by a member without being one."""
    institution, person = institution_of(about), people.person_of(account)
    if institution is None or person is None:
        return False
    with scope(institution=institution):
        told = people.voices_here(institution, person, on=access.today())
        mine = Q(person=person) | Q(organisation__in=told.organisations) | Q(country__in=told.countries)
        return bool(Elector.objects.filter(mine, institution=institution).exists())


rules.add_perm("elections.see", is_visitor)  # what each may see of it is `selectors.reading`'s to say
rules.add_perm("elections.take_part", is_member)  # nominate, stand, vote: for whom is asked of `people.voices_here`
rules.add_perm("elections.run", is_officer)  # call, admit, open, close, count, declare
rules.add_perm("elections.vote", is_member | speaks_for_elector)  # for whom, the roll says; see the roll, too
