"""Check the board of an election without its database: that nothing was changed, dropped, inserted or swapped.

mithaq verify board.jsonl                                   the whole board
mithaq verify board.jsonl --receipt receipt.txt             also that your vote is in it, and counted
mithaq verify board.jsonl --key 5c1f…                       signed by this key, as the institution published it
mithaq verify board.jsonl --head 9f2b…                      ends where you were told that it did when voting closed
mithaq verify board.jsonl --earlier yesterday.jsonl         what stood there yesterday still stands

The board is the file that the election's page offers. What is wrong is named by its number, in plain words; the exit
code is 0 where all holds, 1 where something does not, and 3 where nothing failed but the head could not be checked.
docs/secrecy.md says what this shows, and what it cannot.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mithaq.config.commands.verify.checking import findings, signed_by
from mithaq.config.commands.verify.sentences import name_of
from mithaq.kernels import board as boards
from mithaq.kernels.board import NotABoard

__all__ = ["arguments", "findings", "name_of", "run", "signed_by"]


NOT_CHECKED = 3  # argparse ends with 2 where the words of the command are wrong
_OUTCOMES = {True: "holds", False: "FAILS", None: "------"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("board", type=Path, metavar="BOARD", help="the file of the board")
    parser.add_argument("--receipt", type=Path, metavar="FILE", help="the receipt you kept when you voted")
    parser.add_argument("--key", metavar="HEX", help="the key the board must be signed with")
    parser.add_argument("--head", metavar="HEX", help="the head (or digest of the ballots) you were told at the close")
    parser.add_argument("--earlier", type=Path, metavar="FILE", help="the same board as it was saved before")


def run(told: argparse.Namespace) -> int:
    try:
        board = boards.read(_text(told.board))
        receipt = boards.read_receipt(_text(told.receipt)) if told.receipt else None
        earlier = boards.read(_text(told.earlier)) if told.earlier else None
    except (NotABoard, Unreadable) as refused:
        print(f"FAILS  {refused}", file=sys.stderr)
        return 1
    found = list(findings(board, key=told.key, head=told.head, receipt=receipt, earlier=earlier))
    for holds, text in found:
        print(f"{_OUTCOMES[holds]:<6} {text}")
    outcomes = {holds for holds, _text_of in found}
    if False in outcomes:
        print("This board does not hold.")
        return 1
    if None in outcomes:
        print("Nothing failed; the head was not checked.")
        return NOT_CHECKED
    print("Everything holds.")
    return 0


class Unreadable(Exception):
    """A file cannot be read: which, and why."""


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"{path} cannot be read ({error}).") from error
