"""What one participant has answered and proposed: theirs alone to see."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from mithaq.dialogues.models import Participant, Rendition, Statement, Vote


def answers(participant: Participant) -> QuerySet[Vote]:
    """Their answers, in the order of the statements; also to those that are not voted on any more."""
    found: QuerySet[Vote] = Vote.objects.filter(participant=participant)
    return found.select_related("statement").prefetch_related(_words("statement__")).order_by("statement__number", "pk")


def proposals(participant: Participant) -> QuerySet[Statement]:
    """What they proposed, the newest first, and what became of it."""
    found: QuerySet[Statement] = Statement.objects.filter(proposed_by=participant)
    return found.select_related("merged_into").prefetch_related(_words("")).order_by("-proposed_at", "-pk")


def _words(prefix: str) -> Any:
    return Prefetch(f"{prefix}renditions", queryset=Rendition.objects.order_by("-is_original", "language"))
