#!/usr/bin/env python3
"""Start Mithaq with nothing but Python.

    python3 start.py             prepare, fill the demonstration once, serve http://127.0.0.1:8000 (--port N: elsewhere)
    python3 start.py install     only prepare: afterwards there is .venv/bin/mithaq
    python3 start.py test [...]  lint, types, contracts and all tests; further words go to pytest

Standard library only. Everything lands in .venv/ and var/; remove both and nothing is left.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = {"run": HERE / "requirements.lock", "test": HERE / "requirements-test.lock"}
LAUNCHER = """#!{python}
import sys
from mithaq.config.command import main
if __name__ == "__main__":
    sys.exit(main())
"""


def main() -> int:
    words = sys.argv[1:]
    if words[:1] in (["-h"], ["--help"], ["help"]):
        print(__doc__)
        return 0
    if not words or words[0].startswith("-"):
        words = ["demo", *words]
    task = words[0]
    if task not in TASKS:
        print(f"start.py knows {', '.join(TASKS)}; not {task!r}.", file=sys.stderr)
        return 2
    if sys.version_info < (3, 11):
        print(f"Mithaq needs Python 3.11 or newer; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    return TASKS[task](words[1:])


def demo(words: list[str]) -> int:
    began = time.monotonic()
    if not prepare("run"):
        return 1
    _loops(wait=False)
    environment = {**os.environ, "MITHAQ_DEMO": "1"}
    command = [str(PYTHON), "-m", "mithaq.config.command", "demo", "--began", f"{time.monotonic() - began:.1f}", *words]
    try:
        return subprocess.call(command, cwd=HERE, env=environment)
    except KeyboardInterrupt:
        return 0


def install(words: list[str]) -> int:
    if not prepare("test" if "--test" in words else "run"):
        return 1
    _loops()
    print(f"Ready. {BIN / 'mithaq'} --help")
    return 0


def test(words: list[str]) -> int:
    if not prepare("test"):
        return 1
    _loops()
    return subprocess.call([str(PYTHON), str(HERE / "tests" / "everything.py"), *words], cwd=HERE)


TASKS = {"demo": demo, "install": install, "test": test}


def prepare(kind: str) -> bool:
    """Virtual environment, pinned dependencies, the launcher, compiled words. Quick when nothing changed."""
    stamp = VENV / f"mithaq-{kind}.stamp"
    want = hashlib.sha256(b"".join(p.read_bytes() for p in (LOCKS[kind], HERE / "start.py"))).hexdigest()
    if not (stamp.exists() and stamp.read_text() == want and PYTHON.exists()):
        if not (_virtual_environment() and _dependencies(LOCKS[kind])):
            return False
        _launcher()
        stamp.write_text(want)
    return subprocess.call([str(PYTHON), "-m", "mithaq.foundation.words", "compile"], cwd=HERE) == 0


def _virtual_environment() -> bool:
    if PYTHON.exists():
        return True
    print("Making .venv …", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if made.returncode == 0:
        return True
    shutil.rmtree(VENV, ignore_errors=True)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    print(
        f"Python could not make a virtual environment.\n\n{made.stdout.strip()}\n{made.stderr.strip()}\n\n"
        f"On Debian and Ubuntu:  apt install python{version}-venv   (then run this again)",
        file=sys.stderr,
    )
    return False


def _dependencies(lock: Path) -> bool:
    """uv where it can be had (seconds), else pip (a minute); both check every hash."""
    print("Installing what requirements.lock pins …", flush=True)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
    uv = BIN / "uv"
    if not uv.exists():
        subprocess.run(
            [*pip, "install", "-q", "--require-hashes", "-r", str(HERE / "requirements-start.lock")],
            check=False,
            stderr=subprocess.DEVNULL,
        )
    if uv.exists():
        environment = {**os.environ, "VIRTUAL_ENV": str(VENV)}
        ways = [[str(uv), "pip", "install", "-q", "--require-hashes", "-r", str(lock)]]
        if subprocess.run(ways[0], env=environment, check=False).returncode == 0:
            return True
        print("uv did not succeed; trying pip …", flush=True)
    if subprocess.call([*pip, "install", "-q", "--require-hashes", "-r", str(lock)]) == 0:
        return True
    print(
        "The dependencies could not be installed: the lines above say which. Is a package index reachable?",
        file=sys.stderr,
    )
    return False


def _loops(*, wait: bool = True) -> None:
    """The loops of the opinion map, compiled for this machine where it has a C compiler; without, all works, slower."""
    native = HERE / "src" / "mithaq" / "kernels" / "opinion" / "native.py"
    stamp = VENV / "mithaq-loops.stamp"
    read = [native, *sorted(native.with_name("loops").glob("*.[ch]"))]
    want = hashlib.sha256(b"".join(one.read_bytes() for one in read)).hexdigest()
    if (stamp.exists() and stamp.read_text() == want) or not any(map(shutil.which, ("cc", "gcc", "clang"))):
        return
    command = [str(PYTHON), "-P", str(native)]
    if not wait:  # a first start does not wait for a compiler: the server takes them up when they are there
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        return
    print("Compiling the loops of the opinion map …", flush=True)
    if subprocess.run(command, check=False).returncode == 0:
        stamp.write_text(want)


def _launcher() -> None:
    """`mithaq` on the path of the environment, pointing at this source tree: no build step, nothing fetched."""
    site = subprocess.check_output(
        [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"], text=True
    ).strip()
    Path(site, "mithaq-source.pth").write_text(f"{HERE / 'src'}\n")
    launcher = BIN / "mithaq"
    launcher.write_text(LAUNCHER.format(python=PYTHON))
    launcher.chmod(0o755)


if __name__ == "__main__":
    sys.exit(main())
