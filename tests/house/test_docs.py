"""What the documents name exists: files, folders, links, commands and their options, functions, tables, fields."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

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
CALLED = re.compile(r"`([a-z_]+(?:\.[A-Za-z_]\w*)+)(?:\(\))?`")
NAME = re.compile(r"\b(?:\w+_\w+|[A-Z][a-z]+(?:[A-Z][a-z]+)+)\b")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
NOT_OURS = {"log_statement", "log_min_duration_statement", "OPENBLAS_CORETYPE"}  # words of PostgreSQL and OpenBLAS
FILES = {"csv", "css", "html", "ics", "js", "json", "jsonl", "lock", "md", "pyz", "svg", "toml", "txt", "xlsx", "zip"}
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


def unknown(text: str) -> set[str]:
    """Names of functions, tables and fields, and options of commands, that no source of the house knows."""
    told = {name for code in CODE.findall(text) for name in (*NAME.findall(code), *OPTION.findall(code))}
    return {name for name in told if not name.startswith("_")} - known() - NOT_OURS


def nowhere(text: str, *, room: str = "") -> set[str]:
    """`room.module.name` where the room has no such module, or says no such name."""
    return {name for name in CALLED.findall(text) if not _stands(name.split("."), room)}


def _stands(parts: list[str], room: str) -> bool:
    if parts[-1] == "py":
        return parts[-2] in known()
    if parts[-1] in FILES:
        return True
    roots = [plan.SRC / above / parts[0] for above in ("", "kernels", "foundation", *([room] if room else []))]
    places = [place for root in roots for place in (root, root.with_suffix(".py")) if place.exists()]
    # none: an act, a clause, a field of something
    return not places or any(_words_below(place).issuperset(parts[1:]) for place in places)


@cache
def _words_below(place: Path) -> frozenset[str]:
    files = sorted(place.rglob("*.py")) if place.is_dir() else [place]
    names = {part for file in files for part in file.relative_to(plan.SRC).with_suffix("").parts}
    return frozenset(names.union(*(re.findall(r"\w+", file.read_text(encoding="utf-8")) for file in files)))


@cache
def known() -> frozenset[str]:
    """Every name and option the sources of the house say."""
    files = [file for top in ("src", "tests", "benchmarks") for file in (plan.HERE / top).rglob("*.*")]
    files = [file for file in files if file.suffix in (".py", ".html", ".js", ".css", ".toml", ".json", ".typ")]
    files = [file for file in (*files, *plan.HERE.glob("*.py"), *plan.HERE.glob("*.toml")) if file != Path(__file__)]
    texts = [file.read_text(encoding="utf-8") for file in files]
    stems = {file.stem for file in files}
    return frozenset(stems.union(*(re.findall(r"\w+|--[a-z][a-z-]+", text) for text in texts)))


@pytest.mark.parametrize("doc", DOCS, ids=lambda p: p.relative_to(plan.HERE).as_posix())
def test_names_stand_in_the_house(doc):
    text = doc.read_text(encoding="utf-8")

    assert unknown(text) == set()
    assert nowhere(text, room=doc.stem if doc.parent.name == "rooms" else "") == set()


def test_a_name_that_stands_nowhere_is_caught():
    assert unknown("`fly_to_the_moon(at=…)`, `TwoMoons`, `mithaq serve --flying`, `journal.write`") == {
        *("fly_to_the_moon", "TwoMoons", "--flying"),
    }
    assert nowhere("`journal.write`, `evidence.services.deposit`, `evidence.services.fly`, `body.board`") == {
        "evidence.services.fly"
    }


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
