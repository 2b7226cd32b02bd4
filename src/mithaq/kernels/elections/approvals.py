"""Approvals as a file: JSON with the number of candidates, who approves whom, and how many are to be chosen.

    {"num_cand": 4, "profile": [[0, 2], [1], []], "committeesize": 2}

Candidates are numbered from 0. `names`, `title` and `withdrawn` may stand beside.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from mithaq.kernels.elections.model import Ballots, CannotCount

MOST = 100_000  # candidates


def read_approvals(source: bytes | str) -> Ballots:
    """The papers of a file; voters who approve the same are one paper. CannotCount says what is wrong with it."""
    try:
        told = json.loads(source)
    except (ValueError, RecursionError) as wrong:
        raise CannotCount("not-approvals", found=str(wrong)[:80], line=getattr(wrong, "lineno", None)) from wrong
    if not isinstance(told, dict):
        raise CannotCount("not-approvals", found=type(told).__name__)
    candidates, seats = _number(told, "num_cand"), _number(told, "committeesize")
    if not 0 < candidates <= MOST:
        raise CannotCount("no-candidates") if candidates == 0 else _strange(f"num_cand {candidates}")
    if seats < 1:
        raise CannotCount("no-seats", seats=seats)
    profile = told.get("profile")
    if not isinstance(profile, list):
        raise _strange("profile")
    papers: Counter[tuple[int, ...]] = Counter()
    for paper in profile:
        papers[_paper(paper, candidates)] += 1
    return Ballots(
        candidates,
        tuple((many, paper) for paper, many in papers.items()),
        seats=seats,
        names=_names(told, candidates),
        title=str(told.get("title", "")),
        withdrawn=frozenset(_paper(told.get("withdrawn", []), candidates)),
    )


def write_approvals(ballots: Ballots) -> str:
    """The papers as a file that `read_approvals` understands, one voter after another."""
    told: dict[str, Any] = {
        "num_cand": ballots.candidates,
        "profile": [sorted(paper) for many, paper in ballots.papers for _ in range(many)],
        "committeesize": ballots.seats,
    }
    if ballots.names:
        told["names"] = list(ballots.names)
    if ballots.title:
        told["title"] = ballots.title
    if ballots.withdrawn:
        told["withdrawn"] = sorted(ballots.withdrawn)
    return json.dumps(told, ensure_ascii=False)


def _paper(paper: Any, candidates: int) -> tuple[int, ...]:
    if not isinstance(paper, list):
        raise _strange(repr(paper)[:60])
    for one in paper:
        if not isinstance(one, int) or isinstance(one, bool):
            raise _strange(repr(one)[:60])
        if not 0 <= one < candidates:
            raise CannotCount("no-such-candidate", candidate=one, candidates=candidates)
    if len(set(paper)) < len(paper):
        raise CannotCount("named-twice", candidate=next(one for one in paper if paper.count(one) > 1))
    return tuple(sorted(paper))


def _number(told: dict[str, Any], key: str) -> int:
    number = told.get(key)
    if not isinstance(number, int) or isinstance(number, bool):
        raise _strange(key)
    return number


def _names(told: dict[str, Any], candidates: int) -> tuple[str, ...]:
    names = told.get("names", [])
    if not isinstance(names, list) or len(names) not in (0, candidates):
        raise _strange("names")
    return tuple(map(str, names))


def _strange(found: str) -> CannotCount:
    return CannotCount("not-approvals", found=found)
