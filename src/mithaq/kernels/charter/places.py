"""TOML with the place of every key: what a charter says, and where it says it, to point at what is wrong."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Line and column in the text, both from 1."""

    line: int = 1
    column: int = 1


class NotToml(ValueError):
    """A text that is no TOML: where reading stopped, and the reader's own words about it (English)."""

    def __init__(self, place: Place, detail: str) -> None:
        super().__init__(f"line {place.line}, column {place.column}: {detail}")
        self.place = place
        self.detail = detail


class TooDeep(NotToml):
    """A text whose lists or tables stand in each other deeper than can be read."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The values of a text, and for each path (keys, and indexes in arrays) where its key or item begins."""

    values: Mapping[str, Any]
    places: Mapping[Path, Place]

    def place(self, path: Path) -> Place:
        """Where a path stands; the nearest above it that stands somewhere, where it does not itself."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place())


def located(text: str) -> Placed:
    """The values and places of a TOML text; `NotToml` where it is none."""
    _check_dots(text)
    try:
        values = tomllib.loads(text)
        places = _Scanner(text).scanned()
    except tomllib.TOMLDecodeError as wrong:
        raise NotToml(_stopped(str(wrong), text), _told(str(wrong))) from wrong
    except ValueError as wrong:  # a number of more digits than Python reads
        raise NotToml(_digits(text), "A number has too many digits") from wrong
    except RecursionError as wrong:
        raise TooDeep(_deepest(text), "Tables or lists stand too deep in each other") from wrong
    return Placed(values, places)


def _digits(text: str) -> Place:
    """Where the longest number begins."""
    return _at(text, max(re.finditer(r"[0-9_]{1000,}", text), key=lambda m: len(m[0])).start())


def _deepest(text: str) -> Place:
    """Where brackets first stand deeper than a hundred in each other, strings not looked into."""
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign in "[{") - (sign in "]}")
        if depth > 100:
            return _at(text, at)
    return Place()


def _at(text: str, at: int) -> Place:
    return Place(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


MOST_DOTS = 100


def _check_dots(text: str) -> None:
    """Readers of TOML remember each prefix of a dotted key: one line of half a megabyte would cost all memory."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > MOST_DOTS:
            raise NotToml(Place(number, 1), f"more than {MOST_DOTS} dots in one line")


_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def _told(message: str) -> str:
    return _AT.sub("", message)


def _stopped(message: str, text: str) -> Place:
    match = _AT.search(message)
    if match and match[1]:
        return Place(int(match[1]), int(match[2]))
    lines = text.split("\n")
    return Place(len(lines), len(lines[-1]) + 1)


_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SCALAR = re.compile(r"[^,\]}\r\n#]+")
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


class _Scanner:
    """Walks a text that is known to be TOML; remembers where each key and each item of an array begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.places: dict[Path, Place] = {}
        self.counts: dict[Path, int] = {}
        self.implied: set[Path] = set()
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def scanned(self) -> dict[Path, Place]:
        table: Path = ()
        self.skip(_BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.skip(_BLANK)
        return self.places

    def header(self) -> Path:
        """`[a.b]` or `[[a.b]]`: the path of what follows."""
        many = self.text.startswith("[[", self.at)
        begins = self.at
        self.at += 2 if many else 1
        keys = self.keys()
        self.at += 2 if many else 1
        path: Path = ()
        for number, (key, _) in enumerate(keys):
            path = (*path, key)
            is_last = number == len(keys) - 1
            if is_last and path in self.implied:  # told by a part of it before: its own header is its place
                self.places.pop(path)
                self.implied.discard(path)
            elif not is_last and path not in self.places:
                self.implied.add(path)
            self.note(path, begins)
            if many and is_last:
                index = self.counts.get(path, -1) + 1
                self.counts[path] = index
                path = (*path, index)
                self.note(path, begins)
            elif path in self.counts:
                path = (*path, self.counts[path])
        return path

    def pair(self, table: Path) -> None:
        path = table
        for key, begins in self.keys():
            path = (*path, key)
            self.note(path, begins)
        self.at += 1  # the equals sign
        self.skip(_SPACE)
        self.value(path)

    def keys(self) -> list[tuple[str, int]]:
        """A dotted key, each part with where it begins; stops before what follows it."""
        found = []
        while True:
            self.skip(_SPACE)
            begins = self.at
            if self.text[self.at] in "\"'":
                found.append((self.string(), begins))
            else:
                found.append((self.skip(_BARE), begins))
            self.skip(_SPACE)
            if self.text[self.at] != ".":
                return found
            self.at += 1

    def value(self, path: Path) -> None:
        sign = self.text[self.at]
        if sign in "\"'":
            self.string()
        elif sign == "[":
            self.array(path)
        elif sign == "{":
            self.inline(path)
        else:
            self.skip(_SCALAR)

    def array(self, path: Path) -> None:
        self.at += 1
        index = 0
        self.skip(_BLANK)
        while self.text[self.at] != "]":
            self.note((*path, index), self.at)
            self.value((*path, index))
            index += 1
            self.skip(_BLANK)
            if self.text[self.at] == ",":
                self.at += 1
                self.skip(_BLANK)
        self.at += 1

    def inline(self, path: Path) -> None:
        self.at += 1
        self.skip(_BLANK)
        while self.text[self.at] != "}":
            self.pair(path)
            self.skip(_BLANK)
            if self.text[self.at] == ",":
                self.at += 1
                self.skip(_BLANK)
        self.at += 1

    def string(self) -> str:
        quote = self.text[self.at]
        if self.text.startswith(quote * 3, self.at):
            return self.long_string(quote)
        end = self.at + 1
        while self.text[end] != quote:
            end += 2 if quote == '"' and self.text[end] == "\\" else 1
        said, self.at = self.text[self.at + 1 : end], end + 1
        return _ESCAPE.sub(_meant, said) if quote == '"' else said

    def long_string(self, quote: str) -> str:
        begins = end = self.at + 3
        while not self.text.startswith(quote * 3, end):
            end += 2 if quote == '"' and self.text[end] == "\\" else 1
        while self.text.startswith(quote, end + 3):  # up to two quotes may stand at the end of the words
            end += 1
        self.at = end + 3
        return self.text[begins:end]

    def skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:
            return ""
        self.at = match.end()
        return match[0]

    def note(self, path: Path, at: int) -> None:
        if path not in self.places:
            line = bisect_right(self.starts, at) - 1
            self.places[path] = Place(line + 1, at - self.starts[line] + 1)


def _meant(match: re.Match[str]) -> str:
    sign = match[1]
    return chr(int(sign[1:], 16)) if sign[0] in "uU" else _ESCAPES[sign]
