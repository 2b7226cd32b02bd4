"""The `mithaq` command: one word, one module of `mithaq.config.commands`."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

COMMANDS = {
    "synthesise": "a folder of documents becomes a cited report in three languages",
    "passages": "cut files into passages, one JSON object a line",
    "code": "suggest codes for passages, one JSON object a line",
    "count": "count elections: who is elected, stage by stage, and why",
    "map": "draw opinion maps: which groups there are, what unites and what divides",
    "demo": "fill the demonstration institution and serve it",
    "serve": "serve the pages",
    "worker": "run the jobs that wait",
    "migrate": "bring the database up to date",
    "account": "make an account for a person, or make an account an operator",
    "institution": "found an institution, and say who is its secretary",
    "check": "say in plain words what production lacks",
    "backup": "write everything into one file",
    "restore": "bring a backup back",
    "blueprint": "check the text of a charter, show what it would do, adopt it",
    "verify": "check the board of an election, and your receipt, without its database",
    "journal": "verify that the register of acts was not changed",
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 (done), 1 (refused, with the reason) or 2 (the words are off)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mithaq.config.settings")
    words = list(sys.argv[1:] if words is None else words)
    if words[:1] == ["django"]:
        from django.core.management import execute_from_command_line  # inline: Django loads only where it is needed

        execute_from_command_line(["mithaq django", *words[1:]])
        return 0
    if not words or words[0] in ("-h", "--help"):
        print(_help())
        return 0
    if words[0] not in COMMANDS:
        print(f"mithaq: {words[0]!r} is not a command.\n\n{_help()}", file=sys.stderr)
        return 2
    module = importlib.import_module(f"mithaq.config.commands.{words[0]}")
    parser = argparse.ArgumentParser(
        prog=f"mithaq {words[0]}", description=module.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    module.arguments(parser)
    try:
        return int(module.run(parser.parse_args(words[1:])) or 0)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def _help() -> str:
    lines = [f"  {name:<11} {what}" for name, what in COMMANDS.items()]
    return "\n".join(["mithaq COMMAND [--help]", "", *lines])


if __name__ == "__main__":
    sys.exit(main())
