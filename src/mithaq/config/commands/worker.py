"""Run the jobs that wait, until stopped. Several may run at once."""

from __future__ import annotations

import argparse
import os
import socket

import django
from django.core.management import call_command
from django.utils import timezone


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--batch", action="store_true", help="stop when nothing waits")


def run(told: argparse.Namespace) -> int:
    django.setup()
    from mithaq.foundation import jobs  # inline: models need the set-up above

    jobs.give_up_lost(at=timezone.now())
    with jobs.alive(f"{socket.gethostname()}-{os.getpid()}"):
        call_command("db_worker", batch=told.batch, verbosity=1)
    return 0
