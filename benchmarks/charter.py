"""How long the kernel of charters takes over a large institution: 200 bodies and 5,000 seats.

    .venv/bin/python benchmarks/charter.py          a table for docs/benchmarks.md

Each of 200 bodies has five kinds of five seats with terms, rules of balance over three attributes, a decision rule,
duties and a step of a roadmap. Every figure is the best of three, by the clock of one core.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from mithaq.kernels import charter
from mithaq.kernels.charter import Holder, Standing

BODIES, GROUPS, SEATS = 200, 5, 5
LEVELS = ("local", "national", "regional", "global")


def main() -> None:
    text = written()
    read, reading = timed(lambda: charter.read(text))
    assert not reading.faults, reading.faults[:3]
    law = reading.charter
    checked, faults = timed(lambda: charter.check(law))
    assert not faults, faults[:3]
    opened, first = timed(lambda: charter.plan(law))
    standing = charter.applied(Standing(), first)
    again, second = timed(lambda: charter.plan(law, standing))
    assert len(second) == 0
    other = charter.read(text.replace('"2 years"', '"3 years"')).charter
    amended, changes = timed(lambda: charter.plan(other, standing))
    compared, differing = timed(lambda: charter.differences(law, other))
    seated, _ = timed(lambda: [charter.composition(law, f"body.b{n}", holders(n)) for n in range(BODIES)])
    reached, _ = timed(lambda: [charter.reachable(law, f"body.b{n}", holders(n), 1) for n in range(BODIES)])
    seats = BODIES * GROUPS * SEATS
    print(f"{len(law.clauses):,} clauses in {text.count(chr(10)):,} lines; {BODIES} bodies, {seats:,} seats\n")
    print("| what | result | seconds |\n|---|---|---|")
    for what, result, took in (
        ("read", f"{len(law.clauses):,} clauses", read),
        ("check", f"{len(faults)} contradictions", checked),
        ("plan of a new institution", f"{len(first):,} steps", opened),
        ("plan once it stands", f"{len(second)} steps", again),
        ("plan of an amendment of every term", f"{len(changes):,} steps", amended),
        ("differences of both texts", f"{len(differing):,} clauses", compared),
        ("composition of every body", f"{BODIES} bodies", seated),
        ("whether each can still be balanced", f"{BODIES} bodies", reached),
    ):
        print(f"| {what} | {result} | {took:.3f} |")


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    """The best of three, and what it gave."""
    times = []
    for _ in range(3):
        started = time.perf_counter()
        answer = act()
        times.append(time.perf_counter() - started)
    return min(times), answer


def written() -> str:
    """The text of a large institution."""
    parts = ['[institution]\nkey = "large"\nname = "A large institution"\n', '[roadmap.all]\nname = "Roadmap"\n']
    for n in range(BODIES):
        body = f"body.b{n}"
        parts.append(f'[{body}]\nname = "Body {n}"\nkind = "committee"\n')
        if n:
            parts.append(f'part_of = "body.b{(n - 1) // 10}"\n')
        parts += [
            f'[{body}.seat.s{k}]\ncount = {SEATS}\nholder = "organisation"\nselection = "election"\nterm = "2 years"\n'
            for k in range(GROUPS)
        ]
        parts += [
            f'[{body}.balance.level]\nover = "level"\nrule = "equal"\n',
            f'[{body}.balance.women]\nover = "gender"\nrule = "share"\nvalue = "women"\nshare = "1/3"\n',
            f'[{body}.balance.south]\nover = "region"\nrule = "at-most"\nvalue = "south"\nshare = "3/4"\n',
            f'[{body}.decision.any]\nrule = "qualified-majority"\nshare = "2/3"\nof = "present"\nquorum = "1/2"\n',
            f'[{body}.publication.minutes]\nof = "minutes"\nwithin = "30 days"\n',
            f'[{body}.meeting.ordinary]\ncadence = "at least 2 times a year"\n',
            f'[milestone.m{n}]\nname = "Step {n}"\nwhen = "early 2026-{n % 12 + 1:02d}"\nof = "roadmap.all"\n',
        ]
    return "\n".join(parts)


def holders(n: int) -> list[Holder]:
    return [
        Holder(
            f"{n}-{seat}",
            f"body.b{n}.seat.s{seat % GROUPS}",
            {"level": (LEVELS[seat % 4],), "gender": ("women" if seat % 3 else "men",), "region": ("south",)},
        )
        for seat in range(GROUPS * SEATS - 1)
    ]


if __name__ == "__main__":
    main()
