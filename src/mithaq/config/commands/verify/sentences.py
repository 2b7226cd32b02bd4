"""What holds of a board, and what does not, in plain words."""

from __future__ import annotations

from mithaq.kernels.board import Board, Fault

BROKEN = {
    ("header", "not-signed"): "The header was changed: it is not what the board's key has signed.",
    ("entry", "changed"): "Entry {number} was changed: it is not what the board's key has signed.",
    ("entry", "inserted"): "Something was inserted where entry {number} belongs; entry {number} stands further down.",
    ("entry", "swapped"): "Entries were swapped: entry {other} stands where entry {number} belongs.",
    ("entry", "twice"): "Entry {other} is there twice: again where entry {number} belongs.",
    ("entry", "two-histories"): "Entry {number} does not follow what stands before it: the board's key has signed two "
    "histories.",
    ("entry", "beyond"): "Entry {number} is more than the board says it has: it was added at the end.",
    ("entry", "another-end"): "Entry {number} is not the one the board says is its last.",
    ("entry", "missing"): "Entry {number} is missing.",
    ("closing", "not-signed"): "The closing record was changed: it is not what the board's key has signed.",
    ("voters", "another-count"): "{other} have voted by the signed record, and there are {number}.",
    ("voters", "another-digest"): "The list of who has voted is not the one that was signed.",
    ("ballot", "changed"): "Ballot {number} was changed: it is not what the board's key has signed.",
    ("ballot", "inserted"): "Something was inserted where ballot {number} belongs; it stands further down.",
    ("ballot", "swapped"): "Ballots were swapped: ballot {other} stands where ballot {number} belongs.",
    ("ballot", "twice"): "Ballot {other} is there twice: again where ballot {number} belongs.",
    ("ballot", "missing"): "Ballot {number} is missing.",
    ("ballot", "beyond"): "Ballot {number} is more than were opened.",
    ("ballot", "another-count"): "{number} ballots were opened, and {other} have voted.",
    ("ballot", "another-digest"): "The ballots are not those of the closing record.",
    ("ballot", "unpublished"): "Ballots stand here although the closing record says that none are published.",
    (
        "ballot",
        "withheld",
    ): "The closing record says that no ballots are published, and {number} have voted: only fewer "
    "than {other} are kept back, and in a vote by name none.",
    ("ballot", "same-tracker"): "Ballot {number} has the tracker of another ballot.",
    ("ballot", "not-sorted"): "Ballot {number} does not stand in the order of trackers.",
    ("ballot", "not-a-choice"): "Ballot {number} names a candidate who does not stand, or one twice.",
    ("withdrawal", "not-signed"): "That {name} withdrew is not what the board's key has signed.",
    ("withdrawal", "twice"): "That {name} withdrew stands here twice.",
    ("withdrawal", "unknown"): "Somebody is said to have withdrawn who did not stand when voting opened: {name}.",
    ("withdrawal", "too-late"): "{name} is said to have withdrawn before the close, and the signed record of the close "
    "does not know it.",
    ("withdrawal", "missing"): "{name} is left out of the count, and no signed record says that they withdrew.",
    ("result", "not-signed"): "The result is not what the board's key has signed.",
    (
        "result",
        "too-early",
    ): "A result stands here without the record of the close: before the box is opened there is none.",
    ("result", "other-withdrawn"): "The result does not leave out all those who withdrew by the signed records.",
}
STEPS = {
    "election": ("The receipt is for this election.", "The receipt is for another election."),
    "signature": (
        "The receipt was signed by the key of this board.",
        "The receipt was not signed by the key of this board: one of the two is not genuine.",
    ),
    "entry": ("Entry {number} of the board is yours.", "Your entry is not on the board: it was dropped or changed."),
    "commitment": (
        "Tracker, nonce and choices open the commitment of entry {number}.",
        "Tracker, nonce and choices do not open the commitment of entry {number}: the receipt is not what it was, or "
        "the entry says something else.",
    ),
    "ballot": (
        "Ballot {number} is yours, by its tracker.",
        "No ballot has your tracker: yours was not opened, or was dropped.",
    ),
    "choices": ("It says what you chose.", "Ballot {number} has your tracker and says something else."),
}
NAMED = {
    "ballot": ("Ballot {number} is yours, by your name.", "No ballot has your name: yours was dropped."),
    "choices": (
        "It says what you chose.",
        "Ballot {number} has your name and says something else than this receipt. If you voted again afterwards, check "
        "the receipt you got last.",
    ),
}
WITHDREW = {
    "voting": "{name} withdrew on {on}, while votes were cast: signed by the board's key.",
    "closed": "{name} no longer stood from {on} on, after the close: signed by the board's key.",
}
NO_BALLOTS = (
    "What you were told at the close was not checked: by its header this vote is by name, and the file has neither the "
    "record of the close nor ballots to make the digest from. If the election is already declared, this file is not "
    "whole."
)
PASSED_OVER = (
    "{name} is passed over: ballots that name them: {named}; of these first: {first}; without anybody else who stands: "
    "{alone}."
)


def say(fault: Fault, board: Board) -> str:
    name = name_of(board, fault.number) if fault.part == "withdrawal" else ""
    text = BROKEN[fault.part, fault.key].format(number=fault.number, other=fault.other, name=name)
    if fault.key == "missing" and fault.other:
        text += f" Number {fault.other} stands in its place."
    return text


def name_of(board: Board, number: int) -> str:
    for one in board.header["candidates"]:
        if one["number"] == number:
            name = one["name"]
            return str(
                name if isinstance(name, str) else next((name[c] for c in ("en", "fr", "ar") if name.get(c)), number)
            )
    return str(number)
