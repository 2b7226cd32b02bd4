"""The words a charter may use: every kind of clause, where it may stand, its fields, and what each field may say.

This table is the grammar: the reader, the JSON Schema and docs/blueprint.md are all made from it. A rule that cannot be
said with these words becomes a new word here, with a test and its line in the documentation; never an expression.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

LANGUAGES = ("ar", "en", "fr")
PARTIES = (
    *("members", "states", "stakeholders", "public", "secretariat", "chair", "host", "organisers", "observers"),
    *("donors", "governments", "funders", "un-agencies", "facilitators", "media"),
)
HOLDERS = ("organisation", "state", "donor", "person")
SELECTIONS = (
    *("election", "self-selection", "designation", "criteria", "rotation", "host", "invitation", "ex-officio"),
    *("contribution", "appointment"),
)
BODIES = (
    *("board", "steering-committee", "technical-committee", "management-committee", "secretariat", "working-group"),
    *("troika", "advisory-group", "support-unit", "department", "commission", "co-facilitators", "consultant"),
    *("facilitator", "network", "assembly", "forum", "committee", "platform", "conference"),
)
NATURES = (
    *("formal", "informal", "binding", "non-binding", "voluntary", "flexible", "interim", "permanent"),
    *("consultative", "state-led", "time-bound", "open"),
)
POWERS = (
    *("decide", "oversee", "execute", "strategy", "advise", "orient", "examine", "approve", "supervise"),
    *("control-funds", "approve-annual-reports", "lead", "manage", "develop", "guide", "represent", "coordinate"),
    *("convene", "select", "recommend", "propose", "facilitate", "share-information", "additional-decision", "vote"),
)
RULES = (
    *("consensus", "unanimity", "simple-majority", "absolute-majority", "qualified-majority", "consultation"),
    *("recommendation", "chair-decides"),
)
MATTERS = (
    *("any", "charter", "mandate", "membership", "programme", "money", "report", "group", "election", "project"),
    *("structure", "message"),
)
LEVELS = ("local", "national", "regional", "global")
FACTS = (
    *("founding", "mandate", "legal-basis", "contact", "web", "definition", "status", "context", "date", "adoption"),
    *("attendance", "count", "origin", "history", "method", "content", "outcome", "tool", "commitment", "proposal"),
    *("focal-points", "example", "lead", "vision", "role", "signature", "position", "document", "priority", "outreach"),
)


@dataclass(frozen=True, slots=True)
class Field:
    """What may stand under one word: `type` names a reader of `values.py`; `says` explains it in one sentence."""

    type: str
    says: str
    choices: tuple[str, ...] = ()
    required: bool = False
    to: tuple[str, ...] = ()  # of a reference: the kinds of clause it may name


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of clause. `keyed`: written `[kind.key]`, as often as there are keys; otherwise once, `[kind]`."""

    name: str
    says: str
    fields: Mapping[str, Field]
    keyed: bool = True
    parts: tuple[str, ...] = field(default=())


def _words(says: str, *, required: bool = False) -> Field:
    return Field("words", says, required=required)


def _choice(choices: tuple[str, ...], says: str, *, required: bool = False) -> Field:
    return Field("choice", says, choices, required)


def _choices(choices: tuple[str, ...], says: str, *, required: bool = False) -> Field:
    return Field("choices", says, choices, required)


def _ref(says: str, *to: str, required: bool = False) -> Field:
    return Field("reference", says, required=required, to=to)


def _who(says: str, *, required: bool = False) -> Field:
    return Field("who", says, PARTIES, required, ("body", "seat", "party", "institution"))


COMMON: Mapping[str, Field] = {
    "name": _words("What the clause is called, or the sentence that states it."),
    "note": _words("What a reader should know beside it."),
    "source": Field("sources", "The document and the sentence it is taken from; `rule` names the rule in the ledger."),
    "must": Field("flag", "Whether it binds (true, the default) or is an aim (false): an aim is shown, never refused."),
    "status": _choice(
        ("adopted", "proposed", "open", "superseded"), "Whether the text takes it as decided; adopted where not told."
    ),
}

_TEXT = _words("The sentence.", required=True)
_NAME = _words("Its name.", required=True)
_NUMBER = Field("number", "Its number in the text.")
_WHEN = Field(
    "when", "When: a day, month, quarter, year, part of one, a stretch, or so long before or after something."
)
_PLACE = _words("Where.")
_MEDIUM = _choice(("in-person", "webinar", "virtual", "hybrid"), "By which medium.")
_COUNTRIES = Field("countries", "States by their two-letter codes.")
_LANGUAGES = Field("languages", "In which languages.")

_ALL = (
    Kind(
        "institution",
        "Who the charter is of.",
        {
            "key": Field("key", "Its short name, in addresses and on the command line.", required=True),
            "name": _NAME,
            "language": _choice(LANGUAGES, "The language of words given only once; English where not told."),
            "purpose": _words("What it is for."),
            "nature": _choices(NATURES, "Its nature."),
            "led_by": _who("Who leads it."),
            "governed_by": _words("Under which text."),
            "levels": _choices(LEVELS, "On which levels it works."),
            "compact": Field("key", "Key of the compact it works under."),
        },
        keyed=False,
    ),
    Kind("principle", "A principle it stands by.", {"name": _TEXT, "number": _NUMBER}),
    Kind(
        "objective",
        "What it wants to reach.",
        {
            "name": _TEXT,
            "number": _NUMBER,
            "part_of": _ref("The objective it is a limb of.", "objective"),
            "of": _ref("Whose objective, where not the whole institution's.", "body", "event", "project", "call"),
            "provisions": Field("numbers", "Numbers of the compact's objectives it bears on."),
        },
    ),
    Kind(
        "party",
        "Who takes part: a State, an organisation, a kind of them.",
        {
            "name": _NAME,
            "role": _words("In what part."),
            "countries": _COUNTRIES,
            "count": Field("count", "How many."),
            "categories": Field("keys", "Stakeholder categories of the compact (their codes)."),
            "level": _choice(LEVELS, "On which level."),
        },
    ),
    Kind(
        "body",
        "A body: who sits, what it may, how it decides, what it owes.",
        {
            "name": _NAME,
            "kind": _choice(BODIES, "Which kind of body.", required=True),
            "number": Field("count", "How many of them there may be at once; one where not told."),
            "lasts": Field("span", "How long it lives before it ends by itself."),
            "when": _WHEN,
            "nature": _choices(NATURES, "Its nature."),
            "level": _choice(LEVELS, "On which level."),
            "part_of": _ref("The body it belongs to.", "body"),
            "objective": _ref("The objective it stands on.", "objective"),
            "purpose": _words("What it is for."),
            "served_by": _who("Who serves it."),
            "grows": _words("What makes it grow."),
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
            "holder": _choices(HOLDERS, "Who may hold one.", required=True),
            "selection": _choice(SELECTIONS, "How its holders are found.", required=True),
            "chosen_by": _who("Who elects, designates or invites."),
            "among": _ref("Holders are taken from the holders of these seats.", "seat"),
            "term": Field("span", "How long a term lasts; open where not told."),
            "renewal": _choice(
                ("unlimited", "none", "once", "twice"), "How often again in a row; unlimited if not told."
            ),
            "pause": Field("span", "How long to pause before serving again."),
            "stagger": Field("number", "In how many parts the terms end."),
            "turn": _choice(("past", "current", "next"), "Which turn of the chair holds it, where seats rotate."),
            "threshold": Field("money", "From which contribution on it is held, or votes."),
            "votes": Field("number", "How many votes a holder has; one where not told."),
            "waitlist": Field("flag", "Whether who comes after the last seat waits (true) or is refused."),
            "alternates": Field("flag", "Whether a holder may name an alternate."),
            "countries": _COUNTRIES,
            "who": _words("Who, in words."),
        },
    ),
    Kind(
        "balance",
        "How those who sit are to be made up, over any attribute.",
        {
            "over": Field("key", "The attribute: level, region, country, category, theme, gender …", required=True),
            "rule": _choice(
                ("equal", "every", "at-least", "at-most", "share"),
                "Equal: counts differ by one at most. Every: each value has a seat. Or a bound on one value.",
                required=True,
            ),
            "values": Field("keys", "The values that count; for level all levels where not told."),
            "value": Field("key", "The value a bound is on."),
            "number": Field("number", "The bound, in seats."),
            "share": Field("fraction", "The bound, as a part of those who sit: `1/3`."),
            "seats": _ref("Only these seats count.", "seat"),
        },
    ),
    Kind(
        "power",
        "What a body, or one kind of its seats, may do, or may not.",
        {
            "grants": _choices(POWERS, "What it may."),
            "denies": _choices(POWERS, "What it may not."),
            "to": _ref("Whom, where not the whole body.", "seat"),
            "over": _words("Over what."),
        },
    ),
    Kind(
        "decision",
        "How a body decides.",
        {
            "on": _choices(MATTERS, "On which matters; any where not told."),
            "rule": _choice(RULES, "By which rule.", required=True),
            "share": Field("fraction", "How large a qualified majority is."),
            "of": _choice(("cast", "present", "seats"), "Of what a majority is counted; of votes cast where not told."),
            "quorum": Field("fraction", "How many of the seats must be there."),
            "weighted": _choice(("contribution",), "What votes weigh by; all alike where not told."),
            "threshold": Field("money", "From which contribution on a holder votes."),
            "consults": _who("Who must be consulted before."),
            "consults_for": Field("span", "How long at least they are consulted."),
            "recommends_to": _who("To whom the outcome is a recommendation."),
            "decided_by": _who("Who decides, where not the body itself."),
        },
    ),
    Kind(
        "observers",
        "Who is there without deciding.",
        {
            "admitted": _choice(("invitation", "standing"), "How they are admitted.", required=True),
            "for": _choice(("meeting", "session", "body", "topic"), "What an invitation is for; the body if not told."),
            "who": _words("Who."),
            "may": _choices(("read", "speak"), "What they may; they never decide."),
        },
        keyed=False,
    ),
    Kind(
        "publication",
        "What is published, where, until when.",
        {
            "of": _choice(
                ("minutes", "report", "agenda", "documents", "summary", "decisions", "submissions", "information"),
                "What.",
                required=True,
            ),
            "within": Field("span", "How long after what it reports on; thirty days where no time is told."),
            "by": _WHEN,
            "languages": _LANGUAGES,
            "to": _who("For whom; the public where not told."),
            "address": Field("text", "Where: a web address."),
        },
    ),
    Kind(
        "meeting",
        "When a body meets.",
        {
            "cadence": Field("cadence", "How often: `monthly`, `annual in Q2`, `at least 2 times a year`."),
            "place": _PLACE,
            "medium": _MEDIUM,
            "days": Field("count", "How many days each time."),
            "extraordinary": Field("flag", "Whether more may be called when needed."),
            "invites": _words("Who else may be called, and when."),
        },
    ),
    Kind(
        "mandate",
        "From when until when a body may act, and who may give it longer.",
        {
            "when": Field("when", "The time of the mandate.", required=True),
            "extended_by": _who("Who may extend it."),
            "rule": _choice(RULES, "By which rule."),
            "purpose": _words("What for."),
        },
    ),
    Kind(
        "duty",
        "What somebody owes.",
        {
            "name": _TEXT,
            "of": _who("Who owes it; the body it stands under where not told."),
            "to": _who("To whom."),
            "every": Field("cadence", "How often."),
            "by": _WHEN,
            "number": _NUMBER,
        },
    ),
    Kind(
        "chair",
        "Who presides.",
        {
            "held_by": _choice(
                ("host", "state", "organisation", "election", "ex-officio", "rotation"),
                "How it is filled.",
                required=True,
            ),
            "who": _words("Who."),
            "count": Field("count", "How many preside together; one where not told."),
            "term": Field("span", "For how long."),
            "assisted_by": _words("Who helps."),
            "experts": Field("number", "How many experts are attached."),
        },
        keyed=False,
    ),
    Kind(
        "output",
        "What comes out of it.",
        {
            "name": _NAME,
            "kind": _choice(
                (
                    *("report", "summary", "messages", "recommendations", "minutes", "plan", "bulletin", "database"),
                    *("book", "bulletins", "notes", "platform", "campaign", "practices"),
                ),
                "Which kind of thing.",
                required=True,
            ),
            "of": _ref("What it comes from.", "body", "event", "phase", "cycle", "call"),
            "to": _who("Who receives it."),
            "feeds": _ref("What it feeds.", "event", "phase", "cycle"),
            "languages": _LANGUAGES,
            "by": _WHEN,
            "every": Field("cadence", "How often."),
            "number": Field("number", "How many, or its number in a series."),
            "contains": Field("words-list", "What it must hold."),
            "published": Field("flag", "Whether it is published."),
        },
    ),
    Kind(
        "membership",
        "Who may be a member, and how.",
        {
            "holder": _choices(HOLDERS, "Who.", required=True),
            "selection": _choice(SELECTIONS, "How.", required=True),
            "lasts": Field("span", "How long before it must be renewed; open where not told."),
            "criteria_in": _words("Where the criteria are laid down."),
            "via": _words("Through whom members act."),
            "countries": _COUNTRIES,
            "decided_by": _who("Who decides on applications."),
        },
        keyed=False,
        parts=("criterion", "right", "duty", "consultation"),
    ),
    Kind(
        "criterion",
        "One condition of a gate or of membership; each is checked by itself.",
        {
            "name": _words("The condition, as a sentence.", required=True),
            "attribute": Field("key", "The attribute it looks at."),
            "one_of": Field("keys", "The values that satisfy it."),
            "evidence": _words("What shows that it is met."),
        },
        parts=("option",),
    ),
    Kind("option", "A value of a condition, in words: its key is the one `one_of` names.", {"name": _TEXT}),
    Kind("right", "What somebody may ask or do.", {"name": _TEXT, "of": _who("Whose right.")}),
    Kind(
        "consultation",
        "That members are heard before something is decided.",
        {
            "on": _choices(MATTERS, "Before decisions on what; any where not told.", required=True),
            "of": _who("Who is heard.", required=True),
            "lasts": Field("span", "How long at least; seven days where not told."),
        },
        keyed=False,
    ),
    Kind("roadmap", "Steps towards something.", {"name": _NAME, "deadline": Field("when", "Until when.")}),
    Kind(
        "milestone",
        "A step of a roadmap, a date, a deadline.",
        {
            "name": _TEXT,
            "number": _NUMBER,
            "when": Field("when", "When.", required=True),
            "of": _ref("What it belongs to.", "roadmap", "cycle", "phase", "event", "call"),
            "kind": _choice(("step", "deadline", "event", "draft", "round"), "What it is; a step where not told."),
            "place": _PLACE,
            "responsible": _who("Who does it."),
            "audience": Field("whos", "For whom."),
        },
    ),
    Kind(
        "cycle",
        "What comes again and again, and what it feeds.",
        {
            "name": _NAME,
            "every": Field("span", "How long between."),
            "from": Field("when", "When it begins."),
            "level": _choice(LEVELS, "On which level."),
            "feeds": _ref("What it feeds.", "cycle", "event", "phase"),
            "led_by": _who("Who leads it."),
        },
    ),
    Kind(
        "phase",
        "A stretch of time with its own work; it opens what may be done in it.",
        {
            "name": _NAME,
            "number": _NUMBER,
            "when": Field("when", "When.", required=True),
            "of": _ref("What it is a phase of.", "cycle", "event", "roadmap"),
            "after": _ref("The phase before it.", "phase"),
            "opens": Field("actions", "What may be done while it lasts: `consultations.submit`, `people.apply` …"),
            "place": _PLACE,
            "days": Field("count", "How many days a month."),
        },
    ),
    Kind(
        "event",
        "A conference, a session, an edition of a forum.",
        {
            "name": _NAME,
            "when": _WHEN,
            "lasts": Field("span", "How long."),
            "place": _PLACE,
            "medium": _MEDIUM,
            "platform": Field("text", "The tool it is held on."),
            "of": _ref("What it belongs to.", "body", "cycle", "event", "phase"),
            "edition": Field("text", "Which edition."),
            "theme": _words("Its theme."),
            "chair": _COUNTRIES,
            "host": _words("Who hosts it."),
            "sessions": Field("number", "How many sessions."),
            "invited": Field("count", "How many were invited."),
            "attended": Field("numbers", "How many came, by session."),
            "countries": _COUNTRIES,
            "categories": Field("keys", "Stakeholder categories invited (codes of the compact)."),
            "facilitator": _words("Who facilitates."),
            "participants": _who("Who takes part."),
            "documents": _choices(("agenda", "presentations", "concept-note", "report", "list"), "Open documents."),
        },
        parts=("session", "question", "output", "publication"),
    ),
    Kind(
        "session",
        "A part of an event.",
        {
            "name": _NAME,
            "number": Field("text", "Its number."),
            "when": _WHEN,
            "parts": _choices(
                ("opening", "introduction", "open-discussion", "breakout", "plenary", "closing"), "How it goes."
            ),
            "objectives": Field("words-list", "What it is for."),
            "questions": Field("number", "How many questions it has."),
            "records": _choices(("agreement", "difference", "recurring", "practices"), "What is kept of it."),
            "selects": _words("What is chosen in it, and by which rule."),
        },
        parts=("question",),
    ),
    Kind(
        "question",
        "A guiding question.",
        {"name": _TEXT, "number": Field("text", "Its number."), "section": _words("Under which heading.")},
    ),
    Kind(
        "flow",
        "What goes from where to where.",
        {
            "name": _words("What goes.", required=True),
            "from": _ref("From.", "cycle", "event", "phase", "call", "output", "body", required=True),
            "to": _ref("To.", "cycle", "event", "phase", "body", "output", required=True),
        },
    ),
    Kind(
        "gate",
        "What must be true before something is let in.",
        {
            "name": _NAME,
            "for": _choice(("project", "membership", "accreditation", "practice"), "What passes it.", required=True),
            "channel": _words("By which way it must come."),
            "decided_by": _who("Who decides."),
        },
        parts=("criterion",),
    ),
    Kind(
        "call",
        "An invitation to hand something in.",
        {
            "name": _NAME,
            "of": _ref("What it serves.", "cycle", "event", "phase"),
            "open_to": Field("whos", "Who may answer."),
            "when": _WHEN,
            "deadline": Field("when", "Until when."),
            "extension": _choice(("on-request", "none"), "Whether the deadline may be put off."),
            "template": _choice(("required", "optional", "free"), "Whether a form must be followed."),
            "templates": Field("words-list", "The forms there are."),
            "must_contain": Field("words-list", "What an answer must hold."),
            "channel": _words("By which way."),
            "address": Field("text", "To which address."),
            "voluntary": Field("flag", "Whether nobody need answer."),
        },
        parts=("question", "publication", "output"),
    ),
    Kind(
        "money",
        "Money: budgets, windows, who bears costs.",
        {
            "name": _NAME,
            "amount": Field("money", "How much."),
            "over": Field("span", "Over how long."),
            "when": _WHEN,
            "from": _words("From where."),
            "for": _words("What for."),
            "borne_by": _who("Who bears the costs."),
        },
    ),
    Kind(
        "project",
        "A project or programme.",
        {
            "name": _NAME,
            "when": _WHEN,
            "lasts": Field("span", "How long."),
            "signed": Field("when", "When it was signed."),
            "countries": _COUNTRIES,
            "implementer": _words("Who carries it out, and how."),
            "partners": _words("With whom."),
            "count": Field("count", "How many projects it holds."),
        },
        parts=("part", "output"),
    ),
    Kind("part", "A component, area, theme or axis.", {"name": _TEXT, "number": Field("text", "Its number.")}),
    Kind(
        "recommendation",
        "A recommendation on record.",
        {"name": _TEXT, "number": _NUMBER, "of": _ref("Whose.", "event", "body", "call"), "to": _who("To whom.")},
    ),
    Kind(
        "intervention",
        "What somebody said or asked for, on record.",
        {
            "name": _TEXT,
            "by": _words("Who."),
            "country": Field("countries", "From which State."),
            "at": _ref("Where it was said.", "event", "session"),
        },
    ),
    Kind(
        "fact",
        "Something the text states that binds nobody.",
        {
            "name": _TEXT,
            "kind": _choice(FACTS, "Which kind of fact.", required=True),
            "when": _WHEN,
            "value": Field("text", "The value, as written."),
            "number": Field("number", "The number."),
            "countries": _COUNTRIES,
            "address": Field("text", "A web or mail address."),
        },
    ),
    Kind(
        "finding",
        "Where the source says two things: both are kept, and the page says so.",
        {"name": _TEXT, "about": Field("clause", "The clause it concerns.")},
        parts=("value",),
    ),
    Kind("value", "One of the things said.", {"name": _TEXT}),
    Kind(
        "amendment",
        "How the charter itself is changed.",
        {
            "by": _ref("Which body decides.", "body"),
            "rule": _choice(RULES, "By which rule.", required=True),
            "share": Field("fraction", "How large a qualified majority is."),
            "of": _choice(("cast", "present", "seats"), "Of what it is counted."),
            "consults": _who("Who must be consulted before."),
            "consults_for": Field("span", "How long at least they are consulted."),
        },
        keyed=False,
    ),
)

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _ALL}
TOP = (
    *("institution", "principle", "objective", "party", "body", "membership", "roadmap", "milestone", "cycle", "phase"),
    *("event", "flow", "gate", "call", "output", "publication", "duty", "right", "money", "project"),
    *("recommendation", "intervention", "fact", "finding", "amendment"),
)


def fields(kind: Kind) -> Mapping[str, Field]:
    """The fields of a kind with those every clause has; its own come first."""
    return {**kind.fields, **{name: told for name, told in COMMON.items() if name not in kind.fields}}


def kinds() -> Iterator[Kind]:
    """Every kind, in the order of the documentation."""
    yield from _ALL
