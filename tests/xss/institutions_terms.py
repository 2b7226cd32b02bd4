"""What an institution calls things, and what it avoids, as its term base shows it."""

from __future__ import annotations

from mithaq.institutions.models import Term
from tests.cast import Cast
from tests.xss import Shown, in_three, url


def said(field: str):
    def plant(cast: Cast, text: str) -> list[str]:
        value = {code: [text] for code in ("ar", "en", "fr")} if field == "avoided" else in_three(text)
        Term.objects.all().delete()
        told = {"preferred": in_three("compact"), "avoided": {}, "note": {}, field: value}
        term = Term.objects.create(institution=cast.institution, **told)
        return [url(cast, "institutions:terms"), url(cast, "institutions:change_term", uid=term.uid)]

    return plant


FIELDS = {
    "institutions.Term.preferred": Shown(said("preferred"), limit=100),
    "institutions.Term.avoided": Shown(said("avoided"), limit=100),
    "institutions.Term.note": Shown(said("note"), limit=1000),
}
NEVER: dict[str, str] = {}
