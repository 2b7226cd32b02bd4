"""What is asked when somebody is seated, leaves, waits, watches, gives or presides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mithaq.bodies import parties
from mithaq.bodies.enums import Basis, Ended
from mithaq.compacts import selectors as compacts
from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.foundation.forms import OneLine, day_field, words_field, words_of
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Clause
from mithaq.people import selectors as people

Holder = dict[str, Any]
NOT_STATES = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO", "XK"})


def line(label: Any, length: int, *, required: bool = True, hint: Any = "") -> OneLine:
    widget = forms.TextInput(attrs={"dir": "auto"})
    return OneLine(label=label, max_length=length, required=required, help_text=hint, widget=widget)


class HolderField(forms.ChoiceField):
    """An organisation, a State or a person; gives what services take: `{"organisation": …}` and so on."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.found: dict[str, Holder] = {}

    def offer(self, groups: Iterable[tuple[Any, list[tuple[str, str, Holder]]]]) -> None:
        told: list[Any] = [("", _("Choose"))]
        for label, rows in groups:
            if rows:
                told.append((label, [(key, name) for key, name, _holder in rows]))
                self.found |= {key: holder for key, _name, holder in rows}
        self.choices = told

    def clean(self, value: Any) -> Any:
        key = super().clean(value)
        return self.found.get(key)


def holders(institution: Institution, kinds: Iterable[str], on: Any) -> list[tuple[Any, list[tuple[str, str, Holder]]]]:
    """Who may be chosen for seats of these kinds; a donor may be an organisation or a State."""
    wanted = set(kinds)
    found: list[tuple[Any, list[tuple[str, str, Holder]]]] = []
    if wanted & {"organisation", "donor"}:
        here = {one.organisation_id for one in people.members(institution, on=on)}
        rows = [(one.pk in here, _organisation(one)) for one in people.organisations()]
        found.append((_("Member organisations"), sorted((row for is_in, row in rows if is_in), key=_name)))
        found.append((_("Other organisations"), sorted((row for is_in, row in rows if not is_in), key=_name)))
    if wanted & {"state", "donor"}:
        near = [state.iso2 for state in compacts.states()]
        found.append((_("States of the region"), _states(near)))
        found.append((_("Other States"), _states(_territories() - set(near))))
    if "person" in wanted:
        found.append((_("Persons"), persons(institution, on)))
    return found


def _organisation(one: Any) -> tuple[str, str, Holder]:
    """With the level it works on: seats are balanced by it."""
    return f"organisation:{one.uid}", f"{one} ({one.get_level_display()})", {"organisation": one}


def _name(row: tuple[str, str, Holder]) -> str:
    return languages.in_order(row[1])


def persons(institution: Institution, on: Any) -> list[tuple[str, str, Holder]]:
    here = [m.person for m in people.members(institution, on=on) if m.person is not None]
    return sorted(((f"person:{one.uid}", str(one), {"person": one}) for one in here), key=_name)


def _states(codes: Iterable[str]) -> list[tuple[str, str, Holder]]:
    rows = [(f"state:{code}", str(parties.state(code)), {"country": code}) for code in codes]
    return sorted(rows, key=_name)


def _territories() -> set[str]:
    return {code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha()} - NOT_STATES


def _clauses(found: Iterable[Clause]) -> list[tuple[str, str]]:
    return [(clause.id, str(Words(clause.name.as_dict())) or clause.key) for clause in found]


class _InBody(forms.Form):
    """A form about one body: knows its seats and who may be chosen."""

    kinds: tuple[str, ...] = ("organisation", "state", "person")

    def __init__(
        self, *args: Any, institution: Institution, on: Any, seats: Iterable[Clause] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seats = tuple(seats)
        kinds = {kind for clause in self.seats for kind in clause["holder"]} if "clause" in self.fields else set()
        groups = holders(institution, kinds or self.kinds, on)
        for field in self.fields.values():
            if isinstance(field, HolderField):
                field.offer(groups)
        if "clause" in self.fields:
            self.fields["clause"].choices = _clauses(self.seats)  # type: ignore[attr-defined]


class PersonField(HolderField):
    """One of the persons who take part; gives the person."""

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return found["person"] if found else None


class Seat(_InBody):
    """Who takes which seat, how they were found, from when."""

    clause = forms.ChoiceField(label=_("Which seats"))
    holder = HolderField(label=_("Who takes the seat"))
    occupant = PersonField(
        label=_("Who sits there for it"),
        required=False,
        help_text=_("A person who speaks for the organisation or the State; may be named later."),
    )
    basis = forms.ChoiceField(label=_("How they were found"), required=False)
    on = day_field(_("From"))
    until = day_field(_("Until"), required=False, hint=_("Empty: as long as the charter says."))

    def __init__(self, *args: Any, institution: Institution, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, institution=institution, on=on, **kwargs)
        self.fields["occupant"].offer([(_("Persons"), persons(institution, on))])  # type: ignore[attr-defined]
        self.fields["basis"].choices = [("", _("as the charter says")), *Basis.choices]  # type: ignore[attr-defined]

    @property
    def found(self) -> str:
        """As told, or as the charter says these seats are filled."""
        told = self.cleaned_data
        clause = next(one for one in self.seats if one.id == told["clause"])
        return told["basis"] or str(clause["selection"])


class Ask(forms.Form):
    """A member asks for a seat: for themselves, or for whom they act."""

    clause = forms.ChoiceField(label=_("Which seats"))
    holder = HolderField(label=pgettext_lazy("on whose behalf", "For whom"))

    def __init__(self, *args: Any, seats: Iterable[Clause], mine: list[tuple[str, str, Holder]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = _clauses(seats)  # type: ignore[attr-defined]
        self.fields["holder"].offer([(_("You act for"), mine)])  # type: ignore[attr-defined]


class Vacate(forms.Form):
    on = day_field(_("First day without them"))
    ended = forms.ChoiceField(
        label=_("Why"), choices=[(one.value, one.label) for one in (Ended.RESIGNED, Ended.RELEASED)]
    )
    reason = line(_("In words"), 500, required=False)


class Leave(forms.Form):
    reason = line(_("Why"), 500, required=False)


class Occupy(_InBody):
    occupant = PersonField(label=_("Who sits there for it"), required=False)
    on = day_field(_("From"))
    kinds = ("person",)


class NameAlternate(_InBody):
    person = PersonField(label=_("Who stands in"))
    on = day_field(_("From"))
    until = day_field(_("First day without it"), required=False)
    kinds = ("person",)


class InviteObserver(_InBody):
    holder = HolderField(label=_("Who is invited"))
    session = line(
        _("For which meeting or session"), 200, required=False, hint=_("Empty: for the body as long as it lasts.")
    )
    may_speak = forms.BooleanField(label=_("They may speak"), required=False)
    on = day_field(_("From"))
    until = day_field(_("First day without it"), required=False)


class RecordContribution(_InBody):
    holder = HolderField(label=_("Who gave it"))
    amount = forms.DecimalField(
        label=_("Amount"),
        max_digits=18,
        decimal_places=2,
        help_text=_("Below zero, it takes an earlier one back."),
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "decimal"}),
    )
    currency = forms.CharField(
        label=_("Currency"),
        help_text=_("Three Latin letters, for instance EUR."),
        min_length=3,
        max_length=3,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    received_on = day_field(_("Received on"))
    note = line(
        _("Note"),
        300,
        required=False,
        hint=_("Where it was given in another currency: how much, at which rate, of which day and from which source."),
    )


class PassChair(_InBody):
    first = HolderField(label=_("Who takes the chair"))
    second = HolderField(label=_("together with"), required=False)
    third = HolderField(label=_("and with"), required=False)
    edition = line(_("Edition"), 200, required=False)
    on = day_field(_("From"), hint=_("A day to come names who is next."))
    until = day_field(_("First day without it"), required=False)

    @property
    def to(self) -> list[Any]:
        told = [self.cleaned_data[name] for name in ("first", "second", "third")]
        return [next(iter(holder.values())) for holder in told if holder]


class ExtendMandate(forms.Form):
    until = day_field(_("Until"), required=False, hint=_("First day without it; empty: without end."))
    decided_by = line(_("By which decision"), 300, required=False)


class OpenGroup(forms.Form):
    theme_ar, theme_en, theme_fr = words_field(_("Theme"), max_length=200)
    on = day_field(_("From"))

    @property
    def theme(self) -> Words:
        return words_of(self.cleaned_data, "theme")


class Close(forms.Form):
    on = day_field(_("First day without it"))
    reason = line(_("Reason"), 500)
