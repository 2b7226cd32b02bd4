"""A search as its page shows it: facets with their counts, passages with the words marked, and what was looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from mithaq.evidence import wording
from mithaq.evidence.models import Document, Passage
from mithaq.evidence.search.asking import Asked, Word
from mithaq.evidence.search.choosing import CONFIRMED, NOBODY, NOT_KNOWN, STATEMENTS
from mithaq.evidence.search.question import Question
from mithaq.evidence.showing import Names, marked
from mithaq.foundation import habits, languages

SHOWN = 8
MOST_DOCUMENTS = 20
WINDOW = 420

TITLES: Mapping[str, Promise] = {
    "objective": gettext_lazy("Objective"),
    "act": gettext_lazy("Kind of statement"),
    "country": gettext_lazy("State named"),
    "category": gettext_lazy("Speaker"),
    "lang": gettext_lazy("Language of the passage"),
    "year": gettext_lazy("Year"),
    "document": gettext_lazy("Document"),
    STATEMENTS: gettext_lazy("What counts"),
    CONFIRMED: gettext_lazy("Standing of the codes"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet. `lang` is the language of its label."""

    value: str
    label: str
    lang: str
    count: int
    is_chosen: bool
    away: str


@dataclass(frozen=True, slots=True)
class Facet:
    """`first` are shown at once (whatever is chosen among them), `further` when asked for; `hidden` are not named."""

    name: str
    title: str
    first: tuple[Option, ...]
    further: tuple[Option, ...]
    hidden: int = 0

    @property
    def chosen(self) -> tuple[Option, ...]:
        return tuple(option for option in self.first if option.is_chosen)


@dataclass(frozen=True, slots=True)
class Explained:
    """A word as written, and what it was looked for as in other languages: (language, words)."""

    written: str
    elsewhere: tuple[tuple[str, str], ...]


def told(counts: Mapping[str, Mapping[str, int]], question: Question) -> list[str]:
    """The documents the facet names: those with most passages, and those chosen."""
    counted = counts.get("document", {})
    most = sorted(counted, key=lambda uid: (-counted[uid], uid))[:MOST_DOCUMENTS]
    return list(dict.fromkeys([*question.chosen.get("document", ()), *most]))


def facets(
    counts: Mapping[str, Mapping[str, int]], question: Question, names: Names, documents: Iterable[Document]
) -> tuple[Facet, ...]:
    """Every facet that has something to choose."""
    titles = {document.uid: document for document in documents}
    label = _labels(names, titles)
    found = []
    for name, title in TITLES.items():
        counted = counts.get(name, {})
        chosen = question.chosen.get(name, ())
        values = dict.fromkeys([*counted, *chosen])
        if name == "document":
            values = dict.fromkeys(value for value in values if value in titles)
        if not values:
            continue
        options = [
            Option(v, *label[name](v), counted.get(v, 0), v in chosen, question.without(name, v).query)
            for v in sorted(values, key=_order(name, counted))
        ]
        first = [o for n, o in enumerate(options) if n < SHOWN or o.is_chosen]
        further = tuple(option for option in options if option not in first)
        hidden = len([value for value in counted if value not in values])
        found.append(Facet(name, str(title), tuple(first), further, hidden))
    return tuple(found)


def _order(name: str, counted: Mapping[str, int]) -> Callable[[str], Any]:
    orders: Mapping[str, Callable[[str], Any]] = {
        "objective": int,
        "year": lambda value: -int(value) if value != NOT_KNOWN else 0,
        "lang": str,
        "category": lambda value: (value == NOBODY, -counted.get(value, 0), value),
    }
    return orders.get(name, lambda value: (-counted.get(value, 0), value))


def _labels(names: Names, titles: Mapping[str, Document]) -> Mapping[str, Callable[[str], tuple[str, str]]]:
    def objective(value: str) -> tuple[str, str]:
        title, lang = names.provision(names.objectives, value)
        number = habits.digits(value)
        return (f"{number}. {title}", lang) if title else (_("Objective %(number)s") % {"number": number}, names.lang)

    def document(value: str) -> tuple[str, str]:
        one = titles[value]
        return (one.title.in_(names.lang), one.title.lang_for(names.lang)) if one.title else (one.file_name, "")

    return {
        "objective": objective,
        "act": lambda value: (wording.act(value), names.lang),
        "country": lambda value: (names.state(value), names.lang),
        "category": lambda value: (wording.speaker(value), names.lang),
        "lang": lambda value: (languages.OWN_NAMES.get(value) or _("another language"), value),
        "year": lambda value: (value if value != NOT_KNOWN else pgettext("a year", "not known"), names.lang),
        "document": document,
        STATEMENTS: lambda value: (_("only statements: no headings, contents or questions"), names.lang),
        CONFIRMED: lambda value: (_("only what a person has confirmed"), names.lang),
    }


def title(question: Question, names: Names) -> str:
    """How a search may be called: its words, else what was chosen."""
    label = _labels(names, {})
    chosen = [label[n](v)[0] for n, values in question.chosen.items() if n != "document" for v in values]
    return " · ".join([*([question.q] if question.q else []), *chosen])[:200] or _("Passages of one document")


def snippet(passage: Passage, asked: Asked) -> SafeString:
    """The words of the passage around what was looked for, marked; all of them where they are few."""
    text, spans = passage.text, asked.marks(passage.text, passage.lang)
    start, end = _window(text, spans)
    within = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]
    shown = marked(text[start:end], within)
    return format_html("{}{}{}", "… " if start else "", shown, " …" if end < len(text) else "")


def _window(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """A stretch of whole words with as many of the spans as it can hold, the earliest of the best."""
    if len(text) <= WINDOW:
        return 0, len(text)
    begins = [a for a, _ in spans] or [0]
    best = max(begins, key=lambda a: (sum(a <= s and e <= a + WINDOW - 60 for s, e in spans), -a))
    start = max(0, min(best - 60, len(text) - WINDOW))
    end = min(len(text), start + WINDOW)
    if start:
        start = text.find(" ", start, start + 60) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", end - 60, end), start + 1) if " " in text[end - 60 : end] else end
    return start, end


def explained(asked: Asked) -> tuple[Explained, ...]:
    return tuple(Explained(word.written, tuple(_elsewhere(word))) for word in asked.words)


def _elsewhere(word: Word) -> list[tuple[str, str]]:
    """Stems of Latin words are cut, and show it."""
    return [
        (lang, "، ".join(stems) if lang == "ar" else ", ".join(f"{stem}…" for stem in stems))
        for lang, stems in sorted(word.translated().items())
    ]
