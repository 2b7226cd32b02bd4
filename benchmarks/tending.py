"""How long it takes to look after many large institutions: 200 bodies and 5,000 seats each, every seat held.

    .venv/bin/python benchmarks/tending.py                  100 institutions: a table for docs/benchmarks.md
    .venv/bin/python benchmarks/tending.py --institutions 5

The text is that of `benchmarks/charter.py`. Charters are adopted through the service; the holders of the seats are then
written at once, for seating is measured elsewhere. A plan is asked of the last institution; each is tended on the day
its charter came into force, on the day after (an ordinary day), and once more on that day; then come two rounds of a
worker, the second of which finds nothing new. Like a worker, the process is settled before.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1] / "src")]
LEVELS = ("local", "national", "regional", "global")
FROM = date(2026, 1, 5)
AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--institutions", type=int, default=100)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"MITHAQ_DATA": folder, "DJANGO_SETTINGS_MODULE": "mithaq.config.settings"}
        import django  # inline: the folder of the data is chosen above

        django.setup()
        measure(told.institutions)


def measure(count: int) -> None:
    import charter as kernel  # inline: beside this file
    from django.core.management import call_command
    from django_scopes import scope

    from mithaq.blueprints import selectors, services
    from mithaq.bodies.models import Seat, Tenure
    from mithaq.foundation import settled

    call_command("migrate", verbosity=0)
    text = kernel.written()
    organisations = found_organisations(25)
    institutions = [founded(n) for n in range(count)]
    rows = [("adopt the first charter", *timed(lambda: adopted(institutions[0], text)))]
    for institution in institutions[1:]:
        adopted(institution, text)
    for institution in institutions:
        seat_all(institution, organisations)
    last = institutions[-1]
    settled.settle()
    with scope(institution=last):
        seats = Seat.objects.filter(institution=last).count()
        held = Tenure.objects.filter(institution=last).count()
        law = selectors.examine(text).charter
        other = selectors.examine(text.replace('"2 years"', '"3 years"')).charter
        rows += [
            ("plan once it stands, steps", *timed(lambda: len(selectors.steps(last, law, on=FROM)))),
            ("plan of an amendment of every term, steps", *timed(lambda: len(selectors.steps(last, other, on=FROM)))),
            ("compliance, rules", *timed(lambda: len(selectors.compliance(last, on=FROM)))),
        ]
    for what, day in (
        ("tend all, the first time", FROM),
        ("tend all, an ordinary day", FROM + timedelta(days=1)),
        ("tend all, again on that day", FROM + timedelta(days=1)),
    ):
        rows.append((f"{what}, acts", *timed(lambda day=day: tended(institutions, day))))
    at = AT + timedelta(days=1)
    for what in ("a worker's round, all looked at, acts", "the round an hour later, all passed over, acts"):
        rows.append((what, *timed(lambda at=at: services.tend_everywhere(at=at))))
        at += timedelta(hours=1)
    print(f"{count} institutions; in each {len(law.of('body'))} bodies, {seats:,} seats, {held:,} held; SQLite\n")
    print("| what | result | seconds |\n|---|---|---|")
    for what, took, result in rows:
        print(f"| {what} | {result:,} | {took:.2f} |")


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    started = time.process_time()
    answer = act()
    return time.process_time() - started, answer


def founded(number: int) -> Any:
    from mithaq.foundation.actors import SYSTEM  # inline: models need the set-up of `main`
    from mithaq.foundation.fields import words
    from mithaq.institutions import services

    return services.found(f"large-{number}", name=words(en=f"Large {number}"), by=SYSTEM, at=AT)


def found_organisations(count: int) -> list[Any]:
    from mithaq.foundation.actors import SYSTEM  # inline: models need the set-up of `main`
    from mithaq.foundation.fields import words
    from mithaq.people import services

    return [
        services.register_organisation(words(en=f"Organisation {n}"), level=LEVELS[n % 4], by=SYSTEM, at=AT)
        for n in range(count)
    ]


def adopted(institution: Any, text: str) -> int:
    from django_scopes import scope  # inline: models need the set-up of `main`

    from mithaq.blueprints import services
    from mithaq.foundation.actors import SYSTEM

    with scope(institution=institution):
        return int(services.adopt(institution, text, on=FROM, by=SYSTEM, at=AT).number)


def seat_all(institution: Any, organisations: list[Any]) -> None:
    """Every seat is held for its term by an organisation that holds no other of that body."""
    from django_scopes import scope  # inline: models need the set-up of `main`

    from mithaq.bodies.models import Seat, Tenure
    from mithaq.people.models import Trait

    with scope(institution=institution):
        Trait.objects.bulk_create(
            Trait(institution=institution, organisation=one, attribute=attribute, value=value)
            for n, one in enumerate(organisations)
            for attribute, value in (("gender", "women" if n % 2 else "men"), ("region", "south" if n % 2 else "north"))
        )
        rows = [
            Tenure(
                institution=institution,
                seat=seat,
                organisation=organisations[n % len(organisations)],
                basis="election",
                from_date=FROM,
                until=date(FROM.year + 2, FROM.month, FROM.day),
            )
            for n, seat in enumerate(Seat.objects.filter(institution=institution).order_by("pk"))
        ]
        Tenure.objects.bulk_create(rows, batch_size=1_000)


def tended(institutions: list[Any], day: date) -> int:
    from django_scopes import scope  # inline: models need the set-up of `main`

    from mithaq.blueprints import services

    done = 0
    for institution in institutions:
        with scope(institution=institution):
            done += services.tend(institution, on=day, at=AT + (day - FROM))
    return done


if __name__ == "__main__":
    main()
