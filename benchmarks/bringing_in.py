"""How long others wait for the database (SQLite) while a large conversation is brought in from files.

    .venv/bin/python benchmarks/bringing_in.py [--votes 500000] [--statements 100]

The import runs as its job does, in a process of its own; beside it two others write something small again and again,
pausing a hundredth of a second: one in the row of those who take turns (who answers, who votes), one as any page
writes, by SQLite's own way of waiting. What is told is how long each waited, and what the import took.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PATIENCE = 20  # seconds after which SQLite gives up (config/place.py)
ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--votes", type=int, default=500_000)
    parser.add_argument("--statements", type=int, default=100)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"MITHAQ_DATA": folder, "MITHAQ_DATABASE": "", "DJANGO_SETTINGS_MODULE": "mithaq.config.settings"}
        multiprocessing.set_start_method("spawn")
        run(made)
        over = multiprocessing.Event()
        with multiprocessing.Pool(2, initializer=begin, initargs=(over,)) as pool:
            waits = [pool.apply_async(write, (in_turn,)) for in_turn in (True, False)]
            time.sleep(2)
            took = multiprocessing.Queue()  # type: ignore[var-annotated]
            run(bring_in, took, told.votes, told.statements)
            over.set()
            whole, cpu, writing = took.get()
            print(f"{told.votes:,} votes: {whole:.1f} s, {cpu:.1f} s of the processor, {writing:,} kept")
            for name, found in zip(("in turn", "as pages do"), (one.get() for one in waits), strict=True):
                found.sort()
                late = found[int(0.99 * len(found))]
                failed = sum(one >= PATIENCE for one in found)
                print(
                    f"{name:12} {len(found):6,} writes, longest {found[-1]:.3f} s, one in a hundred over {late:.3f} s"
                    f", {failed} given up"
                )


def run(work: Any, *told: Any) -> None:
    process = multiprocessing.Process(target=work, args=told)
    process.start()
    process.join()
    assert process.exitcode == 0, work.__name__


def begin(over: Any) -> None:
    global OVER
    OVER = over
    start()


def start() -> None:
    import django  # inline: each process sets itself up

    django.setup()


def made() -> None:
    start()
    from django.core.management import call_command  # inline: after django.setup

    call_command("migrate", verbosity=0)
    from django.utils.timezone import now

    from mithaq.foundation.actors import SYSTEM
    from mithaq.foundation.fields import words
    from mithaq.institutions import services as institutions

    institutions.found("bench", name=words(en="Bench"), by=SYSTEM, at=now())


def write(in_turn: bool) -> list[float]:
    from contextlib import nullcontext, suppress  # inline: in a process of its own

    from django.db import OperationalError, transaction

    from mithaq.foundation import turns
    from mithaq.foundation.models import Worker

    found = []
    while not OVER.is_set():
        begun = time.perf_counter()
        with (
            suppress(OperationalError),
            turns.to_write() if in_turn else nullcontext(),
            transaction.atomic(),
        ):
            Worker.objects.update_or_create(name=f"bench {in_turn}", defaults={"seen_at": "2026-01-01T00:00Z"})
        found.append(time.perf_counter() - begun)
        time.sleep(0.01)
    return found


def bring_in(took: Any, votes: int, statements: int) -> None:
    start()
    from django.utils.timezone import now  # inline: after django.setup
    from django_scopes import scope

    from mithaq.dialogues.models import Vote
    from mithaq.dialogues.services import importing
    from mithaq.foundation.actors import SYSTEM
    from mithaq.institutions import selectors as institutions

    chance = random.Random(1)
    head = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    comments = head + "".join(f"1600000000000,x,{one},1,0,0,1,Statement {one}\n" for one in range(statements))
    each = statements // 2
    rows = (
        f"1600000000000,x,{one},{person},{chance.choice((1, 1, -1, 0)) * (1 if person % 2 else -1)}\n"
        for person in range(votes // each)
        for one in chance.sample(range(statements), each)
    )
    cast = "timestamp,datetime,comment-id,voter-id,vote\n" + "".join(rows)
    home = institutions.by_slug("bench")
    told = {"title": {"en": "Large"}, "question": {"en": "What?"}, "floor": 10, "mode": "stable", "max_groups": 6}
    told |= {"publishes_rows": False, "is_simulated": True}
    begun, cpu = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_utime
    dialogue = importing.bring_in(home, comments.encode(), cast.encode(), told, language="en", by=SYSTEM, at=now())
    spent = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_utime - cpu
    with scope(institution=home):
        took.put((*spent, Vote.objects.filter(dialogue=dialogue).count()))


if __name__ == "__main__":
    main()
