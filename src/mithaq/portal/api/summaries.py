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

PARAMETERS: Mapping[str, Promise] = {
    "home": _("The institution, as its address calls it."),
    "uid": _("The permanent name of the thing, from a list."),
    "key": _("The key of a compact, from the list of compacts."),
    "labels": _("Labels in this language only, or in the next best where there is none; without it, in all three."),
    "limit": _("How many at most, from 1 to 200."),
    "cursor": _("Where to go on: the “next” of the answer before."),
    "lang": _("The language of the text, by its code."),
    "year": _("The year it was said."),
    "contributor": _("The organisation whose words it holds, by its uid."),
    "q": _("Words in any of the languages, however inflected."),
    "objective": _("The number of an objective of the compact."),
    "country": _("The two-letter code of a State that is named."),
    "act": _("The kind of statement."),
    "category": _("The kind of speaker."),
    "document": _("The document, by its uid."),
    "by": _("What the columns are: States named, kinds of speaker or documents."),
    "confirmed": _("Only statements whose codes a person has confirmed."),
}

STATUSES: Mapping[str, Promise] = {
    "200": _("The answer."),
    "304": _("The copy you hold is still current."),
    "404": _("There is nothing there that anybody may see."),
    "405": _("This API is for reading."),
    "406": _("The request does not accept JSON."),
    "409": _("A quotation no longer matches its original; what holds it is not handed out."),
    "422": _("A parameter was not understood; the answer says which."),
    "429": _("So much was asked for that others would have had to wait; the answer says for how many seconds."),
}
