"""What a question asks: its words, what they are called in the other languages, phrases, and what must not be there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from mithaq.foundation import languages
from mithaq.kernels import text as kernel

MOST_WORDS = 16
MOST_QUOTED = 4  # each may cost a look at every text that has its words
MOST_SIGNS = 400
SURE = 0.6
ALL_OF_THEM = 4
SHARE, LEAST = 0.25, 2
# How many translations of a word, and how likely at least: few where every word must be there, more of a sentence.
STRICT, WIDE = (2, 0.12), (3, 0.05)
_PLAIN = r"[ \n.,;:!?()«»“”\"،؛؟-]"
_PART = re.compile(r"(?P<no>(?<!\S)[-−])?(?:[\"“”„«»](?P<phrase>[^\"“”„«»]*)[\"“”„«»]|(?P<word>[^\s\"“”„«»]+))")


@dataclass(frozen=True, slots=True)
class Form:
    """A stem to look for: in passages of `lang`, or of every language but `but` ("" = no matter)."""

    stem: str
    lang: str = ""
    but: str = ""
    weight: float = 1.0
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written, with every form that counts as it."""

    written: str
    forms: tuple[Form, ...]

    def translated(self) -> dict[str, tuple[str, ...]]:
        """What else was looked for, by language."""
        found: dict[str, list[str]] = {}
        for form in self.forms:
            if not form.is_own:
                found.setdefault(form.lang, []).append(form.stem)
        return {lang: tuple(dict.fromkeys(stems)) for lang, stems in found.items()}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand side by side as written, but for case, vowels and accents."""

    written: str
    words: tuple[str, ...]
    stems: frozenset[tuple[str, ...]]

    def stands_in(self, text: str) -> bool:
        """Whether a text has it: quickly, for many."""
        return bool(_plainly(self.words).search(text.lower()) or _side_by_side(self.words).search(kernel.fold(text)))

    def places(self, text: str, lang: str) -> Iterator[tuple[int, int]]:
        """Where it stands in a text, with what is written on to its first word (l’, qu’)."""
        spans = kernel.spans(text, lang)
        length = len(self.words)
        folded = [kernel.fold(text[start:end]) for _, start, end in spans]
        side_by_side = _side_by_side(self.words)
        for first in range(len(spans) - length + 1):
            if side_by_side.search(" ".join(folded[first : first + length])):
                yield spans[first][1], spans[first + length - 1][2]


@dataclass(frozen=True)
class Asked:
    """A question taken apart. `small` are words without meaning of their own, which were not looked for."""

    question: str
    words: tuple[Word, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    without: tuple[Word, ...] = ()
    without_phrases: tuple[Phrase, ...] = ()
    small: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing to look for (what must be absent alone is a question, too)."""
        return not (self.words or self.phrases or self.without or self.without_phrases)

    @property
    def needed(self) -> int:
        """How many of the words a passage must have: of a few all; of a sentence some, the more the better."""
        count = len(self.words)
        return count if count <= ALL_OF_THEM else max(LEAST, round(count * SHARE))

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(form.stem for word in (*self.words, *self.without) for form in word.forms)

    def marks(self, text: str, lang: str) -> list[tuple[int, int]]:
        """Where the words and phrases stand in a text of this language: their forms and their translations, too."""
        wanted = {form.stem for word in self.words for form in word.forms if _counts(form, lang)}
        found = [(start, end) for stem, start, end in kernel.spans(text, lang) if stem in wanted]
        for phrase in self.phrases:
            found.extend(phrase.places(text, lang))
        return sorted(found)


def asked(question: str) -> Asked:
    """`words "a phrase" -without -"this phrase"`; small words are left out where others are there.

    Of more phrases than `MOST_QUOTED`, the words of the others are looked for.
    """
    words: dict[bool, list[str]] = {True: [], False: []}
    phrases: dict[bool, list[Phrase]] = {True: [], False: []}
    for part in _PART.finditer(question[:MOST_SIGNS]):
        wanted = not part["no"]
        if part["phrase"] is None:
            words[wanted].extend(_pieces(part["word"]))
        elif len(phrases[True]) + len(phrases[False]) >= MOST_QUOTED:
            words[True].extend(_pieces(part["phrase"]) if wanted else ())
        elif (phrase := _phrase(part["phrase"])) is not None and phrase not in phrases[wanted]:
            phrases[wanted].append(phrase)
    spoken = _spoken(" ".join(words[True])) if len(words[True]) > 1 else ()
    small = [word for word in words[True] if _is_small(word, spoken)]
    telling = [word for word in words[True] if word not in small]
    if not telling and not phrases[True]:
        telling, small = words[True], []
    telling = list(dict.fromkeys(telling))[:MOST_WORDS]
    reach = STRICT if len(telling) <= ALL_OF_THEM else WIDE
    return Asked(
        question=question,
        words=tuple(_word(word, spoken, reach) for word in telling),
        phrases=tuple(phrases[True]),
        without=tuple(_word(word, (), STRICT) for word in list(dict.fromkeys(words[False]))[:MOST_WORDS]),
        without_phrases=tuple(phrases[False]),
        small=tuple(dict.fromkeys(small)),
    )


@lru_cache(maxsize=1_000)
def _side_by_side(words: tuple[str, ...]) -> re.Pattern[str]:
    """The words of a phrase with nothing but signs between them, in folded text."""
    written = r"[^\w]+".join(map(re.escape, words))
    return re.compile(rf"(?<!\w){written}(?!\w)")


@lru_cache(maxsize=1_000)
def _plainly(words: tuple[str, ...]) -> re.Pattern[str]:
    """The words of a phrase between blanks and plain signs, which folding leaves alone: most texts need no folding."""
    written = rf"{_PLAIN}+".join(map(re.escape, words))
    return re.compile(rf"(?:^|{_PLAIN}){written}(?:{_PLAIN}|$)")


def _pieces(text: str) -> list[str]:
    """The words of a stretch without blanks: `state-led` has two."""
    return [text[start:end] for _, start, end in kernel.spans(text, "en")]


def _phrase(text: str) -> Phrase | None:
    pieces = _pieces(text)[:MOST_WORDS]
    if not pieces:
        return None
    stems = frozenset(tuple(kernel.tokens(" ".join(pieces), lang)) for lang in ("en", "fr"))
    return Phrase(text.strip(), tuple(map(kernel.fold, pieces)), stems)


def _spoken(question: str) -> tuple[str, ...]:
    """The language of a question, where it can be told."""
    lang, sure = kernel.language_of(question)
    return (lang,) if lang in languages.CODES and sure >= SURE else ()


def _languages(word: str) -> tuple[str, ...]:
    return ("ar",) if kernel.is_arabic(word) else ("en", "fr")


@lru_cache(maxsize=10_000)
def _is_small(word: str, spoken: tuple[str, ...]) -> bool:
    """Without meaning of its own in the language of the question, or in one it may be in."""
    possible = _languages(word)
    langs = [lang for lang in possible if lang in spoken] or possible
    return not all(kernel.vector(word, lang) for lang in langs)


@lru_cache(maxsize=10_000)
def _word(written: str, spoken: tuple[str, ...], reach: tuple[int, float]) -> Word:
    """A word in Latin letters is looked up as English and as French, unless the question says which it is."""
    possible = _languages(written)
    langs = tuple(lang for lang in possible if lang in spoken) or possible
    return Word(written, tuple(_one_each([*_own(written, possible), *_translated(written, langs, reach)])))


def _own(written: str, langs: Iterable[str]) -> Iterator[Form]:
    """As each language's passages have it: what is not French was cut as English."""
    for lang in langs:
        for stem in kernel.tokens(written, lang):
            yield Form(stem, lang="fr" if lang == "fr" else "", but="fr" if lang == "en" else "")


def _translated(written: str, langs: Iterable[str], reach: tuple[int, float]) -> Iterator[Form]:
    most, likely = reach
    for lang in langs:
        for one in kernel.translations(written, lang, most):
            if one.lang in languages.CODES and one.weight >= likely:
                yield Form(one.stem, lang=one.lang, weight=0.5 + 0.4 * min(one.weight, 1.0), is_own=False)


def _one_each(forms: Iterable[Form]) -> list[Form]:
    """The likeliest of those that look for the same."""
    best: dict[tuple[str, str], Form] = {}
    for form in sorted(forms, key=lambda form: -form.weight):
        if not any(_covers(own, form) for own in best.values()):
            best[form.stem, form.lang] = form
    return list(best.values())


def _covers(wide: Form, narrow: Form) -> bool:
    return wide.stem == narrow.stem and (wide.lang == narrow.lang or (not wide.lang and wide.but != narrow.lang))


def _counts(form: Form, lang: str) -> bool:
    return (not form.lang or form.lang == lang) and (not form.but or form.but != lang)
