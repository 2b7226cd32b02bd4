"""A table of words."""

from collections.abc import Mapping
from typing import Any

Table = Mapping[str, Any]
