"""Finding passages: by words, in every language, narrowed by facets, in an order that every database gives alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from mithaq.evidence.columns import Columns
from mithaq.evidence.models import Document, Passage
from mithaq.evidence.search import index
from mithaq.evidence.search.asking import Asked, Form, Phrase, Word, asked
from mithaq.evidence.search.choosing import FACETS, NO_STATEMENT, Chosen, Scene
from mithaq.evidence.visibility import Reader, visible, visible_passages
from mithaq.institutions.selectors import Institution

PAGE = 25
SORTS = ("best", "newest", "year")
MOST_TITLES = 5
MOST_PHRASES = 500
_OWN, _SCORE, _PAPER = 1 << 60, 1 << 24, 1 << 23


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found: passages in order, each with its document; counts by facet; documents by title."""

    asked: Asked
    total: int
    passages: list[Passage]
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    titled: list[Document] = field(default_factory=list)
    newest: int = 0


def search(
    institution: Institution,
    question: str,
    *,
    to: Reader,
    chosen: Chosen | None = None,
    sort: str = "best",
    start: int = 0,
    most: int = PAGE,
    counting: Sequence[str] = FACETS,
    since: int = 0,
) -> Found:
    """What this reader may see of what was asked; without words, everything the facets let through.

    Of up to four words a passage must have all, of a sentence some. Passages in the language of the question come
    before those found by a translation. `since` keeps passages deposited after that one (by key): for what is new.
    Six queries at most, however much is found.
    """
    chosen = {facet: tuple(values) for facet, values in (chosen or {}).items() if values}
    wanted = asked(question)
    scene = Scene.of(institution, to=to)
    if wanted.is_empty and not chosen:
        return Found(wanted, 0, [], scene.counts(scene.open, {}, counting))
    answers = _Answers.of(scene, wanted)
    counts = scene.counts(answers.mask, chosen, counting)
    mask = answers.mask & scene.chosen(chosen)
    if since:
        mask &= scene.held.passage > since
    rows = np.flatnonzero(mask)
    first = _ordered(scene.held, rows, answers, sort)(start, most)
    return Found(
        asked=wanted,
        total=len(rows),
        passages=_fetched(institution, scene.held.passage[first].tolist(), to=to),
        counts=counts,
        titled=_titled(institution, scene, wanted, to=to) if not start and wanted.words else [],
        newest=int(scene.held.passage[rows].max(initial=0)),
    )


def matching(institution: Institution, question: str, *, to: Reader, chosen: Chosen | None = None) -> np.ndarray:
    """The keys of all passages that answer, in no order. Where nothing is asked, nothing answers."""
    wanted = asked(question)
    scene = Scene.of(institution, to=to)
    if wanted.is_empty and not any((chosen or {}).values()):
        return np.empty(0, dtype=np.int64)
    return scene.held.passage[_Answers.of(scene, wanted).mask & scene.chosen(chosen or {})]


@dataclass(frozen=True, slots=True)
class _Answers:
    """The rows that answer (a mask), how well, and which of them in the words of the question itself."""

    mask: np.ndarray
    score: np.ndarray
    own: np.ndarray

    @classmethod
    def of(cls, scene: Scene, wanted: Asked) -> _Answers:
        held = scene.held
        having = held.having(wanted.stems)
        langs = _Languages(held)
        score = np.zeros(len(held), dtype=np.float32)
        had = np.zeros(len(held), dtype=np.int8)
        borrowed = np.zeros(len(held), dtype=bool)
        readable = max(int(scene.open.sum()), 1)
        for word in wanted.words:
            best = _best(word, having, langs, len(held))
            there = best > 0
            had += there
            borrowed |= there & (best < 1)
            rarity = np.log(1 + readable / (1 + np.count_nonzero(there & scene.open)))
            score += best * np.float32(rarity)
        mask = scene.open & (had >= wanted.needed)
        for phrase in wanted.phrases:
            mask &= _with_phrase(held, phrase)
        for word in wanted.without:
            mask &= _best(word, having, langs, len(held)) == 0
        for phrase in wanted.without_phrases:
            mask &= ~_with_phrase(held, phrase)
        whole = len(wanted.words) <= wanted.needed
        return cls(mask, score, ~borrowed if whole else np.zeros(len(held), dtype=bool))


class _Languages:
    """Which rows are in a language, asked once."""

    def __init__(self, held: Columns) -> None:
        self._held = held
        self._known: dict[str, np.ndarray] = {}

    def __getitem__(self, lang: str) -> np.ndarray:
        if lang not in self._known:
            self._known[lang] = self._held.vocabularies["lang"].having((lang,))[self._held.sets["lang"]]
        return self._known[lang]

    def narrow(self, form: Form, rows: np.ndarray) -> np.ndarray:
        if form.lang:
            rows = rows[self[form.lang][rows]]
        return rows[~self[form.but][rows]] if form.but else rows


def _best(word: Word, having: dict[str, np.ndarray], langs: _Languages, length: int) -> np.ndarray:
    """How well each row has the word: 1 in its own form, less for a translation, 0 for not at all."""
    best = np.zeros(length, dtype=np.float32)
    for form in sorted(word.forms, key=lambda form: form.weight):
        best[langs.narrow(form, having[form.stem])] = 1.0 if form.is_own else form.weight
    return best


def _with_phrase(held: Columns, phrase: Phrase) -> np.ndarray:
    """Rows whose words stand exactly so: the index narrows, the texts decide."""
    there = np.zeros(len(held), dtype=bool)
    known = held.phrases.get(phrase.words)
    if known is None:
        keys = [key for key, text in index.side_by_side(held.institution, phrase.stems) if phrase.stands_in(text)]
        known = held.rows_of(np.array(sorted(keys), dtype=np.int64))
        if len(held.phrases) < MOST_PHRASES:
            held.phrases[phrase.words] = known
    there[known] = True
    return there


class _ordered:  # noqa: N801 - reads as a function: ordered(…)(start, most)
    """Rows in the order of `sort`, of which a page is cut without ordering all of them."""

    def __init__(self, held: Columns, rows: np.ndarray, answers: _Answers, sort: str) -> None:
        self._held, self._rows = held, rows
        papers = held.papers
        newest = np.empty(len(papers.key), dtype=np.int64)
        order = (papers.key, papers.since, papers.year) if sort == "year" else (papers.key, papers.since)
        newest[np.lexsort(order)] = np.arange(len(papers.key))
        key = newest[held.paper[rows]]
        if sort == "best":
            heading = held.vocabularies["kind"].having(NO_STATEMENT[:3])[held.sets["kind"][rows]]
            well = np.minimum((answers.score[rows] * 1000).astype(np.int64), _SCORE - 1)
            key = key + ~heading * _PAPER + well * (_PAPER << 1) + answers.own[rows] * _OWN
        self._key = key

    def __call__(self, start: int, most: int) -> np.ndarray:
        rows, key = self._rows, self._key
        if len(rows) > start + most:
            least = np.partition(key, len(key) - start - most)[len(key) - start - most]
            near = key >= least
            rows, key = rows[near], key[near]
        order = np.lexsort((self._held.passage[rows], -key))
        return rows[order[start : start + most]]


def _fetched(institution: Institution, keys: Sequence[int], *, to: Reader) -> list[Passage]:
    """Asked of the visibility rule once more: what was closed or deleted meanwhile is not shown."""
    rows = visible_passages(Passage.objects.filter(pk__in=keys), to=to, institution=institution)
    known = {p.pk: p for p in rows.select_related("rendition__document").defer("rendition__text").order_by()}
    return [known[key] for key in keys if key in known]


def _titled(institution: Institution, scene: Scene, wanted: Asked, *, to: Reader) -> list[Document]:
    """Documents whose title has every word, newest first."""
    papers = scene.held.papers
    there = np.ones(len(papers.key), dtype=bool)
    for word in wanted.words:
        there &= papers.titled(form.stem for form in word.forms)
    if not there.any():
        return []
    chosen = np.flatnonzero(there)
    keys = papers.key[chosen[np.argsort(-papers.since[chosen], kind="stable")]].tolist()[: MOST_TITLES * 20]
    open_ones = visible(Document.objects.filter(pk__in=keys), to=to, institution=institution)
    return list(open_ones.order_by("-deposited_at", "-pk")[:MOST_TITLES])
