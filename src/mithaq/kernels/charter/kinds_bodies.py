"""Bodies: who sits, what they may, how they decide, what they owe."""

from __future__ import annotations

from mithaq.kernels.charter.fields import (
    COUNTRIES,
    IN_LANGUAGES,
    MEDIUM,
    NAME,
    NUMBER,
    PLACE,
    TEXT,
    WHEN,
    Field,
    Kind,
    choice,
    choices,
    ref,
    who,
    words,
)
from mithaq.kernels.charter.vocabulary import BODIES, HOLDERS, LEVELS, MATTERS, NATURES, POWERS, RULES, SELECTIONS

KINDS = (
    Kind(
        "body",
        "A body: who sits, what it may, how it decides, what it owes.",
        {
            "name": NAME,
            "kind": choice(BODIES, "Which kind of body.", required=True),
            "number": Field("count", "How many of them there may be at once; one where not told."),
            "lasts": Field("span", "How long it lives before it ends by itself."),
            "when": WHEN,
            "nature": choices(NATURES, "Its nature."),
            "level": choice(LEVELS, "On which level."),
            "part_of": ref("The body it belongs to.", "body"),
            "objective": ref("The objective it stands on.", "objective"),
            "purpose": words("What it is for."),
            "served_by": who("Who serves it."),
            "grows": words("What makes it grow."),
        },
        parts=(
            *("seat", "balance", "power", "decision", "observers", "publication", "meeting", "mandate", "duty"),
            *("chair", "output"),
        ),
    ),
    Kind(
        "seat",
        "A group of equal seats of a body.",
        {
            "count": Field("count", "How many: `5`, `5-6`, `up to 15`, `at least 3`, `open`.", required=True),
            "holder": choices(HOLDERS, "Who may hold one.", required=True),
            "selection": choice(SELECTIONS, "How its holders are found.", required=True),
            "chosen_by": who("Who elects, designates or invites."),
            "among": ref("Holders are taken from the holders of these seats.", "seat"),
            "term": Field("span", "How long a term lasts; open where not told."),
            "renewal": choice(
                ("unlimited", "none", "once", "twice"), "How often again in a row; unlimited if not told."
            ),
            "pause": Field("span", "How long to pause before serving again."),
            "stagger": Field("number", "In how many parts the terms end."),
            "turn": choice(("past", "current", "next"), "Which turn of the chair holds it, where seats rotate."),
            "threshold": Field("money", "From which contribution on it is held, or votes."),
            "votes": Field("number", "How many votes a holder has; one where not told."),
            "waitlist": Field("flag", "Whether who comes after the last seat waits (true) or is refused."),
            "alternates": Field("flag", "Whether a holder may name an alternate."),
            "countries": COUNTRIES,
            "who": words("Who, in words."),
        },
    ),
    Kind(
        "balance",
        "How those who sit are to be made up, over any attribute.",
        {
            "over": Field("key", "The attribute: level, region, country, category, theme, gender …", required=True),
            "rule": choice(
                ("equal", "every", "at-least", "at-most", "share"),
                "`equal`: counts differ by one at most, and none is empty once there are as many holders as values. "
                "`every`: each value has a seat. Otherwise a bound on one value; `share` is a least share.",
                required=True,
            ),
            "values": Field(
                "keys", "The values that count; for level those the institution works on, or all, where not told."
            ),
            "value": Field("key", "The value a bound is on."),
            "number": Field("number", "The bound, in seats."),
            "share": Field(
                "fraction", "The bound, as a part of those who sit: `1/3`; a least one is rounded up, a largest down."
            ),
            "seats": ref(
                "Only these seats count; where not told all of the body but those taken from among its others.", "seat"
            ),
        },
    ),
    Kind(
        "power",
        "What a body, or one kind of its seats, may do, or may not.",
        {
            "grants": choices(POWERS, "What it may."),
            "denies": choices(POWERS, "What it may not."),
            "to": ref("Whom, where not the whole body.", "seat"),
            "over": words("Over what."),
        },
    ),
    Kind(
        "decision",
        "How a body decides.",
        {
            "on": choices(MATTERS, "On which matters; any where not told."),
            "rule": choice(RULES, "By which rule.", required=True),
            "share": Field("fraction", "How large a qualified majority is; each of a double."),
            "of": choice(("cast", "present", "seats"), "Of what a majority is counted; of votes cast where not told."),
            "quorum": Field("fraction", "How many of the seats must be there."),
            "weighted": choice(("contribution",), "What votes weigh by; all alike where not told."),
            "threshold": Field("money", "From which contribution on a holder votes."),
            "consults": who("Who must be consulted before."),
            "consults_for": Field("span", "How long at least they are consulted."),
            "recommends_to": who("To whom the outcome is a recommendation."),
            "decided_by": who("Who decides, where not the body itself."),
        },
    ),
    Kind(
        "observers",
        "Who is there without deciding.",
        {
            "admitted": choice(("invitation", "standing"), "How they are admitted.", required=True),
            "for": choice(("meeting", "session", "body", "topic"), "What an invitation is for; the body if not told."),
            "who": words("Who."),
            "may": choices(("read", "speak"), "What they may; they never decide."),
        },
        keyed=False,
    ),
    Kind(
        "publication",
        "What is published, where, until when.",
        {
            "of": choice(
                ("minutes", "report", "agenda", "documents", "summary", "decisions", "submissions", "information"),
                "What.",
                required=True,
            ),
            "within": Field("span", "How long after what it reports on; thirty days where no time is told."),
            "by": WHEN,
            "languages": IN_LANGUAGES,
            "to": who("For whom; the public where not told."),
            "address": Field("text", "Where: a web address."),
        },
    ),
    Kind(
        "meeting",
        "When a body meets.",
        {
            "cadence": Field("cadence", "How often: `monthly`, `annual in Q2`, `at least 2 times a year`."),
            "place": PLACE,
            "medium": MEDIUM,
            "days": Field("count", "How many days each time."),
            "extraordinary": Field("flag", "Whether more may be called when needed."),
            "invites": words("Who else may be called, and when."),
        },
    ),
    Kind(
        "mandate",
        "From when until when a body may act, and who may give it longer.",
        {
            "when": Field("when", "The time of the mandate.", required=True),
            "extended_by": who("Who may extend it."),
            "rule": choice(RULES, "By which rule."),
            "purpose": words("What for."),
        },
    ),
    Kind(
        "duty",
        "What somebody owes.",
        {
            "name": TEXT,
            "of": who("Who owes it; the body it stands under where not told."),
            "to": who("To whom."),
            "every": Field("cadence", "How often."),
            "by": WHEN,
            "number": NUMBER,
        },
    ),
    Kind(
        "chair",
        "Who presides.",
        {
            "held_by": choice(
                ("host", "state", "organisation", "election", "ex-officio", "rotation"),
                "How it is filled.",
                required=True,
            ),
            "who": words("Who."),
            "count": Field("count", "How many preside together; one where not told."),
            "term": Field("span", "For how long."),
            "assisted_by": words("Who helps."),
            "experts": Field("number", "How many experts are attached."),
        },
        keyed=False,
    ),
)
