"""The form of a search."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mithaq.foundation import languages


class Search(forms.Form):
    """Words, and the language of the passages they are looked for in."""

    ANY = "any"

    q = forms.CharField(label=_("Words"), max_length=200)
    lang = forms.ChoiceField(
        label=_("Language of the passage"),
        choices=[(ANY, _("all")), *((code, languages.OWN_NAMES[code]) for code in languages.CODES)],
        initial=ANY,
    )

    def asked(self) -> tuple[str, str]:
        """The words and the language ("" = any), as far as they make sense."""
        self.is_valid()
        lang = self.cleaned_data.get("lang", self.ANY)
        return self.cleaned_data.get("q", "").strip(), "" if lang == self.ANY else lang
