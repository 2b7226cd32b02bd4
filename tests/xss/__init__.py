"""Where every text of ours shows: one module a room, one entry a text field of its models.

    # tests/xss/evidence.py
    from tests.xss import Shown

    FIELDS = {
        "evidence.Document.title": Shown(plant_title, who="secretary"),
    }
    NEVER = {"evidence.Document.digest": "SHA-256 made by the house"}

    def plant_title(cast, text):         # inside the institution's scope; put `text` where a person could have put it
        document = …; document.title = in_three(text); document.save()
        return [url(cast, "evidence:document", uid=document.uid), …]      # the pages, feeds and files that show it

Every CharField, TextField and JSONField (WordsField too) of our models without choices is in FIELDS or, with its
reason, in NEVER (not written by people, held by a constraint, never shown); tests/house/test_xss.py fails otherwise.
`uid` needs no entry. Pages must show the text as text (anywhere: an element, a value, a title); a CSV must not begin a
cell with a formula. `limit` is for a field that shows only so many signs; it is the model's max_length when left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tests.cast import Cast

Plant = Callable[[Cast, str], list[str]]


@dataclass(frozen=True)
class Shown:
    plant: Plant
    who: str = "secretary"
    limit: int = 0


def url(cast: Cast, name: str, **kwargs: Any) -> str:
    """An address below the cast's institution."""
    return reverse(name, kwargs={"institution": cast.institution.slug, **kwargs})


def in_three(text: str) -> dict[str, str]:
    """The same text in each language, so that every reader meets it."""
    return {"ar": text, "en": text, "fr": text}
