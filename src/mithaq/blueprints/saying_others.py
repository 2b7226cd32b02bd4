"""What stands beside bodies in sentences: members, gates, how the charter is changed, what goes where, facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from mithaq.blueprints import vocabulary
from mithaq.blueprints.pieces import Piece, Sentence
from mithaq.blueprints.telling import Told

# Kinds whose number says in which place they come.
ORDERED = ("principle", "objective", "phase", "milestone", "duty", "part", "recommendation", "question", "session")


def institution(told: Told) -> Iterator[Sentence]:
    yield Sentence(_("This is the charter of %(name)s."), {"name": told.name})


def membership(told: Told) -> Iterator[Sentence]:
    facts: dict[str, Piece] = {"holders": told.say("holder"), "how": told.say("selection")}
    yield Sentence(_("Members may be: %(holders)s, admitted %(how)s."), facts)
    if "lasts" in told:
        yield Sentence(_("Membership lasts %(span)s and must then be renewed."), {"span": told.say("lasts")})


def criterion(told: Told) -> Iterator[Sentence]:
    yield Sentence(_("%(kind)s: %(name)s"), {"kind": str(vocabulary.KINDS["criterion"]), "name": told.name})
    if "one_of" in told:
        yield Sentence(_("It is met by any of these: %(values)s."), {"values": told.say("one_of")})


def consultation(told: Told) -> Iterator[Sentence]:
    facts: dict[str, Piece] = {"matters": told.say("on"), "who": told.say("of")}
    if "lasts" in told:
        facts["span"] = told.say("lasts")
        yield Sentence(
            _("Before it is decided on %(matters)s, these are consulted: %(who)s, for at least %(span)s."), facts
        )
    else:
        yield Sentence(
            _("Before it is decided on %(matters)s, these are consulted: %(who)s, for at least 7 days."), facts
        )


def amendment(told: Told) -> Iterator[Sentence]:
    facts: dict[str, Piece] = {"how": told.say("rule")}
    if "by" in told:
        facts["body"] = told.teller.named(told.get("by"))
        yield Sentence(_("The charter is changed by a decision of the %(body)s, taken %(how)s."), facts)
    else:
        yield Sentence(_("The charter is changed by a decision taken %(how)s."), facts)


def flow(told: Told) -> Iterator[Sentence]:
    yield Sentence(
        _("%(what)s – from: %(from)s; to: %(to)s."),
        {"what": told.name, "from": told.say("from"), "to": told.say("to")},
    )


def output(told: Told) -> Iterator[Sentence]:
    yield Sentence(_("Outcome: %(name)s (%(kind)s)."), {"name": told.name, "kind": told.say("kind")})
    if "published" in told:
        yield Sentence(_("It is published.") if told.get("published") else _("It is not published."), {})


def call(told: Told) -> Iterator[Sentence]:
    yield Sentence(_("%(kind)s: %(name)s"), {"kind": str(vocabulary.KINDS["call"]), "name": told.name})
    for word in ("extension", "template"):
        if word in told:
            yield Sentence("%(said)s", {"said": told.say(word)})
    if "voluntary" in told:
        yield Sentence(_("Nobody need answer.") if told.get("voluntary") else _("An answer is expected."), {})


def fact(told: Told) -> Iterator[Sentence]:
    yield Sentence(_("%(kind)s: %(name)s"), {"kind": told.say("kind"), "name": told.name})


SAY: Mapping[str, Any] = {
    "institution": institution,
    "membership": membership,
    "criterion": criterion,
    "consultation": consultation,
    "amendment": amendment,
    "flow": flow,
    "output": output,
    "call": call,
    "fact": fact,
}
