"""Cut files into passages: one JSON object a line.

Out: {"id", "file", "number", "kind", "page", "start", "end", "lang", "text", "headings"}; `start` and `end` count
characters of the raw text of the original. A file that cannot be read is named with its cause on standard error;
the others go on, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

from mithaq.config.commands.files import each_file, refusal_line
from mithaq.kernels import text


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one JSON object a line (the default, named for clarity)")
    parser.add_argument("--raw", action="store_true", help="add the stretch of the original, character for character")


def run(told: argparse.Namespace) -> int:
    refused = False
    for path, data, cause in each_file(told.files):
        try:
            if cause:
                raise cause
            reading = text.read(data, name=path.name)
        except text.Unreadable as unreadable:
            refused = True
            print(refusal_line(path, unreadable), file=sys.stderr)
            continue
        prefix = hashlib.sha256(data).hexdigest()[:12]
        for p in reading.passages:
            row: dict[str, object] = {
                "id": f"{prefix}-{p.number}",
                "file": path.name,
                "number": p.number,
                "kind": p.kind,
                "page": p.page,
                "start": p.start,
                "end": p.end,
                "lang": p.lang,
                "text": p.text,
                "headings": list(p.headings),
            }
            if told.raw:
                row["raw"] = reading.extracted.text[p.start : p.end]
            print(json.dumps(row, ensure_ascii=False))
    return 1 if refused else 0
