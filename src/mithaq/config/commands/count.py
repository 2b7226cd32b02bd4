"""Count elections: who is elected, stage by stage, and why.

mithaq count ward.blt                                      by transfer, the Scottish rule, as a table
mithaq count *.blt --json                                  one JSON object a line
mithaq count board.blt --quotas quotas.toml --seed 4711    under quotas; ties by lots from the seed
mithaq count committee.json --method pav --seats 24 --all  approvals; every committee the method allows

Files of ballots are in the BLT form, files of approvals JSON: {"num_cand", "profile": [[...]], "committeesize"}.
Without --method, ballots are counted by scottish-stv and approvals by pav; under quotas by balanced-stv and
balanced-pav.
Out, with --json: {"file", "method", "winners", "quota", "stages", "steps", "ties", "seconds"}; candidates count from 0
in the order of the file; stages are lists of each candidate's votes, with five places. A file that cannot be counted
has its reason in "error"; the others go on, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import gc
import json
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mithaq.kernels import elections
from mithaq.kernels.elections import METHODS, Ballots, CannotCount, Makeup, Result

DEFAULTS = {  # by the kind of ballots, and whether there are quotas
    ("ranked", False): "scottish-stv",
    ("ranked", True): "balanced-stv",
    ("approval", False): "pav",
    ("approval", True): "balanced-pav",
}
WORDS = {
    "not-blt": "this is not a file of ballots in the BLT form: “{found}”",
    "not-approvals": "this is not a file of approvals: {found}",
    "no-such-candidate": "a paper names candidate {candidate}, and there are {candidates}",
    "named-twice": "a paper names candidate {candidate} twice",
    "equal-ranks": "a paper ranks two alike ({found}); only strict rankings are counted",
    "cut-short": "the file ends too early; missing: {missing}",
    "no-seats": "there is nothing to fill: the number of seats is {seats}",
    "no-candidates": "nobody stands",
    "unknown-method": "there is no method {method}",
    "wrong-ballots": "{method} counts other ballots: it needs those of the kind “{needs}”",
    "one-seat-only": "{method} fills one seat, not {seats}: say --seats 1",
    "two-seats-only": "{method} fills two seats, not {seats}: say --seats 2",
    "no-sections": "the quotas do not part the {seats} seats into sections",
    "other-candidates": "the quotas tell of {told} candidates, and there are {candidates}",
    "no-makeup": "{method} needs quotas: give them with --quotas",
    "heeds-no-makeup": "{method} knows no quotas: leave out --quotas, or choose a balanced method",
    "not-quotas": "the file of quotas is not understood: {found}: {why}; right would be: {right}",
    "infeasible": "no committee meets the quotas; these stand against each other: {quotas}",
    "too-hard": "no answer was found in the work allowed: {what}",
    "other-ids": "{told} ids are told, and there are {candidates} candidates",
    "unreadable": "the file cannot be read: {found}",
}

CHOSEN = {"surplus": "let first move", "exclusion": "put out", "place": "set first"}  # of a tie: what it was about


# What the literature and other programs call them.
ALSO = {
    "stv": "scottish-stv",
    "seq-pav": "seqpav",
    "seqphragmen": "phragmen",
    "minimaxphragmen": "minimax-phragmen",
    "equalshares": "equal-shares",
    "mes": "equal-shares",
}


def _method(told: str) -> str:
    return ALSO.get(told.lower(), told.lower())


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = elections.QUOTAS_FORM
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--method", type=_method, choices=sorted(METHODS), metavar="METHOD", help=", ".join(METHODS))
    parser.add_argument("--seats", type=int, metavar="N", help="how many are elected, if not as many as the file says")
    parser.add_argument("--quotas", type=Path, metavar="QUOTAS.toml", help="what is asked of those who sit in the end")
    parser.add_argument("--all", action="store_true", help="every committee that the method allows, if it leaves ties")
    parser.add_argument("--seed", default="", help="the public seed of the lots, which settle ties")
    parser.add_argument(
        "--ids", metavar="ID,ID,...", help="ids of the candidates, from which with the seed lots are drawn"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(told: argparse.Namespace) -> int:
    refused = False
    collects = gc.isenabled()
    gc.disable()  # a count makes no circles; looking for them costs more than counting
    try:
        for path in told.files:
            try:
                _count(path, told)
            except CannotCount as fault:
                refused = True
                _refuse(path, fault, as_json=told.json)
    finally:
        if collects:
            gc.enable()
    return 1 if refused else 0


def _count(path: Path, told: argparse.Namespace) -> None:
    kind, ballots = _read(path)
    makeup = _makeup(told.quotas, ballots) if told.quotas else None
    method = told.method or DEFAULTS[kind, makeup is not None]
    needs = METHODS[method].ballots
    if needs != kind:
        raise CannotCount("wrong-ballots", method=method, needs=needs)
    ids = told.ids.split(",") if told.ids else None
    if ids and len(ids) != ballots.candidates:
        raise CannotCount("other-ids", candidates=ballots.candidates, told=len(ids))
    began = time.perf_counter()
    result = elections.count(
        ballots, method, seats=told.seats, makeup=makeup, seed=told.seed, ids=ids, all_winning=told.all
    )
    seconds = time.perf_counter() - began
    if told.json:
        facts = elections.as_json(result, all_winning=told.all)
        print(elections.as_line({"file": path.name, **facts, "seconds": round(seconds, 7)}))
    else:
        print("\n".join(_table(path, ballots, result, told)), end="\n\n")


def _read(path: Path) -> tuple[str, Ballots]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CannotCount("unreadable", found=error.strerror or type(error).__name__) from error
    if data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return "approval", elections.read_approvals(data)
    return "ranked", elections.read_blt(data)


def _makeup(path: Path, ballots: Ballots) -> Makeup:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CannotCount("unreadable", found=f"{path.name}: {error.strerror or type(error).__name__}") from error
    return elections.read_quotas(data, ballots)


def _refuse(path: Path, fault: CannotCount, *, as_json: bool) -> None:
    facts = {
        key: ", ".join(map(str, value)) if isinstance(value, list) else value for key, value in fault.facts.items()
    }
    if fault.key == "not-quotas":
        why = elections.QUOTAS_WHY[facts["why"]]
        facts["why"] = why[:1].lower() + why[1:].rstrip(".")
    said = WORDS[fault.key].format(**facts)
    if as_json:
        told: dict[str, Any] = {"file": path.name, "error": said, "key": fault.key, **fault.facts}
        if fault.line:
            told["line"] = fault.line
        print(json.dumps(told, ensure_ascii=False))
    else:
        where = f"{path}:{fault.line}" if fault.line else f"{path}"
        print(f"{where}: {said}.", file=sys.stderr)


# for people


def _table(path: Path, ballots: Ballots, result: Result, told: argparse.Namespace) -> Iterator[str]:
    names = [*ballots.names] or [f"candidate {number}" for number in range(ballots.candidates)]
    width = len(str(ballots.candidates - 1))
    numbered = [f"{one:>{width}} {name}" for one, name in enumerate(names)]
    names = [f"{name} (withdrawn)" if one in ballots.withdrawn else name for one, name in enumerate(names)]
    seats = ballots.seats if told.seats is None else told.seats
    yield ballots.title or path.name
    quota = "" if result.quota is None else f" · quota {elections.as_decimal(result.quota, 1).removesuffix('.00000')}"
    yield f"{path.name} · {result.method} · {ballots.cast} papers · {seats} seats{quota}"
    yield ""
    yield from _stages(numbered, result)
    yield "Elected, in this order:"
    yield from (f"  {place}. {names[one]}" for place, one in enumerate(result.winners, 1))
    if result.without is not None:
        lost = ", ".join(names[one] for one in result.without if one not in result.winners)
        won = ", ".join(names[one] for one in result.winners if one not in result.without)
        yield f"Without the quotas: {lost} instead of {won}." if won else "Without the quotas: the same."
    for step in result.ties:
        among = ", ".join(names[one] for one in step.facts["among"])
        by = "the lot" if step.facts["by"] == "lot" else "an earlier stage"
        what = CHOSEN.get(step.facts.get("of", ""), "chose")
        yield f"Stage {step.stage}: {among} were equal; {by} {what} {names[step.facts['chosen']]}."
    if told.all and result.all_winning:
        yield f"The method allows {len(result.all_winning)}:"
        yield from ("  " + ", ".join(names[one] for one in committee) for committee in result.all_winning)


def _stages(names: list[str], result: Result) -> Iterator[str]:
    """The stages side by side, as many as the window is wide, one table below the other."""
    if not result.stages:
        return
    cells = [[elections.as_decimal(figure, result.scale) for figure in stage] for stage in result.stages]
    width = max(len(cell) for stage in cells for cell in stage) + 2
    first = min(max(map(len, names)), 40)
    beside = max(1, (shutil.get_terminal_size((160, 24)).columns - first) // width)
    heads = [_head(result, number) for number in range(len(cells))]
    for start in range(0, len(cells), beside):
        shown = range(start, min(start + beside, len(cells)))
        yield " " * first + "".join(f"{f'stage {number}':>{width}}" for number in shown)
        yield " " * first + "".join(f"{heads[number]:>{width}}" for number in shown)
        for one, name in enumerate(names):
            yield f"{name[:first]:<{first}}" + "".join(f"{cells[number][one]:>{width}}" for number in shown)
        yield ""


def _head(result: Result, number: int) -> str:
    """What made a stage, in a word, and whose papers moved."""
    moved = {"surplus": "from", "excluded": "out", "doomed": "doomed"}
    for step in result.steps:
        if step.stage == number and step.key in moved:
            return f"{moved[step.key]} {step.candidate}"
    return ""
