"""Serve the pages with granian (WSGI): 2 processes of 4 threads unless told otherwise."""

from __future__ import annotations

import argparse
import subprocess
import sys

from granian import Granian
from granian.constants import Interfaces


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--with-worker", action="store_true", help="also run one worker beside the pages")


def run(told: argparse.Namespace) -> int:
    serve(host=told.host, port=told.port, processes=told.processes, threads=told.threads, worker=told.with_worker)
    return 0


def serve(*, host: str, port: int, processes: int = 2, threads: int = 4, worker: bool = False) -> None:
    """Blocks until stopped. With `worker`, jobs run beside the pages and stop with them."""
    beside = subprocess.Popen([sys.executable, "-m", "mithaq.config.command", "worker"]) if worker else None
    try:
        Granian(
            "mithaq.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=processes,
            blocking_threads=threads,
            respawn_failed_workers=True,
            log_access=False,
            websockets=False,
        ).serve()
    finally:
        if beside:
            beside.terminate()
            beside.wait(timeout=10)
