"""The account of a count: every step the kernel took as a sentence in the reader's language.

A key of the kernel without its sentence here is a fault of the house: a test holds both together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from mithaq.elections import naming, tallying
from mithaq.elections.figured import Figured
from mithaq.elections.selectors import committees
from mithaq.elections.selectors.results import Outcome
from mithaq.foundation import languages, minute
from mithaq.kernels.elections import Step

MOST_NAMED = 6  # to whom votes moved: so many by name, the most first; the rest in the table
WHOLE = 1000  # a fraction with a larger denominator is shown as a decimal


@dataclass(frozen=True)
class Telling:
    """Facts of one count as they stand in sentences."""

    outcome: Outcome

    @cached_property
    def figured(self) -> Figured:
        return Figured(self.outcome.result, languages.current())

    def name(self, number: int) -> str:
        return minute.isolate(self.outcome.candidates[number].name)

    def names(self, numbers: Iterable[int]) -> str:
        return languages.comma().join(self.name(one) for one in numbers)

    def votes(self, units: int | Fraction) -> str:
        return minute.isolate(self.figured.votes(units))

    def whole(self, votes: int | str | None) -> str:
        """In whole votes, or as text of a fraction or a decimal."""
        return minute.isolate(self.figured.whole(None if votes is None else _figure(votes)))

    def fraction(self, told: str | int | None) -> str:
        """A score, a load, a gain: exact where that can be read."""
        if told is None or told == "":
            return "–"
        figure = Fraction(told)
        if figure.denominator == 1 or figure.denominator > WHOLE:
            return self.whole(int(figure) if figure.denominator == 1 else str(figure))
        return minute.isolate(f"{figure.numerator}/{figure.denominator}")

    def quota(self, key: str) -> str:
        """A quota by the name of its clause; one that the election itself asks for by what it says."""
        if key == tallying.SITS:
            return minute.isolate(_("those who sit keep their seats"))
        found = self.outcome.name(key)
        if found:
            return minute.isolate(found)
        told = next((one for one in self.outcome.meters if one.key == key), None)
        return minute.isolate(naming.quota(told.told, told.total).rstrip(".") if told else key)

    def quotas(self, keys: Sequence[str]) -> str:
        """Empty where the seats alone make it so."""
        return languages.comma().join(self.quota(key) for key in keys)

    def moved(self, facts: Mapping[str, Any]) -> str:
        """To whom the votes went, the most first, and what nobody has any more."""
        said = []
        to = sorted(facts.get("to", ()), key=lambda one: (-one[1], one[0]))
        if to:
            told = [f"{self.name(one)} ({self.votes(units)})" for one, units in to[:MOST_NAMED]]
            if len(to) > MOST_NAMED:
                rest = sum(units for _one, units in to[MOST_NAMED:])
                said.append(
                    _("The votes move to %(names)s and others (%(rest)s).")
                    % {"names": languages.comma().join(told), "rest": self.votes(rest)}
                )
            else:
                said.append(_("The votes move to %(names)s.") % {"names": languages.comma().join(told)})
        if facts.get("exhausted"):
            said.append(
                _("Votes on ballots that name nobody else who is left: %(votes)s.")
                % {"votes": self.votes(facts["exhausted"])}
            )
        if facts.get("lost"):
            said.append(_("Cut off beyond five decimals: %(votes)s.") % {"votes": self.votes(facts["lost"])})
        return " ".join(said)

    def spared(self, excluded: int | None) -> bool:
        """Whether others with fewer votes stayed when somebody was excluded: the quotas cannot do without them."""
        steps = self.outcome.result.steps
        return any(one.key == "spared" and one.facts["excluded"] == excluded for one in steps)

    def step(self, step: Step) -> str:
        """What happened."""
        return SENTENCES[step.key](self, step)


def telling(outcome: Outcome) -> Telling:
    """Sentences of an outcome, in the language that is active when they are asked for."""
    return Telling(outcome)


def _figure(told: int | str | Fraction) -> int | Fraction:
    if isinstance(told, int):
        return told
    figure = Fraction(told)
    return int(figure) if figure.denominator == 1 else figure


def _joined(*said: str) -> str:
    return " ".join(one for one in said if one)


# Steps


def _first_preferences(tell: Telling, step: Step) -> str:
    facts = step.facts
    told = {
        "cast": tell.whole(facts["cast"]),
        "empty": tell.whole(facts["empty"]),
        "seats": tell.whole(facts["seats"]),
        "quota": tell.whole(facts["quota"]),
    }
    if facts["empty"]:
        return (
            _(
                "The ballots are sorted by first preference. Cast: %(cast)s, of which empty: %(empty)s. Seats: "
                "%(seats)s. Votes needed to be elected (quota): %(quota)s."
            )
            % told
        )
    return (
        _(
            "The ballots are sorted by first preference. Cast: %(cast)s. Seats: %(seats)s. Votes needed to be elected "
            "(quota): %(quota)s."
        )
        % told
    )


def _elected(tell: Telling, step: Step) -> str:
    facts = step.facts
    told = {
        "who": tell.name(step.candidate or 0),
        "votes": tell.votes(facts["votes"]),
        "quota": tell.whole(facts["quota"]),
        "place": tell.whole(facts["place"]),
    }
    return _("Elected at place %(place)s: %(who)s (votes: %(votes)s; quota: %(quota)s).") % told


def _surplus(tell: Telling, step: Step) -> str:
    facts = step.facts
    told = {
        "who": tell.name(step.candidate or 0),
        "votes": tell.votes(facts["moved"]),
        "value": minute.isolate(tell.figured.votes(int(Fraction(facts["value"]) * tell.figured.scale))),
    }
    return _joined(
        _(
            "The votes of %(who)s beyond the quota move on: %(votes)s. Every ballot there moves on at %(value)s of its "
            "value."
        )
        % told,
        tell.moved(facts),
    )


def _excluded(tell: Telling, step: Step) -> str:
    facts = step.facts
    told = {
        "who": tell.name(step.candidate or 0),
        "votes": tell.votes(facts["votes"]),
        "behind": tell.votes(facts.get("behind", 0)),
        "next": tell.name(facts["next"]) if facts.get("next") is not None else "–",
    }
    if facts.get("next") is not None and tell.spared(step.candidate):
        said = _("Excluded with the fewest votes of those whom the quotas can do without: %(who)s (votes: %(votes)s).")
    elif facts.get("next") is None:
        said = _("Excluded with the fewest votes: %(who)s (votes: %(votes)s).")
    elif facts["behind"] > 0:
        said = _("Excluded with the fewest votes: %(who)s (votes: %(votes)s; %(behind)s fewer than %(next)s).")
    elif facts["behind"] < 0:
        said = _("Excluded: %(who)s (votes: %(votes)s).")
    else:
        said = _("Excluded with the fewest votes: %(who)s (votes: %(votes)s; %(next)s has as many).")
    return _joined(said % told, tell.moved(facts))


def _last_places(tell: Telling, step: Step) -> str:
    told = {"names": tell.names(step.facts["elected"])}
    guarded = {one.candidate for one in tell.outcome.result.steps if one.key == "guarded"}
    if guarded.issuperset(step.facts["elected"]):
        return _("Whom the quotas cannot do without fills the places that are left. Elected: %(names)s.") % told
    return _("As many are left as there are places. Elected: %(names)s.") % told


def _unopposed(tell: Telling, step: Step) -> str:
    return _("No more stand than there are seats. Elected without counting further: %(names)s.") % {
        "names": tell.names(step.facts["elected"])
    }


def _keep_value(tell: Telling, step: Step) -> str:
    kept = languages.comma().join(f"{tell.name(one)} ({tell.whole(value)})" for one, value in step.facts["kept"])
    return _("The quota is now %(quota)s. Of each ballot, whoever is elected keeps this part: %(kept)s.") % {
        "quota": tell.whole(step.facts["quota"]),
        "kept": kept,
    }


def _doomed(tell: Telling, step: Step) -> str:
    facts = step.facts
    told = {
        "who": tell.name(step.candidate or 0),
        "votes": tell.votes(facts.get("votes", 0)),
        "with": tell.names(facts["with"]),
        "quotas": tell.quotas(facts["quotas"]),
    }
    return _joined(_ruled_out(facts) % told, tell.moved(facts))


def _ruled_out(facts: Mapping[str, Any]) -> str:
    if not facts["quotas"]:
        return _("Ruled out: %(who)s. With the seats that are left, nobody else can be elected (votes: %(votes)s).")
    if facts["with"]:
        return _(
            "Ruled out: %(who)s (votes: %(votes)s). Whoever else were elected, the quotas could not be met with them "
            "beside those elected before: %(with)s. It follows from: %(quotas)s."
        )
    return _(
        "Ruled out: %(who)s (votes: %(votes)s). Whoever else were elected, the quotas could not be met with them. It "
        "follows from: %(quotas)s."
    )


def _guarded(tell: Telling, step: Step) -> str:
    facts = step.facts
    told = {
        "who": tell.name(step.candidate or 0),
        "with": tell.names(facts["with"]),
        "quotas": tell.quotas(facts["quotas"]),
    }
    if not facts["quotas"]:
        return _("Kept in the count from here on: %(who)s. The seats cannot be filled without them any more.") % told
    if facts["with"]:
        return (
            _(
                "Kept in the count from here on: %(who)s. Beside those elected before (%(with)s), the quotas cannot be "
                "met without them. It follows from: %(quotas)s."
            )
            % told
        )
    return (
        _(
            "Kept in the count from here on: %(who)s. The quotas cannot be met without them. It follows from: "
            "%(quotas)s."
        )
        % told
    )


def _spared(tell: Telling, step: Step) -> str:
    return _(
        "%(who)s has fewer votes (%(votes)s) and stays all the same, because the quotas cannot do without them; "
        "%(excluded)s goes instead."
    ) % {
        "who": tell.name(step.candidate or 0),
        "votes": tell.votes(step.facts["votes"]),
        "excluded": tell.name(step.facts["excluded"]),
    }


def _passed_over(tell: Telling, step: Step) -> str:
    facts = step.facts
    told = {
        "who": tell.name(step.candidate or 0),
        "with": tell.names(facts["with"]),
        "quotas": tell.quotas(facts["quotas"]),
    }
    if facts["with"]:
        return (
            _(
                "Passed over: %(who)s. It would be their turn, but the quotas could not be met with them beside those "
                "elected before: %(with)s. It follows from: %(quotas)s."
            )
            % told
        )
    return (
        _(
            "Passed over: %(who)s. It would be their turn, but the quotas could not be met with them. It follows from: "
            "%(quotas)s."
        )
        % told
    )


def _section(tell: Telling, step: Step) -> str:
    facts = step.facts
    over = next((one.over for one in tell.outcome.quotas if facts["section"] in one.values), "")
    return _("A part of the seats is counted by itself: %(section)s. Seats: %(seats)s. Candidates: %(names)s.") % {
        "section": minute.isolate(naming.value(over, facts["section"])),
        "seats": tell.whole(facts["seats"]),
        "names": tell.names(facts["candidates"]),
    }


def _tie(tell: Telling, step: Step) -> str:
    facts = step.facts
    told = {
        "names": tell.names(facts["among"]),
        "chosen": tell.name(facts["chosen"]),
        "stage": tell.whole(facts["at"] + 1) if facts.get("at") is not None else "–",
        "drawn": tell.names(facts.get("drawn", ())),
    }
    if facts["by"] == "history":
        how = _("These are equal: %(names)s. What they had in stage %(stage)s decides.")
    elif facts.get("drawn"):
        how = _(
            "These are equal: %(names)s. What they had in stage %(stage)s leaves these, between whom the lot decides: "
            "%(drawn)s."
        )
    else:
        how = _("These are equal: %(names)s. The lot decides.")
    return _joined(how % told, _SETTLED.get(facts.get("of", ""), _SETTLED[""])() % told)


_SETTLED: Mapping[str, Callable[[], str]] = {
    "surplus": lambda: _("The surplus of %(chosen)s moves first."),
    "exclusion": lambda: _("%(chosen)s goes first."),
    "place": lambda: _("%(chosen)s comes first."),
    "": lambda: _("%(chosen)s comes first."),
}

SENTENCES: Mapping[str, Callable[[Telling, Step], str]] = {
    "first-preferences": _first_preferences,
    "elected": _elected,
    "surplus": _surplus,
    "excluded": _excluded,
    "last-places": _last_places,
    "keep-value": _keep_value,
    "doomed": _doomed,
    "guarded": _guarded,
    "spared": _spared,
    "passed-over": _passed_over,
    "score": committees.score,
    "load": committees.load,
    "price": committees.price,
    "chosen": committees.chosen,
    "pair": committees.pair,
    "strongest": committees.strongest,
    "least-defeat": committees.least_defeat,
    "locked": committees.locked,
    "section": _section,
    "tie": _tie,
    "unopposed": _unopposed,
}
