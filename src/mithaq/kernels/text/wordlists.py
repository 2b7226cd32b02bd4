"""The word lists of the reader, from `lore/reading.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


def words(section: str, name: str) -> frozenset[str]:
    """A list of words."""
    return frozenset(_lists()[section][name].split())


def phrases(section: str, name: str) -> frozenset[str]:
    """A list whose entries may hold several words."""
    return frozenset(phrase.strip() for phrase in _lists()[section][name].split("|"))


def names(section: str) -> tuple[str, ...]:
    """The lists of a section."""
    return tuple(_lists()[section])


@cache
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("mithaq.kernels.text.lore").joinpath("reading.toml").read_text("utf-8"))
