"""Verify that the register of acts was not changed: every chain is walked from its start."""

from __future__ import annotations

import argparse

import django


def arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(told: argparse.Namespace) -> int:
    django.setup()
    from mithaq.foundation import journal  # inline: models need the set-up above

    broken = 0
    for scope in journal.scopes():
        found = journal.verify(scope)
        name = scope or "installation"
        if found:
            broken += 1
            print(f"{name}: broken at entry {found.number} ({found.why})")
        else:
            print(f"{name}: every entry holds")
    return 1 if broken else 0
