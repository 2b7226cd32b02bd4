"""Acts, findings and notices of this room, as people read them.

A refusal says what was asked, what forbids it, and what would be possible.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mithaq.bodies import counts
from mithaq.bodies.enums import Basis, Ended
from mithaq.bodies.parties import state
from mithaq.compacts import selectors as compacts
from mithaq.foundation import figures, habits, languages, minute
from mithaq.foundation.fields import Words
from mithaq.people.enums import TRAITS, Level

Facts = Mapping[str, Any]
Sentence = Callable[[Facts], str]

HOLDERS = {
    "organisation": pgettext_lazy("kind of those who hold seats", "organisations"),
    "state": pgettext_lazy("kind of those who hold seats", "States"),
    "donor": pgettext_lazy("kind of those who hold seats", "donors"),
    "person": pgettext_lazy("kind of those who hold seats", "persons"),
}
ATTRIBUTES = {
    "level": pgettext_lazy("an attribute of who sits", "level"),
    "region": pgettext_lazy("an attribute of who sits", "region"),
    "country": pgettext_lazy("an attribute of who sits", "State"),
    "category": pgettext_lazy("an attribute of who sits", "stakeholder category"),
    "theme": pgettext_lazy("an attribute of who sits", "theme"),
    "gender": pgettext_lazy("an attribute of who sits", "gender"),
    "holder": pgettext_lazy("an attribute of who sits", "kind of holder"),
}
RULES = {
    "balance-equal": _("as many of each, or one more at most"),
    "balance-every": _("at least one of each"),
    "balance-at-least": _("at least %(need)s of “%(value)s”"),
    "balance-at-most": _("at most %(need)s of “%(value)s”"),
    "balance-share": _("at least %(need)s of “%(value)s”, that is %(share)s"),
}


def attribute(over: str) -> str:
    """What a rule of balance looks at; the key where no word is known."""
    return str(ATTRIBUTES.get(over, over))


def value(over: str, said: str) -> str:
    """A value of an attribute in the reader's language, as far as it is a word of ours."""
    if over == "level" and said in Level.values:
        return str(Level(said).label)
    if over == "country" and len(said) == 2:
        return str(state(said.upper()))
    if over == "category" and (name := compacts.category_name(said)):
        return str(name)
    return str(HOLDERS[said]) if over == "holder" and said in HOLDERS else str(TRAITS.get((over, said), said))


def _days(days: list[str]) -> str:
    """Each day once; a dash for who has no last day."""
    return languages.comma().join(minute.shown(day) for day in dict.fromkeys(days))


def _told(facts: Facts) -> dict[str, str]:
    """Facts as they may stand in a sentence."""
    told = {name: minute.shown(one) for name, one in facts.items()}
    over = str(facts.get("over", ""))
    if facts.get("kind") in HOLDERS:
        told["kind"] = str(HOLDERS[facts["kind"]])
    if "kinds" in facts:
        told["kinds"] = minute.shown([str(HOLDERS.get(one, one)) for one in facts["kinds"]])
    for name in ("basis", "selection"):
        if facts.get(name) in Basis.values:
            told[name] = minute.isolate(Basis(facts[name]).label)
    if facts.get("ended") in Ended.values:
        told["ended"] = minute.isolate(Ended(facts["ended"]).label)
    for name in ("until", "names", "groups", "holders", "left"):
        if isinstance(facts.get(name), list):
            told[name] = _days(facts[name]) if name == "until" else minute.shown([_named(one) for one in facts[name]])
    if "asked" in facts:
        told["asked"] = minute.isolate(counts.said(facts["asked"]))
    if "amount" in facts:
        told["amount"] = minute.isolate(habits.number(Decimal(str(facts["amount"]))))
    if "country" in facts:
        told["country"] = minute.isolate(state(str(facts["country"])))
    if "countries" in facts:
        told["countries"] = minute.shown([str(state(one)) for one in facts["countries"]])
    if over:
        told["over"] = minute.isolate(attribute(over))
        told["value"] = minute.isolate(value(over, str(facts.get("value", ""))))
        told["missing"] = minute.shown([value(over, str(one)) for one in facts.get("missing", ())])
        there = facts.get("counts", {})
        told["counts"] = minute.shown([_count(value(over, one), number) for one, number in there.items()])
        rule = RULES.get(_rule(facts))
        told["rule"] = str(rule) % minute.Facts(told) if rule else told.get("rule", "")
    return told


def _count(name: str, number: int) -> str:
    return figures.told(name, habits.digits(str(number)), languages.current())


def _rule(facts: Facts) -> str:
    said = str(facts.get("rule", ""))
    return said if said.startswith("balance-") else f"balance-{said}"


def _named(one: Any) -> str:
    return str(Words(one)) if isinstance(one, Mapping) else str(one)


def _say(sentence: str | Promise, *more: tuple[str, str | Promise, str | Promise]) -> Sentence:
    """A sentence, and after it one of two: the first where the named fact says something, else the second."""

    def word(facts: Facts) -> str:
        told = minute.Facts(_told(facts))
        said = [str(sentence)]
        said += [str(there if facts.get(name) else missing) for name, there, missing in more]
        return " ".join(part % told for part in said if part)

    return word


_FREE = (
    "free_on",
    _("The first is free on %(free_on)s."),
    _("None of them has a last day: somebody would have to leave first."),
)

FINDINGS: dict[str, Any] = {
    # Seating
    "bodies.seats-taken": _say(
        _(
            "%(who)s cannot take a seat in %(body)s (%(seat)s) on %(on)s. Number of seats: %(seats)s; all are taken, "
            "until: %(until)s."
        ),
        _FREE,
    ),
    "bodies.no-such-seat": _say(_("The charter knows no seats “%(clause)s” in %(body)s: choose one of those it has.")),
    "bodies.body-not-there": _say(
        _("%(body)s is not there on %(on)s: it began on %(begins)s."),
        ("until", _("It ends on %(until)s: choose a day before."), _("Choose a later day.")),
    ),
    "bodies.holder-kind": _say(
        _("%(who)s cannot take a seat in %(body)s (%(seat)s): these seats are held by %(kinds)s, not by %(kind)s.")
    ),
    "bodies.basis": _say(
        _(
            "%(who)s would come to a seat in %(body)s (%(seat)s) as “%(basis)s”. The charter lets these seats be "
            "filled so: %(selection)s."
        )
    ),
    "bodies.other-country": _say(
        _("%(who)s cannot take a seat in %(body)s (%(seat)s): these seats are for %(countries)s, not for %(country)s.")
    ),
    "bodies.not-a-member": _say(
        _(
            "%(who)s cannot take a seat in %(body)s on %(on)s: seats are for members, and they are not one on that "
            "day. They may apply to be a member first."
        )
    ),
    "bodies.not-among": _say(
        _(
            "%(who)s cannot take a seat in %(body)s (%(seat)s) on %(on)s: its holders are taken from those who hold a "
            "seat as %(among)s. They may take such a seat first."
        )
    ),
    "bodies.seated-twice": _say(
        _("%(who)s has a seat in %(body)s already, since %(since)s, and nobody holds two."),
        ("until", _("A seat may follow from %(until)s."), _("They may leave that seat first.")),
    ),
    "bodies.below-threshold": _say(
        _(
            "%(who)s cannot take a seat in %(body)s (%(seat)s) on %(on)s: it takes %(need)s %(currency)s, and "
            "%(have)s %(currency)s have been received. A contribution that makes up the difference opens it."
        )
    ),
    "bodies.term-too-long": _say(
        _("%(who)s would sit in %(body)s (%(seat)s) until %(until)s: a term ends on %(longest)s at the latest.")
    ),
    "bodies.past-body-end": _say(
        _("%(who)s would sit in %(body)s until %(until)s: the body itself ends on %(longest)s, and nobody sits longer.")
    ),
    "bodies.past-seat-end": _say(
        _(
            "%(who)s would sit in %(body)s (%(seat)s) until %(until)s: the seat it rests on ends on %(longest)s, and "
            "this one with it."
        )
    ),
    "bodies.term-consecutive": _say(
        _(
            "%(who)s cannot serve another term in %(body)s (%(seat)s) from %(on)s. Terms served in a row: %(served)s; "
            "allowed: %(allowed)s. Another holder may follow, and they may serve again later."
        )
    ),
    "bodies.term-pause": _say(
        _(
            "%(who)s cannot serve in %(body)s (%(seat)s) from %(on)s: after so many terms in a row (%(served)s) "
            "comes a pause."
        ),
        ("possible_from", _("They may serve again from %(possible_from)s."), ""),
    ),
    "bodies.balance-unreachable": _say(
        _(
            "If %(who)s sat in %(body)s, the balance of %(over)s could no longer be reached (%(rule)s): there would "
            "be %(counts)s. Seats left: %(left)s. A holder of another kind may take the seat."
        )
    ),
    "bodies.not-represented": _say(
        _(
            "%(occupant)s cannot act in %(body)s on %(on)s for %(who)s: they hold no mandate and no affiliation for it "
            "on that day. Enter their mandate first, or name another person."
        )
    ),
    "bodies.occupant-sits": _say(
        _("%(occupant)s acts in %(body)s already on %(on)s, for another seat: name another person for %(who)s.")
    ),
    "bodies.no-alternates": _say(
        _("%(occupant)s cannot stand in for %(who)s in %(body)s: the charter gives these seats no alternates.")
    ),
    # Asking, groups
    "bodies.not-for-asking": _say(
        _(
            "%(who)s asks for a seat in %(body)s (%(seat)s): these seats are not taken by one's own choice but so: "
            "%(selection)s."
        )
    ),
    "bodies.groups-full": _say(
        _("One more of “%(group)s” cannot be opened: there may be %(most)s at once, and these are open: %(groups)s."),
        (
            "free_on",
            _("Another may be opened from %(free_on)s."),
            _("None of them has a last day: one would have to be closed first."),
        ),
    ),
    "bodies.not-a-group": _say(
        _("“%(clause)s” cannot be opened by hand: the charter gives it no number. A body of which there is one stands.")
    ),
    # Observers, mandates, chairs
    "bodies.no-observers": _say(_("%(who)s cannot be invited to %(body)s: the charter gives this body no observers.")),
    "bodies.observer-for-one": _say(
        _("%(who)s cannot be invited to %(body)s in general: say for which meeting, session or topic.")
    ),
    "bodies.observer-speaks": _say(
        _("%(who)s cannot be given the floor in %(body)s: observers read there. They may be invited without it.")
    ),
    "bodies.observer-sits": _say(
        _("%(who)s cannot observe %(body)s on %(on)s: they hold a seat there. They may after they have left it.")
    ),
    "bodies.no-mandate": _say(_("%(body)s has no mandate to extend: the charter lets it act without end.")),
    "bodies.mandate-not-extended": _say(
        _("The mandate of %(body)s cannot be extended until %(until)s: the charter names nobody who may do so.")
    ),
    "bodies.mandate-undecided": _say(
        _("The mandate of %(body)s is extended by a decision only: name the decision, with its date or number.")
    ),
    "bodies.no-mandate-now": _say(
        _("%(body)s may not act on %(on)s: no mandate holds on that day."),
        ("until", _("The last one ended on %(until)s; it may be extended by a decision."), ""),
    ),
    "bodies.second-currency": _say(
        _(
            "Votes in %(body)s weigh by what was given, and it is recorded in %(currencies)s: sums in %(given)s cannot "
            "be compared with it. Record the sum in %(currencies)s, and say in the note what was given, at which "
            "rate, of which day and from which source. A charter that names a threshold names its currency, too."
        )
    ),
    "bodies.currencies": _say(
        _(
            "Votes in %(body)s weigh by what was given by %(on)s, and it is recorded in more than one currency "
            "(%(currencies)s): the sums cannot be compared, so nothing can be decided. Take back what is recorded in "
            "all currencies but one, with the day on which it was received, and record it in that one as of the same "
            "day, with the rate, its day and its source in the note."
        ),
        (
            "currencies",
            _(
                "Where the same sum was taken back as of a later day already, then record it again as of that later "
                "day, so that it is not taken back twice."
            ),
            "",
        ),
    ),
    "bodies.chair-too-many": _say(_("%(holders)s cannot preside over %(body)s together: at most %(most)s may.")),
    "bodies.turn-too-many": _say(
        _(
            "%(holders)s cannot sit in %(body)s together as “%(seat)s” from %(on)s: there are not so many seats for "
            "a turn (%(seats)s)."
        )
    ),
    # What is watched
    "bodies.body-stands": _say(_("%(group)s is there.")),
    "bodies.body-missing": _say(_("%(group)s is not there today.")),
    "bodies.groups-there": _say(_("%(group)s: %(there)s open, asked for: %(asked)s.")),
    "bodies.groups-few": _say(_("%(group)s: %(there)s open, fewer than asked for (%(asked)s). More may be opened.")),
    "bodies.groups-over": _say(_("%(group)s: %(there)s open, more than may be at once (%(asked)s).")),
    "bodies.seats-held": _say(_("%(body)s, %(seat)s: %(have)s seated, asked for: %(asked)s.")),
    "bodies.seats-over": _say(_("%(body)s, %(seat)s: %(have)s seated, more than may be (%(asked)s).")),
    "bodies.seats-short": _say(
        _("%(body)s, %(seat)s: %(have)s seated, asked for: %(asked)s; missing: %(missing)s."),
        ("left", _("Who sat there last: %(left)s."), ""),
    ),
    "bodies.member-no-more": _say(_("%(who)s sits in %(body)s (%(seat)s) and is not a member any more.")),
    "bodies.occupant-silent": _say(
        _("Who was to act for %(who)s in %(body)s no longer holds a mandate for it: nobody speaks on this seat.")
    ),
    "bodies.gave-too-little": _say(
        _(
            "%(who)s sits in %(body)s (%(seat)s) and has given %(have)s %(currency)s, less than %(need)s: they do "
            "not vote."
        )
    ),
    "bodies.balance-met": _say(_("%(body)s is balanced by %(over)s (%(rule)s): %(counts)s.")),
    "bodies.balance-at-risk": _say(
        _("%(body)s is not balanced by %(over)s (%(rule)s): %(counts)s. It can be with the seats that are free."),
        ("missing", _("Missing: %(missing)s."), ""),
    ),
    "bodies.balance-broken": _say(
        _("%(body)s is not balanced by %(over)s (%(rule)s): %(counts)s. No free seat can mend it."),
        ("missing", _("Missing: %(missing)s."), ""),
    ),
    "bodies.power-denied": _say(_("What the charter denies in %(body)s is not given: each holder has one vote.")),
    "bodies.observers-there": _say(_("Observers of %(body)s today: %(number)s; none of them votes.")),
    "bodies.mandate-holds": _say(
        _("The mandate of %(body)s began on %(begins)s."), ("until", _("It holds until %(until)s."), "")
    ),
    "bodies.mandate-ends": _say(_("The mandate of %(body)s ends on %(until)s, and no other follows it yet.")),
    "bodies.mandate-over": _say(_("This mandate of %(body)s ended on %(until)s; another took its place.")),
    "bodies.chair-held": _say(_("Who presides over %(body)s: %(names)s.")),
    "bodies.chair-vacant": _say(_("Nobody presides over %(body)s today.")),
}

ACTS: dict[str, Any] = {
    "bodies.seat": _say(
        _("%(name)s takes a seat in %(body)s (%(seat)s) from %(from)s: %(basis)s."),
        ("until", _("The term ends on %(until)s."), ""),
    ),
    "bodies.ask": _say(_("%(name)s asked for a seat in %(body)s (%(seat)s) and has it from %(from)s.")),
    "bodies.wait": _say(_("%(name)s waits for a seat in %(body)s (%(seat)s), in place %(place)s.")),
    "bodies.move_up": _say(_("%(name)s waited for a seat in %(body)s (%(seat)s) and has it from %(from)s.")),
    "bodies.stop_waiting": _say(_("%(name)s no longer waits for a seat in %(body)s.")),
    "bodies.vacate": _say(_("%(name)s leaves a seat in %(body)s on %(until)s: %(ended)s.")),
    "bodies.occupy": _say(_("Another person acts for %(name)s in %(body)s.")),
    "bodies.name_alternate": _say(_("An alternate is named for %(name)s in %(body)s.")),
    "bodies.open": _say(_("%(body)s is opened on %(from)s."), ("until", _("It ends by itself on %(until)s."), "")),
    "bodies.close": _say(_("%(body)s is closed on %(until)s. Why: %(reason)s")),
    "bodies.end": _say(_("%(body)s has ended by itself on %(until)s.")),
    "bodies.end_terms": _say(_("Terms in %(body)s have ended by %(on)s: %(number)s.")),
    "bodies.stand": _say(
        _("The bodies stand as the charter asks from %(from)s. Opened: %(opened)s; closed: %(closed)s.")
    ),
    "bodies.invite_observer": _say(
        _("%(name)s is invited to %(body)s as an observer."), ("session", _("For: %(session)s."), "")
    ),
    "bodies.release_observer": _say(_("%(name)s observes %(body)s no more from %(until)s.")),
    "bodies.record_contribution": _say(_("%(name)s gave %(amount)s %(currency)s to %(body)s on %(on)s.")),
    "bodies.extend_mandate": _say(
        _("%(body)s has a mandate from %(from)s, by this decision: %(decided_by)s."),
        ("until", _("It holds until %(until)s."), ""),
    ),
    "bodies.pass_chair": _say(
        _("The chair of %(body)s passes on %(from)s to: %(names)s."), ("edition", _("Edition: %(edition)s."), "")
    ),
    "bodies.turn": _say(_("The seats that go by the turns of the chair are held anew in %(body)s from %(from)s.")),
}

NOTICES: dict[str, Any] = {
    "bodies.term-ends": _say(
        _("The term of %(who)s in %(body)s (%(seat)s) ends on %(until)s, and nobody is named to follow.")
    ),
    "bodies.seats-vacant": _say(_("Seats must be filled in %(body)s (%(seat)s): %(missing)s.")),
    "bodies.mandate-ends": _say(_("The mandate of %(body)s ends on %(until)s: it may be extended by a decision.")),
    "bodies.chair-ends": _say(_("The chair of %(body)s, held by %(who)s, ends on %(until)s; nobody is named next.")),
}
