"""What is said of the acts of this subject: in the minute, in notices, in refusals, in jobs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

ACTS: Mapping[str, Any] = {}
FINDINGS: Mapping[str, Any] = {}
NOTICES: Mapping[str, Callable[..., Any] | Any] = {}
JOBS: Mapping[str, Any] = {}
