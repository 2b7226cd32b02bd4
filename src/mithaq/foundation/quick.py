"""Questions that are asked with every request: what it costs to word them is saved, not what they ask.

Django words a question for SQLite anew each time it is asked (`%s` to `?`), which for a long one takes as long as its
answer; and PostgreSQL plans it anew each time, which takes longer than the answer: here it is prepared once for each
connection (`prepared=no` in the address where a pooler stands between). Transactions, errors and the log of questions
are as everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model


def rows(question: str, asked: Sequence[Any]) -> list[tuple[Any, ...]]:
    """`question` with a place `%s` for each of `asked`, and no other per cent sign."""
    here = connections[DEFAULT_DB_ALIAS]
    if _may_be_quick(here):
        return list(_execute(here, question, asked).fetchall())
    with here.cursor() as cursor:
        cursor.execute(question, asked)
        return list(cursor.fetchall())


@lru_cache(maxsize=400)
def values(model: type[Model], row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row of all columns of a model, as a record holds it: what was read before is not made out anew. What can be
    changed in it (`Words`) is copied by whoever makes a record of it. A row is compared whole each time: whoever has
    long texts in one leaves them out, as they need no making out.
    """
    compiler = model._base_manager.all().query.get_compiler(DEFAULT_DB_ALIAS)
    columns = [field.get_col(model._meta.db_table) for field in model._meta.concrete_fields]
    [read] = compiler.apply_converters([row], compiler.get_converters(columns))
    return tuple(read)


def changed(question: str, asked: Sequence[Any]) -> int:
    """How many rows were written."""
    here = connections[DEFAULT_DB_ALIAS]
    if _may_be_quick(here):
        return int(_execute(here, question, asked).rowcount)
    with here.cursor() as cursor:
        cursor.execute(question, asked)
        return int(cursor.rowcount)


def _may_be_quick(here: Any) -> bool:
    """Not where questions are logged or watched: there they take the long way, which tells of them."""
    return not here.queries_logged and not here.execute_wrappers


def _execute(here: Any, question: str, asked: Sequence[Any]) -> Any:
    if here.vendor == "postgresql":
        return here.prepared(question, asked)
    here.ensure_connection()
    here.validate_no_broken_transaction()
    with here.wrap_database_errors:
        return here.connection.execute(_marked(question), asked)


@lru_cache(maxsize=100)
def _marked(question: str) -> str:
    return question.replace("%s", "?")
