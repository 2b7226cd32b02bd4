"""A report as it is frozen in a release: plain JSON, back again without loss, and the digest anyone can compute."""

from __future__ import annotations

import hashlib
import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from mithaq.synthesis.models import Release
from mithaq.synthesis.report import Report

FORM = "mithaq-release/1"


def to_json(report: Report) -> dict[str, Any]:
    """Everything a report says, as JSON can hold it."""
    return cast(dict[str, Any], _plain(report))


def from_json(data: Mapping[str, Any]) -> Report:
    """The very report `to_json` was given. Refused (TypeError, KeyError) when it is none."""
    return cast(Report, _made(Report, data))


def canonical(value: Any) -> str:
    """One way to write a JSON value: names in order, no spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def said(release: Release) -> dict[str, Any]:
    """What a release says, and what its digest is of."""
    return {
        "form": FORM,
        "synthesis": release.synthesis.uid,
        "number": release.number,
        "title": dict(release.title),
        "adopted_by": dict(release.adopted_by),
        "adopted_on": release.adopted_on.isoformat(),
        "note": dict(release.note),
        "content": release.content,
    }


def digest(release: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON of what `said` gives, in UTF-8."""
    return hashlib.sha256(canonical(release).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value


def _made(kind: Any, value: Any) -> Any:
    """`value` as the type a field is declared with."""
    origin, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        hints = _hints(cast(type, kind))
        return cast(Any, kind)(**{name: _made(hints[name], told) for name, told in value.items() if name in hints})
    if origin is tuple:
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_made(inner[0], one) for one in value)
        return tuple(_made(sort, one) for sort, one in zip(inner, value, strict=True))
    if origin in (Union, types.UnionType):
        wanted = next(sort for sort in inner if sort is not type(None))
        return None if value is None else _made(wanted, value)
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    if kind is float:
        return float(value)
    return dict(value) if origin is not Literal and isinstance(value, Mapping) else value


@lru_cache(maxsize=32)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
