"""Asking for a double reading, and settling where two readers differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mithaq.evidence import reading_words
from mithaq.evidence.enums import SINGLE, Scheme
from mithaq.evidence.models import Document
from mithaq.foundation.forms import OneLine
from mithaq.people.selectors import Person

MOST = 500


class AskReading(forms.Form):
    """Who reads what, drawn how, and what is compared."""

    title = OneLine(label=_("Title"), max_length=200, help_text=_("What the reading is for; both readers see it."))
    first = forms.ChoiceField(label=_("First reader"))
    second = forms.ChoiceField(label=_("Second reader"))
    rule = forms.ChoiceField(
        label=_("Which passages"),
        choices=[
            ("sample", _("a random sample")),
            ("doubt", _("those whose suggestions are least sure")),
            ("document", _("the first undecided ones of one document")),
        ],
        initial="sample",
        widget=forms.RadioSelect,
        help_text=_("Only a random sample tells how well two readers agree in general."),
    )
    document = forms.ChoiceField(label=_("Document"), required=False, help_text=_("Where one document is to be read."))
    count = forms.IntegerField(label=_("How many passages"), min_value=1, max_value=MOST, initial=50)
    seed = forms.IntegerField(
        label=_("Seed of the sample"),
        min_value=0,
        max_value=999_999,
        initial=1,
        required=False,
        help_text=_("The same number draws the same passages again."),
    )
    schemes = forms.MultipleChoiceField(
        label=_("What is compared"),
        choices=Scheme.choices,
        initial=[Scheme.OBJECTIVE.value, Scheme.ACT.value],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, officers: Iterable[Person], documents: Iterable[Document], **more: Any) -> None:
        super().__init__(*args, **more)
        self.officers = {one.uid: one for one in officers}
        self.documents = {one.uid: one for one in documents}
        persons = [("", _("choose")), *((uid, str(one)) for uid, one in self.officers.items())]
        for name in ("first", "second"):
            self.fields[name].choices = persons  # type: ignore[attr-defined]
        papers = [
            ("", pgettext_lazy("choice of a document", "none")),
            *((uid, str(one)) for uid, one in self.documents.items()),
        ]
        self.fields["document"].choices = papers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("first") and told.get("first") == told.get("second"):
            self.add_error("second", reading_words.refused("same-person", {}))
        if told.get("rule") == "document" and not told.get("document"):
            self.add_error("document", _("Choose the document that is to be read."))
        return told


class Settle(forms.Form):
    """The codes that stand, among those that one of the two gave."""

    chosen = forms.MultipleChoiceField(required=False, label=_("Codes that stand"))
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["chosen"].choices = [(place, place) for place in places]  # type: ignore[attr-defined]

    def clean_chosen(self) -> list[tuple[str, str]]:
        pairs = [tuple(place.split(":", 1)) for place in self.cleaned_data["chosen"]]
        alone = [scheme for scheme, _code in pairs if scheme in SINGLE]
        if len(set(alone)) != len(alone):
            raise forms.ValidationError(reading_words.refused("foreign", {}))
        return [(scheme, code) for scheme, code in pairs]
