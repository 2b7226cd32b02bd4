"""What is asked when a dialogue is prepared, changed or cancelled."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mithaq.cycles.selectors import Phase
from mithaq.dialogues.enums import LEAST_FLOOR, Audience, Entry, Shown
from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.foundation.forms import OneLine, moment_field, words_field, words_of

_PROMISE = _("Promised to whoever answers: it can no longer be changed.")
PROMISED = ("phase", "opens_at", "entry", "audience", "shown", "publishes_rows", "mode", "max_groups")


def how_drawn() -> forms.ChoiceField:
    """Asked alike of a dialogue that is convened and of one that comes from files."""
    return forms.ChoiceField(
        label=_("How the map is drawn"),
        choices=[
            ("stable", pgettext_lazy("how a map is drawn", "stable: groups that hold when votes are missing")),
            ("polis", pgettext_lazy("how a map is drawn", "as Polis draws it")),
        ],
        initial="stable",
        widget=forms.RadioSelect,
    )


def most_groups() -> forms.IntegerField:
    return forms.IntegerField(label=_("Most groups"), min_value=2, max_value=12, initial=6)


class Phases(forms.ModelChoiceField):
    def label_from_instance(self, obj: Phase) -> str:
        return str(obj.name)


class Convening(forms.Form):
    """A dialogue; `seen` is the version that was read, where it is changed. Once open, what was promised stays."""

    title_ar, title_en, title_fr = words_field(_("Title"), max_length=200)
    question_ar, question_en, question_fr = words_field(_("Question"), max_length=300)
    about_ar, about_en, about_fr = words_field(
        _("What it is about, and what will be done with it"), max_length=4000, long=True
    )
    phase = Phases(
        Phase.objects.none(),
        label=_("Phase of the charter"),
        help_text=_("A dialogue that belongs to a phase is open only while the phase is."),
        empty_label=pgettext_lazy("a phase", "none"),
        required=False,
    )
    opens_at = moment_field(pgettext_lazy("of a dialogue", "Opens"))
    closes_at = moment_field(pgettext_lazy("of a dialogue", "Closes"))
    entry = forms.ChoiceField(
        label=_("Who may take part"), choices=Entry.choices, initial=Entry.MEMBERS, widget=forms.RadioSelect
    )
    audience = forms.ChoiceField(
        label=_("Who sees the map"), choices=Audience.choices, initial=Audience.PUBLIC, widget=forms.RadioSelect
    )
    shown = forms.ChoiceField(
        label=_("When the map is seen"),
        help_text=_("You see no more of it than the others do, and no sooner."),
        choices=Shown.choices,
        initial=Shown.LIVE,
        widget=forms.RadioSelect,
    )
    proposals_each = forms.IntegerField(
        label=_("Statements each may propose"),
        help_text=_("0: only yours are voted on."),
        min_value=0,
        max_value=50,
        initial=3,
    )
    floor = forms.IntegerField(
        label=_("Fewest people a figure may tell of"),
        help_text=_("Groups and cells of fewer people are shown nowhere. Once open, the number can only rise."),
        min_value=LEAST_FLOOR,
        max_value=1000,
        initial=10,
    )
    publishes_rows = forms.BooleanField(
        label=_("The answers, without names, may be downloaded after the close"),
        help_text=_("People are told before their first answer. The numbers of participants are drawn by lot."),
        required=False,
    )
    mode = how_drawn()
    max_groups = most_groups()
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    stands_at: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, phases: Any, is_open: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["phase"].queryset = phases  # type: ignore[attr-defined]
        self.fields["phase"].disabled = is_open
        if not phases.exists():
            del self.fields["phase"]
        for name in PROMISED if is_open else ():
            if name in self.fields:
                self.fields[name].disabled, self.fields[name].help_text = True, _PROMISE

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        missing = {"title": _("Give the dialogue a title, in one language at least.")}
        missing["question"] = _("Say what people are asked, in one language at least.")
        for name, said in missing.items():
            fields = [f"{name}_{code}" for code in languages.CODES]
            if not words_of(told, name) and not any(field in self.errors for field in fields):
                self.add_error(f"{name}_{languages.current()}", said)
        if told.get("opens_at") and told.get("closes_at") and told["closes_at"] <= told["opens_at"]:
            self.add_error("closes_at", _("A dialogue closes after it opens."))
        return told

    def words(self, name: str) -> Words:
        return words_of(self.cleaned_data, name)

    @property
    def told(self) -> dict[str, Any]:
        """What the services take."""
        given = {name: value for name, value in self.cleaned_data.items() if name in (*PROMISED, "closes_at")}
        given |= {name: self.cleaned_data[name] for name in ("proposals_each", "floor")}
        return given | {name: self.words(name) for name in ("title", "question", "about")}


class Confirm(forms.Form):
    """Nothing is asked but whether it is meant."""


class Because(forms.Form):
    because = OneLine(label=_("Why"), max_length=500)
    stands_at: ClassVar = {"reason": "because"}
