"""What a secretary may say about the institution."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.foundation.forms import words_field, words_of
from mithaq.foundation.habits import Months
from mithaq.institutions.models import Institution, Term


class Describe(forms.Form):
    """Name and purpose, each in three languages; at least one name."""

    name_ar, name_en, name_fr = words_field(_("Name"), max_length=200)
    purpose_ar, purpose_en, purpose_fr = words_field(_("Purpose"), max_length=2000, long=True)
    is_public = forms.BooleanField(
        label=_("Everyone may read the public pages"),
        help_text=_("Otherwise only members see them. Documents keep the visibility they were given."),
        required=False,
    )
    months = forms.ChoiceField(
        label=_("Names of months in Arabic"),
        choices=Months.choices,
        help_text=_("On pages, in letters and in documents. Each reader may choose other ones for themselves."),
    )

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        initial = {f"name_{code}": text for code, text in institution.name.items()}
        initial |= {f"purpose_{code}": text for code, text in institution.purpose.items()}
        initial |= {"is_public": institution.is_public, "months": institution.months}
        super().__init__(*args, **{**kwargs, "initial": initial})

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not words_of(told, "name"):
            self.add_error("name_ar", _("Give the institution a name in at least one language."))
        return told

    @property
    def name(self) -> Words:
        return words_of(self.cleaned_data, "name")

    @property
    def purpose(self) -> Words:
        return words_of(self.cleaned_data, "purpose")


MOST_AVOIDED = 40
LONGEST_WORD = 100


class TermForm(forms.Form):
    """What something is called, and what it is not to be called; a preferred word in one language is enough."""

    preferred_ar, preferred_en, preferred_fr = words_field(_("What it is called"), max_length=LONGEST_WORD)
    avoided_ar, avoided_en, avoided_fr = words_field(_("Words to avoid, one a line"), max_length=4000, long=True)
    note_ar, note_en, note_fr = words_field(_("Why, or when"), max_length=1000, long=True)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not words_of(told, "preferred"):
            self.add_error("preferred_ar", _("Say what it is called in at least one language."))
        for code in languages.CODES:
            words = self._lines(told, code)
            if len(words) > MOST_AVOIDED or any(len(word) > LONGEST_WORD for word in words):
                self.add_error(
                    f"avoided_{code}",
                    forms.ValidationError(
                        _("At most %(most)s words or phrases, each of at most %(signs)s characters."),
                        params={"most": MOST_AVOIDED, "signs": LONGEST_WORD},
                    ),
                )
        return told

    @staticmethod
    def _lines(told: dict[str, Any], code: str) -> list[str]:
        return [line.strip() for line in (told.get(f"avoided_{code}") or "").splitlines() if line.strip()]

    def said(self) -> dict[str, Any]:
        """What the services take."""
        return {
            "preferred": words_of(self.cleaned_data, "preferred"),
            "avoided": {code: self._lines(self.cleaned_data, code) for code in languages.CODES},
            "note": words_of(self.cleaned_data, "note"),
        }


def of_term(term: Term) -> dict[str, str]:
    """A term as its form begins."""
    told = {f"preferred_{code}": text for code, text in term.preferred.items()}
    told |= {f"note_{code}": text for code, text in term.note.items()}
    return told | {f"avoided_{code}": "\n".join(words) for code, words in term.avoided.items()}
