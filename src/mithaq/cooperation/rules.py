"""Who may at a gate. Whether the gate lets an application in is the charter's affair."""

from __future__ import annotations

from typing import Any

import rules

from mithaq.cooperation import selectors
from mithaq.cooperation.enums import State
from mithaq.cooperation.models import Application
from mithaq.foundation import access
from mithaq.people.rules import is_officer, is_signed_in, is_visitor


@rules.predicate
def asked(account: Any, about: Any) -> bool:
    """It is their own application, or of an organisation or State they act for."""
    return isinstance(about, Application) and selectors.is_applicant(account, about, on=access.today())


@rules.predicate
def is_admitted(account: Any, about: Any) -> bool:
    return isinstance(about, Application) and about.state == State.ADMITTED


@rules.predicate
def was_sent(account: Any, about: Any) -> bool:
    """A draft that was never sent is its writer's alone."""
    return isinstance(about, Application) and about.submitted_at is not None


rules.add_perm("cooperation.see", is_visitor)
rules.add_perm("cooperation.apply", is_signed_in & is_visitor)
rules.add_perm("cooperation.see_all", is_officer)
rules.add_perm("cooperation.see_application", (is_visitor & is_admitted) | asked | (is_officer & was_sent))
rules.add_perm("cooperation.see_answers", asked | (is_officer & was_sent))
rules.add_perm("cooperation.mend", asked)
# Nobody decides on what they ask themselves, or for whom they act.
rules.add_perm("cooperation.decide", is_officer & was_sent & ~asked)
