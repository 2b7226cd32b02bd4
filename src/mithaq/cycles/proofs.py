"""What in this house can show that something was delivered: rooms above offer their pages, and say who may see them.

    proofs.offer("evidence:document", function)     # in apps.ready(); the name of the page's address

The function takes the institution, the arguments of each address by that address, and a reader (None: anybody); it
answers with what this reader may see of them, and leaves out the rest. It asks the database as often for many as for
one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import Resolver404, resolve

from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution

ANYBODY = None


@dataclass(frozen=True, slots=True)
class Shown:
    """Something of this house: what it is called, and the languages it is there in where that is known."""

    title: Words
    languages: tuple[str, ...] = ()


Addresses = Mapping[str, Mapping[str, Any]]
Offer = Callable[[Institution, Addresses, Any], Mapping[str, Shown]]

_offered: dict[str, Offer] = {}


def offer(page: str, function: Offer) -> None:
    """Again replaces."""
    _offered[page] = function


def shown(institution: Institution, addresses: Iterable[str], *, to: Any) -> dict[str, Shown]:
    """What stands at these addresses (without their language) and may be seen by a reader."""
    asked: dict[str, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for address in set(addresses):
        page, arguments = _page(address)
        if page in _offered and arguments.get("institution") == institution.slug:
            asked[page][address] = arguments
    found: dict[str, Shown] = {}
    for page, there in asked.items():
        found |= _offered[page](institution, there, to)
    return found


def is_inside(address: str) -> bool:
    """Whether an address is one of this house: told from its root, without its language."""
    return address.startswith("/")


def _page(address: str) -> tuple[str, Mapping[str, Any]]:
    if not is_inside(address):
        return "", {}
    try:
        match = resolve(f"/{languages.current()}{address}")
    except Resolver404:
        return "", {}
    return match.view_name, match.kwargs
