"""Acts, findings, notices and steps of this room, as people read them: each subject in its own module, joined here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mithaq.elections import wording_voting

ACTS: Mapping[str, Any] = {**wording_voting.ACTS}
FINDINGS: Mapping[str, Any] = {}
NOTICES: Mapping[str, Callable[..., Any] | Any] = {**wording_voting.NOTICES}
