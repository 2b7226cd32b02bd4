"""Who may still be told of what: a notice on an election is for who may see it."""

from __future__ import annotations

from collections.abc import Mapping

from mithaq.notices.selectors import wording

KINDS: Mapping[str, wording.Still] = {}
