"""Acts and findings of this room, as people read them."""

from __future__ import annotations

from typing import Any

ACTS: dict[str, Any] = {}
FINDINGS: dict[str, Any] = {}
