"""Run the jobs that wait, until stopped. Several may run at once."""

from __future__ import annotations

import argparse

import django
from django.core.management import call_command


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--batch", action="store_true", help="stop when nothing waits")


def run(told: argparse.Namespace) -> int:
    django.setup()
    call_command("db_worker", batch=told.batch, verbosity=1)
    return 0
