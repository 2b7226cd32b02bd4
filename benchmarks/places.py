"""Databases for benchmarks: an empty SQLite file, or a PostgreSQL of its own, both gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def place(kind: str) -> Iterator[Mapping[str, str]]:
    """The environment of an installation on `kind` ("sqlite" or "postgresql"), with a data folder of its own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    environment = {**os.environ, "MITHAQ_DATA": str(folder / "data"), "MITHAQ_LIMITS": "0"}
    try:
        if kind == "sqlite":
            yield environment | {"MITHAQ_DATABASE": ""}
        else:
            with _server(folder) as address:
                yield environment | {"MITHAQ_DATABASE": address}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """Reached by a socket; as the user `postgres` where we are root, as `.ci/run` does."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))[-1]
    as_user: list[str] = []
    home = folder / "server"
    home.mkdir()
    if os.geteuid() == 0:
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
        shutil.chown(home, "postgres")

    def run(*words: str) -> None:
        subprocess.run([*as_user, *words], check=True, stdout=subprocess.DEVNULL)

    run(f"{binaries}/initdb", "-D", f"{home}/data", "-U", "mithaq", "-A", "trust", "--locale=C.UTF-8", "-E", "UTF8")
    options = f"-k {home} -c listen_addresses='' -c shared_buffers=512MB -c work_mem=64MB -c jit=off"
    run(f"{binaries}/pg_ctl", "-D", f"{home}/data", "-o", options, "-l", f"{home}/log", "-w", "start")
    try:
        yield f"postgresql://mithaq@/postgres?host={home}"
    finally:
        run(f"{binaries}/pg_ctl", "-D", f"{home}/data", "-m", "immediate", "stop")
