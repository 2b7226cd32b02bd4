"""Texts to test charters with: the sample, small ones made of it, and where a line of them stands."""

from __future__ import annotations

from pathlib import Path

from mithaq.kernels import charter
from mithaq.kernels.charter import Charter

SAMPLE = (Path(__file__).parent / "sample.toml").read_text(encoding="utf-8")
HEAD = '[institution]\nkey = "one"\nname = "One"\n'
BODY = HEAD + '[body.board]\nname = "Board"\nkind = "board"\n'


def understood(text: str) -> Charter:
    """The charter a text is; fails where it is none."""
    reading = charter.read(text)
    assert reading.faults == (), [(f.place, f.clause, f.key, dict(f.facts)) for f in reading.faults]
    return reading.charter


def seats(count: str | int, key: str = "members", **more: str) -> str:
    """A group of seats of the board."""
    words = {"count": f'"{count}"', "holder": '"organisation"', "selection": '"election"'} | more
    return f"[body.board.seat.{key}]\n" + "".join(f"{word} = {value}\n" for word, value in words.items())


def balance(key: str, **words: str) -> str:
    return f"[body.board.balance.{key}]\n" + "".join(f"{word} = {value}\n" for word, value in words.items())
