"""What is said of the acts of this subject: in the register of acts, in notices, in refusals, in jobs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

ACTS: Mapping[str, Any] = {}
FINDINGS: Mapping[str, Any] = {}
NOTICES: Mapping[str, Callable[..., Any] | Any] = {}
JOBS: Mapping[str, Any] = {"dialogues.draw": _("Drawing the map of a dialogue")}
