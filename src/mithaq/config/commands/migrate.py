"""Bring the database up to date."""

from __future__ import annotations

import argparse

import django
from django.core.management import call_command


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true")


def run(told: argparse.Namespace) -> int:
    django.setup()
    call_command("migrate", verbosity=0 if told.quiet else 1, interactive=False)
    return 0
