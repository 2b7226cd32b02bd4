"""Acts, findings, notices and steps of this room, as people read them: each subject in its own module, joined here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mithaq.elections import wording_calling, wording_counting, wording_voting

ACTS: Mapping[str, Any] = {**wording_counting.ACTS, **wording_calling.ACTS, **wording_voting.ACTS}
FINDINGS: Mapping[str, Any] = {**wording_counting.FINDINGS, **wording_calling.FINDINGS}
NOTICES: Mapping[str, Callable[..., Any] | Any] = {
    **wording_counting.NOTICES,
    **wording_calling.NOTICES,
    **wording_voting.NOTICES,
}
JOBS: Mapping[str, Any] = {**wording_counting.JOBS}
