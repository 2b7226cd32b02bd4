"""Why not somebody else, and what the quotas changed: the kernel's answers as sentences in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from django.utils.translation import gettext as _

from mithaq.elections.enums import Kind
from mithaq.elections.selectors.accounts import Telling
from mithaq.kernels.elections import Changed, Step


def answer(tell: Telling, step: Step) -> str:
    """What kept somebody out (`Outcome.why_not`)."""
    return WHY[step.key](tell, step)


def change(tell: Telling, changed: Changed) -> str:
    """Who is elected only with the quotas, or only without them, and because of which."""
    facts = {
        "who": tell.name(changed.candidate),
        "quotas": tell.quotas(changed.quotas),
        "beside": tell.names(changed.beside),
    }
    return CHANGES[changed.gained, changed.because]() % facts


def _is_elected(tell: Telling, step: Step) -> str:
    told = {"who": tell.name(step.candidate or 0), "place": tell.whole(step.facts["place"])}
    if tell.outcome.election.kind == Kind.COUNTBACK:  # the place would be one among those who sit already
        if tell.outcome.candidates[step.candidate or 0].sits:
            return _("%(who)s was elected before, and keeps the seat.") % told
        return _("%(who)s is elected to a seat that had fallen vacant.") % told
    return _("%(who)s is elected, at place %(place)s.") % told


def _not_nominated(tell: Telling, step: Step) -> str:
    return _("Nobody with this number stood.")


def _withdrew(tell: Telling, step: Step) -> str:
    told = {"who": tell.name(step.candidate or 0)}
    if tell.outcome.election.kind == Kind.COUNTBACK:
        return _("%(who)s left the seat, or no longer stands.") % told
    return _("%(who)s withdrew before the count.") % told


def _why_excluded(tell: Telling, step: Step) -> str:
    facts = step.facts
    told = {
        "who": tell.name(step.candidate or 0),
        "stage": tell.whole(step.stage + 1),
        "votes": tell.votes(facts["votes"]),
        "behind": tell.votes(facts["behind"]),
        "next": tell.name(facts["next"]),
    }
    if tell.spared(step.candidate):
        return (
            _(
                "In stage %(stage)s %(who)s had the fewest votes (%(votes)s) of those whom the quotas can do without, "
                "and was excluded."
            )
            % told
        )
    if facts["behind"] > 0:
        return (
            _(
                "In stage %(stage)s %(who)s had the fewest votes (%(votes)s), %(behind)s fewer than %(next)s, and was "
                "excluded."
            )
            % told
        )
    return (
        _(
            "In stage %(stage)s %(who)s and %(next)s had the fewest votes (%(votes)s), as many the one as the other; "
            "the tie was settled against %(who)s."
        )
        % told
    )


def _why_doomed(tell: Telling, step: Step) -> str:
    facts = step.facts
    told = {
        "who": tell.name(step.candidate or 0),
        "stage": tell.whole(step.stage + 1),
        "with": tell.names(facts["with"]),
        "quotas": tell.quotas(facts["quotas"]),
    }
    if facts["with"]:
        return (
            _(
                "In stage %(stage)s it was certain that the quotas could not be met with %(who)s beside those elected "
                "by then: %(with)s. It follows from: %(quotas)s."
            )
            % told
        )
    return (
        _(
            "In stage %(stage)s it was certain that the quotas could not be met with %(who)s. It follows from: "
            "%(quotas)s."
        )
        % told
    )


def _why_not_reached(tell: Telling, step: Step) -> str:
    facts = step.facts
    told = {"who": tell.name(step.candidate or 0), "votes": tell.votes(facts["votes"])}
    if facts.get("short") is None:
        return _("%(who)s was still in the count when the last seat was filled (votes: %(votes)s).") % told
    told |= {"quota": tell.whole(facts["quota"]), "short": tell.votes(facts["short"])}
    return (
        _(
            "%(who)s was still in the count when the last seat was filled, and had not reached the quota (votes: "
            "%(votes)s; quota: %(quota)s; missing: %(short)s)."
        )
        % told
    )


def _why_costs(tell: Telling, step: Step) -> str:
    facts = step.facts
    told = {
        "who": tell.name(step.candidate or 0),
        "score": tell.fraction(facts["score"]),
        "with_them": tell.fraction(facts["with_them"]),
        "less": tell.fraction(facts["less"]),
        "instead": tell.names(facts["instead"]),
    }
    if Fraction(facts["less"]) == 0:
        return (
            _(
                "A committee with %(who)s scores as much as the one elected (%(score)s); the lots decided. Not elected "
                "would then be: %(instead)s."
            )
            % told
        )
    return (
        _(
            "The best committee with %(who)s scores %(with_them)s: %(less)s less than the one elected (%(score)s). Not "
            "elected would then be: %(instead)s."
        )
        % told
    )


def _why_behind(tell: Telling, step: Step) -> str:
    facts = step.facts
    return _(
        "Others came before %(who)s in every round (approvals: %(approvals)s). In the last one %(next)s was chosen, "
        "with %(other)s against %(figure)s."
    ) % {
        "who": tell.name(step.candidate or 0),
        "approvals": tell.whole(facts["approvals"]),
        "next": tell.name(facts["next"]),
        "other": tell.fraction(facts["other"]),
        "figure": tell.fraction(facts["figure"]),
    }


def _why_beaten(tell: Telling, step: Step) -> str:
    facts = step.facts
    return _("%(against)s came before %(who)s: %(other)s rank %(against)s higher, %(votes)s rank %(who)s higher.") % {
        "who": tell.name(step.candidate or 0),
        "against": tell.name(facts["against"]),
        "votes": tell.whole(facts["votes"]),
        "other": tell.whole(facts["other"]),
    }


WHY: Mapping[str, Callable[[Telling, Step], str]] = {
    "elected": _is_elected,
    "not-nominated": _not_nominated,
    "withdrawn": _withdrew,
    "excluded": _why_excluded,
    "doomed": _why_doomed,
    "not-reached": _why_not_reached,
    "costs": _why_costs,
    "behind": _why_behind,
    "beaten": _why_beaten,
}

CHANGES: Mapping[tuple[bool, str], Callable[[], str]] = {
    (False, "doomed"): lambda: _(
        "Without quotas, %(who)s would have been elected. Ruled out beside those elected before by: %(quotas)s."
    ),
    (False, "guarded"): lambda: _("Without quotas, %(who)s would have been elected. It follows from: %(quotas)s."),
    (False, "together"): lambda: _(
        "Without quotas, %(who)s would have been elected. With those elected either way (%(beside)s), that would not "
        "meet: %(quotas)s."
    ),
    (False, "votes"): lambda: _(
        "Without quotas, %(who)s would have been elected. No quota stands against them; the votes moved otherwise once "
        "others were elected or out."
    ),
    (True, "doomed"): lambda: _("%(who)s is elected because of: %(quotas)s."),
    (True, "guarded"): lambda: _(
        "%(who)s is elected because the quotas could not be met without them. It follows from: %(quotas)s."
    ),
    (True, "together"): lambda: _(
        "%(who)s is elected because, with those elected either way (%(beside)s), this would not be met without them: "
        "%(quotas)s."
    ),
    (True, "votes"): lambda: _(
        "%(who)s is elected only with the quotas: they ask nothing of this candidate, but the votes moved otherwise "
        "once others were elected or out."
    ),
}
