"""Drafts, what drafters write in them, and what was released of them."""

from mithaq.synthesis.models.desk import Comment, LineRendition, LineVersion
from mithaq.synthesis.models.drafts import Citation, Line, Section, Source, Synthesis, Unused
from mithaq.synthesis.models.releases import ContributorLink, Release, ReleaseCitation

__all__ = [
    "Citation",
    "Comment",
    "ContributorLink",
    "Line",
    "LineRendition",
    "LineVersion",
    "Release",
    "ReleaseCitation",
    "Section",
    "Source",
    "Synthesis",
    "Unused",
]
