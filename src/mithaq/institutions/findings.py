"""Findings of charters as people read them: each room words its own keys, once, when it starts.

findings.word({"bodies.seat-taken": _("%(body)s has %(seats)s seats, and all are taken.")})
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.utils.functional import Promise

from mithaq.foundation import minute
from mithaq.kernels.charter import Finding

Sentence = str | Promise | Callable[[Mapping[str, Any]], str]

State = Literal["met", "risk", "broken"]


@dataclass(frozen=True, slots=True)
class Watched:
    """How one clause is kept on a day, as the room that watches it sees it; the compliance page shows it.

    `findings` say why it is at risk or broken, or what was found where it is met. `path` is where the evidence is
    seen, without its language (`/arab-review/bodies/board/`).
    """

    clause: str
    state: State
    findings: tuple[Finding, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that is to be done from `opens_on` until `due_on` (its last day; None: no day is set).

    `kind` and `facts` are worded like a notice, `about` makes it once, `done_on` is when it was done. `persons` are the
    primary keys of those it is for; where there are none, it is for the officers.
    """

    kind: str
    about: str
    clause: str
    opens_on: date
    due_on: date | None = None
    done_on: date | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""
    persons: tuple[int, ...] = ()


_sentences: dict[str, Sentence] = {}


def word(sentences: Mapping[str, Sentence]) -> None:
    """Say how findings read: a text with `%(name)s` places, or a function of the facts. Again replaces."""
    _sentences.update(sentences)


def said(finding: Finding) -> str:
    """The finding as one sentence in the active language; a key nobody has worded is shown as it is."""
    sentence = _sentences.get(finding.key)
    if sentence is None:
        return finding.key
    if callable(sentence) and not isinstance(sentence, Promise):
        return sentence(finding.facts)
    return str(sentence) % minute.Facts({name: minute.shown(value) for name, value in finding.facts.items()})


def worded() -> frozenset[str]:
    """Every key that has a sentence: a test asks."""
    return frozenset(_sentences)
