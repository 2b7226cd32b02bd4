"""Whose voice a passage shows, and which part of the passage is what that voice says."""

from __future__ import annotations

from mithaq.kernels.text.lore.words import words
from mithaq.kernels.text.model import Speaker
from mithaq.kernels.text.speakers import attribution, voice
from mithaq.kernels.text.speakers.heard import hear, language

VERSION = "speakers-3"

__all__ = ["VERSION", "body_span", "speaker"]


def speaker(text: str, lang: str) -> Speaker:
    """The voice of the passage; `none` when the passage does not show it.

    An attribution ("The representative of …", "وأشارت ممثلة منظمة …") comes before what a voice says of itself
    ("We, trade unions …"). Only the wording of resolutions comes first where a verb without a subject cannot be
    an attribution: in Arabic it can, because its subject follows.
    """
    said = words(text)
    if not len(said):
        return Speaker()
    spoken = language(said, lang)
    heard = hear(said, spoken)
    resolved = voice.resolving(said, heard)
    if resolved is not None and spoken != "ar":
        return resolved
    return attribution.find(said, heard, spoken) or resolved or voice.find(said, heard, spoken) or Speaker()


def body_span(text: str, speaker: Speaker) -> tuple[int, int]:
    """What is said, without who says it: the attribution is cut off where it opens or closes the passage."""
    if speaker.span is None:
        return 0, len(text)
    start, end = speaker.span
    rest = attribution.after(text, end)
    if not text[:start].strip(" \u00a0«»\"“”'-–—•") or start <= attribution.LEAD:
        return (rest, len(text)) if text[rest:].strip() else (0, len(text))
    if not text[end:].strip(' \u00a0.؟!?\u200f»”"'):
        return 0, len(text[:start].rstrip(" \u00a0,،–—-"))
    return 0, len(text)
