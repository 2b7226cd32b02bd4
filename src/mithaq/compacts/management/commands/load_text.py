"""`load_text gcm ar FILE --source A/RES/73/195`: take the official text of a compact in one language."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from mithaq.compacts import selectors, services, wording
from mithaq.foundation import languages
from mithaq.foundation.actors import SYSTEM


class Command(BaseCommand):
    help = "Takes the official text of a compact in one language from a text or JSON file an operator has."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("compact", choices=services.KEYS)
        parser.add_argument("language", choices=languages.CODES)
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", default="", help="where the file is from, shown beside the text")

    def handle(self, *args: Any, **told: Any) -> None:
        try:
            file = told["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{told['file']}: {error.strerror}") from error
        compact = selectors.by_key(told["compact"]) or services.load(told["compact"], by=SYSTEM, at=now())
        source = told["source"] or compact.instrument
        try:
            found = services.load_text(
                compact, language=told["language"], file=file, source=source, by=SYSTEM, at=now()
            )
        except services.TextRefused as refused:
            raise CommandError(f"{told['file']}: {wording.refusal(refused)}") from refused
        counts = ", ".join(f"{count} {name}" for name, count in found.counts.items())
        self.stdout.write(f"{told['file']}: {counts}")
        if found.missing:
            self.stdout.write(f"Without a commitment: {', '.join(map(str, found.missing))}")
