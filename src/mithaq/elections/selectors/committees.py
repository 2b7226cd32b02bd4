"""Sentences of counts that move no votes: committees from approvals, and one post from pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from mithaq.kernels.elections import Step

if TYPE_CHECKING:
    from mithaq.elections.selectors.accounts import Telling


def score(tell: Telling, step: Step) -> str:
    facts = step.facts
    told = {"score": tell.fraction(facts["score"]), "next": tell.fraction(facts.get("next"))}
    if tell.outcome.result.method == "minimax-phragmen":
        return _("The committee elected has the smallest largest load: %(score)s.") % told
    if facts.get("next"):
        return _("The committee elected has the highest score: %(score)s. The next best has %(next)s.") % told
    return _("The committee elected has the highest score: %(score)s.") % told


def load(tell: Telling, step: Step) -> str:
    facts = step.facts
    told = {
        "who": tell.name(step.candidate or 0),
        "place": tell.whole(facts["place"]),
        "load": tell.fraction(facts["load"]),
        "approvals": tell.whole(facts["approvals"]),
    }
    if facts["load"] == "":
        return _("Elected at place %(place)s: %(who)s, whom nobody approves; no other could take it.") % told
    return (
        _(
            "Elected at place %(place)s: %(who)s. Whoever approves them then carries a load of %(load)s, the least "
            "there could be (approvals: %(approvals)s)."
        )
        % told
    )


def price(tell: Telling, step: Step) -> str:
    facts = step.facts
    return _(
        "Elected at place %(place)s: %(who)s. Whoever approves them pays %(price)s each at most, the least there could "
        "be (approvals: %(approvals)s)."
    ) % {
        "who": tell.name(step.candidate or 0),
        "place": tell.whole(facts["place"]),
        "price": tell.fraction(facts["price"]),
        "approvals": tell.whole(facts["approvals"]),
    }


def chosen(tell: Telling, step: Step) -> str:
    facts = step.facts
    return _("Elected at place %(place)s: %(who)s, who adds %(gain)s to the score.") % {
        "who": tell.name(step.candidate or 0),
        "place": tell.whole(facts.get("place")),
        "gain": tell.fraction(facts["gain"]),
    }


def pair(tell: Telling, step: Step) -> str:
    facts = step.facts
    return _("%(who)s against %(against)s: %(votes)s rank the first higher, %(other)s the second.") % {
        "who": tell.name(step.candidate or 0),
        "against": tell.name(facts["against"]),
        "votes": tell.whole(facts["votes"]),
        "other": tell.whole(facts["other"]),
    }


def strongest(tell: Telling, step: Step) -> str:
    told = {"who": tell.name(step.candidate or 0), "over": tell.names(step.facts["over"])}
    if not step.facts["over"]:
        return _("No other is ahead of %(who)s, directly or by way of others.") % told
    return (
        _(
            "No other is ahead of %(who)s, directly or by way of others. %(who)s is ahead of these by the strongest "
            "way: %(over)s."
        )
        % told
    )


def least_defeat(tell: Telling, step: Step) -> str:
    facts = step.facts
    told = {"who": tell.name(step.candidate or 0), "defeat": tell.whole(facts["defeat"])}
    if facts.get("by") is None:
        return _("%(who)s is beaten by nobody.") % told
    told["by"] = tell.name(facts["by"])
    return _("The largest defeat of %(who)s is smaller than anybody else’s: %(defeat)s, by %(by)s.") % told


def locked(tell: Telling, step: Step) -> str:
    facts = step.facts
    told = {
        "who": tell.name(step.candidate or 0),
        "over": tell.name(facts["over"]),
        "margin": tell.whole(facts["margin"]),
    }
    if facts["kept"]:
        return _("That %(who)s is ahead of %(over)s counts (%(margin)s).") % told
    return (
        _("That %(who)s is ahead of %(over)s (%(margin)s) is left out: it would close a circle with stronger ones.")
        % told
    )
