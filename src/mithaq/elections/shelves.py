"""Several lists on one page, a part of each at a time: every list has its place in the address beside the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict

EACH = 30


@dataclass(frozen=True, slots=True)
class Shelf:
    """A part of a list; `before` and `after` lead to its neighbours and to the heading `key`, empty at the ends."""

    page: Page[Any]
    before: str
    after: str

    def __iter__(self) -> Iterator[Any]:
        return iter(self.page)

    def __bool__(self) -> bool:
        return bool(self.page.paginator.count)


def shelf(rows: Sequence[Any], key: str, query: QueryDict, *, each: int = EACH) -> Shelf:
    """The part that the address asks for; the nearest there is, where it asks for another."""
    page = Paginator(rows, each).get_page(query.get(key))

    def leads_to(number: int) -> str:
        asked = query.copy()
        asked[key] = str(number)
        return f"?{asked.urlencode()}#{key}"

    return Shelf(
        page,
        leads_to(page.previous_page_number()) if page.has_previous() else "",
        leads_to(page.next_page_number()) if page.has_next() else "",
    )
