"""Acts of this room, as the minute shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mithaq.foundation import minute
from mithaq.people.enums import Purpose, Role


def _with_role(sentence: Promise) -> Callable[[Mapping[str, Any]], str]:
    """The role of a fact is worded; everything else stands as it was said."""

    def word(facts: Mapping[str, Any]) -> str:
        told = {name: minute.shown(value) for name, value in facts.items()}
        told |= {name: str(Role(facts[name]).label) for name in ("role", "before_role") if name in facts}
        return str(sentence) % told

    return word


def _with_purpose(sentence: Promise) -> Callable[[Mapping[str, Any]], str]:
    def word(facts: Mapping[str, Any]) -> str:
        return str(sentence) % {"purpose": minute.isolate(Purpose(facts["purpose"]).label)}

    return word


ACTS: Mapping[str, Any] = {
    "person.register": _("%(name)s is entered as a person."),
    "person.affiliate": _("A person speaks for an organisation from %(from)s."),
    "person.invite": _("%(name)s is invited to sign in."),
    "organisation.register": _("The organisation %(name)s is entered."),
    "member.admit": _with_role(_("%(name)s takes part from %(from)s as: %(role)s.")),
    "member.appoint": _with_role(_("%(name)s was: %(before_role)s; from %(from)s: %(role)s.")),
    "member.release": _("%(name)s no longer takes part from %(until)s."),
    "consent.give": _with_purpose(_("A person agrees: %(purpose)s")),
    "consent.withdraw": _with_purpose(_("A person no longer agrees: %(purpose)s")),
}
