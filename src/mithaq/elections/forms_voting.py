"""The ballot as a form: a place for each candidate, or a mark. What is wrong stands at its field; all that was entered
stays. Nothing of it is kept anywhere but in the page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mithaq.elections.enums import Marks
from mithaq.elections.paper import Line
from mithaq.foundation import minute
from mithaq.foundation.forms import OneLine


class Paper(forms.Form):
    """A field for each candidate who can be chosen, `choice_<number>`; `choices` are their numbers, the best first."""

    elector = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, lines: Sequence[Line], chosen: Sequence[int] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.lines = lines
        self.standing = [one for one in lines if one.stands]
        for one in self.standing:
            self.fields[f"choice_{one.number}"] = self.mark(one, chosen)

    def mark(self, line: Line, chosen: Sequence[int]) -> forms.Field:
        raise NotImplementedError

    @property
    def choices(self) -> tuple[int, ...]:
        raise NotImplementedError

    @property
    def rows(self) -> list[tuple[Line, Any]]:
        """Each candidate with their field; none for who cannot be chosen any more."""
        return [(one, self[f"choice_{one.number}"] if one.stands else None) for one in self.lines]

    @property
    def chosen(self) -> list[Line]:
        """The candidates as the voter has put them."""
        of = {one.number: one for one in self.lines}
        return [of[number] for number in self.choices]

    def marked(self) -> Iterable[tuple[int, Any]]:
        for one in self.standing:
            if told := self.cleaned_data.get(f"choice_{one.number}"):
                yield one.number, told


class Ranking(Paper):
    """Preferences 1, 2, 3 …; empty is not ranked."""

    def mark(self, line: Line, chosen: Sequence[int]) -> forms.Field:
        many = len(self.standing)
        wrong = gettext_lazy("Write a whole number from 1 to %(many)s here, or leave it empty.") % {"many": many}
        return forms.IntegerField(
            label=line.spoken,
            required=False,
            min_value=1,
            max_value=many,
            initial=chosen.index(line.number) + 1 if line.number in chosen else None,
            error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 3, "dir": "ltr"}),
        )

    @property
    def choices(self) -> tuple[int, ...]:
        return tuple(number for number, _place in sorted(self.marked(), key=lambda one: one[1]))

    def clean(self) -> dict[str, Any]:
        """Refused: one number given to two candidates, and a number left out before another."""
        told = super().clean() or {}
        at: dict[int, list[Line]] = defaultdict(list)
        for one in self.standing:
            if place := told.get(f"choice_{one.number}"):
                at[place].append(one)
        for place, lines in at.items():
            for one in lines if len(lines) > 1 else ():
                others = minute.shown([other.spoken for other in lines if other != one])
                said = _("Number %(place)s is also given to %(names)s. Give each number only once.")
                self.add_error(f"choice_{one.number}", said % {"place": place, "names": others})
        if not self.errors:
            self._without_gap(at)
        return told

    def _without_gap(self, at: dict[int, list[Line]]) -> None:
        for expected, place in enumerate(sorted(at), start=1):
            if place != expected:
                said = _("There is a %(place)s here, but no candidate has the number %(missing)s before it.")
                self.add_error(f"choice_{at[place][0].number}", said % {"place": place, "missing": expected})
                return


class Approving(Paper):
    """A mark for each candidate one would have; they are not ordered."""

    def mark(self, line: Line, chosen: Sequence[int]) -> forms.Field:
        return forms.BooleanField(
            label=line.spoken,
            required=False,
            initial=line.number in chosen,
            widget=forms.CheckboxInput(attrs={"autocomplete": "off"}),
        )

    @property
    def choices(self) -> tuple[int, ...]:
        return tuple(sorted(number for number, _mark in self.marked()))


FORMS: dict[str, type[Paper]] = {Marks.RANK: Ranking, Marks.APPROVE: Approving}


class Pasted(forms.Form):
    """A receipt, or a tracker, or the hash of an entry."""

    receipt = forms.CharField(
        label=gettext_lazy("Your receipt, or the tracker or entry hash from it"),
        max_length=8_000,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )


class Close(forms.Form):
    """Before its time a reason is needed, unless everybody has voted."""

    reason = OneLine(label=gettext_lazy("Why voting closes now"), max_length=500)

    def __init__(self, *args: Any, needed: bool, hint: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["reason"].required = needed
        self.fields["reason"].help_text = hint


class Remind(forms.Form):
    """Nothing is asked but whether it is meant."""
