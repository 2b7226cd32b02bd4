"""Suggest codes for passages: JSON lines in, JSON lines out.

In:  {"id", "lang", "text"} (lang may be "" or missing: it is then told from the text; "kind" of a block is welcome).
Out: {"id", "lang", "objectives": [{"code", "score", "evidence": [[start, end]]}], "act", "act_score", "speaker",
"countries": [...]} with `objectives` empty when the coder abstains. Everything is a suggestion.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mithaq.kernels import text

_CHUNK = 20_000


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("passages", metavar="PASSAGES.jsonl", help="a file of JSON lines, or - for standard input")
    parser.add_argument("--json", action="store_true", help="one JSON object a line (the default, named for clarity)")


def run(told: argparse.Namespace) -> int:
    try:
        chunk: list[dict[str, Any]] = []
        for row in _rows(told.passages):
            chunk.append(row)
            if len(chunk) == _CHUNK:
                _write(chunk)
                chunk = []
        _write(chunk)
    except _BadLine as bad:
        print(f"{told.passages}, line {bad.number}: {bad.why}", file=sys.stderr)
        return 1
    return 0


def as_json(row: dict[str, Any], coded: text.Coded) -> dict[str, Any]:
    """The contract of `mithaq code`; more keys may come, none of these goes."""
    return {
        "id": row["id"],
        "lang": coded.lang,
        "objectives": [
            {"code": c.code, "score": round(c.score, 4), "evidence": [list(e) for e in c.evidence]}
            for c in coded.objectives
        ],
        "act": coded.act,
        "act_score": round(coded.act_score, 4),
        "speaker": coded.speaker.kind,
        "countries": list(coded.countries),
        "principles": [
            {"code": c.code, "score": round(c.score, 4), "evidence": [list(e) for e in c.evidence]}
            for c in coded.principles
        ],
        "speaker_name": coded.speaker.name,
        "status": "suggested",
        "version": coded.version,
    }


class _BadLine(Exception):
    def __init__(self, number: int, why: str) -> None:
        super().__init__(why)
        self.number, self.why = number, why


def _rows(name: str) -> Iterator[dict[str, Any]]:
    if name != "-" and not Path(name).is_file():
        raise _BadLine(0, "there is no such file")
    with sys.stdin if name == "-" else Path(name).open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(_decoded(lines), 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise _BadLine(number, f"not a JSON object ({error.msg})") from error
            if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("text"), str):
                raise _BadLine(number, 'an object with "id" and "text" is expected')
            if row.get("lang") not in (None, "", "ar", "en", "fr", "und"):
                raise _BadLine(number, f'"lang" is {row["lang"]!r}; it may be "ar", "en", "fr" or empty')
            yield row


def _decoded(lines: Any) -> Iterator[str]:
    number = 0
    try:
        for number, line in enumerate(lines, 1):  # noqa: B007 - the number is for the error below
            yield line
    except UnicodeDecodeError as error:
        raise _BadLine(number + 1, "not UTF-8") from error


def _write(rows: list[dict[str, Any]]) -> None:
    items = [((row.get("lang") or "").replace("und", ""), row["text"], row.get("kind") or "") for row in rows]
    for row, coded in zip(rows, text.code_all(items), strict=True):
        print(json.dumps(as_json(row, coded), ensure_ascii=False))
