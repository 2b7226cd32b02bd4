"""The values of clauses as plain data: what JSON can hold, the same text for the same meaning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from mithaq.kernels import cadence
from mithaq.kernels.charter.values import Count, Money, Source, Words


def plain(value: Any) -> Any:
    """A value as texts, numbers, lists and tables: to keep beside a record, to compare, to show."""
    for kind, written in _WRITTEN.items():
        if isinstance(value, kind):
            return written(value)
    return value


def _count(value: Count) -> str:
    if value.most is None:
        return f"at least {value.least}" if value.least else "open"
    if value.least == value.most:
        return str(value.least)
    return f"{value.least}-{value.most}" if value.least else f"up to {value.most}"


def _money(value: Money) -> str:
    amount = value.amount.normalize()
    return f"{amount:f} {value.currency}"


_WRITTEN: Mapping[type, Callable[[Any], Any]] = {
    Words: lambda value: value.as_dict(),
    Count: _count,
    Money: _money,
    Source: lambda value: {k: v for k in ("document", "quote", "rule") if (v := getattr(value, k))},
    cadence.Span: str,
    cadence.Window: lambda value: value.text,
    cadence.Relative: lambda value: value.text,
    cadence.Cadence: lambda value: value.text,
    Fraction: str,
    tuple: lambda value: [plain(one) for one in value],
}
