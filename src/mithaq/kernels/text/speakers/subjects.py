"""Who the subject of a verb is: behind it in Arabic, mostly before it in English and French."""

from __future__ import annotations

import re
from bisect import bisect_left

from mithaq.kernels.text.countries import mentions
from mithaq.kernels.text.lore.rules import Hit
from mithaq.kernels.text.lore.words import Words
from mithaq.kernels.text.model import Speaker
from mithaq.kernels.text.speakers import addressees
from mithaq.kernels.text.speakers.heard import Heard
from mithaq.kernels.text.speakers.naming import name_of

_TITLED, _BARE = 24, 4  # words a subject may have: after a title such as السيدة or ممثل, and without one
_NAME_BEFORE_TITLE = 5  # words of a person's name before the title
_BEFORE = 16  # words of a subject before its verb, in English and French

_ENDS_SUBJECT = frozenset(
    [
        "ان",
        "انه",
        "انها",
        "انهم",
        "بان",
        "بانه",
        "بانها",
        "الي",
        "علي",
        "عما",
        "اذا",
        "لكن",
        "التي",
        "الذي",
        "الذين",
        "قايلا",
        "قايله",
        "موتمر",
        "تصريح",
        "تصريحات",
        "مقابله",
        "حديث",
    ]
)
_TURNS_AWAY = frozenset(
    ["خلال", "بعد", "عقب", "اثناء", "امام", "لدي", "مع", "ضد", "بشان", "حول", "عبر", "قبل", "منذ", "امس", "اليوم"]
)
_NO_SUBJECT = _ENDS_SUBJECT | frozenset(["عن", "من", "في", "ايضا", "كذلك", "كما", "هذا", "هذه", "ذلك"])
_SPEAKS_FOR = frozenset(["ممثل", "ممثله", "ممثلو", "ممثلي", "ممثلون", "ممثلين", "ممثلا", "نيابه", "احد", "احدي"])
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
        "البيان",
        "تقرير",
        "التقرير",
        "دراسه",
        "الدراسه",
        "شبكه",
        "الشبكه",
        "موسسه",
        "الموسسه",
        "مجلس",
        "المجلس",
        "اداره",
        "الاداره",
        "مفوضيه",
        "حزب",
    ]
)
_CROSSES = frozenset(["عبر", "عبرت", "يعبر", "تعبر"])  # says something only with عن: otherwise it crosses a border
_EXPRESSING = 12
_REPORTS = frozenset(["التقرير", "البيان", "الدراسه"])
_OF_PERSONS = frozenset(
    ["افتتح", "افتتحت", "اختتم", "اختتمت", "استهل", "استهلت", "قدم", "قدمت", "عرض", "عرضت", "تناول", "تناولت"]
)
_SENTENCE = ".!?؟\n؛:»"
_OPENS_CLAUSE = frozenset(
    ["ان", "وان", "فان", "لكن", "ولكن", "حيث", "كانت", "كان", "وكان", "وكانت", "فيما", "بينما", "اما", "واما"]
)

_QUOTE_ENDS = re.compile(r"[»”\",’-](?: ?[ \u00a0]a)?$")  # « … », a déclaré le ministre
_CLAUSE = frozenset(["that", "que"])
_ARTICLE = frozenset(["the", "a", "an", "its", "their", "le", "la", "les", "l", "un", "une"])
_DEFINITE = frozenset(["the", "la", "le", "les", "l"])
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
_FOR = frozenset(["for", "at", "with", "pour", "chez", "a", "au", "aux"])  # "a spokesperson for", "researchers at"
_OWNER = frozenset(["of", "from", "de", "du", "des", "d"])

# What stands before a word that only looks like a verb of saying: "was asked", "the demands", "la demande".
_NOT_A_VERB = {
    "en": frozenset(
        [
            "be",
            "been",
            "being",
            "is",
            "are",
            "was",
            "were",
            "the",
            "a",
            "an",
            "their",
            "its",
            "these",
            "those",
            "of",
            "any",
            "such",
            "no",
            "two",
            "member",
        ]
    ),
    "fr": frozenset(
        [
            "est",
            "sont",
            "ete",
            "etre",
            "etait",
            "etaient",
            "soit",
            "une",
            "cette",
            "sa",
            "leur",
            "toute",
            "chaque",
            "de",
            "des",
            "d",
            "par",
            "en",
            "sans",
        ]
    ),
}
_IT_SAYS_SO = frozenset(["s", "m", "se"])  # "s'est dit préoccupé"
_NOT_OF_STATES = frozenset(
    [
        "considere",
        "considerent",
        "pense",
        "croit",
        "considers",
        "considered",
        "finds",
        "found",
        "believes",
        "connait",
        "estimated",
        "reported",
        "عبر",
        "عبرت",
        "تعبر",
        "يعبر",
        "اظهر",
        "اظهرت",
        "تظهر",
        "يظهر",
    ]
)


def subject(said: Words, verb: int, heard: Heard, lang: str) -> Speaker | None:
    """Who says it, when the word at `verb` is a verb and its subject is named."""
    if lang == "ar":
        if said.folded[verb].removeprefix("و") in _CROSSES and "عن" not in said.folded[verb : verb + _EXPRESSING]:
            return None
        return after_verb(said, verb, heard) or _arabic_before(said, verb, heard) or _state(said, verb, lang)
    before = said.folded[verb - 1] if verb else ""
    if before in _NOT_A_VERB[lang] and not (verb > 1 and said.folded[verb - 2] in _IT_SAYS_SO):
        return None
    return _before_verb(said, verb, heard) or _state(said, verb, lang)


def after_verb(said: Words, verb: int, heard: Heard) -> Speaker | None:
    """Arabic: the subject follows its verb; what comes after أن، إلى، على is what is said."""
    start = verb + 1
    if start >= len(said) or said.folded[start] in _NO_SUBJECT:
        return None
    title = _title(said, start, heard)
    named = {h.first for h in heard.names if h.rule.weight >= 3}
    met = False
    stop = start
    while stop < min(len(said), start + (_BARE if title is None else _TITLED)):
        word = said.folded[stop]
        if word in _ENDS_SUBJECT or (word == "عن" and said.folded[stop - 1] not in _SPEAKS_FOR):
            break
        gap = said.gap(stop - 1) if stop > start else ""
        if any(c in gap for c in (_SENTENCE if title is None or stop > title else ".!?؟\n:»")):
            break
        if met and (word in _TURNS_AWAY or "،" in gap):
            break
        met = met or stop in named
        stop += 1
    stop = addressees.asked_from(said, verb, heard.names, stop)
    names = [h for h in heard.names if start <= h.first < stop]
    if title is not None:
        names = [h for h in names if h.first >= title and h.rule.weight > 1]
    else:
        furthest = start + 3 if said.folded[start] in _BODIES else start
        names = [h for h in names if h.first <= furthest]
        if said.folded[start] in _REPORTS:
            names = [h for h in names if h.first == start or said.folded[h.first].startswith("ل")]
        if said.folded[verb].lstrip("وف") in _OF_PERSONS:
            names = [h for h in names if h.rule.weight >= 4]
    names = [h for h in names if not addressees.is_asked(said, verb, h.first)]
    return spoken_by(said, heard, verb, stop, names)


def _title(said: Words, start: int, heard: Heard) -> int | None:
    """Where a title stands: at once, or behind a person's name ('قال فلان الفلاني، المتحدث باسم …')."""
    for index in range(start, min(len(said), start + _NAME_BEFORE_TITLE)):
        if index > start and (any(c in said.gap(index - 1) for c in ".!?؟\n:«»") or said.folded[index] in _NO_SUBJECT):
            return None
        if index in heard.roles:
            return index
        if any(h.first == index and h.rule.weight > 1 for h in heard.names):
            return None
    return None


def _arabic_before(said: Words, verb: int, heard: Heard) -> Speaker | None:
    """'المنظمة تدعو …', 'أصحاب المنشآت طالبوا …', 'وكانت الوزارة قد أعلنت': the subject first, then its verb."""
    low = max(0, verb - 7)
    names = [h for h in heard.names if low <= h.first < verb and h.rule.weight >= 2]
    for name in names:
        opens = name.opening or (name.first and said.folded[name.first - 1] in _OPENS_CLAUSE)
        between = said.folded[name.first + 1 : verb]
        apart = any(c in said.gap(i) for i in range(name.first, verb) for c in ".!?؟\n؛:،")
        if opens and not apart and not any(w in _ENDS_SUBJECT or w in _TURNS_AWAY for w in between):
            return spoken_by(said, heard, name.first, verb, [name], last=verb)
    return None


def _before_verb(said: Words, verb: int, heard: Heard) -> Speaker | None:
    """English and French: the subject stands before its verb, or after it where a quotation just ended."""
    start = verb
    while start > 0 and verb - start < _BEFORE and not any(c in said.gap(start - 1) for c in ".!?\n;:«“"):
        if said.folded[start - 1] in _CLAUSE:
            start = _behind_clause(said, start, verb, heard)
            break
        start -= 1
    names = [h for h in heard.names if start <= h.first < verb and _heads(said, h.first, start, heard)]
    found = spoken_by(said, heard, start, verb, names, last=verb)
    if found is not None:
        return found
    before = said.text[: said.starts[verb]].rstrip()
    if not (_QUOTE_ENDS.search(before) or (verb and said.folded[verb - 1] in ("le", "l") and "comme" in said.folded)):
        return None
    stop = verb + 1
    if stop < len(said) and said.folded[stop] in _PREPOSITION:
        return None
    while stop < min(len(said), verb + 12) and not any(c in said.gap(stop - 1) for c in ".!?\n;«"):
        stop += 1
    return spoken_by(said, heard, verb, stop, [h for h in heard.names if verb < h.first < stop])


def _behind_clause(said: Words, start: int, verb: int, heard: Heard) -> int:
    """'Inquiète que l'État se taise, l'association a demandé': a named subject behind the comma ends the clause."""
    comma = next((i for i in range(verb - 1, start, -1) if "," in said.gap(i - 1)), start)
    return comma if any(comma <= h.first < verb for h in heard.names) else start


def _heads(said: Words, name: int, start: int, heard: Heard) -> bool:
    """Whether a name is the subject itself, or what a named role belongs to: 'the spokesperson of the Ministry'."""
    before = name - 1
    while before > start and said.folded[before] in _ARTICLE:
        before -= 1
    if before < start or said.folded[before] in _ARTICLE:
        return True
    if said.folded[before] in _FOR and any(role in heard.roles for role in range(max(start, before - 3), before)):
        return True
    if said.folded[before] in _PREPOSITION:
        return False
    if said.folded[before] in _OWNER:
        if any(role in heard.roles for role in range(start, before)) or before - start <= 2:
            return True
        return any(
            start <= h.first < before
            and h.rule.shows == "civil_society"
            and h.rule.weight <= 3
            and before - h.first <= 5
            for h in heard.names
        )
    return True


def _state(said: Words, verb: int, lang: str) -> Speaker | None:
    """'Morocco stressed', 'أكدت تونس': the State itself speaks."""
    return None if said.folded[verb].removeprefix("و") in _NOT_OF_STATES else state_beside(said, verb, lang)


def state_beside(said: Words, verb: int, lang: str) -> Speaker | None:
    """The State named right beside a verb, where it can be its subject."""
    for mention in mentions(said.text, lang):
        word = said.text[mention.start : mention.end]
        first = bisect_left(said.starts, mention.start)
        size = len(word.split())
        if lang == "ar":
            beside = first == verb + 1 and not said.folded[first].endswith(("يه", "يين", "يون"))
        else:
            beside = (
                0 < verb - (first + size - 1) <= 2
                and (first == 0 or said.folded[first - 1] in _DEFINITE)
                and (first <= 3 or (first > 1 and "," in said.gap(first - 2)))
            )
        if beside:
            low, high = min(verb, first), max(verb, first + size - 1)
            span = (said.starts[low], said.ends[min(high, len(said) - 1)])
            return Speaker("state", 0.75, span, word, mention.country)
    return None


def spoken_by(
    said: Words, heard: Heard, first: int, stop: int, names: list[Hit], *, last: int | None = None
) -> Speaker | None:
    """The most specific of the names, and the attribution phrase it stands in."""
    if not names:
        return None
    best = max(names, key=lambda h: (h.rule.weight, -h.first))
    end = min(len(said) - 1, stop - 1 if last is None else last)
    span = (said.starts[first], said.ends[end])
    found = mentions(said.text[span[0] : span[1]])
    return Speaker(best.rule.shows, 0.85, span, name_of(said, best, heard, stop), found[0].country if found else "")
