"""What `python3 start.py test` runs: lint, types, contracts, then every test; further words go to pytest.

Says at the end what was run, how long it took and what was skipped and why. On CI (MITHAQ_CI=1) a skip is a failure.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CI = os.environ.get("MITHAQ_CI") == "1"
POSTGRES = os.environ.get("MITHAQ_TEST_POSTGRES", "")
FULL = bool(os.environ.get("MITHAQ_FULL"))
# Many tests start processes of their own, and each would compile all it imports: where a machine forbids bytecode
# (PYTHONDONTWRITEBYTECODE), and because uv leaves none behind. It is kept here, and nothing of it beside the sources.
# Where there is none yet, all is compiled before the workers start, while the types are checked: not by each of them.
BYTECODE = HERE / ".pytest_cache" / "bytecode"
# Three on two cores: who drives a browser waits more than it works. In the order of tests/conftest.py, not by how many
# tests a file has: the longest have few.
TOGETHER = ["-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"]
# Where the database makes a difference: locks, constraints, search. The backup is tried on both by its own test.
ON_POSTGRES = [
    *("tests/foundation", "tests/bodies", "tests/meetings", "tests/people/test_attacked.py"),
    *("tests/evidence/test_search.py", "tests/evidence/test_facets.py", "tests/evidence/test_desk_attacked.py"),
    *("tests/evidence/test_deposit.py", "tests/evidence/test_saved_searches.py", "tests/evidence/test_readings.py"),
    *("tests/synthesis/test_desk_attacked.py", "tests/synthesis/test_releasing.py", "tests/synthesis/test_counts.py"),
    *("tests/notices/test_dues.py", "tests/blueprints/test_adoption.py", "tests/cooperation/test_attacked.py"),
    *("tests/elections/test_declaring_at_once.py", "tests/elections/test_voting.py"),
    *("tests/elections/test_secrecy.py", "tests/elections/test_polling_day.py", "tests/dialogues/test_staging.py"),
]
ALL_ON_POSTGRES = [
    *("tests/foundation", "tests/people", "tests/notices", "tests/bodies", "tests/cycles", "tests/evidence"),
    *("tests/meetings", "tests/elections", "tests/cooperation", "tests/synthesis", "tests/blueprints"),
]


def main(words: list[str]) -> int:
    pytest = [sys.executable, "-m", "pytest", "-q", *(["-p", "tests.nothing_skipped"] if CI else [])]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(BYTECODE)
    if words:
        return subprocess.call([*pytest, *words], cwd=HERE, env=environment)
    steps = [
        Step("lint", [str(BIN / "ruff"), "check", "."], environment),
        Step("contracts", [str(BIN / "lint-imports"), "--no-cache"], environment),
        Step("types", [str(BIN / "mypy")], environment, is_beside=True),
        *([] if BYTECODE.exists() else [Step("bytecode", [*pytest, "--collect-only"], environment, is_told=False)]),
        Step("tests", [*pytest, *TOGETHER], environment),
    ]
    if POSTGRES:
        places = [p for p in (ALL_ON_POSTGRES if FULL else ON_POSTGRES) if (HERE / p).exists()]
        there = {**environment, "MITHAQ_DATABASE": POSTGRES}
        steps.append(Step("tests on PostgreSQL", [*pytest, *TOGETHER, *places], there))
    for step in steps:
        step.begin()
    for step in steps:
        step.end()
    told = [f"{step.name}: {'failed' if step.code else 'well'} in {step.seconds:.0f} s" for step in steps]
    if not POSTGRES:
        told.append("tests on PostgreSQL: skipped, MITHAQ_TEST_POSTGRES is not set (an address like postgresql://…)")
    print("\n── in short ──\n" + "\n".join(told))
    return 1 if any(step.code for step in steps) or (CI and not POSTGRES) else 0


@dataclass
class Step:
    """A program of the run; one that is beside the others says what it has to say when they are through."""

    name: str
    command: list[str]
    environment: dict[str, str]
    is_beside: bool = False
    is_told: bool = True
    code: int = 0
    seconds: float = 0.0
    said: str = ""
    _at_work: threading.Thread | None = None

    def begin(self) -> None:
        if self.is_beside:
            self._at_work = threading.Thread(target=self._run)
            self._at_work.start()
            return
        self._title()
        self._run()

    def end(self) -> None:
        if self._at_work:
            self._at_work.join()
            self._title()
            print(self.said, end="", flush=True)

    def _title(self) -> None:
        print(f"\n── {self.name} ──", flush=True)

    def _run(self) -> None:
        began = time.monotonic()
        kept = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} if self.is_beside or not self.is_told else {}
        ran = subprocess.run(self.command, cwd=HERE, env=self.environment, text=True, check=False, **kept)
        self.seconds = time.monotonic() - began
        self.code, self.said = ran.returncode, ran.stdout or ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
