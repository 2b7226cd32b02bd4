"""Parts of higher rooms, for the style guide: the chips of persons and organisations."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mithaq.foundation.fields import words
from mithaq.foundation.styleguide import Sample


def _people(key: str) -> dict[str, Any]:
    union = words(
        ar="اتحاد العاملات في المنازل", en="Union of domestic workers", fr="Union des travailleuses domestiques"
    )
    return {"person": "أمل حداد", "organisation": {"name": union, "acronym": "UDW"}}


SAMPLES = (Sample("people", _("A person and an organisation"), "portal/chips.html", _people),)
