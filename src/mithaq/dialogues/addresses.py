"""Addresses without their language, for notices and for what is owed."""

from __future__ import annotations

from django.urls import reverse

from mithaq.dialogues.models import Dialogue
from mithaq.foundation import languages


def of(dialogue: Dialogue, page: str = "dialogue") -> str:
    """One page of a dialogue: the names of `urls.py` that take no more than the dialogue."""
    url = reverse(f"dialogues:{page}", kwargs={"institution": dialogue.institution.slug, "uid": dialogue.uid})
    return url.removeprefix(f"/{languages.current()}")
