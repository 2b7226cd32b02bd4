"""The words a field may choose from: the vocabulary of institutions, gathered from their own texts."""

from __future__ import annotations

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
    *("consensus", "unanimity", "simple-majority", "absolute-majority", "qualified-majority", "double-majority"),
    *("consultation", "recommendation", "chair-decides"),
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
MOMENTS = (
    *("adoption", "decision", "meeting", "session", "event", "deadline", "request", "signature", "term-end"),
    *("publication",),
)
