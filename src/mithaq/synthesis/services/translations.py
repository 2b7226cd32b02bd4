"""A line in the other languages: translated by somebody, from one version of its original's words."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mithaq.foundation.actors import Actor
from mithaq.synthesis.models import Line, LineRendition
from mithaq.synthesis.services.lines import reword
from mithaq.synthesis.services.standing import Changed, record, sound, standing, touch


def translate_line(
    line: Line, *, lang: str, text: str, made_from: int, seen: int = 0, by: Actor, at: datetime
) -> LineRendition:
    """The line in another language than its original's.

    `made_from` is the version of the original it translates: where the original has moved on meanwhile, what is written
    here is stale from the start, and says so. `seen` is the version of the translation that was seen (0: there was
    none). Refused: `Changed` where the translation is another by now, `Gone`, `Said`, `counts.Misplaced`;
    ValueError for the language of the original.
    """
    said = sound(text)
    with transaction.atomic():
        line = standing(line)
        original = line.renditions.get(is_original=True)
        if lang == original.lang:
            raise ValueError(f"The original of this line is in {lang}.")
        known = line.renditions.filter(lang=lang).first()
        told = min(made_from, original.version)
        if known is None:
            touch(line, by=by, at=at)
            known = LineRendition.objects.create(
                institution_id=line.institution_id,
                line=line,
                lang=lang,
                text=said,
                version=line.version,
                made_from=told,
                by_uid=by.uid,
                by_name=by.name,
                at=at,
            )
        elif known.text == said and known.made_from == told:
            return known
        elif known.version != seen:
            raise Changed(line, known)
        else:
            known.made_from = told
            reword(line, known, said, by=by, at=at)
        record("synthesis.translate_line", line, by, at, after={"lang": lang, "made_from": told})
    return known
