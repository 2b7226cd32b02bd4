"""Why an act at the coding desk was refused, in a sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mithaq.evidence import wording
from mithaq.evidence.services import desk


def why_kept(kept: desk.Kept) -> str:
    if kept.why == "later" and kept.decision is not None:
        return _("This cannot be taken back: %(name)s decided about it later.") % {
            "name": wording.isolated(kept.decision.by_name)
        }
    return _kept()[kept.why]


def _kept() -> dict[str, str]:
    return {
        "nothing": _("There is no decision of yours to take back."),
        "later": _("This cannot be taken back: somebody decided about it later."),
        "replaced": _("This cannot be taken back: the text of the document was read anew since."),
        "closed": _("This cannot be taken back: the double reading is closed."),
    }


def why_reserved() -> str:
    return _("This passage lies in a double reading: it is coded there, and nowhere else until that is closed.")


def why_uncut(uncut: desk.Uncut) -> str:
    return {
        "edge": _("A passage cannot be split there: both parts need words."),
        "heading": _("A heading cannot be merged with another passage."),
        "apart": _("These two cannot be merged: something stands between them in the document."),
        "languages": _("These two cannot be merged: they are in different languages."),
        "long": _("These two cannot be merged: together they have more than %(most)s words.") % {"most": desk.LONGEST},
        "unfaithful": _("This passage does not stand in the text as it was read. Read the document anew first."),
    }[uncut.why]
