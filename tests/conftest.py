"""What every test may ask for: the cast, and a folder of its own for files."""

from __future__ import annotations

import hypothesis
import pytest
from django.utils import translation

from mithaq.foundation import words
from tests import cast as everybody


def pytest_configure(config):
    """Arabic and French are compiled before anything is asked for in them; once, not by every worker."""
    if not hasattr(config, "workerinput"):
        words.compile_all()
    # The same examples for everyone: a failure belongs to the change that made it, not to the day.
    hypothesis.settings.register_profile("house", derandomize=True)
    hypothesis.settings.load_profile("house")


@pytest.fixture
def cast(_house_of_this_test, db) -> everybody.Cast:
    """Five people and two institutions; see tests/cast.py."""
    return everybody.assemble()


@pytest.fixture(autouse=True)
def _house_of_this_test(settings, tmp_path_factory):
    """What a test deposits goes to a folder of its own; passwords are hashed fast, for nobody guesses them here."""
    settings.FILES = tmp_path_factory.mktemp("files")
    settings.KEYS = tmp_path_factory.mktemp("keys")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _in_english():
    """A test that switches the language leaves no trace."""
    with translation.override("en"):
        yield


@pytest.fixture(params=["ar", "en", "fr"])
def lang(request) -> str:
    """The test runs once in each language."""
    return request.param
