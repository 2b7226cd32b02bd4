"""start.py is the newcomer's door: standard library only, clear words."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

START = Path(__file__).resolve().parents[2] / "start.py"


def run(*words, python=sys.executable):
    return subprocess.run([python, str(START), *words], capture_output=True, text=True, check=False)


def test_it_needs_nothing_but_the_standard_library():
    modules = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(START.read_text()))
        for name in (
            [a.name for a in node.names] if isinstance(node, ast.Import) else
            [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        )
    }  # fmt: skip

    assert modules <= set(sys.stdlib_module_names)


def test_help_names_the_two_commands():
    told = run("--help")

    assert told.returncode == 0
    assert "python3 start.py test" in told.stdout


def test_an_unknown_word_is_refused():
    told = run("deploy")

    assert told.returncode == 2
    assert "not 'deploy'" in told.stderr


def test_without_the_venv_module_it_says_what_to_install(tmp_path):
    copy = tmp_path / "start.py"
    copy.write_text(START.read_text())
    for lock in START.parent.glob("requirements*.lock"):
        (tmp_path / lock.name).write_text(lock.read_text())
    broken = tmp_path / "python"
    broken.write_text(
        '#!/bin/sh\ncase "$*" in *venv*) echo "ensurepip is not available"; exit 1;; esac\n'
        f'exec {sys.executable} "$@"\n'
    )
    broken.chmod(0o755)
    shim = (
        f"import runpy, sys; sys.executable = {str(broken)!r}; sys.argv = ['start.py', 'install']; "
        f"runpy.run_path({str(copy)!r}, run_name='__main__')"
    )

    told = subprocess.run([sys.executable, "-c", shim], capture_output=True, text=True, check=False)

    assert told.returncode == 1
    assert "ensurepip is not available" in told.stderr
    assert "apt install python3" in told.stderr
    assert not (tmp_path / ".venv").exists()
