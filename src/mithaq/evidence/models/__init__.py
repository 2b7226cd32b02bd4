"""Documents, renditions, passages; codes and decisions; what makes them found."""

from mithaq.evidence.models.codings import Coding, Decision, DoubleReading, Ranking
from mithaq.evidence.models.documents import Document, Passage, Rendition, Replacement, Upload
from mithaq.evidence.models.finding import Facets, Revision, SavedSearch

__all__ = [
    "Coding",
    "Decision",
    "Document",
    "DoubleReading",
    "Facets",
    "Passage",
    "Ranking",
    "Rendition",
    "Replacement",
    "Revision",
    "SavedSearch",
    "Upload",
]
