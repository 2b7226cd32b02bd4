"""Forms of this room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mithaq.blueprints.enums import Stand
from mithaq.blueprints.examining import check_size
from mithaq.foundation.forms import OneLine, day_field


class WholeText(forms.CharField):
    """A text exactly as it was typed; lines end as everywhere."""

    def __init__(self, **more: Any) -> None:
        super().__init__(strip=False, **more)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value: str) -> None:
        super().validate(value)
        check_size(value)


class DraftForm(forms.Form):
    """The editor. `version` is the version that was seen."""

    title = OneLine(label=_("Title of the draft"), max_length=200)
    text = WholeText(
        label=_("Text of the charter"),
        required=False,
        widget=forms.Textarea(
            attrs={
                "rows": 28,
                "dir": "ltr",
                "wrap": "off",
                "spellcheck": "false",
                "autocapitalize": "off",
                "autocomplete": "off",
                "class": "charter-text",
            }
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class Begin(forms.Form):
    """A new draft: of a blueprint of the gallery, of the charter in force, or of nothing."""

    title = OneLine(label=_("Title of the draft"), max_length=200)
    blueprint = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    in_force = forms.BooleanField(required=False, widget=forms.HiddenInput)


class Adopt(forms.Form):
    """From which day the text is in force, and why the one before is replaced."""

    on = day_field(_("In force from"))
    reason = OneLine(
        label=_("Why the charter is changed"),
        max_length=500,
        required=False,
        help_text=_("It stays on record, for everybody to read."),
    )

    def __init__(self, *args: Any, first: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if first:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True


class Propose(forms.Form):
    """Why the text should replace the one in force; and, where the charter names none, the body that decides."""

    reason = OneLine(label=_("Why it is proposed"), max_length=500)

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        if bodies:
            self.fields["body"] = forms.ChoiceField(label=_("Which body decides"), choices=bodies)


class Because(forms.Form):
    because = OneLine(label=_("Why it is withdrawn"), max_length=500)


class Past(forms.Form):
    """A day whose charter is asked for."""

    on = day_field(_("The text in force on"))


class Filter(forms.Form):
    """Which rules of the compliance page are shown."""

    part = forms.ChoiceField(label=_("Part of the charter"), required=False)
    state = forms.ChoiceField(label=_("How it is kept"), required=False)

    def __init__(self, *args: Any, parts: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["part"].choices = [("", pgettext_lazy("filter", "All parts")), *parts]  # type: ignore[attr-defined]
        states = [(one.value, one.label) for one in (Stand.BROKEN, Stand.RISK, Stand.MET, Stand.UNWATCHED)]
        self.fields["state"].choices = [("", pgettext_lazy("filter", "All")), *states]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[str, str]:
        """What was chosen; what is not there is not chosen."""
        if not self.is_valid():
            return "", ""
        return self.cleaned_data["part"], self.cleaned_data["state"]


def place_errors(form: forms.Form, refused: ValidationError) -> None:
    """What a service refuses stands at its field, or above all where it has none."""
    told = refused.message_dict if hasattr(refused, "error_dict") else {None: refused.messages}
    for name, said in told.items():
        form.add_error(name if name in form.fields else None, said)
