"""Acts of this room, as the register of acts shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from mithaq.foundation import figures, habits, languages, minute
from mithaq.people.enums import TRAITS, Level, Purpose, Role

ATTRIBUTES = {
    "level": pgettext_lazy("an attribute of who sits", "level"),
    "region": pgettext_lazy("an attribute of who sits", "region"),
    "country": pgettext_lazy("an attribute of who sits", "State"),
    "category": pgettext_lazy("an attribute of who sits", "stakeholder category"),
    "theme": pgettext_lazy("an attribute of who sits", "theme"),
    "gender": pgettext_lazy("an attribute of who sits", "gender"),
}
HOLDERS = {
    "organisation": pgettext_lazy("who may be a member", "organisations"),
    "state": pgettext_lazy("who may be a member", "States"),
    "donor": pgettext_lazy("who may be a member", "donors"),
    "person": pgettext_lazy("who may be a member", "persons"),
}
SELECTIONS = {
    "election": pgettext_lazy("how members are found", "by election"),
    "self-selection": pgettext_lazy("how members are found", "by their own choice"),
    "designation": pgettext_lazy("how members are found", "by designation"),
    "criteria": pgettext_lazy("how members are found", "by criteria"),
    "rotation": pgettext_lazy("how members are found", "by rotation"),
    "host": pgettext_lazy("how members are found", "as host"),
    "invitation": pgettext_lazy("how members are found", "by invitation"),
    "ex-officio": pgettext_lazy("how members are found", "ex officio"),
    "contribution": pgettext_lazy("how members are found", "by contribution"),
    "appointment": pgettext_lazy("how members are found", "by appointment"),
}


def _with_role(sentence: Promise) -> Callable[[Mapping[str, Any]], str]:
    """The role of a fact is worded; everything else stands as it was said."""

    def word(facts: Mapping[str, Any]) -> str:
        told = {name: minute.shown(value) for name, value in facts.items()}
        told |= {name: str(Role(facts[name]).label) for name in ("role", "before_role") if name in facts}
        return str(sentence) % told

    return word


def _value(over: str, value: str) -> str:
    """A value of an attribute, as far as it is a word of ours."""
    return str(Level(value).label if over == "level" and value in Level.values else TRAITS.get((over, value), value))


def _counted_as(facts: Mapping[str, Any]) -> str:
    """Attributes and their values in words."""
    said = []
    for one in facts["values"]:
        over, _colon, value = str(one).partition(": ")
        said.append(figures.told(str(ATTRIBUTES.get(over, over)), _value(over, value), languages.current()))
    told = {"name": minute.shown(facts["name"]), "values": minute.shown(said)}
    return str(_("%(name)s is counted as: %(values)s")) % told


def _counted_together(facts: Mapping[str, Any]) -> str:
    over = str(facts["attribute"])
    told = {
        "attribute": minute.isolate(ATTRIBUTES.get(over, over)),
        "values": minute.shown([_value(over, str(value)) for value in facts["values"]]),
        "name": minute.shown(facts["name"]),
    }
    return str(_("Those with %(attribute)s: %(values)s are counted together as: %(name)s.")) % told


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
    "member.apply": _("%(name)s asks to be a member."),
    "member.check": _("A criterion is checked for %(name)s."),
    "member.accept": _("%(name)s is a member from %(from)s, until %(until)s."),
    "member.refuse": _("%(name)s is not accepted as a member: %(reason)s"),
    "member.take_back": _("%(name)s no longer asks to be a member."),
    "member.lapse": _("The membership of %(name)s lapsed on %(until)s."),
    "mandate.give": _("%(name)s acts for %(of)s from %(from)s."),
    "mandate.end": _("%(name)s no longer acts for %(of)s from %(until)s."),
    "attribute.set": _counted_as,
    "constituency.name": _counted_together,
    "constituency.remove": _("The constituency %(name)s is removed."),
    "consent.give": _with_purpose(_("A person agrees: %(purpose)s")),
    "consent.withdraw": _with_purpose(_("A person no longer agrees: %(purpose)s")),
}


def _one_of(sentence: Promise, words: Mapping[str, Any], fact: str) -> Callable[[Mapping[str, Any]], str]:
    """A fact that is a word of the charter is said in words."""

    def word(facts: Mapping[str, Any]) -> str:
        told = {name: minute.shown(value) for name, value in facts.items()}
        told[fact] = str(words.get(facts[fact], facts[fact]))
        if "allowed" in facts:
            told["allowed"] = minute.shown([words.get(one, one) for one in facts["allowed"]])
        return str(sentence) % told

    return word


def _members_counted(facts: Mapping[str, Any]) -> str:
    facts = {name: habits.counted(value) for name, value in facts.items()}
    members = ngettext("%(members)s member.", "%(members)s members.", facts["members"]) % facts
    waiting = ngettext("%(waiting)s application waits.", "%(waiting)s applications wait.", facts["waiting"]) % facts
    lapsing = (
        ngettext(
            "%(lapsing)s membership lapses within two months.",
            "%(lapsing)s memberships lapse within two months.",
            facts["lapsing"],
        )
        % facts
    )
    return " ".join((members, waiting, lapsing))


FINDINGS: Mapping[str, Any] = {
    "people.not-applied-for": _one_of(
        _("Nobody applies for membership here: members are found %(selection)s."), SELECTIONS, "selection"
    ),
    "people.other-holder": _one_of(
        _("Members are: %(allowed)s. This application is for one of: %(holder)s."), HOLDERS, "holder"
    ),
    "people.other-country": _("Members are of: %(allowed)s. This organisation is of: %(country)s."),
    "people.criterion-not-met": _("%(name)s does not meet this criterion: %(criterion)s"),
    "people.criterion-unchecked": _("Nobody has checked yet whether %(name)s meets this criterion: %(criterion)s"),
    "people.members-counted": _members_counted,
    "people.criterion-kept": _(
        "Members who meet it: %(met)s of %(of)s; who do not: %(failing)s; of whom it is not known: %(unknown)s."
    ),
}

NOTICES: Mapping[str, Any] = {
    "people.application_accepted": _("%(name)s is a member from %(from)s, until %(until)s."),
    "people.application_refused": _("%(name)s is not accepted as a member: %(reason)s"),
    "people.membership_lapsed": _("The membership of %(name)s lapsed on %(until)s."),
    "people.application_waits": _("An application for membership waits for a decision: %(name)s"),
    "people.membership_lapses": _("The membership of %(name)s lapses on %(until)s unless it is renewed."),
}
