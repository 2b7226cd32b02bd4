"""What an institution is and stands by: its name, principles, objectives, parties, members, and how it is changed."""

from __future__ import annotations

from mithaq.kernels.charter.fields import COUNTRIES, NAME, NUMBER, TEXT, Field, Kind, choice, choices, ref, who, words
from mithaq.kernels.charter.vocabulary import HOLDERS, LANGUAGES, LEVELS, MATTERS, NATURES, RULES, SELECTIONS

KINDS = (
    Kind(
        "institution",
        "Who the charter is of.",
        {
            "key": Field("key", "Its short name, in addresses and on the command line.", required=True),
            "name": NAME,
            "language": choice(LANGUAGES, "The language of words given only once; English where not told."),
            "purpose": words("What it is for."),
            "nature": choices(NATURES, "Its nature."),
            "led_by": who("Who leads it."),
            "governed_by": words("Under which text."),
            "levels": choices(LEVELS, "On which levels it works."),
            "compact": Field("key", "Key of the compact it works under."),
        },
        keyed=False,
    ),
    Kind("principle", "A principle it stands by.", {"name": TEXT, "number": NUMBER}),
    Kind(
        "objective",
        "What it wants to reach.",
        {
            "name": TEXT,
            "number": NUMBER,
            "part_of": ref("The objective it is a limb of.", "objective"),
            "of": ref("Whose objective, where not the whole institution's.", "body", "event", "project", "call"),
            "provisions": Field("numbers", "Numbers of the compact's objectives it bears on."),
        },
    ),
    Kind(
        "party",
        "Who takes part: a State, an organisation, a kind of them.",
        {
            "name": NAME,
            "role": words("In what part."),
            "countries": COUNTRIES,
            "count": Field("count", "How many."),
            "categories": Field("keys", "Stakeholder categories of the compact (their codes)."),
            "level": choice(LEVELS, "On which level."),
        },
    ),
    Kind(
        "membership",
        "Who may be a member, and how.",
        {
            "holder": choices(HOLDERS, "Who.", required=True),
            "selection": choice(SELECTIONS, "How.", required=True),
            "lasts": Field("span", "How long before it must be renewed; open where not told."),
            "criteria_in": words("Where the criteria are laid down."),
            "via": words("Through whom members act."),
            "countries": COUNTRIES,
            "decided_by": who("Who decides on applications."),
        },
        keyed=False,
        parts=("criterion", "right", "duty", "consultation"),
    ),
    Kind(
        "criterion",
        "One condition of a gate or of membership; each is checked by itself.",
        {
            "name": words("The condition, as a sentence.", required=True),
            "attribute": Field("key", "The attribute it looks at."),
            "one_of": Field("keys", "The values that satisfy it."),
            "evidence": words("What shows that it is met."),
        },
        parts=("option",),
    ),
    Kind("option", "A value of a condition, in words: its key is the one `one_of` names.", {"name": TEXT}),
    Kind("right", "What somebody may ask or do.", {"name": TEXT, "of": who("Whose right.")}),
    Kind(
        "consultation",
        "That members are heard before something is decided.",
        {
            "on": choices(MATTERS, "Before decisions on what; any where not told.", required=True),
            "of": who("Who is heard.", required=True),
            "lasts": Field("span", "How long at least; seven days where not told."),
        },
        keyed=False,
    ),
    Kind(
        "gate",
        "What must be true before something is let in.",
        {
            "name": NAME,
            "for": choice(("project", "membership", "accreditation", "practice"), "What passes it.", required=True),
            "channel": words("By which way it must come."),
            "decided_by": who("Who decides."),
        },
        parts=("criterion",),
    ),
    Kind(
        "amendment",
        "How the charter itself is changed.",
        {
            "by": ref("Which body decides.", "body"),
            "rule": choice(RULES, "By which rule.", required=True),
            "share": Field("fraction", "How large a qualified majority is; each of a double."),
            "of": choice(("cast", "present", "seats"), "Of what it is counted."),
            "consults": who("Who must be consulted before."),
            "consults_for": Field("span", "How long at least they are consulted."),
        },
        keyed=False,
    ),
)
