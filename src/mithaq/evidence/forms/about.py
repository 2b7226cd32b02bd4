"""What is told about a document, when it is deposited and whenever it is changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from mithaq.bodies.selectors import Body
from mithaq.evidence.enums import Visibility
from mithaq.evidence.forms.contributor import ContributorField
from mithaq.foundation.fields import Words
from mithaq.foundation.forms import words_field, words_of

FIRST_YEAR = 1900
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")

EXPLAINED = {
    Visibility.PUBLIC: _("anybody who opens the pages of the institution, and search engines."),
    Visibility.MEMBERS: _("whoever takes part in the institution and has signed in."),
    Visibility.BODY: _("whoever sits or observes in the body it is for on the day, and the officers."),
    Visibility.CONFIDENTIAL: _("officers and the secretary; others do not learn that it exists."),
}


def year_in(texts: Iterable[str], *, most: int) -> int | None:
    """The one year of this century that these names speak of; None where there is none, or several."""
    found = {int(year) for text in texts for year in _YEAR.findall(text)}
    return found.pop() if len(found) == 1 and max(found) <= most else None


def _explained() -> SafeString:
    rows = ((Visibility(value).label, EXPLAINED[Visibility(value)]) for value in Visibility.values)
    return format_html("<ul>{}</ul>", format_html_join("", "<li><b>{}</b>: {}</li>", rows))


class About(forms.Form):
    """`this_year` bounds the year: what is announced for next year may be said already."""

    title_ar, title_en, title_fr = words_field(_("Title"), max_length=300)
    contributor = ContributorField()
    year = forms.IntegerField(
        label=_("Year"), min_value=FIRST_YEAR, required=False, help_text=_("When it was said or published, if known.")
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=500,
        required=False,
        help_text=_("Who published it, or who gave it to you; an address if it has one."),
    )
    licence = forms.CharField(
        label=_("Licence"), max_length=200, required=False, help_text=_("What others may do with it, if it says so.")
    )
    consent = forms.CharField(
        label=_("Consent"),
        max_length=500,
        required=False,
        help_text=_("What its authors have agreed to, where it is a personal submission."),
    )
    visibility = forms.ChoiceField(
        label=_("Visible to"),
        choices=Visibility.choices,
        initial=Visibility.MEMBERS,
        help_text=lazy(_explained, SafeString)(),
    )

    body = forms.ChoiceField(
        label=_("The body concerned"),
        required=False,
        help_text=_("Who sits or observes there sees it too, for as long as they do; without a body, only officers."),
    )

    def __init__(self, *args: Any, this_year: int, bodies: Iterable[Body] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {body.uid: body for body in bodies}
        if self.bodies:
            named = [(uid, str(body.name)) for uid, body in self.bodies.items()]
            self.fields["body"].choices = [("", "–"), *named]  # type: ignore[attr-defined]
        else:
            del self.fields["body"]
        self.fields["contributor"].suggest()  # type: ignore[attr-defined]
        self.most_year = this_year + 1
        self.fields["year"].widget.attrs |= {"max": self.most_year}

    def clean_year(self) -> int | None:
        year: int | None = self.cleaned_data["year"]
        if year is not None and year > self.most_year:
            raise forms.ValidationError(
                _("The latest year to be entered is %(year)s."), "late", params={"year": self.most_year}
            )
        return year

    @property
    def title(self) -> Words:
        return words_of(self.cleaned_data, "title")

    def told(self) -> dict[str, Any]:
        """What services want to know of it, by their names."""
        names = ("contributor", "year", "source", "licence", "consent", "visibility")
        told = {name: self.cleaned_data[name] for name in names} | {"title": self.title}
        return told | {"body": self.bodies.get(self.cleaned_data.get("body", ""))}
