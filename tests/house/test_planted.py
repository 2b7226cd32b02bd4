"""Each contract is shown a violation and must catch it: a check that cannot fail is no check."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import plan


def test_a_room_that_enters_another_by_its_models_is_caught():
    source = "from mithaq.evidence.models import Passage\n"

    assert plan.forbidden_doors("synthesis/services.py", source) == [
        "synthesis/services.py:1 enters evidence by models"
    ]
    assert plan.forbidden_doors("synthesis/services.py", "from mithaq.evidence import services\n") == []


def test_a_room_that_reaches_into_a_kernel_is_caught():
    source = "from mithaq.kernels.text.analyse import fold\n"

    assert plan.kernel_insides("evidence/services.py", source) == [
        "evidence/services.py:1 reaches into mithaq.kernels.text.analyse.fold"
    ]


def test_a_key_that_points_up_is_caught():
    keys = [("foundation", "Entry.institution", "institutions"), ("evidence", "Document.institution", "institutions")]

    assert plan.keys_pointing_up([("dialogues", "Dialogue.election", "elections")], plan.levels()) != []
    assert plan.keys_pointing_up(keys, plan.levels()) == ["foundation.Entry.institution points up to institutions"]


@pytest.mark.parametrize("call", ["timezone.now()", "datetime.now()", "date.today()", "time.time()"])
def test_a_service_that_asks_the_clock_is_caught(call):
    assert plan.asks_the_clock("people/services.py", f"x = {call}\n") == ["people/services.py:1 asks the clock"]
    assert plan.asks_the_clock("people/views.py", f"x = {call}\n") == []


@pytest.mark.parametrize("place", ["evidence/selectors.py", "evidence/services/deposit.py", "people/rules.py"])
def test_a_service_that_knows_the_request_is_caught(place):
    assert plan.knows_the_request(place, "from django.http import HttpRequest\n") == [
        f"{place}:1 imports django.http.HttpRequest"
    ]
    assert plan.knows_the_request("evidence/views/documents.py", "from django.http import HttpRequest\n") == []


def test_chance_in_a_kernel_is_caught():
    assert plan.unseeded_chance("kernels/text/converge.py", "import random\n") == [
        "kernels/text/converge.py:1 imports random"
    ]


def test_an_inline_import_without_a_reason_is_caught():
    bare = "def f():\n    import json\n"
    told = "def f():\n    import json  # inline: slow import\n"

    assert plan.imports_without_reason("people/services.py", bare) == [
        "people/services.py:2 imports inside a function without a reason"
    ]
    assert plan.imports_without_reason("people/services.py", told) == []


def test_a_file_named_utils_is_caught():
    assert plan.nameless_files(["people/utils.py", "people/services.py"]) == ["people/utils.py"]


@pytest.mark.parametrize(
    ("where", "line", "contract"),
    [
        (
            "institutions/selectors.py",
            "from mithaq.synthesis import services",
            "A room imports only rooms on lower floors",
        ),
        ("foundation/fields.py", "from mithaq.people import services", "A room imports only rooms on lower floors"),
        ("kernels/text/analyse.py", "import django", "Kernels know no Django"),
        ("annex/__init__.py", '"""A room that is not on the plan."""', "A room imports only rooms on lower floors"),
    ],
)
def test_the_import_contract_catches(tmp_path: Path, where, line, contract):
    shutil.copytree(
        plan.SRC,
        tmp_path / "mithaq",
        ignore=shutil.ignore_patterns("__pycache__", "static", "locale", "*.npz", "fonts"),
    )
    shutil.copy(plan.HERE / ".importlinter", tmp_path)
    target = tmp_path / "mithaq" / where
    target.parent.mkdir(exist_ok=True)
    target.write_text(f"{target.read_text(encoding='utf-8') if target.exists() else ''}\n{line}\n", encoding="utf-8")

    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin", "COLUMNS": "200"},
        check=False,
    )

    assert done.returncode != 0
    assert contract.split()[0] in done.stdout
