"""What is asked of statements: many given at once, a decision on one, the three languages of one."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from mithaq.dialogues.enums import LONGEST, Ground
from mithaq.dialogues.selectors import Column
from mithaq.foundation import languages
from mithaq.foundation.forms import OneLine


class Lines(forms.Form):
    """Statements, one a line; or three columns pasted from a table: Arabic, English, French."""

    text = forms.CharField(
        label=_("Statements, one a line"),
        help_text=_(
            "Each says one thing that somebody can agree or disagree with, in 280 characters at most. From a table you "
            "can paste three columns: Arabic, English, French."
        ),
        max_length=120_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the originals"),
        help_text=_("Of three columns, the others count as translations that wait for their review."),
        choices=[(code, name) for code, name in languages.OWN_NAMES.items()],
        widget=forms.RadioSelect,
    )
    is_meta = forms.BooleanField(
        label=_("They ask who one is, not what one thinks"),
        help_text=_("Such statements are shown with the map, and do not shape it."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """`rows`: a text by language for each line."""
        told = super().clean() or {}
        if "text" not in told or "language" not in told:
            return told
        rows = []
        for number, line in enumerate(told["text"].splitlines(), start=1):
            if not line.strip():
                continue
            cells = [one.strip() for one in line.split("\t")]
            if len(cells) == 1:
                rows.append({told["language"]: cells[0]})
            elif len(cells) == len(languages.CODES):
                rows.append(dict(zip(languages.CODES, cells, strict=True)))
            else:
                said = _("Line %(line)d has %(number)d columns; one or three are read.")
                params = {"line": number, "number": len(cells)}
                self.add_error("text", forms.ValidationError(said, params=params))
        told["rows"] = rows
        return told


class Plain(forms.Form):
    """Nothing is asked but the button: admitted, or taken up again."""


class Refuse(forms.Form):
    """Why it is not admitted; its proposer reads it."""

    ground = forms.ChoiceField(label=_("Why not"), choices=Ground.choices, widget=forms.RadioSelect)
    because = OneLine(
        label=_("In words"),
        help_text=_("Whoever proposed it reads this."),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class Merge(forms.Form):
    """Which statement says the same: one of those that look alike, or any by its number."""

    number = forms.IntegerField(
        label=_("Number of the statement that is voted on in its place"), min_value=0, max_value=100_000
    )
    stands_at: ClassVar = {"into": "number"}


class Three(forms.Form):
    """One statement in its languages: the texts, what was compared with the original, and why anything changes.

    What stands reviewed is not asked again: a text that changes in the same breath waits to be compared.
    """

    reason = OneLine(
        label=_("What is corrected"),
        help_text=_("For the register of acts. Needed once somebody has answered this statement."),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    stands_at: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, columns: tuple[Column, ...], longest: int = LONGEST, **more: Any) -> None:
        super().__init__(*args, **more)
        self.columns = columns
        for one in columns:
            code, stands = one.language, one.rendition
            original = stands is not None and stands.is_original
            self.fields[f"text_{code}"] = forms.CharField(
                label=one.own_name,
                max_length=longest,
                required=original,
                initial=stands.text if stands else "",
                widget=forms.Textarea(attrs={"rows": 4, "lang": code, "dir": one.direction}),
            )
            self.fields[f"seen_{code}"] = forms.IntegerField(
                widget=forms.HiddenInput, required=False, initial=stands.version if stands else 0
            )
            if not original and one.state != "reviewed":
                self.fields[f"reviewed_{code}"] = forms.BooleanField(
                    label=_("Compared: it says the same as the original"), required=False
                )

    @property
    def sides(self) -> list[dict[str, Any]]:
        """The fields of each language, with how it stands."""
        return [
            {
                "column": one,
                "text": self[f"text_{one.language}"],
                "seen": self[f"seen_{one.language}"],
                "reviewed": self[name] if (name := f"reviewed_{one.language}") in self.fields else None,
            }
            for one in self.columns
        ]

    @property
    def told(self) -> dict[str, Any]:
        """What the service takes."""
        given = self.cleaned_data
        codes = [one.language for one in self.columns]
        return {
            "texts": {code: given[f"text_{code}"] for code in codes},
            "reviewed": [code for code in codes if given.get(f"reviewed_{code}")],
            "seen": {code: given[f"seen_{code}"] or 0 for code in codes},
            "reason": given["reason"],
        }
