"""What the board keeps beside its entries: nothing a person writes."""

from __future__ import annotations

from typing import Any

FIELDS: dict[str, Any] = {}

NEVER = {
    "elections.Election.header": "names of the ballot page, as they were frozen and signed; only in the file",
    "elections.Election.closing": "figures, hashes and a signature made by the house",
    "elections.Ballot.signature": "a signature made by the house",
}
