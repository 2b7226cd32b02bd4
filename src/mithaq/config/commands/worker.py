"""Run the jobs that wait, until stopped. Several may run at once.

What cut-off deposits left behind is removed first. Each hour jobs whose worker was stopped are
given up, what such imports left is taken away, their files too, owners of saved searches are told
of what is new, every institution's charter is tended (terms end, what falls due is kept), and it
is looked for who has not had today's mail of notices. What fails of these stops no other.
"""

from __future__ import annotations

import argparse
import os
import socket
from datetime import datetime

import django
from django.core.management import call_command
from django.utils import timezone


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--batch", action="store_true", help="stop when nothing waits")


def run(told: argparse.Namespace) -> int:
    django.setup()
    from mithaq.evidence import services as evidence  # inline: models need the set-up above
    from mithaq.foundation import jobs, settled

    evidence.sweep(at=timezone.now())
    settled.settle()
    with jobs.alive(f"{socket.gethostname()}-{os.getpid()}"), jobs.rounds(each_hour):
        call_command("db_worker", batch=told.batch, verbosity=1)
    return 0


def each_hour(at: datetime) -> None:
    """What is done when a worker starts, and each hour then."""
    from django.conf import settings  # inline: models need the set-up of `run`

    from mithaq.blueprints import services as blueprints
    from mithaq.dialogues import services as dialogues
    from mithaq.evidence import services as evidence
    from mithaq.foundation import jobs
    from mithaq.notices import services as notices

    jobs.apart("jobs.lost", lambda: jobs.give_up_lost(at=at), at=at)
    jobs.apart("dialogues.clear", lambda: dialogues.clear_everywhere(at=at), at=at)
    jobs.apart("dialogues.clear", lambda: dialogues.clear_files(at=at), at=at)
    jobs.apart("evidence.tell", lambda: evidence.saved.tell_everywhere(at=at), at=at)
    jobs.apart("blueprints.tend", lambda: blueprints.tend_everywhere(at=at), at=at)
    notices.digest(at=at, site=settings.SITE)
