"""Whether what a notice told of still stands when the digest is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

KINDS: Mapping[str, Callable[..., Any]] = {}
