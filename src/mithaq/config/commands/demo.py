"""Fill the demonstration institution once and serve it: what `python3 start.py` does after preparing."""

from __future__ import annotations

import argparse
import os
import socket
import sys
import time
from datetime import UTC, datetime

import django
from django.core.management import call_command

from mithaq.config.commands.serve import serve


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--only-fill", action="store_true", help="fill, print the accounts, and stop")
    parser.add_argument("--began", type=float, default=0.0, help=argparse.SUPPRESS)


def run(told: argparse.Namespace) -> int:
    began = time.monotonic() - told.began
    os.environ["MITHAQ_DEMO"] = "1"
    if not told.only_fill and _taken(told.port):
        print(
            f"Port {told.port} is in use. Another Mithaq? Try: python3 start.py --port {told.port + 1}", file=sys.stderr
        )
        return 1
    django.setup()
    from mithaq.config import demonstration  # inline: models need the set-up above

    call_command("migrate", verbosity=0, interactive=False)
    shown = demonstration.build(at=datetime.now(UTC), told=lambda line: print(f"  · {line}", flush=True))
    address = f"http://127.0.0.1:{told.port}"
    print(f"\n  Mithaq  ميثاق   ready after {time.monotonic() - began:.1f} s")
    print(f"\n  {address}/   ({address}/ar/{shown.slug}/)\n")
    print(f"  Accounts (simulated people), password: {demonstration.PASSWORD}")
    for email, role in shown.accounts:
        print(f"    {role:<10} {email}")
    print("\n  Stop with Ctrl-C.\n", flush=True)
    if not told.only_fill:
        serve(host="127.0.0.1", port=told.port, processes=1, worker=True)
    return 0


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
