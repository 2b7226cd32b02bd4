"""The forms of a search and of keeping it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mithaq.evidence.search.question import BEST, MOST_SIGNS, Question
from mithaq.foundation import languages
from mithaq.foundation.forms import OneLine

__all__ = ["Question", "SaveSearch", "Search", "SearchWords"]

SORTS = {
    BEST: _("best first"),
    "newest": _("last deposited first"),
    "year": _("latest year first"),
}


class Search(forms.Form):
    """Words, and the language of the passages they are looked for in."""

    ANY = "any"

    q = forms.CharField(label=_("Words"), max_length=MOST_SIGNS)
    lang = forms.ChoiceField(
        label=_("Language of the passage"),
        choices=[
            (ANY, pgettext_lazy("languages", "all")),
            *((code, languages.OWN_NAMES[code]) for code in languages.CODES),
        ],
        initial=ANY,
    )


class SearchWords(forms.Form):
    """The words and the order, beside the facets."""

    q = forms.CharField(
        label=_("Words"),
        max_length=MOST_SIGNS,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )
    sort = forms.ChoiceField(label=_("Order"), choices=list(SORTS.items()), required=False)


class SaveSearch(forms.Form):
    """How a search is called, and whether its owner is told of what is new."""

    title = OneLine(label=_("Name of the search"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    is_told = forms.BooleanField(label=_("Tell me when something new answers it"), required=False)
