"""Whether this connection is in a transaction that changed what can be found: what it reads is not yet true for others.

Told by Django's own list of things to do after the commit: what stands there is forgotten by itself when the
transaction, or the part of it that made the change, is rolled back.
"""

from __future__ import annotations

from django.db import connection, transaction


class _Committed:
    """Nothing to do after the commit: its place in the list is what says that there was a change."""

    def __init__(self, institution: str) -> None:
        self.institution = institution

    def __call__(self) -> None:
        return None


def mark(institution: str) -> None:
    """Say that this transaction changes what can be found in the institution (by its uid)."""
    transaction.on_commit(_Committed(institution))


def here(institution: str) -> bool:
    """Whether something was changed here that others do not see yet."""
    waiting = (entry[1] for entry in connection.run_on_commit)
    return any(isinstance(one, _Committed) and one.institution == institution for one in waiting)
