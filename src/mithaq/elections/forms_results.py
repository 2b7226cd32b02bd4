"""What is asked when ballots are counted and a result is declared."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mithaq.foundation.forms import OneLine


class Seed(forms.Form):
    """The public seed, once: who has entered it cannot choose another."""

    seed = OneLine(
        label=_("Public seed for lots"),
        max_length=300,
        required=False,
        help_text=_(
            "From where it was announced before the vote. It is entered once and cannot be changed. Empty: the head of "
            "the board is the seed."
        ),
    )

    def __init__(self, *args: Any, entered: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if entered:
            del self.fields["seed"]
