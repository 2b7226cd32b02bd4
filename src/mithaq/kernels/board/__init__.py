"""A ballot box's board: entries chained by hashes and signed, the ballots opened from them, and how anybody checks it.

The face of the kernel: `from mithaq.kernels import board`. Hashes and the form of the file only: whoever calls brings
the signatures (`Signed`), and there is no clock and no chance.
"""

from mithaq.kernels.board.checking import FAULTS, STEPS, Fault, Signed, by_name, check, check_receipt
from mithaq.kernels.board.form import (
    FEW,
    FORMAT,
    Ballot,
    Entry,
    about_ballot,
    about_closing,
    about_entry,
    about_header,
    about_named,
    about_result,
    about_withdrawal,
    ballots_digest,
    canonical,
    commitment,
    entry_digest,
    genesis,
    passed_over,
    roll_digest,
    sha256,
)
from mithaq.kernels.board.reading import Board, NotABoard, Receipt, read, read_receipt, write_receipt

__all__ = [
    "FAULTS",
    "FEW",
    "FORMAT",
    "STEPS",
    "Ballot",
    "Board",
    "Entry",
    "Fault",
    "NotABoard",
    "Receipt",
    "Signed",
    "about_ballot",
    "about_closing",
    "about_entry",
    "about_header",
    "about_named",
    "about_result",
    "about_withdrawal",
    "ballots_digest",
    "by_name",
    "canonical",
    "check",
    "check_receipt",
    "commitment",
    "entry_digest",
    "genesis",
    "passed_over",
    "read",
    "read_receipt",
    "roll_digest",
    "sha256",
    "write_receipt",
]
