"""What drafters say to each other about a line."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mithaq.foundation.actors import Actor
from mithaq.synthesis.models import Comment, Line
from mithaq.synthesis.services.standing import Said, lock, record


def comment(line: Line, *, text: str, lang: str, by: Actor, at: datetime) -> Comment:
    """What this person said last about the line is not said twice. Refused: `Said` without words."""
    said = text.strip()
    if not said:
        raise Said("text")
    with transaction.atomic():
        lock(line.section)
        last = Comment.objects.filter(line=line).order_by("-at", "-pk").first()
        if last and (last.text, last.by_uid, last.settled_at) == (said, by.uid, None):
            return last
        made = Comment.objects.create(
            institution_id=line.institution_id, line=line, text=said, lang=lang, by_uid=by.uid, by_name=by.name, at=at
        )
        record("synthesis.comment", line, by, at)
    return made


def settle(comment: Comment, *, by: Actor, at: datetime) -> Comment:
    """The matter is dealt with; the comment stays. Nothing happens where it was settled before."""
    with transaction.atomic():
        held = Comment.objects.select_for_update(of=("self",)).select_related("line__section__institution")
        now = held.get(pk=comment.pk)
        if now.settled_at is None:
            now.settled_at, now.settled_by = at, by.name
            now.save(update_fields=["settled_at", "settled_by"])
            record("synthesis.settle", now.line, by, at)
    return now
