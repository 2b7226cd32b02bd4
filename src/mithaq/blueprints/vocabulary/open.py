"""What a charter may say in words of its own: those that are known are worded, others stand as they are written."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy as p

from mithaq.blueprints.vocabulary.table import Table

ATTRIBUTES: Table = {
    "level": p("an attribute", "level"),
    "region": p("an attribute", "region"),
    "country": p("an attribute", "State"),
    "category": p("an attribute", "category"),
    "theme": p("an attribute", "theme"),
    "gender": p("an attribute", "gender"),
    "age": p("an attribute", "age"),
    "youth": p("an attribute", "youth"),
    "sector": p("an attribute", "sector"),
    "area": p("an attribute", "area of action"),
    "applicant": p("an attribute", "kind of applicant"),
    "constituency": p("an attribute", "constituency"),
    "holder": p("an attribute", "kind of holder"),
    "language": p("an attribute", "language"),
    "status": p("an attribute", "status"),
}

VALUES: Table = {
    "africa": p("a value of an attribute", "Africa"),
    "arab-states": p("a value of an attribute", "Arab States"),
    "asia-pacific": p("a value of an attribute", "Asia and the Pacific"),
    "europe-north-america": p("a value of an attribute", "Europe and North America"),
    "latin-america-caribbean": p("a value of an attribute", "Latin America and the Caribbean"),
    "human-rights": p("a value of an attribute", "human rights"),
    "regular-pathways": p("a value of an attribute", "regular pathways"),
    "drivers": p("a value of an attribute", "drivers of migration"),
    "cooperation-governance": p("a value of an attribute", "cooperation and governance"),
    "diaspora-contributions": p("a value of an attribute", "contributions of diasporas"),
    "smuggling-trafficking": p("a value of an attribute", "smuggling and trafficking"),
    "women": p("a value of an attribute", "women"),
    "men": p("a value of an attribute", "men"),
    "youth": p("a value of an attribute", "young people"),
    "children": p("a value of an attribute", "children"),
    "local": p("a value of an attribute", "local level"),
    "national": p("a value of an attribute", "national level"),
    "regional": p("a value of an attribute", "regional level"),
    "global": p("a value of an attribute", "global level"),
}

ACTIONS: Table = {
    "consultations.submit": p("what a phase opens", "hand in a contribution"),
    "consultations.answer": p("what a phase opens", "answer a call"),
    "people.apply": p("what a phase opens", "apply for membership"),
    "cooperation.apply": p("what a phase opens", "apply to a gate"),
    "evidence.deposit": p("what a phase opens", "deposit a document"),
    "meetings.propose": p("what a phase opens", "propose a decision"),
    "elections.nominate": p("what a phase opens", "nominate a candidate"),
    "elections.vote": p("what a phase opens", "vote"),
    "dialogues.vote": p("what a phase opens", "answer the statements of a dialogue"),
}

TONGUES: Table = {
    "ar": p("language of a text", "Arabic"),
    "en": p("language of a text", "English"),
    "fr": p("language of a text", "French"),
}

MOMENTS: Table = {
    "adoption": p("a moment that a time is told from", "the adoption"),
    "decision": p("a moment that a time is told from", "the decision"),
    "meeting": p("a moment that a time is told from", "the meeting"),
    "session": p("a moment that a time is told from", "the session"),
    "event": p("a moment that a time is told from", "the event"),
    "deadline": p("a moment that a time is told from", "the deadline"),
    "request": p("a moment that a time is told from", "the request"),
    "signature": p("a moment that a time is told from", "the signature"),
    "term-end": p("a moment that a time is told from", "the end of the term"),
    "publication": p("a moment that a time is told from", "the publication"),
}

PARTIES: Table = {
    "members": p("who takes part, in a charter", "the members"),
    "states": p("who takes part, in a charter", "the States"),
    "stakeholders": p("who takes part, in a charter", "the stakeholders"),
    "public": p("who takes part, in a charter", "the public"),
    "secretariat": p("who takes part, in a charter", "the secretariat"),
    "chair": p("who takes part, in a charter", "the chair"),
    "host": p("who takes part, in a charter", "the host"),
    "organisers": p("who takes part, in a charter", "the organisers"),
    "observers": p("who takes part, in a charter", "the observers"),
    "donors": p("who takes part, in a charter", "the donors"),
    "governments": p("who takes part, in a charter", "the governments"),
    "funders": p("who takes part, in a charter", "the funders"),
    "un-agencies": p("who takes part, in a charter", "the agencies of the United Nations"),
    "facilitators": p("who takes part, in a charter", "the facilitators"),
    "media": p("who takes part, in a charter", "the media"),
    "institution": p("who takes part, in a charter", "the institution"),
}
