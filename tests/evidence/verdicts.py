"""What a person says of a code, as the desk takes it."""

from __future__ import annotations

from mithaq.evidence.services import desk


def verdict(place: str, said: bool = True) -> desk.Verdict:
    scheme, _, code = place.partition(":")
    return {"scheme": scheme, "code": code, "name": "", "verdict": "yes" if said else "no"}
