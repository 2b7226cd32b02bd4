"""Whose words a document holds, chosen by name: a field of text that suggests, and works without script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from mithaq.people import selectors as people

MOST_SUGGESTED = 2000


class Suggesting(forms.TextInput):
    """An input with the names it knows beside it, for the browser to offer."""

    names: tuple[str, ...] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        known = f"{(attrs or {}).get('id', name)}_known"
        control = super().render(name, value, {**(attrs or {}), "list": known, "autocomplete": "off"}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.names))
        return format_html('{}<datalist id="{}">{}</datalist>', control, known, options)


class ContributorField(forms.CharField):
    """An organisation by its name in any of its languages, or its acronym; empty where nobody is named."""

    widget = Suggesting

    def __init__(self, **more: Any) -> None:
        super().__init__(
            label=_("Contributor"),
            required=False,
            max_length=400,
            help_text=_("The organisation whose words these are. Write some letters of its name, then choose."),
            **more,
        )

    def suggest(self) -> None:
        """Read the names there are: when a form is made, not when its class is."""
        self.known = tuple(people.organisations())
        taken: dict[str, int] = {}
        for one in self.known:
            taken[_called(one)] = taken.get(_called(one), 0) + 1
        self.called = {
            (_called(one) if taken[_called(one)] == 1 else f"{_called(one)} · {one.country or one.uid}"): one
            for one in self.known
        }
        self.widget.names = tuple(sorted(self.called))[:MOST_SUGGESTED]

    def clean(self, value: Any) -> people.Organisation | None:
        said = super().clean(value).strip()
        if not said:
            return None
        if said in self.called:
            return self.called[said]
        found = [one for one in self.known if said.casefold() in _names(one)]
        if len(found) == 1:
            return found[0]
        if found:
            raise forms.ValidationError(
                _("Several organisations are called “%(name)s”: choose one of the list."),
                "several",
                params={"name": said},
            )
        raise forms.ValidationError(
            _("No organisation here is called “%(name)s”. Choose one of the list, or enter it among the people first."),
            "unknown",
            params={"name": said},
        )

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, people.Organisation):
            return next((name for name, one in self.called.items() if one.pk == value.pk), _called(value))
        return value


def _called(one: people.Organisation) -> str:
    return f"{one.name} ({one.acronym})" if one.acronym else str(one.name)


def _names(one: people.Organisation) -> frozenset[str]:
    names: Mapping[str, str] = one.name
    return frozenset(name.casefold() for name in (*names.values(), one.acronym) if name)
