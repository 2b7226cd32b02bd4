"""The form by which officers ask for a draft."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mithaq.evidence.enums import Visibility
from mithaq.evidence.selectors import Document
from mithaq.foundation import languages
from mithaq.foundation.forms import OneLine
from mithaq.synthesis.enums import Shape

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_QUESTIONS = 30
LONGEST = 6_000  # letters of all questions in one language
_ASK = _("One question a line. The same line in each language is the same question; one language is enough.")


def _questions(label: StrOrPromise, help_text: StrOrPromise = "") -> forms.CharField:
    few_lines = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=help_text, widget=few_lines, max_length=LONGEST, required=False)


class Draft(forms.Form):
    """What to make it of, and how. Everything has a sensible beginning: who changes nothing gets the first report."""

    title_ar = OneLine(label=_("Title in Arabic"), max_length=200, required=False)
    title_en = OneLine(label=_("Title in English"), max_length=200, required=False)
    title_fr = OneLine(label=_("Title in French"), max_length=200, required=False)
    documents = forms.MultipleChoiceField(label=_("Documents"), widget=forms.CheckboxSelectMultiple)
    shape = forms.ChoiceField(
        label=_("Sections"), choices=Shape.choices, initial=Shape.OBJECTIVE, widget=forms.RadioSelect
    )
    questions_ar = _questions(_("Guiding questions in Arabic"), _ASK)
    questions_en = _questions(_("Guiding questions in English"))
    questions_fr = _questions(_("Guiding questions in French"))
    limit = forms.IntegerField(label=_("Lines a section at most"), min_value=1, max_value=50, initial=12)
    visibility = forms.ChoiceField(
        label=_("Visible to"),
        choices=Visibility.choices,
        initial=Visibility.MEMBERS,
        help_text=_("Whoever may not see one of its documents does not see the synthesis either."),
    )

    def __init__(self, *args: Any, documents: Iterable[Document], **more: Any) -> None:
        super().__init__(*args, **more)
        known = list(documents)
        self.fields["documents"].choices = [(d.uid, str(d)) for d in known]  # type: ignore[attr-defined]
        self.fields["documents"].initial = [d.uid for d in known]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("shape") == Shape.QUESTION:
            asked = self.questions()
            if not asked:
                self.add_error(
                    f"questions_{languages.current()}",
                    _("Write at least one question, in any language, or choose sections by objective."),
                )
            if len(asked) > MOST_QUESTIONS:
                self.add_error(
                    f"questions_{languages.current()}",
                    forms.ValidationError(
                        _("At most %(most)s questions can be asked of one synthesis."),
                        "many",
                        params={"most": MOST_QUESTIONS},
                    ),
                )
        return told

    def questions(self) -> list[dict[str, str]]:
        """Line by line, each in the languages it is given in."""
        lines = {code: self.cleaned_data.get(f"questions_{code}", "").splitlines() for code in languages.CODES}
        rows = zip_longest(*lines.values(), fillvalue="")
        asked = [{c: text.strip() for c, text in zip(lines, row, strict=True) if text.strip()} for row in rows]
        return [question for question in asked if question]

    def titles(self) -> dict[str, str]:
        return {c: self.cleaned_data[f"title_{c}"] for c in languages.CODES if self.cleaned_data[f"title_{c}"]}
