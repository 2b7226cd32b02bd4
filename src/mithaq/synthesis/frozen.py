"""A report as it is frozen in a release: plain JSON, back again without loss, and the digest anyone can compute."""

from __future__ import annotations

import hashlib
import json
import types
from collections.abc import Callable, Mapping
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
    return _maker(kind)(value)


@lru_cache(maxsize=256)
def _maker(kind: Any) -> Callable[[Any], Any]:
    """How values of a type are made. Worked out once a type: a report has tens of thousands of values."""
    origin, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _maker_of_class(cast(type, kind))
    if origin is tuple:
        if len(inner) == 2 and inner[1] is Ellipsis:
            each = _maker(inner[0])
            return tuple if each is _as_it_is else lambda told: tuple([each(one) for one in told])
        makers = [_maker(sort) for sort in inner]
        return lambda told: tuple([make(one) for make, one in zip(makers, told, strict=True)])
    if origin in (Union, types.UnionType):
        wanted = _maker(next(sort for sort in inner if sort is not type(None)))
        return lambda told: None if told is None else wanted(told)
    if kind in (date, datetime):
        return cast(Callable[[Any], Any], kind.fromisoformat)
    if kind is float:
        return float
    return _as_it_is if origin is Literal or kind in (str, int, bool) else _copied


def _maker_of_class(kind: type) -> Callable[[Any], Any]:
    makers = {name: _maker(hint) for name, hint in get_type_hints(kind).items()}
    return lambda told: kind(**{name: makers[name](value) for name, value in told.items() if name in makers})


def _as_it_is(value: Any) -> Any:
    return value


def _copied(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value
