"""A count in one file: `python recount.pyz` counts an election again and says whether the result is the one published.

The file holds this kernel, the ballots, the quotas, the seed and the ids of the lots, and the published result; it
needs Python and nothing else. The same election always makes the same file, byte for byte. What asks for a solver that
plain Python does not have (large committees by PAV) is not counted again: then the published committee is held against
its quotas and its score, and it is said plainly that only the full program can show that no other is better.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Mapping, Sequence
from fractions import Fraction
from importlib import resources
from typing import Any

from mithaq.kernels.elections.approvals import read_approvals, write_approvals
from mithaq.kernels.elections.blt import read_blt, write_blt
from mithaq.kernels.elections.makeup import missed
from mithaq.kernels.elections.methods import METHODS, count
from mithaq.kernels.elections.model import Ballots, CannotCount, Makeup, Quota, Result, lots
from mithaq.kernels.elections.report import as_json

SAME, DIFFERS, IN_PART = 0, 1, 2  # the exit codes
PACKAGE = "mithaq.kernels.elections"
_DAY = (1980, 1, 1, 0, 0, 0)  # no file says when it was made: the same election makes the same bytes

# What the recount says; a room gives these sentences in the languages of its readers.
WORDS: Mapping[str, str] = {
    "election": "{title}: {papers} papers, {candidates} candidates, {seats} seats, counted by {method}.",
    "seed": "Seed of the lots: {seed}",
    "lots": "Order of the lots, the first wins a tie: {names}",
    "elected": "Elected by this recount, in this order: {names}",
    "same": "The result is the one published: the same candidates, the same figures, the same steps.",
    "differs": "The result is NOT the one published. Published as elected: {names}. What differs: {what}.",
    "no-solver": "Plain Python cannot search all committees of this size, so this was not counted again.",
    "quotas-met": "The published committee meets every quota.",
    "quotas-missed": "The published committee does NOT meet these quotas: {quotas}",
    "score-same": "Its score is the published one: {score}",
    "score-differs": "Its score is NOT the published one: {score}, published {published}",
    "in-part": "That no other committee scores more, only the full program can show: mithaq count.",
    "python": "This needs Python 3.11 or later.",
}


def recount(
    ballots: Ballots,
    result: Result | Mapping[str, Any],
    *,
    seats: int | None = None,
    makeup: Makeup | None = None,
    seed: str = "",
    ids: Sequence[str] | None = None,
    words: Mapping[str, Mapping[str, str]] | None = None,
) -> bytes:
    """The file. `result` is what was published: a Result, or what `as_json` made of it.

    `words` are the sentences of WORDS by language; the first is spoken unless the reader asks for another.
    """
    published = as_json(result) if isinstance(result, Result) else dict(result)
    kind = METHODS[published["method"]].ballots
    election = {
        "kind": kind,
        "ballots": write_approvals(ballots) if kind == "approval" else write_blt(ballots),
        "seats": ballots.seats if seats is None else seats,
        "makeup": None if makeup is None else makeup_as_dict(makeup),
        "seed": seed,
        "ids": list(map(str, range(ballots.candidates)) if ids is None else ids),
        "published": published,
        "words": {language: {**WORDS, **said} for language, said in (words or {"en": WORDS}).items()},
        "speaks": next(iter(words or {"en": WORDS})),
    }
    packed = io.BytesIO()
    packed.write(b"#!/usr/bin/env python3\n")
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _sources():
            _put(archive, name, content)
        _put(archive, "election.json", json.dumps(election, ensure_ascii=False, sort_keys=True).encode())
    return packed.getvalue()


def main(archive: str, asked: Sequence[str]) -> int:
    """What runs inside the file: SAME, DIFFERS or IN_PART. A language may be asked for: `recount.pyz fr`."""
    with zipfile.ZipFile(archive) as packed:
        election = json.loads(packed.read("election.json"))
    spoken = election["words"]
    words = spoken[asked[0] if asked and asked[0] in spoken else election["speaks"]]
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    read = read_approvals if election["kind"] == "approval" else read_blt
    return _Recount(election, read(election["ballots"]), words).run()


class _Recount:
    def __init__(self, election: Mapping[str, Any], ballots: Ballots, words: Mapping[str, str]) -> None:
        self.election, self.ballots, self.words = election, ballots, words
        self.published: dict[str, Any] = election["published"]
        told = election["makeup"]
        self.makeup = None if told is None else makeup_of(told)

    def run(self) -> int:
        election, ballots = self.election, self.ballots
        order = lots(election["seed"], election["ids"])
        self.say(
            "election",
            title=ballots.title or "-",
            papers=ballots.cast,
            candidates=ballots.candidates - len(ballots.withdrawn),
            seats=election["seats"],
            method=self.published["method"],
        )
        self.say("seed", seed=election["seed"])
        self.say("lots", names=self.named(order))
        try:
            result = count(
                ballots,
                self.published["method"],
                seats=election["seats"],
                makeup=self.makeup,
                seed=election["seed"],
                ids=election["ids"],
            )
        except ModuleNotFoundError:
            return self.in_part()  # it came to a solver, and there is none
        except CannotCount as refused:
            if refused.key != "too-hard":
                raise
            return self.in_part()
        self.say("elected", names=self.named(result.winners))
        ours = json.loads(json.dumps(as_json(result)))
        what = [key for key in ours if self.published.get(key) != ours[key]]
        if what:
            self.say("differs", names=self.named(self.published["winners"]), what=", ".join(what))
            return DIFFERS
        self.say("same")
        return SAME

    def in_part(self) -> int:
        """Without a solver: whether the committee is one that may be, and scores what was said of it."""
        winners = self.published["winners"]
        self.say("no-solver")
        wrong = missed(self.makeup, winners) if self.makeup else ()
        if wrong:
            self.say("quotas-missed", quotas=", ".join(wrong))
        elif self.makeup:
            self.say("quotas-met")
        published = next((step["score"] for step in self.published["steps"] if step["key"] == "score"), None)
        score = _pav_score(self.ballots, winners) if self.published["method"] in ("pav", "balanced-pav") else None
        differs = score is not None and published is not None and score != Fraction(published)
        if differs:
            self.say("score-differs", score=score, published=published)
        elif score is not None:
            self.say("score-same", score=score)
        if wrong or differs:
            return DIFFERS
        if self.election["kind"] == "approval":
            self.say("in-part")
        return IN_PART

    def say(self, key: str, **facts: Any) -> None:
        sys.stdout.write(self.words[key].format(**facts) + "\n")

    def named(self, those: Sequence[int]) -> str:
        names = self.ballots.names or self.election["ids"]
        return ", ".join(names[one] for one in those)


def _pav_score(ballots: Ballots, winners: Sequence[int]) -> Fraction:
    """What a committee scores by proportional approval: 1 + 1/2 + ... + 1/j of each voter who approves j of it."""
    chosen = set(winners)
    return sum(
        (
            many * sum((Fraction(1, place) for place in range(1, len(chosen.intersection(paper)) + 1)), Fraction())
            for many, paper in ballots.papers
        ),
        Fraction(),
    )


def makeup_as_dict(makeup: Makeup) -> dict[str, Any]:
    """A make-up as JSON."""
    return {
        "quotas": [quota.as_dict() for quota in makeup.quotas],
        "attributes": [_values(one) for one in makeup.attributes],
        "sitting": [_values(one) for one in makeup.sitting],
    }


def makeup_of(told: Mapping[str, Any]) -> Makeup:
    """A make-up from what `makeup_as_dict` made of it."""
    return Makeup(
        tuple(
            Quota(
                quota["key"],
                quota["over"],
                quota["rule"],
                tuple(quota["values"]),
                number=quota.get("number"),
                share=Fraction(quota["share"]) if "share" in quota else None,
                where=tuple(quota.get("where", {}).items()),
            )
            for quota in told["quotas"]
        ),
        tuple({over: tuple(values) for over, values in one.items()} for one in told["attributes"]),
        tuple({over: tuple(values) for over, values in one.items()} for one in told["sitting"]),
    )


def _values(attributes: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {over: list(values) for over, values in attributes.items()}


def _sources() -> list[tuple[str, bytes]]:
    """This kernel as it runs here, and what starts it."""
    folder = PACKAGE.replace(".", "/")
    parts = folder.split("/")
    told = [("/".join([*parts[:depth], "__init__.py"]), b"") for depth in range(1, len(parts))]
    here = resources.files(PACKAGE)
    told += [(f"{folder}/{one.name}", one.read_bytes()) for one in here.iterdir() if one.name.endswith(".py")]
    return [*sorted(told), ("__main__.py", _MAIN.encode())]


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # whoever makes the file, it says the same
    archive.writestr(entry, content)


_MAIN = f'''\
"""Counts this election again. It reads this file only, and writes nothing."""

import sys

if sys.version_info < (3, 11):
    sys.exit({WORDS["python"]!r})

from {PACKAGE}.standalone import main

sys.exit(main(sys.path[0], sys.argv[1:]))
'''
