"""What can be asked: parameters with their limits, and where a list goes on."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from django.db.models import Q, QuerySet
from ninja.errors import HttpError, ValidationError
from ninja.params.functions import Query

from mithaq.evidence.selectors import Passage, with_codings
from mithaq.portal.api.shapes import Tongue

MOST = 200
LONGEST = 200

Labels = Annotated[Tongue | None, Query(None)]
Limit = Annotated[int, Query(50, ge=1, le=MOST)]
Cursor = Annotated[str, Query("", max_length=LONGEST)]
Lang = Annotated[str, Query("", pattern="^([a-z]{2,3})?$")]
Year = Annotated[int | None, Query(None, ge=1, le=9999)]
Objective = Annotated[int | None, Query(None, ge=1, le=999)]
Country = Annotated[str, Query("", pattern="^([A-Z]{2})?$")]
Uid = Annotated[str, Query("", max_length=LONGEST)]
Act = Annotated[
    Literal["recommendation", "commitment", "practice", "challenge", "question", "process", "fact"] | None,
    Query(None),
]
Category = Annotated[str, Query("", pattern="^[a-z_]{0,24}$")]
By = Annotated[Literal["country", "category", "document"], Query("country")]
Confirmed = Annotated[bool, Query(False)]
Words = Annotated[str, Query("", max_length=LONGEST)]


class Missing(HttpError):
    """There is nothing at the address that anybody may see."""

    def __init__(self) -> None:
        super().__init__(404, "")


def invalid(parameter: str, what: str) -> ValidationError:
    return ValidationError([{"loc": ("query", parameter), "msg": what}])


def newest_first(rows: QuerySet[Any], moment: str, *, cursor: str, limit: int) -> tuple[list[Any], str | None]:
    """A stretch of rows by a moment, newest first, and the cursor of the next.

    The cursor is the moment and the uid of the last row, not a number that could be counted with: it goes on where it
    stopped also when that row is withdrawn meanwhile.
    """
    rows = rows.order_by(f"-{moment}", "uid")
    if cursor:
        at, uid = _read(cursor)
        rows = rows.filter(Q(**{f"{moment}__lt": at}) | Q(**{moment: at, "uid__gt": uid}))
    found = list(rows[: limit + 1])
    if len(found) <= limit:
        return found, None
    last = found[limit - 1]
    return found[:limit], written(getattr(last, moment), last.uid)


def in_order(rows: QuerySet[Passage], *, cursor: str, limit: int) -> tuple[list[Passage], str | None]:
    """A stretch of passages with their codes, as they came; the cursor is the uid of the last one told."""
    rows = rows.order_by("pk")
    if cursor:
        last = Passage.objects.filter(uid=cursor).values_list("pk", flat=True).first() if cursor.isalnum() else None
        if last is None:
            raise invalid("cursor", "not a cursor of this list")
        rows = rows.filter(pk__gt=last)
    found = list(with_codings(rows)[: limit + 1])
    return found[:limit], found[limit - 1].uid if len(found) > limit else None


def written(at: datetime, uid: str) -> str:
    return base64.urlsafe_b64encode(f"{at.isoformat()}~{uid}".encode()).decode()


def _read(cursor: str) -> tuple[datetime, str]:
    try:
        at, _, uid = base64.urlsafe_b64decode(cursor.encode("ascii")).decode().partition("~")
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None or not uid.isalnum():
            raise ValueError(cursor)
        return moment.astimezone(UTC), uid  # there are moments of a zone that have none in another
    except (ValueError, OverflowError, binascii.Error):
        raise invalid("cursor", "not a cursor of this list") from None
