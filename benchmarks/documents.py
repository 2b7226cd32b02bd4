"""How long a hundred pages take: the PDF, the Word file and the page, each in three languages, and what they weigh.

    .venv/bin/python benchmarks/documents.py              a table; each figure is the best of three runs
    .venv/bin/python benchmarks/documents.py --runs 1     once over

The report is made up (tests/exchange/sample.py) and long enough for a hundred pages of A4 in each language. Goals: the
PDF under 2 seconds, Word under 5. Nothing here is a test: a machine that is busy with other things is slower, so the
processor's time stands beside the clock's.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HERE), str(HERE / "src")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mithaq.config.settings")

import django  # noqa: E402

django.setup()

import pypdfium2  # noqa: E402
from tests.exchange import sample  # noqa: E402

from mithaq.exchange.formats import FORMATS  # noqa: E402
from mithaq.synthesis.report import Report  # noqa: E402

LONG = {"sections": 23, "lines": 6, "sources": 40}


def measured(work: Callable[[], bytes], runs: int) -> tuple[bytes, float, float]:
    """What `work` gives, and its best time by the clock and by the processor, in seconds."""
    clock, processor, given = [], [], b""
    for _run in range(runs):
        began, used = time.perf_counter(), time.process_time()
        given = work()
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - used)
    return given, min(clock), min(processor)


def length(key: str, content: bytes) -> str:
    """Pages of a PDF, paragraphs of a Word file."""
    if key == "pdf":
        return f"{len(pypdfium2.PdfDocument(content))} pages"
    if key == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return f"{archive.read('word/document.xml').count(b'<w:p>')} paragraphs"
    return ""


def row(key: str, reports: tuple[Report, ...], runs: int) -> str:
    content, clock, processor = measured(lambda: FORMATS[key].write(reports), runs)
    name = FORMATS[key].file_name(reports[0].lang)
    return f"| {name} | {length(key, content)} | {clock:.2f} | {processor:.2f} | {len(content) / 1e6:.2f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description="How long a hundred pages take.")
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    reports = sample.trilingual(**LONG)
    print(
        f"{len(reports[0].sections)} sections, {sum(len(s.lines) for s in reports[0].sections)} lines, "
        f"{len(reports[0].evidence)} passages; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n"
    )
    print("| file | length | seconds by the clock | seconds of processor | megabytes |\n|---|---|---|---|---|")
    for key, form in FORMATS.items():
        for part in [(report,) for report in reports] if form.each_language else [reports]:
            print(row(key, part, runs), flush=True)


if __name__ == "__main__":
    main()
