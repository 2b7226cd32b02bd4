"""The house plan as the tests read it: floors from .importlinter, doors, and the checks as plain functions.

Each check takes its material as an argument, so that test_planted.py can show it a violation and see it caught.
"""

from __future__ import annotations

import ast
import configparser
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
SRC = HERE / "src" / "mithaq"

# A room is entered through these modules and no others. `records` holds abstract bases, `report` plain values.
DOORS = ("services", "selectors", "enums", "rules", "records", "report")
OPEN = ("foundation", "kernels")  # what every room stands on has no doors to keep
EDGES = ("config",)  # settings, addresses and commands bind rooms together


def floors() -> list[str]:
    """Room names, highest floor first, as .importlinter states them; siblings (`|`) one after the other."""
    return [room for floor in levels() for room in floor]


def levels() -> list[list[str]]:
    """The floors, highest first, each with its rooms; siblings on one floor do not know each other."""
    told = configparser.ConfigParser()
    told.read(HERE / ".importlinter")
    lines = told["importlinter:contract:floors"]["layers"].split("\n")
    return [[room.strip() for room in line.split("|")] for line in lines if line.strip()]


def modules() -> Iterator[tuple[str, str]]:
    """`(path below src/mithaq, source)` of every module."""
    for path in sorted(SRC.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path.relative_to(SRC).as_posix(), path.read_text(encoding="utf-8")


def forbidden_doors(path: str, source: str) -> list[str]:
    """Imports that enter another room by something that is not a door."""
    room = path.split("/")[0]
    if room in EDGES:
        return []
    found = []
    for line, target in _imports(source):
        parts = target.split(".")
        if len(parts) < 3 or parts[0] != "mithaq" or parts[1] in (room, *OPEN):
            continue
        if parts[2] not in DOORS:
            found.append(f"{path}:{line} enters {parts[1]} by {parts[2]}")
    return found


def kernel_insides(path: str, source: str) -> list[str]:
    """Imports of a kernel's private parts from outside the kernels: rooms use the face, `mithaq.kernels.<name>`."""
    if path.split("/")[0] == "kernels":
        return []
    return [
        f"{path}:{line} reaches into {target}"
        for line, target in _imports(source)
        if target.startswith("mithaq.kernels.")
        and len(target.split(".")) > 3
        and target.split(".")[3].islower()
        and (SRC / "kernels" / target.split(".")[2] / f"{target.split('.')[3]}.py").exists()
    ]


def keys_pointing_up(keys: Iterable[tuple[str, str, str]], order: list[list[str]]) -> list[str]:
    """Foreign keys `(from room, field, to room)` that point neither into their own room nor to a lower floor."""
    level = {room: number for number, floor in enumerate(order) for room in floor}
    return [
        f"{here}.{field} points up to {there}"
        for here, field, there in keys
        if here != there and here in level and there in level and level[there] <= level[here]
    ]


def asks_the_clock(path: str, source: str) -> list[str]:
    """Calls of now() or today() below the edge: time comes in as `on=` and `at=`.

    Edges are views, template tags, middleware, and what runs by itself (jobs, mail).
    """
    name = Path(path).name
    parts = path.split("/")
    if (
        parts[0] in EDGES
        or "views" in parts
        or (name.startswith(("views", "tasks", "middleware", "apps", "jobs", "mail")) or "templatetags" in parts)
    ):
        return []
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value)
            if (
                node.func.attr in ("now", "utcnow", "today", "localdate", "localtime")
                and owner.split(".")[-1] in ("timezone", "datetime", "date")
            ) or (node.func.attr == "time" and owner == "time"):
                found.append(f"{path}:{node.lineno} asks the clock")
    return found


def knows_the_request(path: str, source: str) -> list[str]:
    """Services, selectors and rules that import what belongs to a view."""
    parts = path.split("/")
    if parts[0] in (*EDGES, "kernels") or not (
        {"services", "selectors"} & {Path(p).stem for p in parts} or parts[-1] == "rules.py"
    ):
        return []
    return [
        f"{path}:{line} imports {target}"
        for line, target in _imports(source)
        if target.startswith(("django.http", "django.shortcuts", "django.views", "django.urls"))
    ]


def unseeded_chance(path: str, source: str) -> list[str]:
    """Chance in a kernel that no seed decides."""
    if not path.startswith("kernels/"):
        return []
    return [
        f"{path}:{line} imports {target}"
        for line, target in _imports(source)
        if target.split(".")[0] in ("random", "secrets", "uuid")
    ]


def imports_without_reason(path: str, source: str) -> list[str]:
    """Imports inside a function whose first line does not say why ("# inline: …")."""
    lines, found = source.splitlines(), []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inner = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
            if inner and not any("# inline:" in lines[n.lineno - 1] for n in inner):
                found.append(f"{path}:{inner[0].lineno} imports inside a function without a reason")
    return found


def nameless_files(paths: Iterable[str]) -> list[str]:
    """Modules named for nothing."""
    return [p for p in paths if Path(p).stem in ("utils", "util", "helpers", "helper", "common", "misc", "manager")]


def _imports(source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
