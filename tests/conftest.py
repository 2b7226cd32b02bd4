"""What every test may ask for: the cast, and a folder of its own for files."""

from __future__ import annotations

import gc
import itertools
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings as house
from django.db import connection
from django.db.backends.signals import connection_created
from django.utils import translation
from whitenoise.middleware import WhiteNoiseMiddleware

from mithaq.evidence import columns
from mithaq.foundation import words
from mithaq.institutions.models import Institution
from tests import at_once, databases, remembered
from tests import cast as everybody

LONGEST = (
    *("security/test_canary.py", "browser/test_pages.py", "house/test_access.py", "config/test_backup.py"),
    *("security/test_leftovers.py", "journeys/test_newcomer.py", "portal/test_api_schema.py", "browser/"),
    *("security/", "elections/test_polling_day.py", "elections/test_result_pages.py", "conformance/"),
)


def pytest_configure(config):
    """Arabic and French are compiled before anything is asked for in them; once, not by every worker."""
    if not hasattr(config, "workerinput"):
        words.compile_all()
    # The same examples for everyone: a failure belongs to the change that made it, not to the day.
    # No test is timed: what an example takes depends on who else is at work.
    slow = [hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.data_too_large]
    hypothesis.settings.register_profile("house", derandomize=True, deadline=None, suppress_health_check=slow)
    hypothesis.settings.load_profile("house")
    house.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast, for nobody guesses them here
    gc.disable()  # what is collected stays to the end: nothing of it is garbage


def pytest_collection_finish(session):
    """A hundred thousand things of the collection need not be looked through again each time a test makes garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


def pytest_collection_modifyitems(items):
    """What takes longest begins first, so that no worker is left alone with it at the end."""

    def place(item) -> int:
        where = item.nodeid.removeprefix("tests/")
        return next((n for n, long in enumerate(LONGEST) if where.startswith(long)), len(LONGEST))

    items.sort(key=place)


def pytest_unconfigure(config):
    """What was laid on a PostgreSQL for the whole run goes with it."""
    if not hasattr(config, "workerinput"):
        for server in {os.environ.get(name, "") for name in ("MITHAQ_DATABASE", "MITHAQ_TEST_POSTGRES")}:
            if server.startswith("postgres"):
                databases.forget(server)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """The database of the tests begins as a copy of one that is migrated; Django asks `migrate` for the rest."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = databases.on_postgres(os.environ["MITHAQ_DATABASE"])
    connection_created.connect(databases.into_memory)
    yield
    connection_created.disconnect(databases.into_memory)


@pytest.fixture
def cast(_house_of_this_test, db) -> everybody.Cast:
    """Five people and two institutions; see tests/cast.py."""
    return remembered.once("cast", everybody.assemble)


@pytest.fixture
def committed() -> Iterator[Institution]:
    """An institution whose writes others see. Never beside `cast`, which would take them back."""
    house = everybody.assemble()
    with house.scope():
        yield house.institution


@pytest.fixture
def together(committed, tmp_path) -> Callable[..., list[str]]:
    """`together(act, 4)` does `act(n)` in as many threads at once, and gives what became of each."""
    return partial(at_once.together, committed, tmp_path)


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_listed_once():
    """Each new client of a test would list every static file of the house, and look at each."""
    listing, found = WhiteNoiseMiddleware.add_files_from_finders, {}

    def once(self):
        told = (self.static_prefix, self.max_age, self.charset, tuple(house.INSTALLED_APPS))
        if told not in found:
            listing(self)
            found[told] = dict(self.files)
        self.files.update(found[told])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", once)
        yield


@pytest.fixture(scope="session")
def _houses(tmp_path_factory) -> Iterator[Path]:
    """A new folder for each test; numbered here, for `mktemp` looks through all there are before it gives one."""
    street = tmp_path_factory.mktemp("houses")
    return (street / str(number) for number in itertools.count(1))


@pytest.fixture(autouse=True)
def _house_of_this_test(settings, _houses):
    """What a test deposits goes to a folder of its own."""
    folder = next(_houses)
    settings.FILES, settings.KEYS = folder / "files", folder / "keys"
    for place in (settings.FILES, settings.KEYS):
        place.mkdir(parents=True)
    columns.forget()  # of the database of another test, where the same numbers may stand for something else


@pytest.fixture(autouse=True)
def _in_english():
    """A test that switches the language leaves no trace."""
    with translation.override("en"):
        yield


@pytest.fixture(params=["ar", "en", "fr"])
def lang(request) -> str:
    """The test runs once in each language."""
    return request.param
