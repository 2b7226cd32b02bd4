"""The text of a charter: check it, show what adopting it would do, adopt it.

mithaq blueprint check network.toml … --lang fr    every fault as FILE:LINE:COLUMN clause: sentence
mithaq blueprint plan network.toml --institution arab-review
mithaq blueprint adopt network.toml --institution arab-review
mithaq blueprint schema > charter.schema.json      a JSON Schema, so that an editor completes and checks while typing
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import django

LARGEST = 5_000_000  # bytes that are read at all


class _Refused(Exception):
    """Why the command stops, in a sentence."""


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="check|plan|adopt|schema")
    check = verbs.add_parser("check", help="read texts and say what is wrong with them")
    check.add_argument("files", metavar="FILE", nargs="+")
    check.add_argument("--json", action="store_true", help="one JSON object a file, with every fault")
    plan = verbs.add_parser("plan", help="show what adopting it would open, change and close; nothing is written")
    plan.add_argument("file", metavar="FILE")
    plan.add_argument("--institution", default="", metavar="SLUG", help="without one: as if nothing stood yet")
    adopt = verbs.add_parser("adopt", help="put it in force and make what it asks for stand")
    adopt.add_argument("file", metavar="FILE")
    adopt.add_argument("--institution", required=True, metavar="SLUG")
    adopt.add_argument("--reason", default="", help="why the charter in force is changed; it stays on record")
    adopt.add_argument(
        "--on", type=date.fromisoformat, default=None, metavar="DAY", help="in force from; today if left out"
    )
    for verb in (check, plan, adopt):
        verb.add_argument("--lang", choices=["ar", "en", "fr"], default="en")
    verbs.add_parser("schema", help="print a JSON Schema of the grammar")


def run(told: argparse.Namespace) -> int:
    django.setup()
    try:
        with _language(getattr(told, "lang", "en")):
            return _VERBS[told.verb](told)
    except _Refused as refused:
        print(refused, file=sys.stderr)
        return 1


def _schema(_told: argparse.Namespace) -> int:
    from mithaq.kernels import charter  # inline: slow to import for the other commands

    print(json.dumps(charter.schema(), ensure_ascii=False, indent=2))
    return 0


def _check(told: argparse.Namespace) -> int:
    from mithaq.blueprints import report  # inline: models need the set-up of `run`

    errors = 0
    for file in told.files:
        found = report.check(_text(file))
        if told.json:
            print(json.dumps({"file": file, **report.as_json(found)}, ensure_ascii=False, indent=1))
        else:
            _print_faults(file, found)
            if not found.faults:
                print(f"{file}: {report.summary(found)}")
        errors += bool(found.errors)
    return 1 if errors else 0


def _plan(told: argparse.Namespace) -> int:
    from mithaq.blueprints import report  # inline: models need the set-up of `run`

    found = _sound(told)
    with _inside(told.institution) as institution:
        for line in report.plan(institution, found.charter, on=date.today()):
            print(line)
    return 0


def _adopt(told: argparse.Namespace) -> int:
    from django.core.exceptions import ValidationError  # inline: models need the set-up of `run`
    from django.utils.timezone import localdate, now

    from mithaq.blueprints import services
    from mithaq.foundation.actors import task
    from mithaq.institutions.selectors import findings
    from mithaq.kernels.charter import CharterRefuses

    found = _sound(told)
    with _inside(told.institution) as institution:
        try:
            version = services.adopt(
                institution,
                found.text,
                reason=told.reason,
                on=told.on or localdate(),
                by=task("operator"),
                at=now(),
            )
        except CharterRefuses as refused:
            raise _Refused("\n".join(f"{one.clause}: {findings.said(one)}" for one in refused.findings)) from refused
        except ValidationError as refused:
            raise _Refused("\n".join(refused.messages)) from refused
        print(f"{told.institution}: {version.number} ({version.digest[:16]})")
    return 0


def _sound(told: argparse.Namespace) -> Any:
    """The text of a file, read; its faults are printed and end the command."""
    from mithaq.blueprints import report  # inline: models need the set-up of `run`

    found = report.check(_text(told.file))
    if found.errors:
        _print_faults(told.file, found)
        raise _Refused(report.refused())
    return found


def _print_faults(name: str, found: Any) -> None:
    from mithaq.blueprints import report  # inline: models need the set-up of `run`

    for line, column, clause, said in report.faults(found):
        print(f"{name}:{line}:{column} {clause + ': ' if clause else ''}{said}")


def _text(name: str) -> str:
    from django.core.exceptions import ValidationError  # inline: models need the set-up of `run`

    from mithaq.blueprints import report

    try:
        content = sys.stdin.buffer.read(LARGEST) if name == "-" else Path(name).read_bytes()[:LARGEST]
        text = content.decode("utf-8-sig")
        report.size(text)
    except OSError as error:
        raise _Refused(f"{name}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _Refused(f"{name}: not UTF-8 (byte {error.start})") from error
    except ValidationError as error:
        raise _Refused(f"{name}: {' '.join(error.messages)}") from error
    return text.replace("\r\n", "\n")


@contextmanager
def _inside(slug: str) -> Iterator[Any]:
    """An institution with its scope; None for none."""
    from django_scopes import scope, scopes_disabled  # inline: models need the set-up of `run`

    from mithaq.institutions import selectors as institutions

    if not slug:
        with scopes_disabled():
            yield None
        return
    institution = institutions.by_slug(slug)
    if institution is None:
        raise _Refused(f"There is no institution {slug!r}.")
    with scope(institution=institution):
        yield institution


@contextmanager
def _language(code: str) -> Iterator[None]:
    from django.utils import translation  # inline: models need the set-up of `run`

    from mithaq.foundation import words

    words.compile_all()
    with translation.override(code):
        yield


_VERBS: dict[str, Callable[[argparse.Namespace], int]] = {
    "check": _check,
    "plan": _plan,
    "adopt": _adopt,
    "schema": _schema,
}
