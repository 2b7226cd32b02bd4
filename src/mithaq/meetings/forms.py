"""What is asked when a meeting is called, minutes are written, or something is decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.foundation.forms import OneLine, day_field, words_field, words_of
from mithaq.meetings.enums import Capacity, Kind, Medium, Stance, View
from mithaq.people.records import OneHolder

_LANGUAGES = tuple(languages.OWN_NAMES.items())
Choices = Sequence[tuple[str, Any]]


class _Titled(forms.Form):
    """A form whose first text is needed in one language at least."""

    needed = ""
    missing: Any = ""

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        names = [f"{self.needed}_{code}" for code in languages.CODES]
        if not words_of(told, self.needed) and not any(name in self.errors for name in names):
            self.add_error(f"{self.needed}_{languages.current()}", self.missing)
        return told

    def words(self, name: str) -> Words:
        return words_of(self.cleaned_data, name)


class Meeting(_Titled):
    """When, where and how; `seen` is the version that was read."""

    needed, missing = "title", _("Give the meeting a title, in one language at least.")

    title_ar, title_en, title_fr = words_field(_("Title"), max_length=200)
    first_day = day_field(_("First day"))
    last_day = day_field(_("Last day"), _("Empty for a meeting of one day."), required=False)
    medium = forms.ChoiceField(label=_("How it is held"), choices=Medium.choices)
    place_ar, place_en, place_fr = words_field(_("Place"), max_length=200)
    reason = OneLine(
        label=_("Why it is called"), help_text=_("Needed for an extraordinary meeting."), max_length=500, required=False
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        first, last = told.get("first_day"), told.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("A meeting cannot end before it begins."))
        return told


class Call(Meeting):
    body = forms.ChoiceField(label=_("Of which body"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind of meeting"), choices=[c for c in Kind.choices if c[0] != Kind.EVENT], initial=Kind.ORDINARY
    )
    clause = forms.ChoiceField(
        label=_("Called for by"),
        help_text=_("The clause of the charter that says when the body meets."),
        required=False,
    )
    field_order = ("body", "kind", "clause")

    def __init__(self, *args: Any, bodies: Choices, clauses: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        none = pgettext_lazy("choice of a body", "none: an event of the institution")
        self.fields["body"].choices = [("", none), *bodies]  # type: ignore[attr-defined]
        chosen = pgettext_lazy("choice of a clause", "as the charter says for this body")
        self.fields["clause"].choices = [("", chosen), *clauses]  # type: ignore[attr-defined]
        if not clauses:
            del self.fields["clause"]


class Because(forms.Form):
    because = OneLine(label=_("Why"), max_length=500)


class Confirm(forms.Form):
    """Nothing is asked but whether it is meant."""


class Invite(OneHolder):
    """One more who is invited."""

    capacity = forms.ChoiceField(
        label=_("In which capacity"),
        choices=[
            (Capacity.INVITED, _("as a guest")),
            (Capacity.OBSERVER, _("as an observer of this meeting")),
        ],
        initial=Capacity.INVITED,
        widget=forms.RadioSelect,
    )
    field_order = ("capacity",)


class Attendance(forms.Form):
    """For each who was invited: came, did not, or not noted. Not noted is not the same as absent."""

    CHOICES = (
        ("unknown", pgettext_lazy("attendance", "not noted")),
        ("yes", pgettext_lazy("attendance", "came")),
        ("no", pgettext_lazy("attendance", "did not come")),
    )
    MEANS = {"unknown": None, "yes": True, "no": False}
    SAID = {None: "unknown", True: "yes", False: "no"}

    def __init__(self, *args: Any, rows: Iterable[tuple[str, Any, bool | None]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.uids = []
        for uid, name, came in rows:
            self.uids.append(uid)
            self.fields[f"came_{uid}"] = forms.ChoiceField(
                label=name, choices=self.CHOICES, initial=self.SAID[came], widget=forms.RadioSelect
            )

    @property
    def came(self) -> dict[str, bool | None]:
        return {uid: self.MEANS[self.cleaned_data[f"came_{uid}"]] for uid in self.uids}


class Minutes(forms.Form):
    text = forms.CharField(
        label=_("Minutes"), required=False, max_length=200_000, widget=forms.Textarea(attrs={"rows": 16})
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=_LANGUAGES)
    document = forms.ChoiceField(
        label=_("Or the document that holds them"),
        help_text=_("A document deposited here; it is shown to those who may see it."),
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, documents: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["document"].choices = [("", pgettext_lazy("choice of a document", "none")), *documents]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not (told.get("text") or "").strip() and not told.get("document") and not self.errors:
            self.add_error("text", _("Write the minutes here, or choose the document that holds them."))
        return told


class Propose(_Titled):
    needed, missing = "subject", _("Say in a few words what is to be decided, in one language at least.")

    body = forms.ChoiceField(label=_("To which body"))
    matter = forms.ChoiceField(
        label=_("On which matter"), help_text=_("The charter may have a rule of its own for it.")
    )
    subject_ar, subject_en, subject_fr = words_field(_("What is to be decided"), max_length=300)
    text = forms.CharField(
        label=_("Text"), required=False, max_length=100_000, widget=forms.Textarea(attrs={"rows": 10})
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=_LANGUAGES)
    meeting = forms.ChoiceField(label=_("At which meeting"), required=False)

    def __init__(self, *args: Any, bodies: Choices, matters: Choices, meetings: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["body"].choices = bodies  # type: ignore[attr-defined]
        self.fields["matter"].choices = matters  # type: ignore[attr-defined]
        none = pgettext_lazy("choice of a meeting", "at none: decided in writing")
        self.fields["meeting"].choices = [("", none), *meetings]  # type: ignore[attr-defined]


class Position(forms.Form):
    stance = forms.ChoiceField(label=_("Your position"), widget=forms.RadioSelect)
    reason = OneLine(label=_("Reason"), max_length=500, required=False)

    def __init__(self, *args: Any, stances: Iterable[Stance], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["stance"].choices = [(one.value, one.label) for one in stances]  # type: ignore[attr-defined]


class Answer(forms.Form):
    view = forms.ChoiceField(label=_("What do you think of it?"), choices=View.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What you want to say"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6})
    )


class Consult(forms.Form):
    until = day_field(_("First day on which nobody answers any more"))
