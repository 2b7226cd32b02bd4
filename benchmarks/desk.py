"""How long the server takes to accept a passage at the coding desk and hand out the next, in a browser, by keyboard.

    python benchmarks/desk.py [--passages 300] [--write]     a table; --write puts it in docs/benchmarks-desk.md

The source documents lie before an officer (`tests/browser/desk_world.py`), granian serves as it does for people, and
chromium is steered by keys alone. "Server" is what the answer says it took (the act with its transaction, the next
passage and its card); "round trip" is from sending to the last byte as the browser saw it: every middleware, the
session and the socket with it. "Next is shown" is what the officer waits for: from the key to the next passage.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from playwright.sync_api import sync_playwright  # noqa: E402
from tests.browser.desk_walk import code_by_keyboard, round_trips, server_times, waits  # noqa: E402
from tests.browser.desk_world import Desk  # noqa: E402

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--passages", type=int, default=300)
    parser.add_argument("--write", action="store_true")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        served = Desk(Path(folder))
        served.start()
        try:
            rows = measure(served, told.passages)
        finally:
            served.end()
    table = written(rows, served, told.passages)
    print(table)
    if told.write:
        page = ROOT / "docs" / "benchmarks-desk.md"
        _, mark, rest = page.read_text(encoding="utf-8").partition("\n## ")  # what else was measured stays
        page.write_text(table.rstrip() + "\n" + mark + rest, encoding="utf-8")


def measure(served: Desk, many: int) -> dict[str, list[float]]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": served.sessions["badr"], "url": served.url}])
        page = context.new_page()
        page.goto(served.address(), wait_until="load")
        page.evaluate("performance.setResourceTimingBufferSize(5000)")
        code_by_keyboard(page, many)
        rows = {
            "server": server_times(page),
            "processor": server_times(page, "work"),
            "round trip": round_trips(page),
            "next is shown": waits(page),
        }
        browser.close()
    return rows


def written(rows: dict[str, list[float]], served: Desk, many: int) -> str:
    what = "the five source documents" if served.is_real else "papers of the tests"
    lines = [
        "# Coding desk: accept and next",
        "",
        f"`python benchmarks/desk.py --passages {many} --write`: {many} passages of {what}"
        f" ({served.passages} in the queue), coded in chromium with the keyboard alone; granian, one worker, SQLite"
        f" with `synchronous=FULL`; load average {os.getloadavg()[0]:.0f}"
        f" on {os.cpu_count()} cores; Python {platform.python_version()}, {platform.machine()}.",
        "",
        "| milliseconds | median | p95 | most | measured |",
        "|---|---|---|---|---|",
    ]
    for name, times in rows.items():
        ordered = sorted(times)
        p95 = ordered[int(len(ordered) * 0.95)]
        lines.append(f"| {name} | {statistics.median(ordered):.1f} | {p95:.1f} | {ordered[-1]:.1f} | {len(ordered)} |")
    lines += [
        "",
        "*server*: the act with its transaction, the next passage and its card, as the answer's `Server-Timing` says. "
        "*processor*: the part of it in which the thread worked. *round trip*: from sending "
        "to the last byte, as the browser saw it. *next is shown*: from the key to the next "
        "passage, which lies ready before it is needed.",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
