"""What is asked when ballots are counted and a result is declared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mithaq.elections.forms_calling import Times
from mithaq.foundation.forms import OneLine, day_field


class Seed(forms.Form):
    """The public seed, once, and only where it was announced before the vote where it would come from."""

    seed = OneLine(
        label=_("Public seed for lots"),
        max_length=300,
        required=False,
        help_text=_(
            "From where it was announced before the vote. It is entered once and cannot be changed. Empty: the head of "
            "the board is the seed."
        ),
    )

    def __init__(self, *args: Any, asks: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["seed"]


class Countback(forms.Form):
    """From which day the seat is filled, and who has said that they no longer want it."""

    on = day_field(_("Terms begin on"))
    without = forms.MultipleChoiceField(
        label=_("Who no longer wants a seat"),
        help_text=_("They are counted as if they had never stood. Whoever would be elected is told beforehand."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, candidates: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["without"].choices = candidates  # type: ignore[attr-defined]
        if not candidates:
            del self.fields["without"]


class ByElection(Times):
    """When the members vote again; terms end when those of who left would have."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["term_until"]
