"""The parts of a page, each in three languages, both directions and both themes: `/<lang>/styleguide/`.

A room on a higher floor shows its own parts here by offering a sample when it starts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mithaq.foundation import languages
from mithaq.foundation.styleguide_figures import FIGURES

THEMES = ("light", "dark")


def _nothing(key: str) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Sample:
    """`context(key)` is called inside the language shown; `key` makes ids unique on the page."""

    name: str
    title: str | Promise
    template: str
    context: Callable[[str], dict[str, Any]] = field(default=_nothing)
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    lang: str
    theme: str
    html: SafeString


class _Letter(forms.Form):
    """A form that came back: every state of a field at once."""

    name = forms.CharField(label=gettext_lazy("Name of the organisation"))
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), help_text=gettext_lazy("Only the secretariat sees it.")
    )
    text = forms.CharField(
        label=gettext_lazy("What do you propose?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("In Arabic, English or French: as you write, so it is kept."),
        required=False,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the reply"),
        choices=list(languages.OWN_NAMES.items()),
        widget=forms.RadioSelect,
    )
    agrees = forms.BooleanField(label=gettext_lazy("Our words may be quoted with our name."))


def _letter(key: str) -> dict[str, Any]:
    said = {"name": "", "email": "amal@", "text": "", "language": "fr"}
    form = _Letter({f"{key}-{name}": value for name, value in said.items()}, prefix=key)
    form.is_valid()
    return {"form": form}


def _steps(key: str) -> dict[str, Any]:
    return {
        "steps": [
            {"title": _("The documents are deposited"), "state": "done", "text": _("The original stays as it came.")},
            {"title": _("People confirm the codes"), "state": "now", "text": _("A suggestion is only a suggestion.")},
            {"title": _("The synthesis is released"), "state": "next", "text": ""},
        ]
    }


def _key(key: str) -> dict[str, Any]:
    return {"key": key}


_samples: dict[str, Sample] = {}


def offer(sample: Sample) -> None:
    """Add a part to the page; the same name again replaces it."""
    _samples[sample.name] = sample


PARTS: tuple[tuple[str, Promise, Callable[[str], dict[str, Any]]], ...] = (
    ("type", gettext_lazy("Type"), _nothing),
    ("colour", gettext_lazy("Colour"), _nothing),
    ("buttons", gettext_lazy("Actions"), _nothing),
    ("breadcrumb", gettext_lazy("Where one is"), _nothing),
    ("institution", gettext_lazy("Card of an institution"), _nothing),
    ("clause", gettext_lazy("A clause and its source"), _nothing),
    ("finding", gettext_lazy("Findings: met, at risk, broken"), _nothing),
    ("citation", gettext_lazy("A line and its citation"), _key),
    ("passage", gettext_lazy("A passage in its own direction"), _key),
    ("pills", gettext_lazy("States and marks"), _nothing),
    ("notes", gettext_lazy("What the house says"), _nothing),
    ("progress", gettext_lazy("Progress, with words"), _nothing),
    ("empty", gettext_lazy("Nothing here yet"), _nothing),
    ("error", gettext_lazy("A refusal: what, why and how"), _nothing),
    ("form", gettext_lazy("A form that came back"), _letter),
    ("table", gettext_lazy("A table that becomes cards on a phone"), _nothing),
    ("steps", gettext_lazy("Steps of a process"), _steps),
)
for _name, _title, _context in PARTS:
    offer(Sample(_name, _title, f"foundation/styleguide/{_name}.html", _context))
for _name, _title, _context in FIGURES:
    offer(Sample(_name, _title, "foundation/styleguide/figure.html", _context, wide=True))


def _render(sample: Sample, code: str, theme: str) -> Shown:
    with translation.override(code):
        key = f"{sample.name}-{code}-{theme}-"
        context = {"lang": code, **sample.context(key)}
        return Shown(code, theme, render_to_string(sample.template, context))


def styleguide(request: HttpRequest) -> HttpResponse:
    """Everything at once: what looks wrong here looks wrong everywhere."""
    samples = [
        (sample, [_render(sample, code, theme) for theme in THEMES for code in languages.CODES])
        for sample in _samples.values()
    ]
    trail = [(_("Mithaq"), f"/{languages.current()}/"), (_("The parts of a page"), "")]
    return render(request, "foundation/styleguide.html", {"samples": samples, "trail": trail})
