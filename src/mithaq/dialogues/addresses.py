"""Addresses without their language, for notices and for what is owed."""

from __future__ import annotations

from django.urls import reverse

from mithaq.dialogues.models import Dialogue
from mithaq.foundation import languages
from mithaq.foundation.models import Job


def of(dialogue: Dialogue, page: str = "dialogue") -> str:
    """One page of a dialogue: the names of `urls.py` that take no more than the dialogue."""
    url = reverse(f"dialogues:{page}", kwargs={"institution": dialogue.institution.slug, "uid": dialogue.uid})
    return url.removeprefix(f"/{languages.current()}")


def entering(dialogue: Dialogue, token: str) -> str:
    """Where a personal link leads, in the language of the moment."""
    place = {"institution": dialogue.institution.slug, "uid": dialogue.uid, "token": token}
    return reverse("dialogues:enter", kwargs=place)


def brought_in(job: Job, institution: str) -> str:
    """The dialogue that a finished job made of files."""
    return reverse("dialogues:dialogue", kwargs={"institution": institution, "uid": job.outcome["dialogue"]})
