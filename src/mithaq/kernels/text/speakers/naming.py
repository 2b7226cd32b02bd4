"""How the one who speaks is called: the name whole, and nothing of the sentence around it."""

from __future__ import annotations

import re
from bisect import bisect_left

from mithaq.kernels.text.countries import mentions
from mithaq.kernels.text.lore.rules import Hit
from mithaq.kernels.text.lore.words import Words
from mithaq.kernels.text.speakers import addressees
from mithaq.kernels.text.speakers.heard import Heard

LONGEST = 12  # words of a name
_APART = re.compile(r"[^\s\-‑’'.&/ـ]|\n|\.\s")  # between two words of one name stand blanks, hyphens, apostrophes
_JOINS = frozenset(["of", "for", "and", "de", "du", "des", "d", "pour", "et"])
_ARTICLES = frozenset(["the", "la", "le", "les", "l"])
_NEVER_LEADS = (
    _ARTICLES
    | _JOINS
    | frozenset(
        [
            "a",
            "an",
            "our",
            "we",
            "as",
            "their",
            "its",
            "his",
            "her",
            "this",
            "these",
            "those",
            "nous",
            "notre",
            "nos",
            "un",
            "une",
            "cette",
            "ce",
            "ces",
            "son",
            "sa",
            "ses",
            "leur",
            "leurs",
            "il",
            "elle",
            "ils",
            "elles",
            "he",
            "she",
            "they",
            "it",
            "in",
            "at",
            "on",
            "to",
            "by",
            "with",
            "dans",
            "par",
            "pour",
            "selon",
            "according",
            "but",
            "so",
            "yet",
        ]
    )
)
_PLACE = frozenset(["in", "from", "en", "au", "aux", "a", "في", "من"])
_CUTS = frozenset(
    [
        "that",
        "which",
        "who",
        "whose",
        "whom",
        "where",
        "when",
        "while",
        "as",
        "has",
        "have",
        "had",
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "will",
        "would",
        "should",
        "must",
        "may",
        "can",
        "also",
        "then",
        "to",
        "by",
        "with",
        "on",
        "at",
        "about",
        "during",
        "because",
        "after",
        "before",
        "under",
        "against",
        "into",
        "not",
        "he",
        "she",
        "it",
        "they",
        "que",
        "qui",
        "dont",
        "ou",
        "ont",
        "est",
        "sont",
        "avait",
        "avaient",
        "etait",
        "etaient",
        "sera",
        "s",
        "n",
        "se",
        "y",
        "aussi",
        "dans",
        "lors",
        "avec",
        "contre",
        "apres",
        "avant",
        "par",
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
        "عن",
        "اذا",
        "لكن",
        "التي",
        "الذي",
        "الذين",
        "قايلا",
        "قايله",
        "خلال",
        "بعد",
        "عقب",
        "اثناء",
        "امام",
        "لدي",
        "مع",
        "ضد",
        "بشان",
        "حول",
        "عبر",
        "قبل",
        "منذ",
        "امس",
        "اليوم",
        "قد",
        "وعن",
        "ومن",
        "وفي",
    ]
)
_DANGLES = _JOINS | _ARTICLES | frozenset(["in", "from", "en", "au", "aux", "a", "an", "sur", "في", "من", "و"])
_AFFAIRS = ("لشوون", "لحقوق")  # 'for the affairs of': the next word belongs to it
_WHOLE = frozenset(["un", "regional_org", "red_cross"])  # kinds whose rules hold the name as it is
_CLITIC = re.compile(r"^(?:[وف](?=ال|لل))?(?:لل(?=\w)|[بك](?=ال)|ل(?=[أإا]))?")


def name_of(said: Words, best: Hit, heard: Heard, stop: int) -> str:
    """The name of a voice found in words before `stop`, from its first to its last word."""
    arabic = said.folded[best.first][:1] > "\u0600"
    first = _arabic_first(said, best, heard) if arabic else _first(said, best, heard)
    last = _last(said, best, heard, stop, arabic=arabic)
    last = min(last, first + LONGEST - 1)
    while first < last and said.folded[first] in _ARTICLES:
        first += 1
    while last > best.first and said.folded[last] in _DANGLES:
        last -= 1
    name = " ".join(said.text[said.starts[first] : said.ends[last]].split())
    return _bare(name) if arabic else name


def _first(said: Words, best: Hit, heard: Heard) -> int:
    """'General Federation of Bahrain Trade Unions': the words in capitals that lead up to what was recognised."""
    first = best.first
    while first > 0 and not _APART.search(said.gap(first - 1)):
        before = first - 1
        if said.folded[before] in _ARTICLES and before > 0 and said.folded[before - 1] in _JOINS:
            before -= 1
        while before > 0 and said.folded[before] in _JOINS and not _APART.search(said.gap(before - 1)):
            before -= 1
        generic = any(h.first <= before < bisect_left(said.places, h.end) for h in heard.names)
        leads = (said.raw[before][0].isupper() or (generic and before < first - 1)) and before not in heard.roles
        if not leads and not _qualifies(said, before, first, heard):
            break
        if said.folded[before] in _NEVER_LEADS or before in heard.says or before in heard.speech:
            break
        first = before
    return first


def _qualifies(said: Words, before: int, first: int, heard: Heard) -> bool:
    """A word in small letters between two of a name in capitals: 'Fédération internationale des Sociétés'."""
    return (
        before > 0
        and before not in heard.roles
        and said.raw[before - 1][0].isupper()
        and said.folded[before - 1] not in _ARTICLES
        and said.raw[first][0].isupper()
        and said.folded[before].endswith(("ale", "al", "ienne", "ien", "aine", "ain", "iste"))
    )


def _arabic_first(said: Words, best: Hit, heard: Heard) -> int:
    """'شبكة الأمم المتحدة', 'المنظمة الدولية لأرباب العمل': the body named right before belongs to the name."""
    bodies = {h.first for h in heard.names if h.rule.weight <= 3 and h.rule.shows == "civil_society"}
    furthest = best.first - (3 if said.folded[best.first].startswith("ل") else 1)
    for before in range(best.first - 1, max(-1, furthest - 1), -1):
        if said.gap(before) != " ":
            break
        if before in bodies:
            return before
        if not said.folded[before].startswith("ال"):
            break
    return best.first


def _last(said: Words, best: Hit, heard: Heard, stop: int, *, arabic: bool) -> int:
    last = max(best.first, bisect_left(said.places, best.end) - 1)
    whole = arabic and best.rule.shows in _WHOLE
    alike = [h for h in heard.names if h.rule.shows == best.rule.shows]
    others = {i for h in alike for i in range(h.first, bisect_left(said.places, h.end))}
    asked = addressees.asked_from(said, best.first - 1, heard.names, stop) if arabic and best.first else stop
    while (
        last + 1 < len(said)
        and (last + 1 < asked or (asked == stop and last + 1 in others))
        and not _APART.search(said.gap(last))
    ):
        word = said.folded[last + 1]
        if last + 1 in heard.says:
            break
        if word in _PLACE:
            return _with_place(said, last)
        if word in _CUTS or (arabic and word.startswith("بال")):
            break
        if whole and not (_concerns(said, best, last) or last + 1 in others):
            break
        last += 1
    return last


def _concerns(said: Words, best: Hit, last: int) -> bool:
    """'الأمم المتحدة للهجرة': one word with للـ ends the name of a body that has none yet."""
    if said.folded[last] in _AFFAIRS or said.folded[last + 1] in _AFFAIRS:
        return True
    return said.folded[last + 1].startswith(("لل", *_AFFAIRS)) and not any(
        word.startswith(("لل", *_AFFAIRS)) for word in said.folded[best.first + 1 : last + 1]
    )


def _with_place(said: Words, last: int) -> int:
    """'… in Kuwait' belongs to the name of a body; any other 'in' begins the next phrase."""
    after = said.text[said.starts[last + 1] : said.ends[min(last + 6, len(said) - 1)]]
    opening = said.ends[last + 1] - said.starts[last + 1]
    for mention in mentions(after):
        if after[opening : mention.start].strip().lower() in ("", "the", "la", "l’", "l'"):
            return bisect_left(said.starts, said.starts[last + 1] + mention.end) - 1
    return last


def _bare(name: str) -> str:
    """'للمنظمة' and 'بالمنظمة' are the organisation with a preposition."""
    found = _CLITIC.match(name)
    taken = found[0] if found else ""
    return ("ال" if taken.endswith("لل") else "") + name[len(taken) :]
