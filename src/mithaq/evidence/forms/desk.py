"""What comes from the coding desk: what to be handed, and what was said of a passage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mithaq.evidence.queue import Asked
from mithaq.evidence.services.desk import Unfit, Verdict
from mithaq.foundation import languages


class DeskQueue(forms.Form):
    """Which passages, in which order. What makes no sense is as if it had not been asked."""

    order = forms.ChoiceField(
        label=_("Order"),
        choices=[("doubt", _("most doubtful first")), ("document", _("document after document"))],
        required=False,
    )
    document = forms.ChoiceField(label=_("Document"), required=False)
    lang = forms.ChoiceField(
        label=_("Language of the passage"),
        choices=[
            ("", pgettext_lazy("languages", "all")),
            *((code, languages.OWN_NAMES[code]) for code in languages.CODES),
        ],
        required=False,
    )
    objective = forms.ChoiceField(label=_("Objective"), required=False)
    reading = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)
    decided = forms.BooleanField(label=_("Also those decided already, in the order of the document"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        documents: Iterable[Any],
        objectives: Sequence[tuple[str, str]],
        readings: Iterable[Any] = (),
    ) -> None:
        super().__init__(data)
        self.readings = {one.uid: one for one in readings}
        self.documents = {one.uid: one for one in documents}
        of = [(uid, str(one)) for uid, one in self.documents.items()]
        self.fields["document"].choices = [("", _("all")), *of]  # type: ignore[attr-defined]
        self.fields["objective"].choices = [("", _("all")), *objectives]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        self.is_valid()
        told = self.cleaned_data
        return Asked(
            in_order=told.get("order") == "document",
            document=self.documents.get(told.get("document", "")),
            lang=told.get("lang", ""),
            objective=told.get("objective", ""),
            decided=bool(told.get("decided")),
            reading=self.readings.get(told.get("reading", "")),
        )

    def query(self) -> str:
        """The same, to stand in an address."""
        kept = QueryDict(mutable=True)
        kept.update({name: str(value) for name, value in self.cleaned_data.items() if value and value != "doubt"})
        return kept.urlencode()


def verdicts_of_page(given: QueryDict) -> list[Verdict]:
    """From boxes: `code` is each that was shown, `yes` those that are ticked, `add` what was picked besides."""
    agreed = [*given.getlist("yes"), *(place for place in given.getlist("add") if place)]
    shown = dict.fromkeys([*given.getlist("code"), *agreed])
    return [_verdict(place, place in agreed) for place in shown]


def verdicts_of_script(given: Any) -> list[Verdict]:
    """From JSON: `[["objective:6", true], …]`."""
    if not isinstance(given, list):
        raise Unfit("verdicts")
    said = []
    for one in given:
        if not isinstance(one, list) or len(one) != 2 or not isinstance(one[0], str):
            raise Unfit("verdicts")
        said.append(_verdict(one[0], one[1] is True))
    return said


def _verdict(place: str, agreed: bool) -> Verdict:
    scheme, _sign, code = place.partition(":")
    return {"scheme": scheme, "code": code, "name": "", "verdict": "yes" if agreed else "no"}


def only_last_of_single(said: Sequence[Verdict], single: Iterable[str]) -> list[Verdict]:
    """A kind of statement, or a speaker, picked besides the one that was shown takes its place."""
    chosen: Mapping[str, str] = {v["scheme"]: v["code"] for v in said if v["verdict"] == "yes"}
    kept: list[Verdict] = []
    for one in said:
        gone = one["verdict"] == "yes" and one["scheme"] in single and chosen[one["scheme"]] != one["code"]
        kept.append({**one, "verdict": "no"} if gone else one)
    return kept
