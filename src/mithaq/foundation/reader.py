"""A page is read by one reader, and says days and numbers as they chose."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse

from mithaq.foundation import habits

Answer = TypeVar("Answer", bound=HttpResponse)


class Heeding:
    """Stands behind the middleware that knows the account, which is asked only when a day or a number is said.

    A page has an address that ends with a slash. A file has none, and is the same for all who take it; one whose
    address ends with a slash all the same says so itself (`habits.as_the_house`). While somebody acts, the house says
    it: what services write down outlives the reader. The page that answers an act is read as any other: its form and
    its context are said to the reader from their beginning (`access.Permission`, `reads`), and so is its template.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reads = request.method in ("GET", "HEAD") and _is_page(request)
        with habits.of((lambda: request.user) if reads else None):
            return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: Answer) -> Answer:
        if request.method == "POST" and _is_page(request):
            reads(request)
        return response


def reads(request: HttpRequest) -> None:
    """From here to the end of the answer it is said to who asks: a page begins, and nothing is written down any more.
    For views that make their page by `render`; all others begin it where the door knows of it.
    """
    habits.heed(lambda: request.user)


def _is_page(request: HttpRequest) -> bool:
    return request.path_info.endswith("/")
