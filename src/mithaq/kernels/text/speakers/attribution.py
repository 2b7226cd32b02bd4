"""Attribution phrases: a verb of saying and its subject, and the organisation or State in that subject."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mithaq.kernels.text.countries import mentions
from mithaq.kernels.text.lore.rules import Book, Hit
from mithaq.kernels.text.lore.words import Words
from mithaq.kernels.text.model import SPEAKERS, Lang, Speaker

LEAD = 12  # characters that may stand before an attribution that opens a passage: و, كما, a bullet

_KINDS = frozenset(SPEAKERS) - {"none"}
_TITLED, _BARE = 24, 4  # words a subject may have: after a title such as السيدة or ممثل, and without one
_BEFORE = 16  # words of a subject before its verb, in English and French
_ENDS_SUBJECT = frozenset(["ان", "انه", "انها", "انهم", "بان", "بانه", "بانها", "الي", "علي", "عما", "اذا", "لكن"])
_OF = frozenset(["عن", "من"])
_BODIES = frozenset(
    [
        "الاتحاد",
        "اتحاد",
        "المنظمه",
        "منظمه",
        "جمعيه",
        "الجمعيه",
        "لجنه",
        "اللجنه",
        "مركز",
        "المركز",
        "مكتب",
        "المكتب",
        "هييه",
        "الهييه",
        "وكاله",
        "الوكاله",
        "بيان",
        "تقرير",
        "شبكه",
    ]
)
_SPEAKS_FOR = frozenset(["ممثل", "ممثله", "ممثلو", "ممثلي", "ممثلون", "ممثلين", "ممثلا", "نيابه", "احد", "احدي"])
_NO_SUBJECT = frozenset(
    [
        "ان",
        "انه",
        "انها",
        "انهم",
        "الي",
        "علي",
        "عن",
        "بان",
        "بانه",
        "بانها",
        "من",
        "في",
        "ايضا",
        "كذلك",
        "عما",
        "اذا",
        "كما",
        "هذا",
        "هذه",
        "ذلك",
    ]
)
_ACCORDING = {
    "ar": frozenset(["وفقا", "بحسب", "حسب", "وحسب", "وبحسب", "ووفقا", "نقلا"]),
    "en": frozenset(("according",)),
    "fr": frozenset(("selon",)),
}
_SENTENCE = ".!?؟\n؛;"
_CONNECTOR = re.compile(
    r"[\s,،:–—-]*(?:الضوء\s+)?(?:(?:إلى|الى|على|عن|كذلك|أيضا|أيضاً)\s+)?"
    r"(?:(?:ما\s+إذا|أنه|أنها|أنهم|أن|ان|أنّ|إن|بأنه|بأنها|بأن|that|to|que)(?=\s)|qu['’](?=\w))?[\s:«\"“]*"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """The rules met in a passage, sorted by what they are good for."""

    names: tuple[Hit, ...]
    says: tuple[int, ...]
    undertakes: tuple[int, ...]
    speech: tuple[int, ...]
    roles: frozenset[int]


@cache
def book(lang: str) -> Book:
    """Verbs of saying, roles and names of one language."""
    table = tomllib.loads(files("mithaq.kernels.text.lore").joinpath("speakers.toml").read_text(encoding="utf-8"))
    return Book({shows: rules[lang] for shows, rules in table.items()}, arabic=lang == "ar", clitics=True)


def hear(said: Words, lang: str) -> Heard:
    """Names, verbs and roles of a passage."""
    hits = book(lang).hits(said)
    where = {
        shows: tuple(h.first for h in hits if h.rule.shows == shows)
        for shows in ("says", "undertakes", "speech", "role")
    }
    names = tuple(h for h in hits if h.rule.shows in _KINDS)
    return Heard(names, where["says"], where["undertakes"], where["speech"], frozenset(where["role"]))


def find(said: Words, heard: Heard, lang: str) -> Speaker | None:
    """The first attribution whose subject names somebody, or nothing."""
    search = _after_verb if lang == "ar" else _before_verb
    for verb in heard.says:
        found = search(said, verb, heard) or _state_as_subject(said, verb, lang)
        if found is not None:
            return found
    return _speech(said, heard) or _according(said, heard, lang) or _undertaking(said, heard, lang)


def _after_verb(said: Words, verb: int, heard: Heard) -> Speaker | None:
    """Arabic: the subject follows its verb; what comes after أن، إلى، على is what is said."""
    start = verb + 1
    if start >= len(said) or said.folded[start] in _NO_SUBJECT:
        return None
    titled = start in heard.roles
    reach = _TITLED if titled else _BARE
    stop = start
    while stop < min(len(said), start + reach):
        word = said.folded[stop]
        if word in _ENDS_SUBJECT or (word in _OF and said.folded[stop - 1] not in _SPEAKS_FOR and word == "عن"):
            break
        if stop > start and any(c in said.gap(stop - 1) for c in ".!?؟\n؛:»"):
            break
        stop += 1
    names = [h for h in heard.names if start <= h.first < stop]
    if not titled:
        furthest = start + 3 if said.folded[start] in _BODIES else start
        names = [h for h in names if h.first <= furthest]
    return _speaker(said, verb, stop, names)


def _before_verb(said: Words, verb: int, heard: Heard) -> Speaker | None:
    """English and French: the subject stands before its verb, or after it where a quotation just ended."""
    start = verb
    while start > 0 and verb - start < _BEFORE and not any(c in said.gap(start - 1) for c in ".!?\n;:«“"):
        if said.folded[start - 1] in _CLAUSE:
            break
        start -= 1
    names = [h for h in heard.names if start <= h.first < verb and _heads(said, h.first, start, heard)]
    found = _speaker(said, start, verb, names, last=verb)
    if found is not None:
        return found
    before = said.text[: said.starts[verb]].rstrip()
    quoted = before.endswith(("»", "”", '"', ",", "’")) or (
        verb and said.folded[verb - 1] in ("le", "l") and "comme" in said.folded[:verb]
    )
    if not quoted:
        return None
    stop = verb + 1
    while stop < min(len(said), verb + 12) and not any(c in said.gap(stop - 1) for c in ".!?\n;«"):
        stop += 1
    return _speaker(said, verb, stop, [h for h in heard.names if verb < h.first < stop])


_CLAUSE = frozenset(["that", "que"])
_ARTICLE = frozenset(["the", "a", "an", "its", "their", "le", "la", "les", "l", "un", "une"])
_PREPOSITION = frozenset(
    [
        "to",
        "with",
        "by",
        "against",
        "in",
        "on",
        "at",
        "about",
        "for",
        "under",
        "between",
        "among",
        "into",
        "aux",
        "au",
        "a",
        "avec",
        "par",
        "contre",
        "dans",
        "sur",
        "pour",
        "en",
        "chez",
        "entre",
    ]
)
_OWNER = frozenset(["of", "from", "de", "du", "des", "d"])


def _heads(said: Words, name: int, start: int, heard: Heard) -> bool:
    """Whether a name is the subject itself, or what a named role belongs to: 'the spokesperson of the Ministry'."""
    before = name - 1
    while before > start and said.folded[before] in _ARTICLE:
        before -= 1
    if before < start or said.folded[before] in _ARTICLE:
        return True
    if said.folded[before] in _PREPOSITION:
        return False
    if said.folded[before] in _OWNER:
        return any(role in heard.roles for role in range(start, before)) or before - start <= 2
    return True


def _state_as_subject(said: Words, verb: int, lang: str) -> Speaker | None:
    """'Morocco stressed', 'أكدت تونس': the State itself speaks."""
    for mention in mentions(said.text, lang):
        word = said.text[mention.start : mention.end]
        first = next(i for i, s in enumerate(said.starts) if s >= mention.start)
        size = len(word.split())
        if lang == "ar":
            beside = first == verb + 1 and not said.folded[first].endswith(("يه", "يين", "يون"))
        else:
            beside = (
                0 < verb - (first + size - 1) <= 2
                and (first == 0 or said.folded[first - 1] in _ARTICLES)
                and first <= 3
            )
        if beside:
            low, high = min(verb, first), max(verb, first + size - 1)
            span = (said.starts[low], said.ends[min(high, len(said) - 1)])
            return Speaker("state", 0.75, span, word, mention.country)
    return None


_ARTICLES = frozenset(["the", "la", "le", "les", "l"])


def _speech(said: Words, heard: Heard) -> Speaker | None:
    """'Speech of Father …', 'كلمة السيد …' at the head of a passage."""
    for noun in heard.speech:
        if noun > 3:
            break
        stop = min(len(said), noun + 16)
        found = _speaker(said, noun, stop, [h for h in heard.names if noun < h.first < stop])
        if found is not None:
            return found
    return None


def _according(said: Words, heard: Heard, lang: str) -> Speaker | None:
    for index, word in enumerate(said.folded):
        if word in _ACCORDING[lang]:
            stop = min(len(said), index + 7)
            found = _speaker(said, index, stop, [h for h in heard.names if index < h.first < stop])
            if found is not None and said.starts[index] <= LEAD * 3:
                return found
    return None


def _undertaking(said: Words, heard: Heard, lang: str) -> Speaker | None:
    """An organ of a State that says what it will do is the State speaking."""
    for verb in heard.undertakes:
        names = [h for h in heard.names if h.rule.shows == "state" and h.rule.weight >= 4]
        near = [
            h for h in names if (0 < h.first - verb <= 2 if lang == "ar" else 0 < verb - h.first <= 34 and h.first <= 6)
        ]
        if near:
            return _speaker(said, near[0].first, max(verb, near[0].first) + 1, near[:1], last=near[0].first + 1)
        state = _state_as_subject(said, verb, lang)
        if state is not None:
            return state
        ready = [h for h in heard.names if h.first <= 1 and 0 < verb - h.first <= 4 and h.rule.weight >= 4]
        if ready and lang == "ar":
            return _speaker(said, ready[0].first, verb, ready[:1])
    return None


def _speaker(said: Words, first: int, stop: int, names: list[Hit], *, last: int | None = None) -> Speaker | None:
    """The most specific of the names, and the attribution phrase it stands in."""
    if not names:
        return None
    best = max(names, key=lambda h: (h.rule.weight, -h.first))
    end = min(len(said) - 1, stop - 1 if last is None else last)
    span = (said.starts[first], said.ends[end])
    begin, _ = said.span(best.start, best.end)
    name = re.split(r"[،,;؛()«»\"“”]", said.text[begin : max(span[1], said.span(best.start, best.end)[1])])[0].strip()
    found = mentions(said.text[span[0] : span[1]])
    return Speaker(best.rule.shows, 0.85, span, name, found[0].country if found else "")


def after(text: str, end: int) -> int:
    """Where the message begins after an attribution: past 'that', 'أن', 'إلى أن', a colon."""
    match = _CONNECTOR.match(text, end)
    return match.end() if match else end


def language(said: Words, lang: Lang) -> str:
    """The language whose rules are tried."""
    if lang in ("ar", "en", "fr"):
        return lang
    return "ar" if any(word[0] > "\u0600" for word in said.folded) else "en"
