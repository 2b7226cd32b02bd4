"""A passage as a page shows it: its words with the evidence marked, and its codes as words with their standing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from mithaq.compacts import selectors as compacts
from mithaq.evidence import wording
from mithaq.evidence.enums import Scheme
from mithaq.evidence.models import Coding, Passage
from mithaq.foundation import habits

CERTAIN = 0.995


@dataclass(frozen=True, slots=True)
class Chip:
    """One code: `detail` is what stands beside its label; `score` in 0..1, or None where nothing was weighed."""

    label: str
    detail: str
    detail_lang: str
    status: str
    score: float | None


@dataclass(frozen=True, slots=True)
class Shown:
    passage: Passage
    marks: SafeString
    chips: tuple[Chip, ...]
    kind: str
    speaker: str
    countries: str


class Names:
    """What codes are called in the reader's language: two queries, whatever the number of passages."""

    def __init__(self, compact_key: str, lang: str) -> None:
        compact = compacts.by_key(compact_key)
        self.lang = lang
        self.objectives: Mapping[int, Any] = {p.number: p for p in compacts.objectives(compact)} if compact else {}
        self.principles: Mapping[int, Any] = {p.number: p for p in compacts.principles(compact)} if compact else {}
        self.states = compacts.states_by_code()

    def show(self, passage: Passage, codings: Sequence[Coding]) -> Shown:
        spans = [span for coding in codings for span in coding.spans]
        voice = next((c for c in codings if c.scheme == Scheme.SPEAKER), None)
        named = [self.state(c.code) for c in codings if c.scheme == Scheme.COUNTRY]
        return Shown(
            passage=passage,
            marks=marked(passage.text, spans),
            chips=tuple(self.chip(c) for c in codings),
            kind=wording.block(passage.kind),
            speaker=wording.voice(voice.code, voice.name) if voice else "",
            countries=wording.listed(named),
        )

    def chip(self, coding: Coding) -> Chip:
        label, detail, lang = _LABELS[Scheme(coding.scheme)](self, coding)
        weighed = coding.scheme != Scheme.COUNTRY and coding.score < CERTAIN
        return Chip(label, detail, lang, coding.status, coding.score if weighed else None)

    def state(self, code: str) -> str:
        return wording.country(code, self.states)

    def provision(self, known: Mapping[int, Any], code: str) -> tuple[str, str]:
        found = known.get(int(code))
        title = (found.short_title or found.title) if found else None
        return (title.in_(self.lang), title.lang_for(self.lang)) if title else ("", self.lang)


_LABELS = {
    Scheme.OBJECTIVE: lambda names, c: (
        _("Objective %(number)s") % {"number": habits.digits(c.code)},
        *names.provision(names.objectives, c.code),
    ),
    Scheme.PRINCIPLE: lambda names, c: (
        _("Principle %(number)s") % {"number": habits.digits(c.code)},
        *names.provision(names.principles, c.code),
    ),
    Scheme.ACT: lambda names, c: (wording.act(c.code), "", names.lang),
    Scheme.SPEAKER: lambda names, c: (
        _("Speaker"),
        wording.voice(c.code, c.name) or wording.speaker(c.code),
        names.lang,
    ),
    Scheme.COUNTRY: lambda names, c: (_("State named"), names.state(c.code), names.lang),
}


def marked(text: str, spans: Iterable[Sequence[int]]) -> SafeString:
    """The text, escaped, with the evidence between `<mark>`; overlapping stretches become one."""
    parts: list[str] = []
    at = 0
    for start, end in _joined(spans, len(text)):
        parts += [escape(text[at:start]), format_html("<mark>{}</mark>", text[start:end])]
        at = end
    return mark_safe("".join([*parts, escape(text[at:])]))  # noqa: S308 - every part is escaped above


def _joined(spans: Iterable[Sequence[int]], length: int) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted((max(0, a), min(b, length)) for a, b in spans):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
