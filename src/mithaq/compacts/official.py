"""Reading the official text of a compact from a file: objectives, their commitments, their lettered actions.

The file is the resolution as plain text in UTF-8, or JSON: `{"language", "official", "objectives": [{"objective",
"title", "commitment", "actions": [{"letter", "text"}]}]}`. Letters are kept as a, b, c … in every language, so that the
same action has the same address in Arabic, English and French.
"""

from __future__ import annotations

import hashlib
import json
import re
import string
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mithaq.foundation import languages

LARGEST = 20 * 1024 * 1024


class TextRefused(ValueError):
    """Why a file was not taken: a key and facts, worded at the edge (`wording.refusal`)."""

    def __init__(self, key: str, **facts: Any) -> None:
        super().__init__(f"{key} {facts}" if facts else key)
        self.key, self.facts = key, facts


@dataclass(frozen=True, slots=True)
class Objective:
    number: int
    title: str = ""
    commitment: str = ""
    actions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds. `missing` are the objectives whose commitment is not in it."""

    objectives: tuple[Objective, ...]
    digest: str
    missing: tuple[int, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        return {
            "objectives": len(self.objectives),
            "commitments": sum(1 for o in self.objectives if o.commitment),
            "actions": sum(len(o.actions) for o in self.objectives),
        }


def read(file: bytes, *, language: str, objectives: Sequence[int]) -> Found:
    """Find the objectives of a compact (their numbers) in a file. Refused: see TextRefused' keys in `wording`."""
    if language not in languages.CODES:
        raise TextRefused("unknown-language", language=language)
    if len(file) > LARGEST:
        raise TextRefused("too-large", megabytes=LARGEST // 1024 // 1024)
    try:
        text = file.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TextRefused("not-utf-8", position=error.start) from error
    if "\x00" in text:
        raise TextRefused("not-text")
    text = _ordinary(text)
    if not text.strip():
        raise TextRefused("empty")
    found = _from_json(text, language) if text.lstrip().startswith(("{", "[")) else _from_text(text, language)
    strangers = sorted({o.number for o in found} - set(objectives))
    if strangers:
        raise TextRefused("unknown-objectives", numbers=strangers)
    if not any(o.commitment for o in found):
        raise TextRefused("nothing-found")
    said = " ".join(f"{o.title} {o.commitment} {' '.join(o.actions.values())}" for o in found)
    written = _language_of(said)
    if written != language:
        raise TextRefused("other-language", asked=language, found=written)
    have = {o.number for o in found if o.commitment}
    missing = tuple(n for n in objectives if n not in have)
    return Found(tuple(found), hashlib.sha256(file).hexdigest(), missing)


def _from_json(text: str, language: str) -> list[Objective]:
    try:
        told = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise TextRefused("broken-json", line=getattr(error, "lineno", 0)) from error
    if not isinstance(told, dict) or not isinstance(told.get("objectives"), list):
        raise TextRefused("no-objectives-in-json")
    if told.get("official") is False:
        raise TextRefused("says-unofficial")
    if told.get("language", language) != language:
        raise TextRefused("other-language", asked=language, found=str(told["language"])[:10])
    found = [_objective(row) for row in told["objectives"]]
    _once(found)
    return found


def _objective(row: Any) -> Objective:
    if not isinstance(row, dict) or not isinstance(row.get("objective"), int) or isinstance(row["objective"], bool):
        raise TextRefused("no-objectives-in-json")
    actions: dict[str, str] = {}
    for action in row.get("actions") or ():
        letter = _latin(str(action.get("letter", ""))) if isinstance(action, dict) else ""
        said = action.get("text") if isinstance(action, dict) else None
        if not letter or not isinstance(said, str) or letter in actions:
            raise TextRefused("broken-action", number=row["objective"])
        actions[letter] = _line(said)
    return Objective(row["objective"], _said(row, "title"), _said(row, "commitment"), actions)


def _said(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name) or ""
    if not isinstance(value, str):
        raise TextRefused("no-objectives-in-json")
    return _line(value)


_HEADING = re.compile(r"^\s*(?:Objective|Objectif|الهدف)\s+(\d{1,2})\s*[:.：\-–—]?\s*(.*)$", re.IGNORECASE)
_PARAGRAPH = re.compile(r"^\s*(\d{1,3})\s*[.\-–—]\s*(.*)$")
_LETTER = re.compile(r"^\s*\(?\s*([a-z]|[\u0621-\u064aـ]{1,2})\s*\)\s*(.*)$")
_FURNITURE = re.compile(r"^\s*(?:A/RES/[\d/]+|\d{1,3}\s*/\s*\d{1,3}|\d{2}-\d{5}(?:\s.*)?|\d{1,3})\s*$")
_ABJAD = ("أ", "ب", "ج", "د", "ه", "و", "ز", "ح", "ط", "ي", "ك", "ل", "م", "ن", "س", "ع", "ف", "ص", "ق", "ر")
_LEAD = re.compile(r"([.。])[^.。]*:$")  # "To realize this commitment, we will draw from the following actions:"
_ENDS = (".", ";", "؛", ":", "。")


def _from_text(text: str, language: str) -> list[Objective]:
    """Walk the lines once: a heading opens an objective, its first numbered paragraph is the commitment, letters in
    their order are actions, the next numbered paragraph closes it."""
    found: list[_Open] = []
    open_: _Open | None = None
    for raw in text.splitlines():
        line = raw.strip()
        if _FURNITURE.match(line):
            continue
        heading = _HEADING.match(line)
        if heading:
            open_ = _Open(int(heading[1]), title=[heading[2]])
            found.append(open_)
        elif open_ is not None and not open_.take(line):
            open_ = None
    spoken = [o.close() for o in found if o.commitment]
    _once(spoken)
    return spoken


class _Open:
    """An objective that is being read."""

    def __init__(self, number: int, *, title: list[str]) -> None:
        self.number, self.title = number, title
        self.commitment: list[str] = []
        self.actions: list[list[str]] = []
        self.after_gap = False

    def take(self, line: str) -> bool:
        """Take one more line; False = it belongs to what follows the objective."""
        if not line:
            self.after_gap = True
            return True
        gap, self.after_gap = self.after_gap, False
        paragraph, letter = _PARAGRAPH.match(line), _LETTER.match(line)
        if paragraph:
            if self.commitment:
                return False
            self.commitment.append(paragraph[2])
        elif letter and self.commitment and _latin(letter[1]) == string.ascii_lowercase[len(self.actions)]:
            self.actions.append([letter[2]])
        elif gap and self._part and self._part[-1].endswith(_ENDS) and self.actions:
            return False
        else:
            self._part.append(line)
        return True

    @property
    def _part(self) -> list[str]:
        return self.actions[-1] if self.actions else self.commitment or self.title

    def close(self) -> Objective:
        actions = {string.ascii_lowercase[n]: _line(" ".join(part)) for n, part in enumerate(self.actions)}
        commitment = _LEAD.sub(r"\1", _line(" ".join(self.commitment)))
        return Objective(self.number, _line(" ".join(self.title)), commitment, actions)


def _once(found: Sequence[Objective]) -> None:
    numbers = [o.number for o in found]
    twice = sorted({n for n in numbers if numbers.count(n) > 1})
    if twice:
        raise TextRefused("objective-twice", numbers=twice)


def _latin(letter: str) -> str:
    """The letter of an action as a, b, c …; "" when it is none."""
    letter = letter.strip("() \u0640").lower()
    letter = {"ا": "أ", "ي": "ي", "ى": "ي"}.get(letter, letter)
    if letter in _ABJAD:
        return string.ascii_lowercase[_ABJAD.index(letter)]
    return letter if len(letter) == 1 and letter in string.ascii_lowercase else ""


_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad"))


def _ordinary(text: str) -> str:
    """Ordinary letters and digits, without marks of direction."""
    if any("\ufb50" <= sign <= "\ufefc" for sign in text):
        text = unicodedata.normalize("NFKC", text)
    return unicodedata.normalize("NFC", text).translate(_MARKS).translate(_DIGITS).replace("\u00a0", " ")


def _line(text: str) -> str:
    return " ".join(text.split())


_COMMON = {
    "en": frozenset(["the", "of", "and", "to", "we", "in", "for", "by", "with", "on"]),
    "fr": frozenset(["les", "des", "la", "le", "et", "de", "du", "à", "nous", "en", "pour", "par", "aux"]),
}


def _language_of(text: str) -> str:
    """Which of the three it is written in: Arabic by its letters, English and French by their commonest words."""
    letters = [sign for sign in text if sign.isalpha()]
    if sum("\u0600" <= sign <= "\u06ff" for sign in letters) * 2 > len(letters):
        return "ar"
    said = text.lower().replace("’", " ").split()
    return max(_COMMON, key=lambda code: sum(word in _COMMON[code] for word in said))
