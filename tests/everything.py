"""What `python3 start.py test` runs: lint, types, contracts, then every test; further words go to pytest.

Says at the end what was run, how long it took and what was skipped and why. On CI (MITHAQ_CI=1) a skip is a failure.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CI = os.environ.get("MITHAQ_CI") == "1"
POSTGRES = os.environ.get("MITHAQ_TEST_POSTGRES", "")
FULL = bool(os.environ.get("MITHAQ_FULL"))
# Many tests start processes of their own, and each would compile all it imports: where a machine forbids bytecode
# (PYTHONDONTWRITEBYTECODE), and because uv leaves none behind. It is kept here, and nothing of it beside the sources.
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
    *("tests/elections/test_secrecy.py", "tests/elections/test_polling_day.py"),
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
    steps: list[tuple[str, list[str], dict[str, str]]] = [
        ("lint", [str(BIN / "ruff"), "check", "."], {}),
        ("contracts", [str(BIN / "lint-imports"), "--no-cache"], {}),
        ("types", [str(BIN / "mypy")], {}),
        ("tests", [*pytest, *TOGETHER], {}),
    ]
    if POSTGRES:
        places = [p for p in (ALL_ON_POSTGRES if FULL else ON_POSTGRES) if (HERE / p).exists()]
        steps.append(("tests on PostgreSQL", [*pytest, *TOGETHER, *places], {"MITHAQ_DATABASE": POSTGRES}))
    failed, told = [], []
    for name, command, more in steps:
        print(f"\n── {name} ──", flush=True)
        began = time.monotonic()
        code = subprocess.call(command, cwd=HERE, env={**environment, **more})
        told.append(f"{name}: {'failed' if code else 'well'} in {time.monotonic() - began:.0f} s")
        if code:
            failed.append(name)
    if not POSTGRES:
        told.append("tests on PostgreSQL: skipped, MITHAQ_TEST_POSTGRES is not set (an address like postgresql://…)")
    print("\n── in short ──\n" + "\n".join(told))
    return 1 if failed or (CI and not POSTGRES) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
