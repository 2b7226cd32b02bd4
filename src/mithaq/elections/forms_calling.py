"""What is asked when an election is called, and when somebody is put forward."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mithaq.elections import quoting
from mithaq.elections.enums import METHODS_OF, ONE_SEAT, Marks, Method, Secrecy
from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.foundation.forms import OneLine, day_field, moment_field, words_field, words_of
from mithaq.people.records import OneHolder

_LANGUAGES = tuple(languages.OWN_NAMES.items())


class Times(forms.Form):
    """When each part of an election is; each not before the one above it."""

    nominations_until = moment_field(_("Nominations until"))
    roll_on = day_field(_("The roll is fixed on"), _("Whoever may vote on that day votes, and nobody else."))
    opens_at = moment_field(_("Voting opens"))
    closes_at = moment_field(_("Voting closes"))
    term_from = day_field(_("Terms begin on"))
    term_until = day_field(_("Terms end on"), _("Empty: as long as the charter says."), required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        self._after(told, "nominations_until", "opens_at", _("Voting opens when nominations are closed, not before."))
        self._after(told, "opens_at", "closes_at", _("Voting closes after it opens."), least=timedelta(minutes=1))
        return told

    def _after(self, told: dict[str, Any], first: str, then: str, said: Any, least: timedelta = timedelta()) -> None:
        if told.get(first) and told.get(then) and told[then] < told[first] + least:
            self.add_error(then, said)


class Call(Times):
    """An election for the seats of one clause; `seen` is the version that was read, where it is changed."""

    title_ar, title_en, title_fr = words_field(_("Title"), max_length=200)
    about_ar, about_en, about_fr = words_field(
        pgettext_lazy("of an election", "What it is about"), max_length=4000, long=True
    )
    seats = forms.IntegerField(label=_("Seats to fill"), min_value=1, max_value=500)
    ballot = forms.ChoiceField(
        label=_("Ballot and how it is counted"),
        help_text=_("“Balanced” counts keep the quotas of the charter at every step."),
        choices=[
            (marks.label, [(f"{marks.value}:{method}", Method(method).label) for method in METHODS_OF[marks]])
            for marks in Marks
        ],
        initial=f"{Marks.RANK}:{Method.BALANCED_STV}",
    )
    secrecy = forms.ChoiceField(
        label=_("Secrecy"), choices=Secrecy.choices, initial=Secrecy.CONFIDENTIAL, widget=forms.RadioSelect
    )
    keeps_aims = forms.BooleanField(
        label=_("Aims of the charter count as quotas"),
        help_text=_("Rules of balance that the charter only aims at are kept by the count as if they were binding."),
        required=False,
        initial=True,
    )
    own_quotas = forms.CharField(
        label=_("Further quotas"),
        help_text=_(
            "Beside those of the charter, one a line: an attribute, a rule (equal, every, at-least, at-most), a number "
            "of seats or a share where the rule needs one, and values. For instance: gender: at-least 1/2 women"
        ),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr", "translate": "no"}),
    )
    seed_source_ar, seed_source_en, seed_source_fr = words_field(
        _("Where the public seed for lots will come from"), max_length=300
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    stands_at: ClassVar = {"method": "ballot", "marks": "ballot"}
    field_order = (
        *("title_ar", "title_en", "title_fr", "about_ar", "about_en", "about_fr", "seats", "ballot", "keeps_aims"),
        *("own_quotas", "secrecy", "nominations_until", "roll_on", "opens_at", "closes_at", "term_from", "term_until"),
    )

    def __init__(self, *args: Any, has_aims: bool = True, **more: Any) -> None:
        super().__init__(*args, **more)
        if not has_aims:
            del self.fields["keeps_aims"]

    def clean_own_quotas(self) -> list[dict[str, Any]]:
        return quoting.of_lines(self.cleaned_data["own_quotas"])

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        names = [f"title_{code}" for code in languages.CODES]
        if not words_of(told, "title") and not any(name in self.errors for name in names):
            self.add_error(f"title_{languages.current()}", _("Give the election a title, in one language at least."))
        if "ballot" in told:
            marks, __, method = told["ballot"].partition(":")
            told["marks"], told["method"] = marks, method
            if method in ONE_SEAT and told.get("seats", 1) != 1:
                self.add_error("ballot", _("This way of counting fills one seat."))
            if method == Method.CO_CHAIRS and told.get("seats", 2) != 2:
                self.add_error("ballot", _("This way of counting fills two seats."))
        return told

    def words(self, name: str) -> Words:
        return words_of(self.cleaned_data, name)


class Because(forms.Form):
    because = OneLine(label=_("Why"), max_length=500)
    stands_at: ClassVar = {"reason": "because"}


class Confirm(forms.Form):
    """Nothing is asked but whether it is meant."""


class Early(forms.Form):
    """Whether it is meant; before the time that was announced, also why."""

    because = OneLine(label=_("Why it is done before the time that was announced"), max_length=500, required=False)
    stands_at: ClassVar = {"reason": "because"}

    def __init__(self, *args: Any, is_early: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not is_early:
            del self.fields["because"]

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("because", ""))


class Prolong(Times):
    """More time for nominations, and what moves with it; `seen` is the version that was read."""

    because = OneLine(label=_("Why"), max_length=500)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    stands_at: ClassVar = {"reason": "because"}


class Nominate(OneHolder):
    """Who is put forward, as the seats are for them."""


class Statement(forms.Form):
    """A campaign statement: written in one language, and what others made of it in the two others."""

    statement_ar, statement_en, statement_fr = words_field(_("Campaign statement"), max_length=4000, long=True)
    language = forms.ChoiceField(label=_("Written in"), choices=_LANGUAGES)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        written = f"statement_{told.get('language', '')}"
        if not told.get(written) and words_of(told, "statement") and written not in self.errors:
            self.add_error(written, _("The text in the language it was written in is missing."))
        return told

    @property
    def statement(self) -> Words:
        return words_of(self.cleaned_data, "statement")
