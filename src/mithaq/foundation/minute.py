"""Acts of the journal, and jobs, as people read them: each room words its own, the foundation only looks them up.

    minute.word_acts({"member.admit": _("%(name)s takes part as %(role)s from %(from)s.")})
    minute.word_jobs({"evidence.deposit": _("Depositing documents"), "evidence.deposit/reading": _("Reading")})

Facts come from `after` (and `before`, as `before_…`). What comes from people stands in bidi isolates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise

from mithaq.foundation import habits, languages
from mithaq.foundation.fields import Words
from mithaq.foundation.models import Entry, Job

_DIRECTING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")

Sentence = str | Promise | Callable[[Mapping[str, Any]], str]

_acts: dict[str, Sentence] = {}
_jobs: dict[str, Sentence] = {}
_results: dict[str, tuple[str | Promise, Callable[[Job, str], str]]] = {}


def word_acts(sentences: Mapping[str, Sentence]) -> None:
    _acts.update(sentences)


def word_jobs(sentences: Mapping[str, Sentence]) -> None:
    """Keys are kinds of jobs ("evidence.deposit"), their steps ("evidence.deposit/reading"), and what a job of the room
    may stop at ("evidence.deposit!empty"), where its error says it by a key; a function at "dialogues.import!" words
    what any of its errors tells (it takes the outcome), or says nothing."""
    _jobs.update(sentences)


def lead_to_result(kind: str, label: str | Promise, address: Callable[[Job, str], str]) -> None:
    """Where a finished job of this kind leads: `address` takes the job and the slug of its institution."""
    _results[kind] = (label, address)


def result(job: Job, institution: str) -> tuple[str, str] | None:
    """What a finished job made, as a label and its address, where its room says so."""
    if job.kind not in _results or job.state != Job.State.FINISHED or not institution:
        return None
    label, address = _results[job.kind]
    return str(label), address(job, institution)


def act(entry: Entry) -> str:
    """The entry as a sentence; an act that no room has worded shows its key."""
    facts = {**{f"before_{name}": value for name, value in entry.before.items()}, **entry.after}
    return _said(_acts.get(entry.act), facts) or entry.act


def job(job: Job) -> str:
    """What the job does."""
    return work(job.kind)


def work(kind: str) -> str:
    """A kind of job in words; one that no room has worded shows its key."""
    return _said(_jobs.get(kind), {}) or kind


def step(job: Job) -> str:
    """Where the job is; the kind of the job while it has no step."""
    return _said(_jobs.get(f"{job.kind}/{job.step}"), {}) or _said(_jobs.get(job.kind), {}) or job.kind


def end(job: Job) -> str:
    """Why the job stopped, where its room has worded that; else nothing."""
    return _said(_jobs.get(f"{job.kind}!{job.outcome.get('detail', '')}") or _jobs.get(f"{job.kind}!"), job.outcome)


def worded_jobs() -> frozenset[str]:
    return frozenset(_jobs)


def worded_acts() -> frozenset[str]:
    return frozenset(_acts)


def isolate(text: Any) -> str:
    """First strong isolate … pop: a name in another script does not pull its neighbours round.

    Signs in it that would end this isolate, or turn what follows, are left out. A number is written in the reader's
    digits.
    """
    return f"\u2068{_DIRECTING.sub('', str(habits.counted(text)))}\u2069"


def shown(value: Any) -> str:
    """A fact as it may stand in a sentence: words in the reader's language, lists with commas, a dash for nothing."""
    if value is None or value == "":
        return "–"
    if isinstance(value, Mapping):
        return isolate(_in_words(value))
    if isinstance(value, str) and (said := _day(value)):
        return isolate(habits.day(said))
    if isinstance(value, list | tuple):
        return isolate(languages.comma().join(_in_words(item) for item in value))
    return isolate(value)


def _in_words(value: Any) -> str:
    """A name in the reader's language, where it is told in several."""
    if isinstance(value, Mapping):
        return str(Words({k: v for k, v in value.items() if isinstance(v, str)}))
    return str(habits.counted(value))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.match(text) else None
    except ValueError:
        return None


class Facts(dict[str, str]):
    """What the places of a sentence hold; what was not kept with the act is a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def saying(told: Callable[[Mapping[str, Any]], Mapping[str, str]]) -> Callable[..., Callable[[Mapping[str, Any]], str]]:
    """How a room words its acts: `_with = saying(told)`, then `"room.act": _with(_("…"))`; `told` shows the facts."""

    def with_(sentence: str | Promise) -> Callable[[Mapping[str, Any]], str]:
        return lambda facts: str(sentence) % Facts(told(facts))

    return with_


def _said(sentence: Sentence | None, facts: Mapping[str, Any]) -> str:
    if sentence is None:
        return ""
    if callable(sentence) and not isinstance(sentence, Promise):
        return sentence(facts)
    return str(sentence) % Facts({name: shown(value) for name, value in facts.items()})
