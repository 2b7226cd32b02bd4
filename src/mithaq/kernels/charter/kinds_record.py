"""What is kept on record: money, projects, recommendations, facts, and where a source says two things."""

from __future__ import annotations

from mithaq.kernels.charter.fields import COUNTRIES, NAME, NUMBER, TEXT, WHEN, Field, Kind, choice, ref, who, words
from mithaq.kernels.charter.vocabulary import FACTS

KINDS = (
    Kind(
        "money",
        "Money: budgets, windows, who bears costs.",
        {
            "name": NAME,
            "amount": Field("money", "How much."),
            "over": Field("span", "Over how long."),
            "when": WHEN,
            "from": words("From where."),
            "for": words("What for."),
            "borne_by": who("Who bears the costs."),
        },
    ),
    Kind(
        "project",
        "A project or programme.",
        {
            "name": NAME,
            "when": WHEN,
            "lasts": Field("span", "How long."),
            "signed": Field("when", "When it was signed."),
            "countries": COUNTRIES,
            "implementer": words("Who carries it out, and how."),
            "partners": words("With whom."),
            "count": Field("count", "How many projects it holds."),
        },
        parts=("part", "output"),
    ),
    Kind("part", "A component, area, theme or axis.", {"name": TEXT, "number": Field("text", "Its number.")}),
    Kind(
        "recommendation",
        "A recommendation on record.",
        {"name": TEXT, "number": NUMBER, "of": ref("Whose.", "event", "body", "call"), "to": who("To whom.")},
    ),
    Kind(
        "intervention",
        "What somebody said or asked for, on record.",
        {
            "name": TEXT,
            "by": words("Who."),
            "country": Field("countries", "From which State."),
            "at": ref("Where it was said.", "event", "session"),
        },
    ),
    Kind(
        "fact",
        "Something the text states that binds nobody.",
        {
            "name": TEXT,
            "kind": choice(FACTS, "Which kind of fact.", required=True),
            "when": WHEN,
            "value": Field("text", "The value, as written."),
            "number": Field("number", "The number."),
            "countries": COUNTRIES,
            "address": Field("text", "A web or mail address."),
        },
    ),
    Kind(
        "finding",
        "Where the source says two things: both are kept, and the page says so.",
        {"name": TEXT, "about": Field("clause", "The clause it concerns.")},
        parts=("value",),
    ),
    Kind("value", "One of the things said.", {"name": TEXT}),
)
