"""What may be chosen under a word of a charter, as people say it."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy as p

from mithaq.blueprints.vocabulary.table import Table

HOLDERS: Table = {
    "organisation": p("who may hold a seat", "organisations"),
    "state": p("who may hold a seat", "States"),
    "donor": p("who may hold a seat", "donors"),
    "person": p("who may hold a seat", "persons"),
}

SELECTIONS: Table = {
    "election": p("how holders are found", "by election"),
    "self-selection": p("how holders are found", "by self-selection"),
    "designation": p("how holders are found", "by designation"),
    "criteria": p("how holders are found", "by criteria"),
    "rotation": p("how holders are found", "in rotation"),
    "host": p("how holders are found", "as host"),
    "invitation": p("how holders are found", "by invitation"),
    "ex-officio": p("how holders are found", "ex officio"),
    "contribution": p("how holders are found", "by contribution"),
    "appointment": p("how holders are found", "by appointment"),
}

BODIES: Table = {
    "board": p("kind of body", "board"),
    "steering-committee": p("kind of body", "steering committee"),
    "technical-committee": p("kind of body", "technical committee"),
    "management-committee": p("kind of body", "management committee"),
    "secretariat": p("kind of body", "secretariat"),
    "working-group": p("kind of body", "working group"),
    "troika": p("kind of body", "troika"),
    "advisory-group": p("kind of body", "advisory group"),
    "support-unit": p("kind of body", "support unit"),
    "department": p("kind of body", "department"),
    "commission": p("kind of body", "commission"),
    "co-facilitators": p("kind of body", "co-facilitators"),
    "consultant": p("kind of body", "consultant"),
    "facilitator": p("kind of body", "facilitator"),
    "network": p("kind of body", "network"),
    "assembly": p("kind of body", "assembly"),
    "forum": p("kind of body", "forum"),
    "committee": p("kind of body", "committee"),
    "platform": p("kind of body", "platform"),
    "conference": p("kind of body", "conference"),
}

NATURES: Table = {
    "formal": p("nature of an institution", "formal"),
    "informal": p("nature of an institution", "informal"),
    "binding": p("nature of an institution", "binding"),
    "non-binding": p("nature of an institution", "not binding"),
    "voluntary": p("nature of an institution", "voluntary"),
    "flexible": p("nature of an institution", "flexible"),
    "interim": p("nature of an institution", "interim"),
    "permanent": p("nature of an institution", "permanent"),
    "consultative": p("nature of an institution", "consultative"),
    "state-led": p("nature of an institution", "State-led"),
    "time-bound": p("nature of an institution", "time-bound"),
    "open": p("nature of an institution", "open"),
}

POWERS: Table = {
    "decide": p("what a body may", "decide"),
    "oversee": p("what a body may", "oversee"),
    "execute": p("what a body may", "execute"),
    "strategy": p("what a body may", "set the strategy"),
    "advise": p("what a body may", "advise"),
    "orient": p("what a body may", "set orientations"),
    "examine": p("what a body may", "examine"),
    "approve": p("what a body may", "approve"),
    "supervise": p("what a body may", "supervise"),
    "control-funds": p("what a body may", "control the funds"),
    "approve-annual-reports": p("what a body may", "approve annual reports"),
    "lead": p("what a body may", "lead"),
    "manage": p("what a body may", "manage"),
    "develop": p("what a body may", "develop"),
    "guide": p("what a body may", "guide"),
    "represent": p("what a body may", "represent"),
    "coordinate": p("what a body may", "coordinate"),
    "convene": p("what a body may", "convene"),
    "select": p("what a body may", "select"),
    "recommend": p("what a body may", "recommend"),
    "propose": p("what a body may", "propose"),
    "facilitate": p("what a body may", "facilitate"),
    "share-information": p("what a body may", "share information"),
    "additional-decision": p("what a body may", "take additional decisions"),
    "vote": p("what a body may", "vote"),
}

RULES: Table = {
    "consensus": p("how it is decided", "by consensus"),
    "unanimity": p("how it is decided", "unanimously"),
    "simple-majority": p("how it is decided", "by simple majority"),
    "absolute-majority": p("how it is decided", "by absolute majority"),
    "qualified-majority": p("how it is decided", "by qualified majority"),
    "double-majority": p("how it is decided", "by double majority"),
    "consultation": p("how it is decided", "by consultation"),
    "recommendation": p("how it is decided", "by recommendation"),
    "chair-decides": p("how it is decided", "by decision of the chair"),
}

MATTERS: Table = {
    "any": p("what a decision is about", "any matter"),
    "charter": p("what a decision is about", "the charter"),
    "mandate": p("what a decision is about", "the mandate"),
    "membership": p("what a decision is about", "membership"),
    "programme": p("what a decision is about", "the programme"),
    "money": p("what a decision is about", "money"),
    "report": p("what a decision is about", "reports"),
    "group": p("what a decision is about", "groups"),
    "election": p("what a decision is about", "elections"),
    "project": p("what a decision is about", "projects"),
    "structure": p("what a decision is about", "the structure"),
    "message": p("what a decision is about", "messages"),
}

LEVELS: Table = {
    "local": p("level", "local"),
    "national": p("level", "national"),
    "regional": p("level", "regional"),
    "global": p("level", "global"),
}

FACTS: Table = {
    "founding": p("kind of fact", "Founding"),
    "mandate": p("kind of fact", "Mandate"),
    "legal-basis": p("kind of fact", "Legal basis"),
    "contact": p("kind of fact", "Contact"),
    "web": p("kind of fact", "Web address"),
    "definition": p("kind of fact", "Definition"),
    "status": p("kind of fact", "Status"),
    "context": p("kind of fact", "Context"),
    "date": p("kind of fact", "Date"),
    "adoption": p("kind of fact", "Adoption"),
    "attendance": p("kind of fact", "Attendance"),
    "count": p("kind of fact", "Number"),
    "origin": p("kind of fact", "Origin"),
    "history": p("kind of fact", "History"),
    "method": p("kind of fact", "Method"),
    "content": p("kind of fact", "Content"),
    "outcome": p("kind of fact", "Outcome"),
    "tool": p("kind of fact", "Tool"),
    "commitment": p("kind of fact", "Commitment"),
    "proposal": p("kind of fact", "Proposal"),
    "focal-points": p("kind of fact", "Focal points"),
    "example": p("kind of fact", "Example"),
    "lead": p("kind of fact", "Lead"),
    "vision": p("kind of fact", "Vision"),
    "role": p("kind of fact", "Role"),
    "signature": p("kind of fact", "Signature"),
    "position": p("kind of fact", "Position"),
    "document": p("kind of fact", "Document"),
    "priority": p("kind of fact", "Priority"),
    "outreach": p("kind of fact", "Outreach"),
}

STATUSES: Table = {
    "adopted": p("standing of a clause", "adopted"),
    "proposed": p("standing of a clause", "proposed"),
    "open": p("standing of a clause", "open"),
    "superseded": p("standing of a clause", "superseded"),
}

RENEWALS: Table = {
    "unlimited": p("how often a term may be served again", "A holder may be chosen again as often as wanted."),
    "none": p("how often a term may be served again", "A holder may not be chosen again in a row."),
    "once": p("how often a term may be served again", "A holder may be chosen again once in a row."),
    "twice": p("how often a term may be served again", "A holder may be chosen again twice in a row."),
}

TURNS: Table = {
    "past": p("turn of a chair", "the past chair"),
    "current": p("turn of a chair", "the present chair"),
    "next": p("turn of a chair", "the next chair"),
}

COUNTED: Table = {
    "cast": p("of what a majority is counted", "the votes cast"),
    "present": p("of what a majority is counted", "those present"),
    "seats": p("of what a majority is counted", "all seats"),
}

ADMITTED: Table = {
    "invitation": p("how observers are admitted", "by invitation"),
    "standing": p("how observers are admitted", "permanently"),
}

INVITED_FOR: Table = {
    "meeting": p("what an invitation is for", "one meeting"),
    "session": p("what an invitation is for", "one session"),
    "body": p("what an invitation is for", "the whole body"),
    "topic": p("what an invitation is for", "one topic"),
}

OBSERVING: Table = {
    "read": p("what observers may", "read the documents"),
    "speak": p("what observers may", "take the floor"),
}

PUBLISHED: Table = {
    "minutes": p("what is published", "the minutes"),
    "report": p("what is published", "the report"),
    "agenda": p("what is published", "the agenda"),
    "documents": p("what is published", "the documents"),
    "summary": p("what is published", "the summary"),
    "decisions": p("what is published", "the decisions"),
    "submissions": p("what is published", "the submissions"),
    "information": p("what is published", "the information"),
}

CHAIRED: Table = {
    "host": p("how a chair is filled", "by the host"),
    "state": p("how a chair is filled", "by a State"),
    "organisation": p("how a chair is filled", "by an organisation"),
    "election": p("how a chair is filled", "by election"),
    "ex-officio": p("how a chair is filled", "ex officio"),
    "rotation": p("how a chair is filled", "in rotation"),
}

GATED: Table = {
    "project": p("what passes a gate", "projects"),
    "membership": p("what passes a gate", "membership"),
    "accreditation": p("what passes a gate", "accreditation"),
    "practice": p("what passes a gate", "practices"),
}

OUTPUTS: Table = {
    "report": p("kind of outcome", "report"),
    "summary": p("kind of outcome", "summary"),
    "messages": p("kind of outcome", "messages"),
    "recommendations": p("kind of outcome", "recommendations"),
    "minutes": p("kind of outcome", "minutes"),
    "plan": p("kind of outcome", "plan"),
    "bulletin": p("kind of outcome", "bulletin"),
    "database": p("kind of outcome", "database"),
    "book": p("kind of outcome", "book"),
    "bulletins": p("kind of outcome", "bulletins"),
    "notes": p("kind of outcome", "notes"),
    "platform": p("kind of outcome", "platform"),
    "campaign": p("kind of outcome", "campaign"),
    "practices": p("kind of outcome", "practices"),
}

MILESTONES: Table = {
    "step": p("kind of milestone", "step"),
    "deadline": p("kind of milestone", "deadline"),
    "event": p("kind of milestone", "event"),
    "draft": p("kind of milestone", "draft"),
    "round": p("kind of milestone", "round"),
}

MEDIA: Table = {
    "in-person": p("medium of a meeting", "in person"),
    "webinar": p("medium of a meeting", "webinar"),
    "virtual": p("medium of a meeting", "virtual"),
    "hybrid": p("medium of a meeting", "hybrid"),
}

OPEN_DOCUMENTS: Table = {
    "agenda": p("documents of an event", "agenda"),
    "presentations": p("documents of an event", "presentations"),
    "concept-note": p("documents of an event", "concept note"),
    "report": p("documents of an event", "report"),
    "list": p("documents of an event", "list of participants"),
}

SITTINGS: Table = {
    "opening": p("part of a session", "opening"),
    "introduction": p("part of a session", "introduction"),
    "open-discussion": p("part of a session", "open discussion"),
    "breakout": p("part of a session", "breakout groups"),
    "plenary": p("part of a session", "plenary"),
    "closing": p("part of a session", "closing"),
}

RECORDED: Table = {
    "agreement": p("what is kept of a session", "points of agreement"),
    "difference": p("what is kept of a session", "points of difference"),
    "recurring": p("what is kept of a session", "recurring points"),
    "practices": p("what is kept of a session", "practices"),
}

EXTENDING: Table = {
    "on-request": p("whether a deadline may be put off", "The deadline may be put off on request."),
    "none": p("whether a deadline may be put off", "The deadline is not put off."),
}

TEMPLATES: Table = {
    "required": p("whether a form must be followed", "Answers must follow the form."),
    "optional": p("whether a form must be followed", "Answers may follow the form."),
    "free": p("whether a form must be followed", "Answers are free in form."),
}
