"""A folder of documents becomes a cited report in three languages.

    mithaq synthesise FOLDER --out OUT [--compact gcm] [--languages ar,en,fr] [--institution SLUG]

Writes report-ar.html, .pdf and .docx and the same for the other languages, evidence.csv and matrix.xlsx into OUT.
A file that cannot be read is named with its cause; the rest of the folder goes on. Run again: nothing doubles, also
where OUT lies in FOLDER: files named like the reports are no evidence there.
Without --institution the folder is kept in a database of its own, OUT/.mithaq, and nothing else is touched.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

LANGUAGES = ("ar", "en", "fr")
BAR = 28


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--compact", default="gcm")
    parser.add_argument("--languages", default="ar,en,fr", help="which reports to write (default: ar,en,fr)")
    parser.add_argument("--institution", default="", metavar="SLUG", help="keep the evidence in this institution")
    parser.add_argument("--speak", choices=LANGUAGES, default="en", help="language of what stands on the screen")


def run(told: argparse.Namespace) -> int:
    languages = tuple(dict.fromkeys(code.strip() for code in told.languages.split(",") if code.strip()))
    wrong = [code for code in languages if code not in LANGUAGES]
    if wrong or not languages:
        print(f"--languages: {', '.join(wrong) or 'nothing'}; there are ar, en and fr.", file=sys.stderr)
        return 2
    if not told.folder.is_dir():
        print(f"{told.folder} is not a folder.", file=sys.stderr)
        return 1
    told.out.mkdir(parents=True, exist_ok=True)
    if not told.institution:
        os.environ["MITHAQ_DATA"] = str((told.out / ".mithaq").resolve())
        os.environ.pop("MITHAQ_DATABASE", None)
    from mithaq.config import folder_report  # inline: settings read the environment set above

    try:
        return folder_report.run(
            folder=told.folder,
            out=told.out,
            compact=told.compact,
            languages=languages,
            slug=told.institution,
            speak=told.speak,
            at=datetime.now(UTC),
            progress=Bar(),
        )
    except folder_report.NotPossible as why:
        print(str(why), file=sys.stderr)
        return 1


class Bar:
    """A progress bar on a terminal, one line a step elsewhere; `bar(step, done, total)`."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.step = ""
        self.is_terminal = sys.stderr.isatty()

    def __call__(self, step: str, done: int, total: int) -> None:
        if not self.is_terminal:
            if step != self.step:
                print(f"{time.monotonic() - self.began:5.1f} s  {step}", file=sys.stderr, flush=True)
            self.step = step
            return
        full = round(BAR * done / total) if total else 0
        end = "\n" if total and done >= total else ""
        line = f"\r{step:<10} {'█' * full}{'░' * (BAR - full)} {done}/{total}  {time.monotonic() - self.began:.0f} s "
        print(line, end=end, file=sys.stderr, flush=True)
        self.step = step
