"""Acts, findings, notices and jobs of this room, as people read them: each subject in its own module, joined here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mithaq.dialogues import wording_convening, wording_drawing, wording_files, wording_taking_part

_SUBJECTS = (wording_convening, wording_taking_part, wording_drawing, wording_files)
ACTS: Mapping[str, Any] = {key: told for one in _SUBJECTS for key, told in one.ACTS.items()}
FINDINGS: Mapping[str, Any] = {key: told for one in _SUBJECTS for key, told in one.FINDINGS.items()}
NOTICES: Mapping[str, Callable[..., Any] | Any] = {key: told for one in _SUBJECTS for key, told in one.NOTICES.items()}
JOBS: Mapping[str, Any] = {key: told for one in _SUBJECTS for key, told in one.JOBS.items()}
