"""Every address of the project, asked by every kind of visitor, against one table (tests/access/<room>.py)."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

import tests.access
from tests import remembered
from tests.access import EVERYONE, MEMBERS, Row
from tests.cast import WHO

LOGIN = "/account/login/"


@dataclass(frozen=True)
class Address:
    """A URL name with its namespace, its view, and whether it lies below /<institution>/."""

    name: str
    view: Any
    in_institution: bool


def addresses(patterns: Any = None, spaces: tuple[str, ...] = (), inside: bool = False) -> Iterator[Address]:
    """Every address there is; a nameless one is called so, and has no row."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        within = inside or "<slug:institution>" in str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from addresses(pattern.url_patterns, inner, within)
        elif isinstance(pattern, URLPattern):
            name = pattern.name or f"nameless {pattern.pattern}"
            yield Address(":".join((*spaces, name)), pattern.callback, within)


def table() -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for module in pkgutil.iter_modules(tests.access.__path__):
        for name, told in importlib.import_module(f"tests.access.{module.name}").ROWS.items():
            assert name not in rows, f"{name} stands in two modules of tests/access"
            rows[name] = [told] if isinstance(told, Row) else list(told)
    return rows


ROWS = table()
INSIDE = {address.name for address in addresses() if address.in_institution}
CASES = [pytest.param(name, row, id=f"{name}-{row.method}") for name, rows in ROWS.items() for row in rows]


def test_every_address_has_its_row():
    names = {address.name for address in addresses()}

    assert {"without a row": sorted(names - set(ROWS)), "without an address": sorted(set(ROWS) - names)} == {
        "without a row": [],
        "without an address": [],
    }


def test_every_address_of_an_institution_goes_through_the_door():
    """A view below /<institution>/ is a class that says what it needs; no function slips by."""
    open_ = []
    for address in addresses():
        needs = getattr(getattr(address.view, "view_class", None), "permission_required", "")
        if address.in_institution and not needs:
            open_.append(address.name)

    assert open_ == []


@pytest.mark.parametrize(("name", "row"), CASES)
def test_who_may_open_it(cast, name, row):
    clients, address = _at_the_door(cast), _address(cast, name, row)

    assert _allowed(clients, address, row) == sorted(row.may)


@pytest.mark.parametrize(("name", "row"), [case for case in CASES if case.values[0] in INSIDE])
def test_nothing_of_a_private_institution_is_public(cast, name, row):
    """Whoever takes no part gets 404, as where no institution is: not even its name is told."""
    clients, address = _at_the_door(cast), _address(cast, name, row)  # as above, so that both remember the same
    cast.institution.is_public = False
    cast.institution.save(update_fields=["is_public"])

    assert _allowed(clients, address, row, to=MEMBERS) == sorted(row.may & MEMBERS)


def _address(cast, name: str, row: Row) -> str:
    with cast.scope():
        args = remembered.once(f"access {id(row.args)}", lambda: row.args(cast))
    for more in ({"institution": cast.institution.slug}, {}):
        try:
            return reverse(name, kwargs={**more, **args})
        except NoReverseMatch:
            if not more:
                raise
    raise AssertionError("unreachable")


def _at_the_door(cast) -> dict[str, Client]:
    """One of each kind, signed in. To sign in is not what is tried here: the sessions are remembered."""
    keys = remembered.once("at the door", lambda: {who: cast.client(who).session.session_key for who in WHO[1:]})
    clients = {who: Client() for who in WHO}
    for who, key in keys.items():
        clients[who].cookies[settings.SESSION_COOKIE_NAME] = key
    return clients


def _allowed(clients: dict[str, Client], address: str, row: Row, *, to: frozenset[str] = EVERYONE) -> list[str]:
    """Who gets in; whoever is not among `to` must get 404. Each asks alone: what one changes, the next must not see."""
    may = []
    for who, client in clients.items():
        spot = transaction.savepoint()
        answer = getattr(client, row.method)(address, row.data)
        transaction.savepoint_rollback(spot)
        if who not in to:
            assert answer.status_code == 404, f"{who} gets {answer.status_code}"
        elif not _refused(answer, who, row):
            may.append(who)
    return sorted(may)


def _refused(answer, who: str, row: Row) -> bool:
    to_login = answer.status_code == 302 and LOGIN in answer["Location"] and "next=" in answer["Location"]
    if to_login:
        assert who == "anonymous", f"{who} is signed in and sent to sign in"
    assert answer.status_code < 500
    assert answer.status_code != 405, "the row asks with a method the page does not take"
    if row.own and answer.status_code == 404:
        return False
    refusal = 404 if row.hidden else 403
    if answer.status_code in (403, 404):
        assert answer.status_code == refusal, f"{who} gets {answer.status_code}"
    return to_login or answer.status_code == refusal
