"""Of two who change the same thing, the second is told: nothing is written over what somebody else wrote."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class Changed(ValidationError):
    """Somebody changed it since it was read: nothing was written, and what was entered is kept."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else has changed this meanwhile. Look at what stands now, then save again."), code="changed"
        )
