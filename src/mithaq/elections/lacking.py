"""What would have been needed for somebody to be elected: what was missing, at the point where it was settled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mithaq.elections.selectors.accounts import Telling
from mithaq.kernels.elections import Step


def needed(tell: Telling, step: Step) -> Sequence[str]:
    """`step` is what `Outcome.why_not` gave. Nothing where nothing was missing, or nobody can say."""
    return NEEDED[step.key](tell, step) if step.key in NEEDED else ()


def _more_votes(tell: Telling, step: Step) -> Sequence[str]:
    facts = step.facts
    if facts["next"] is None or facts["behind"] < 0:
        return ()
    told = {
        "behind": tell.votes(facts["behind"]),
        "stage": tell.whole(step.stage + 1),
        "next": tell.name(facts["next"]),
    }
    if not facts["behind"]:
        return (_("With any part of a vote more in stage %(stage)s, %(next)s would have gone instead.") % told,)
    return (_("With more than %(behind)s further votes in stage %(stage)s, %(next)s would have gone instead.") % told,)


def _other_quotas(tell: Telling, step: Step) -> Sequence[str]:
    facts = step.facts
    if not facts["quotas"]:
        return ()
    told = {"with": tell.names(facts["with"]), "quotas": tell.quotas(facts["quotas"])}
    loosened = _("Votes alone would not have helped them at that point: one of these quotas would have had to ask for "
                 "something else: %(quotas)s.") % told  # fmt: skip
    if not facts["with"]:
        return (loosened,)
    return (
        loosened,
        _("Or earlier, enough votes to be elected before one of those who were: %(with)s.") % told,
    )


def _short(tell: Telling, step: Step) -> Sequence[str]:
    if step.facts.get("short") is None:
        return ()
    return (
        _("%(short)s further votes would have brought them to the quota.") % {"short": tell.votes(step.facts["short"])},
    )


def _more_score(tell: Telling, step: Step) -> Sequence[str]:
    less = Fraction(step.facts["less"])
    if not less:
        return (_("Any further approval of them, by whoever approves few of those elected, would have been enough."),)
    return (
        _(
            "Approvals of them that add more than %(less)s to the score: a voter who approves nobody else elected adds "
            "1, one who approves one other ½, and so on."
        )
        % {"less": tell.fraction(step.facts["less"])},
    )


def _other_order(tell: Telling, step: Step) -> Sequence[str]:
    facts = step.facts
    if facts["votes"] > facts["other"]:
        return ()
    voters = (facts["other"] - facts["votes"]) // 2 + 1
    return (
        ngettext(
            "If %(voters)s voter who ranks %(against)s before them had done it the other way round, they would have "
            "won this comparison.",
            "If %(voters)s voters who rank %(against)s before them had done it the other way round, they would have "
            "won this comparison.",
            voters,
        )
        % {"voters": tell.whole(voters), "against": tell.name(facts["against"])},
    )


NEEDED: Mapping[str, Callable[[Telling, Step], Sequence[str]]] = {
    "excluded": _more_votes,
    "doomed": _other_quotas,
    "not-reached": _short,
    "costs": _more_score,
    "beaten": _other_order,
}
