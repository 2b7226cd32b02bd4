"""What the documents name exists: files, folders, links, commands."""

from __future__ import annotations

import re

import pytest

from mithaq.config.command import COMMANDS
from tests.house import plan

DOCS = sorted(
    [*plan.HERE.glob("*.md"), *(plan.HERE / "docs").rglob("*.md")], key=lambda p: p.relative_to(plan.HERE).as_posix()
)
PATH = re.compile(r"`([\w.{},/*-]+/[\w.{},/*-]*|[\w-]+\.(?:py|toml|md|lock|csv|html|po))`")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"(?:^|[`\s/])mithaq ([a-z]+)\b", re.MULTILINE)
ROOTS = ("", "src/mithaq/", "src/mithaq/kernels/text/", "docs/", "tests/", "src/mithaq/foundation/")
MADE = ("var/", "OUT/", ".venv/", "out/", "../shared", "/")  # made while running, or not in the repository


def _expanded(path: str) -> list[str]:
    found = re.match(r"(.*?)\{([^}]*)\}(.*)", path)
    return [f"{found[1]}{one}{found[3]}" for one in found[2].split(",")] if found else [path]


def missing(text: str, *, room: str = "") -> list[str]:
    roots = (*ROOTS, *([f"src/mithaq/{room}/"] if room else []))
    return [
        one
        for path in PATH.findall(text)
        if "/" in path and not path.startswith(MADE) and re.search("[A-Za-z*]", path)  # fractions and days are no paths
        for one in _expanded(path)
        if not any(list(plan.HERE.glob(f"{root}{one}".rstrip("/"))) for root in roots)
    ]


@pytest.mark.parametrize("doc", DOCS, ids=lambda p: p.relative_to(plan.HERE).as_posix())
def test_paths_and_links_lead_somewhere(doc):
    text = doc.read_text(encoding="utf-8")

    assert missing(text, room=doc.stem if doc.parent.name == "rooms" else "") == []
    assert [link for link in LINK.findall(text) if not (doc.parent / link).exists()] == []


@pytest.mark.parametrize("doc", DOCS, ids=lambda p: p.relative_to(plan.HERE).as_posix())
def test_commands_exist(doc):
    told = set(COMMAND.findall("\n".join(re.findall(r"`[^`]+`|```.*?```", doc.read_text(encoding="utf-8"), re.DOTALL))))

    assert told <= {*COMMANDS, "django"}


def test_a_path_that_leads_nowhere_is_caught():
    assert missing("see `foundation/nothing.py` and `foundation/{journal,nowhere}.py`") == [
        "foundation/nothing.py",
        "foundation/nowhere.py",
    ]


def test_every_variable_of_the_environment_is_told():
    told = (plan.HERE / "docs" / "operate.md").read_text(encoding="utf-8")
    read = {
        name
        for path, source in plan.modules()
        if path.startswith("config/")
        for name in re.findall(r'environ(?:\.get\(|\[)"(MITHAQ_[A-Z_]+)"', source)
    }

    short = {n for n in read if n not in told and f"`_{n.rsplit('_', 1)[1]}`" not in told}
    assert short == set()
