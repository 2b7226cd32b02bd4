"""Bodies in sentences: who sits, how they are made up, what they may, how they decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from mithaq.blueprints import values, vocabulary
from mithaq.blueprints.pieces import Piece, Sentence
from mithaq.blueprints.telling import Told
from mithaq.foundation import habits


def body(told: Told) -> Iterator[Sentence]:
    yield Sentence(_("%(body)s – kind of body: %(kind)s."), {"body": told.name, "kind": told.say("kind")})
    if "lasts" in told:
        yield Sentence(_("It ends by itself after %(span)s."), {"span": told.say("lasts")})


def seat(told: Told) -> Iterator[Sentence]:
    facts: dict[str, Piece] = {
        "body": told.owner,
        "seats": values.seats(told.get("count")),
        "holders": told.say("holder"),
        "how": told.say("selection"),
        "name": told.name,
    }
    if "term" in told:
        facts["span"] = told.say("term")
        yield Sentence(
            _("The %(body)s has %(seats)s for “%(name)s”, held by %(holders)s, filled %(how)s, for %(span)s at a time.")
            if told.name
            else _("The %(body)s has %(seats)s, held by %(holders)s, filled %(how)s, for %(span)s at a time."),
            facts,
        )
    else:
        yield Sentence(
            _("The %(body)s has %(seats)s for “%(name)s”, held by %(holders)s, filled %(how)s.")
            if told.name
            else _("The %(body)s has %(seats)s, held by %(holders)s, filled %(how)s."),
            facts,
        )
    if "renewal" in told:
        yield Sentence("%(said)s", {"said": told.say("renewal")})
    if "pause" in told:
        yield Sentence(_("Before serving again, a holder pauses for %(span)s."), {"span": told.say("pause")})
    if "stagger" in told:
        parts = told.get("stagger")
        yield Sentence(
            ngettext(
                "The terms end together, in %(n)s part.", "The terms end one after the other, in %(n)s parts.", parts
            ),
            {"n": values.number(parts)},
        )
    if "threshold" in told:
        yield Sentence(
            _("A seat is held, and votes, from a contribution of %(money)s on."), {"money": told.say("threshold")}
        )
    if "votes" in told:
        votes = told.get("votes")
        yield Sentence(
            ngettext("Each holder has %(n)s vote.", "Each holder has %(n)s votes.", votes)
            if votes
            else _("Holders have no vote."),
            {"n": values.number(votes)},
        )
    yield from _either(
        told,
        "waitlist",
        _("Who comes after the last seat is taken waits on a list."),
        _("Who comes after the last seat is taken is refused."),
    )
    yield from _either(
        told, "alternates", _("A holder may name an alternate."), _("A holder may not name an alternate.")
    )


def balance(told: Told) -> Iterator[Sentence]:
    facts: dict[str, Piece] = {"body": told.owner, "attribute": told.say("over")}
    rule = told.get("rule")
    if rule == "equal":
        yield Sentence(
            _("In the %(body)s the seats are shared equally by %(attribute)s: counts differ by one at most."), facts
        )
    elif rule == "every":
        yield Sentence(_("In the %(body)s there is at least one seat for every %(attribute)s."), facts)
    else:
        yield _bound(told, rule, facts)
    if "value" in told:
        yield told.labelled("value")


def _bound(told: Told, rule: str, facts: dict[str, Piece]) -> Sentence:
    facts["value"] = told.say("value") if "value" in told else pgettext("in a balance", "each value")
    if "number" in told:
        number = told.get("number")
        facts["n"] = values.number(number)
        return Sentence(
            ngettext(
                "In the %(body)s, by %(attribute)s, at most %(n)s seat for: %(value)s.",
                "In the %(body)s, by %(attribute)s, at most %(n)s seats for: %(value)s.",
                number,
            )
            if rule == "at-most"
            else ngettext(
                "In the %(body)s, by %(attribute)s, at least %(n)s seat for: %(value)s.",
                "In the %(body)s, by %(attribute)s, at least %(n)s seats for: %(value)s.",
                number,
            ),
            facts,
        )
    facts["share"] = told.say("share") if "share" in told else pgettext("in a balance", "a share")
    if rule == "at-most":
        return Sentence(_("In the %(body)s, by %(attribute)s, at most %(share)s of those who sit: %(value)s."), facts)
    return Sentence(_("In the %(body)s, by %(attribute)s, at least %(share)s of those who sit: %(value)s."), facts)


def power(told: Told) -> Iterator[Sentence]:
    if told.name:
        yield Sentence(_("%(kind)s: %(name)s"), {"kind": str(vocabulary.KINDS["power"]), "name": told.name})
    if "grants" in told:
        yield Sentence(
            _("The %(body)s has the power to: %(powers)s."), {"body": told.owner, "powers": told.say("grants")}
        )
    if "denies" in told:
        yield Sentence(
            _("The %(body)s does not have the power to: %(powers)s."),
            {"body": told.owner, "powers": told.say("denies")},
        )
    if not {"grants", "denies"} & set(told.clause.values) and not told.name:
        yield Sentence(_("Powers of the %(body)s."), {"body": told.owner})


def decision(told: Told) -> Iterator[Sentence]:
    facts: dict[str, Piece] = {"body": told.owner, "how": told.say("rule")}
    if "on" in told and told.clause["on"] != ("any",):
        facts["matters"] = told.say("on")
        yield Sentence(_("The %(body)s decides %(how)s on: %(matters)s."), facts)
    else:
        told.get("on")
        yield Sentence(_("The %(body)s decides %(how)s on any matter."), facts)
    if told.clause["rule"] == "double-majority":
        yield Sentence(_("For this there must be a majority of the heads and a majority of what votes weigh."), {})
    if "weighted" in told:
        told.get("weighted")
        yield Sentence(_("Votes weigh by contribution."), {})
    if "threshold" in told:
        yield Sentence(_("A holder votes from a contribution of %(money)s on."), {"money": told.say("threshold")})


def observers(told: Told) -> Iterator[Sentence]:
    yield Sentence(
        _("The %(body)s has observers, admitted %(how)s; they never decide."),
        {"body": told.owner, "how": told.say("admitted")},
    )


def publication(told: Told) -> Iterator[Sentence]:
    facts: dict[str, Piece] = {"of": told.owner, "what": told.say("of")}
    if "within" in told:
        facts["span"] = told.say("within")
        yield Sentence(_("%(of)s: %(what)s must be published within %(span)s."), facts)
    elif "by" in told:
        facts["when"] = told.say("by")
        yield Sentence(_("%(of)s: %(what)s must be published no later than: %(when)s."), facts)
    else:
        said = _("%(of)s: %(what)s must be published, within 30 days where no time is told.")
        yield Sentence(habits.digits(said), facts)


def meeting(told: Told) -> Iterator[Sentence]:
    facts: dict[str, Piece] = {"body": told.owner}
    if told.name:
        yield Sentence(_("%(kind)s: %(name)s"), {"kind": str(vocabulary.KINDS["meeting"]), "name": told.name})
    if "cadence" in told:
        facts["often"] = told.say("cadence")
        yield Sentence(_("The %(body)s meets %(often)s."), facts)
    else:
        yield Sentence(_("The %(body)s meets; how often is not told."), facts)
    yield from _either(
        told,
        "extraordinary",
        _("More meetings may be called when needed."),
        _("No other meetings may be called."),
    )


def mandate(told: Told) -> Iterator[Sentence]:
    yield Sentence(_("Mandate of the %(body)s: %(when)s."), {"body": told.owner, "when": told.say("when")})
    if told.name:
        yield Sentence("%(name)s", {"name": told.name})


def chair(told: Told) -> Iterator[Sentence]:
    yield Sentence(_("Chair of the %(body)s: %(how)s."), {"body": told.owner, "how": told.say("held_by")})


def _either(told: Told, word: str, yes: str, no: str) -> Iterator[Sentence]:
    if word in told:
        yield Sentence(yes if told.get(word) else no, {})


SAY: Mapping[str, Any] = {
    "body": body,
    "seat": seat,
    "balance": balance,
    "power": power,
    "decision": decision,
    "observers": observers,
    "publication": publication,
    "meeting": meeting,
    "mandate": mandate,
    "chair": chair,
}
