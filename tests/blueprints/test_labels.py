"""Whatever of a record a plan may change is called by its name, in three languages."""

from __future__ import annotations

import pytest
from django.utils import translation

from mithaq.blueprints import vocabulary
from mithaq.kernels import charter

CHANGED = [(kind, word) for kind, known in charter.STANDS.items() for word in known if word != "name"]


@pytest.mark.parametrize(("kind", "word"), CHANGED)
def test_what_a_plan_may_change_has_a_label(kind: str, word: str) -> None:
    said = {}
    for code in ("ar", "en", "fr"):
        with translation.override(code):
            said[code] = vocabulary.label(kind, word)

    assert said["ar"] != said["en"]
    assert all(said.values())
