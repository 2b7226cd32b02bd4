"""Ballots as a file: the BLT form of OpenSTV and of the Scottish councils, read and written.

    3 2                 candidates, seats
    -2                  withdrawn (the numbers of candidates, negative; may be missing)
    120 1 3 0           120 papers alike: candidate 1 first, 3 second; 0 ends the paper
    7 0                 7 empty papers
    0                   no more papers
    "Amal" …            names, one a line or in quotation marks; then the title

Candidates are numbered from 1 in the file and from 0 everywhere else. `#` begins a comment. A paper that ranks two
alike (`2=3`), names somebody twice or nobody who stands is refused with its line: what it was meant to say is not for
a count to guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from mithaq.kernels.elections.bulk import BULK, read_bulk
from mithaq.kernels.elections.model import Ballots, CannotCount

MOST = 100_000  # candidates; a file that says more is not one of ballots
_TOP = 65_536  # bytes in which the header of a large file ends
_MANY = 12  # signs of the number of papers alike
_WHOLE = re.compile(r"\d{1,12}", re.ASCII)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_BETWEEN = re.compile(r'"\s*,?\s*"')
_BREAK = re.compile(rb"\r\n|\r|\n")
_END = re.compile(rb"[\r\n][ \t]*0[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z)")


def read_blt(source: bytes | str) -> Ballots:
    """The ballots of a file. CannotCount says what is wrong with it, and where."""
    if isinstance(source, str):
        source = source.encode()
    if len(source) >= BULK:
        read = _read_large(source)
        if read is not None:
            return read
    return _read(_lines(_text(source)))


def write_blt(ballots: Ballots) -> str:
    """The ballots in the BLT form, names in quotation marks."""
    lines = [f"{ballots.candidates} {ballots.seats}"]
    if ballots.withdrawn:
        lines.append(" ".join(f"-{one + 1}" for one in sorted(ballots.withdrawn)))
    for many, ranking in ballots.papers:
        lines.append(" ".join([str(many), *(str(one + 1) for one in ranking), "0"]))
    lines.append("0")
    names = ballots.names or tuple(str(one + 1) for one in range(ballots.candidates))
    lines += [_quoted(name) for name in (*names, ballots.title)]
    return "\n".join(lines) + "\n"


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _text(source: bytes) -> str:
    """As text: UTF-8, UTF-16 with its mark, or, as old counting programs write, Windows-1252."""
    if source[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return source.decode("utf-16", errors="replace")
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError:
        return source.decode("cp1252", errors="replace")


def _read(lines: Sequence[str]) -> Ballots:
    at, candidates, seats = _header(lines)
    at, withdrawn = _withdrawn(lines, at, candidates)
    known = {str(number): number - 1 for number in range(1, candidates + 1)}
    papers: dict[tuple[int, ...], int] = {}
    total = len(lines)
    while True:
        if at == total:
            raise CannotCount("cut-short", missing="0", line=total)
        words = lines[at].split()
        try:
            ranking = tuple([known[word] for word in words[1:-1]])
            many = int(words[0]) if len(words[0]) <= _MANY else 0
        except (KeyError, IndexError, ValueError):
            many, ranking = 0, ()
        if many > 0 and len(words) > 1 and words[-1] == "0" and len(set(ranking)) == len(ranking):
            papers[ranking] = papers.get(ranking, 0) + many
            at += 1
            continue
        at, ended = _odd_line(lines, at, known, papers)
        if ended:
            break
    names, title = _names(lines, at, candidates)
    return Ballots(
        candidates,
        tuple((many, ranking) for ranking, many in papers.items()),
        seats=seats,
        names=names,
        title=title,
        withdrawn=withdrawn,
    )


def _read_large(source: bytes) -> Ballots | None:
    """A large file: the papers are read by numpy. None where anything is out of the ordinary: then it is read slowly,
    line by line, which finds the fault and its line.
    """
    ends = _END.search(source)
    if ends is None:
        return None
    top = _lines(_text(source[:_TOP]))[:-1]
    try:
        at, candidates, seats = _header(top)
        at, withdrawn = _withdrawn(top, at, candidates)
        names, title = _names(_lines(_text(source[ends.end() :])), 0, candidates)
    except CannotCount:
        return None
    if at >= len(top):
        return None
    start = next(islice(_BREAK.finditer(source), at - 1, None)).end()
    papers = read_bulk(source, start, ends.start() + 1, candidates)
    if papers is None:
        return None
    return Ballots(candidates, papers, seats=seats, names=names, title=title, withdrawn=withdrawn)


def _header(lines: Sequence[str]) -> tuple[int, int, int]:
    """Where the header ends, how many candidates, how many seats."""
    for at, line in enumerate(lines):
        words = _told(line)
        if not words:
            continue
        if len(words) != 2 or not all(map(_WHOLE.fullmatch, words)):
            raise CannotCount("not-blt", found=line.strip()[:60], line=at + 1)
        candidates, seats = map(int, words)
        if candidates > MOST:
            raise CannotCount("not-blt", found=line.strip()[:60], line=at + 1)
        if not candidates:
            raise CannotCount("no-candidates", line=at + 1)
        if not seats:
            raise CannotCount("no-seats", seats=seats, line=at + 1)
        return at + 1, candidates, seats
    raise CannotCount("not-blt", found="")


def _withdrawn(lines: Sequence[str], at: int, candidates: int) -> tuple[int, frozenset[int]]:
    gone: set[int] = set()
    while at < len(lines):
        words = _told(lines[at])
        if words and not words[0].startswith("-"):
            break
        for word in words:
            if not word.startswith("-") or not _WHOLE.fullmatch(word[1:]):
                raise CannotCount("not-blt", found=word[:60], line=at + 1)
            if not 1 <= int(word[1:]) <= candidates:
                raise CannotCount("no-such-candidate", candidate=int(word[1:]), candidates=candidates, line=at + 1)
            gone.add(int(word[1:]) - 1)
        at += 1
    return at, frozenset(gone)


def _odd_line(
    lines: Sequence[str], at: int, known: dict[str, int], papers: dict[tuple[int, ...], int]
) -> tuple[int, bool]:
    """A line that is not simply one paper: empty, a comment, several papers, a part of one, the end, or a fault."""
    paper: list[str] = []
    while at < len(lines):
        for word in _told(lines[at]):
            if word.strip("0"):
                paper.append(word)
                continue
            if not paper:
                return at + 1, True
            many, ranking = _paper(paper, known, at + 1)
            papers[ranking] = papers.get(ranking, 0) + many
            paper = []
        at += 1
        if not paper:
            return at, False
        _paper(paper, known, at)  # what has been read so far: a fault is told with its own line
    raise CannotCount("cut-short", missing="0", line=len(lines))


def _paper(words: list[str], known: dict[str, int], line: int) -> tuple[int, tuple[int, ...]]:
    for word in words:
        if "=" in word:
            raise CannotCount("equal-ranks", found=word[:60], line=line)
        if not _WHOLE.fullmatch(word):
            raise CannotCount("not-blt", found=word[:60], line=line)
    ranking: list[int] = []
    for word in words[1:]:
        one = int(word) - 1
        if not 0 <= one < len(known):
            raise CannotCount("no-such-candidate", candidate=int(word), candidates=len(known), line=line)
        if one in ranking:
            raise CannotCount("named-twice", candidate=int(word), line=line)
        ranking.append(one)
    return int(words[0]), tuple(ranking)


def _told(line: str) -> list[str]:
    return line.split("#", 1)[0].split()


def _names(lines: Sequence[str], at: int, candidates: int) -> tuple[tuple[str, ...], str]:
    """The names and the title; a file may end without any, but not in the middle of the names.

    Names in quotation marks may share a line. Where that does not come out, each line is one name: some write the party
    in quotation marks of its own, or a nickname within the name's.
    """
    said = [line.strip() for line in lines[at:]]
    said = [line for line in said if line and not line.startswith("#")]
    right = (candidates, candidates + 1)
    told = [name for line in said for name in _each_name(line)]
    if len(told) not in right and len(said) in right:
        told = [_BETWEEN.sub(", ", line.strip('"')) for line in said]
    if told and len(told) < candidates:
        raise CannotCount("cut-short", missing=f"{candidates - len(told)} names", line=len(lines))
    names = tuple(told[:candidates])
    return names, told[candidates] if len(told) > candidates else ""


def _each_name(line: str) -> Iterator[str]:
    quoted = _QUOTED.findall(line) if line.startswith('"') else []
    if quoted:
        yield from (re.sub(r"\\(.)", r"\1", name) for name in quoted)
    else:
        yield line


def _quoted(name: str) -> str:
    name = " ".join(name.replace("\\", "\\\\").replace('"', '\\"').split())
    return f'"{name}"'
