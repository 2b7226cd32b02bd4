"""What is asked when an institution is founded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mithaq.blueprints import selectors
from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.foundation.forms import OneLine, words_field, words_of

_TYPED = {"dir": "ltr", "autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}


class Found(forms.Form):
    """Its names, its address, who looks after it, who may read it, and the text it begins with."""

    name_ar, name_en, name_fr = words_field(_("Name"), max_length=200)
    slug = OneLine(
        label=_("Short name in addresses"),
        help_text=_(
            "Small Latin letters, digits and hyphens, for instance coast-network. "
            "It stands in the address of every page and is never changed."
        ),
        widget=forms.TextInput(attrs=_TYPED),
    )
    secretary = forms.EmailField(
        label=_("E-mail address of the secretary"),
        help_text=_(
            "Of an account that is here already; it may be your own. "
            "The secretary writes the charter, admits people and gives them their roles."
        ),
        widget=forms.EmailInput(attrs=_TYPED),
    )
    blueprint = forms.ChoiceField(
        label=_("Charter to begin with"),
        help_text=_(
            "What it asks for (bodies, seats, deadlines) stands at once, and it is changed as its own clause on "
            "amendments says. With none, the secretary chooses or writes one."
        ),
        required=False,
    )
    is_public = forms.BooleanField(
        label=_("Everyone may read the public pages"),
        help_text=_("Otherwise only members see them. Documents keep the visibility they were given."),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields[f"name_{languages.current()}"].help_text = _("Needed in one language at least.")
        texts = [(one.key, str(one.name)) for one in selectors.blueprints()]
        texts.sort(key=lambda pair: languages.in_order(pair[1]))
        self.fields["blueprint"].choices = [("", pgettext_lazy("charter to begin with", "none yet")), *texts]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not words_of(told, "name") and not any(name.startswith("name_") for name in self.errors):
            self.add_error(f"name_{languages.current()}", _("Give the institution a name in at least one language."))
        return told

    def said(self) -> dict[str, Any]:
        """What the service takes."""
        told = self.cleaned_data
        name: Words = words_of(told, "name")
        return {"name": name, **{key: told[key] for key in ("slug", "secretary", "blueprint", "is_public")}}
