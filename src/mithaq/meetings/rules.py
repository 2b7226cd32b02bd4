"""Who may in this room; whether the institution allows it is the charter's to say."""

from __future__ import annotations

from typing import Any

import rules

from mithaq.bodies import selectors as bodies
from mithaq.foundation import access
from mithaq.institutions.rules import institution_of
from mithaq.people.rules import is_member, is_officer, is_visitor


@rules.predicate
def has_a_place(account: Any, about: Any) -> bool:
    """Sits in a body of the institution, stands in, or observes."""
    institution = institution_of(about)
    return institution is not None and bool(bodies.bodies_of(account, institution, on=access.today()))


takes_part = is_member | has_a_place

rules.add_perm("meetings.see", is_visitor)
rules.add_perm("meetings.take_part", takes_part)
rules.add_perm("meetings.run", is_officer)
