"""Whom somebody calls on, urges or asks: named next to a verb of saying, and never the one who speaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise

from mithaq.kernels.text.lore.rules import Hit
from mithaq.kernels.text.lore.words import Words

_SENTENCE = frozenset(".!?؟\n؛;")
_BETWEEN = frozenset(
    [
        "the",
        "all",
        "every",
        "each",
        "its",
        "their",
        "our",
        "his",
        "her",
        "also",
        "again",
        "other",
        "these",
        "those",
        "member",
        "national",
        "local",
        "regional",
        "host",
        "le",
        "la",
        "les",
        "l",
        "tous",
        "toutes",
        "tout",
        "chaque",
        "aux",
        "au",
        "a",
        "d",
        "de",
        "des",
        "leurs",
        "leur",
        "ses",
        "nos",
        "ces",
        "instamment",
        "egalement",
        "aussi",
        "autres",
        "and",
        "et",
        "or",
        "ou",
        "on",
        "upon",
        "جميع",
        "كل",
        "كافه",
        "سائر",
        "ساير",
        "كلا",
        "من",
        "ايضا",
    ]
)
_CLOSED = re.compile(r"[»”\"][\s,.]*(?:a\s|ont\s)?$")  # « … », demande le syndicat: the asker follows its verb

_ASKS_SOMEBODY = frozenset(
    [
        "دعا",
        "دعت",
        "دعوا",
        "يدعو",
        "تدعو",
        "حث",
        "حثت",
        "يحث",
        "تحث",
        "حض",
        "حضت",
        "طالب",
        "طالبت",
        "طالبوا",
        "يطالب",
        "تطالب",
        "ناشد",
        "ناشدت",
        "ناشدوا",
        "يناشد",
        "تناشد",
        "شجع",
        "شجعت",
        "يشجع",
        "تشجع",
        "طلب",
        "طلبت",
    ]
)
_HE_OR_THEY = frozenset(
    ["دعا", "دعوا", "يدعو", "حث", "يحث", "حض", "طالب", "طالبوا", "يطالب", "ناشد", "ناشدوا", "يناشد", "شجع", "يشجع"]
)
_JOINED = re.compile("ل|[بك]ال|و(?!ز|كيل|كال|فد)")  # و, ب and ل tie a name to the one before it, not in وزارة
_COURTESY = frozenset(["السيد", "السيده", "الدكتور", "الدكتوره", "الاستاذ", "الاستاذه"])
_TO, _URGING = frozenset(["الي", "علي"]), frozenset(["حث", "حض", "مطالبه", "مناشده"])
_FEMININE = frozenset(["الامم", "الدول", "دول"])
_MASCULINE = frozenset(
    [
        "الاتحاد",
        "اتحاد",
        "المجلس",
        "مجلس",
        "البرلمان",
        "برلمان",
        "الوزير",
        "وزير",
        "المكتب",
        "مكتب",
        "البرنامج",
        "برنامج",
        "البنك",
        "الصليب",
        "الهلال",
        "المجتمع",
        "الامين",
        "المقرر",
        "الرييس",
        "رييس",
        "المدير",
        "مدير",
    ]
)


def without(names: tuple[Hit, ...], addressing: list[Hit], said: Words) -> tuple[Hit, ...]:
    """The names that no verb of asking is turned to: 'We call on governments, employers and …' leaves none."""
    ends = [bisect_left(said.places, hit.end) - 1 for hit in addressing if not _closes_quotation(said, hit.first)]
    if not ends:
        return names
    kept: list[Hit] = []
    for name in names:
        if any(end < name.first and _BETWEEN.issuperset(said.folded[end + 1 : name.first]) for end in ends):
            ends.append(bisect_left(said.places, name.end) - 1)
        else:
            kept.append(name)
    return tuple(kept)


def asks_somebody(said: Words, verb: int) -> bool:
    """Whether an Arabic verb takes the one who is asked as its object."""
    return _bare(said.folded[verb]) in _ASKS_SOMEBODY


def is_asked(said: Words, verb: int, name: int) -> bool:
    """'ودعا الأمم المتحدة إلى': a verb of the other gender has its subject before it, and this is who is called on.

    So is whoever is called on to urge others: 'ودعت الأمم المتحدة إلى حث الحكومات'.
    """
    asks = _bare(said.folded[verb])
    if asks not in _ASKS_SOMEBODY or name != verb + 1:
        return False
    rest = said.folded[name : sentence_end(said, name) + 1]
    if any(to in _TO and act in _URGING for to, act in pairwise(rest)):
        return True
    word = said.folded[name]
    if asks in _HE_OR_THEY:
        return word in _FEMININE or word.endswith(("ه", "ات"))
    return asks != "طلب" and word in _MASCULINE


def asked_from(said: Words, verb: int, names: Iterable[Hit], stop: int) -> int:
    """Where whom is asked begins: behind a subject whose last word is definite ('دعا رئيس الجمعية وزارة العمل')."""
    if not asks_somebody(said, verb):
        return stop
    return next(
        (
            name.first
            for name in names
            if verb + 1 < name.first < stop
            and said.gap(name.first - 1) == " "
            and said.folded[name.first - 1].startswith(("ال", "لل"))
            and said.folded[name.first - 1] not in _COURTESY
            and not _JOINED.match(said.folded[name.first])
        ),
        stop,
    )


def sentence_end(said: Words, index: int) -> int:
    """The last word of the sentence a word stands in."""
    while index + 1 < len(said) and not _SENTENCE.intersection(said.gap(index)):
        index += 1
    return index


def _bare(verb: str) -> str:
    return verb if verb in _ASKS_SOMEBODY else verb[1:] if verb[0] in "وف" else verb


def _closes_quotation(said: Words, verb: int) -> bool:
    return _CLOSED.search(said.text, max(0, said.starts[verb] - 8), said.starts[verb]) is not None
