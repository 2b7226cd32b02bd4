"""What each operation gives, in a sentence for people."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SUMMARIES: Mapping[str, Promise] = {
    "institutions": _("The institutions anybody may visit, with what there is to see."),
    "institution": _("One institution."),
    "documents": _("Documents, newest first."),
    "document": _("One document: where it is from, under which terms, and its digest."),
    "passages": _("Passages with their codes, by what they are about, who speaks, which State they name, or by words."),
    "passage": _("One passage by its permanent name, also one that a newer reading has put aside."),
    "syntheses": _("Syntheses, newest first."),
    "report": _("A synthesis as it is read in one language: every line with its quotations."),
    "releases": _("What was adopted, newest first."),
    "release": _("One release with the whole of what was adopted, in each language."),
    "matrix": _("Objectives by States named, kinds of speaker or documents, with what was read in each."),
    "compacts": _("The compacts institutions work under."),
    "compact": _("One compact with its objectives and guiding principles."),
    "states": _("The States of the region."),
    "categories": _("The kinds of stakeholders."),
    "dictionary": _("What every column of the open data means."),
}
