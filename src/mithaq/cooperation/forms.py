"""The form of a gate, made from its clauses, and what a person decides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mithaq.cooperation import gates, naming
from mithaq.cooperation.models import Application
from mithaq.cooperation.services import Told
from mithaq.foundation import languages, minute
from mithaq.foundation.fields import Words
from mithaq.foundation.forms import OneLine, words_field, words_of
from mithaq.kernels.charter import Charter, Clause

_LANGUAGES = tuple(languages.OWN_NAMES.items())


class Ask(forms.Form):
    """Everything a gate wants to know; each condition is a question, its values are the answers."""

    title_ar, title_en, title_fr = words_field(_("Title"), max_length=300)
    summary = forms.CharField(
        label=_("What it is about"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language of this text"), choices=_LANGUAGES)
    countries = forms.CharField(
        label=_("Countries"),
        help_text=_("By name, with commas between them; the two letters of a country will do, too."),
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(
        self,
        *args: Any,
        charter: Charter,
        gate: Clause,
        applicants: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if applicants := list(applicants):
            first = forms.ChoiceField(label=_("Who asks"), choices=applicants)
            self.fields = {"applicant": first, **self.fields}
        if "channel" in gate.values:
            self._ask_channel(gate)
        self.criteria = {
            f"criterion_{number}": clause for number, clause in enumerate(gates.criteria(charter, gate.id), start=1)
        }
        for name, clause in self.criteria.items():
            self.fields[name] = _question(charter, clause)

    def _ask_channel(self, gate: Clause) -> None:
        way = Words(gate["channel"].as_dict())
        choices = [(gates.THE_GATES, str(way)), ("other", _("another way"))]
        self.fields["channel"] = forms.ChoiceField(label=_("How it is sent"), choices=choices, widget=forms.RadioSelect)
        self.fields["other_channel"] = OneLine(
            label=_("Which other way"), max_length=200, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
        )

    def clean_countries(self) -> list[str]:
        told, strange = naming.codes(self.cleaned_data["countries"])
        if strange:
            said = ngettext(
                "No country is known by this name: %(names)s",
                "No countries are known by these names: %(names)s",
                len(strange),
            )
            raise forms.ValidationError(said % {"names": minute.shown(strange)})
        return told

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not words_of(told, "title"):
            self.add_error(f"title_{languages.current()}", _("Give a title in at least one language."))
        if told.get("channel") == "other" and not told.get("other_channel"):
            self.add_error("other_channel", _("Say which way."))
        return told

    def told(self) -> Told:
        said = self.cleaned_data
        other = said.get("channel") == "other"
        return Told(
            title=words_of(said, "title"),
            summary=said["summary"],
            language=said["language"],
            countries=said["countries"],
            channel=said["other_channel"] if other else said.get("channel", ""),
            answers={clause.id: _answer(said.get(name)) for name, clause in self.criteria.items()},
        )


def initial(application: Application, charter: Charter) -> dict[str, Any]:
    """What the form of an application shows when it is mended."""
    called = naming.names(application.countries)
    told = {
        **{f"title_{code}": text for code, text in application.title.items()},
        "summary": application.summary,
        "language": application.language,
        "countries": languages.comma().join(str(called[code]) for code in application.countries),
    }
    if application.channel:
        own = application.channel == gates.THE_GATES
        told |= {"channel": gates.THE_GATES if own else "other", "other_channel": "" if own else application.channel}
    for number, clause in enumerate(gates.criteria(charter, application.gate), start=1):
        answer = application.answers.get(clause.id, [])
        told[f"criterion_{number}"] = answer if clause.get("one_of") else "\n".join(answer)
    return told


class Refuse(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))


class _Chosen(forms.MultipleChoiceField):
    """Asked for, and yet a draft is kept without it: the gate says so when it is sent."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class _Written(forms.CharField):
    """The same for what is said in words."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


def _question(charter: Charter, clause: Clause) -> forms.Field:
    label = str(Words(clause.name.as_dict()))
    hint = str(Words(clause["evidence"].as_dict())) if "evidence" in clause.values else ""
    found = gates.choices(charter, clause)
    if not found:
        return _Written(
            label=label,
            help_text=hint or _("Say what shows it."),
            max_length=2000,
            required=clause.binds,
            widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        )
    choices = [*((one.key, str(Words(one.name))) for one in found), (gates.NONE, _("none of these"))]
    return _Chosen(
        label=label, help_text=hint, choices=choices, required=clause.binds, widget=forms.CheckboxSelectMultiple
    )


def _answer(value: Any) -> list[str]:
    return list(value) if isinstance(value, list) else [value] if value else []
