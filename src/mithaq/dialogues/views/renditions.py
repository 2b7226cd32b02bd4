"""Statements in three languages: what is missing, and one statement with the three side by side."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import ListView

from mithaq.dialogues import forms_statements as forms
from mithaq.dialogues import selectors, services
from mithaq.dialogues.enums import Standing, State
from mithaq.dialogues.models import Statement
from mithaq.dialogues.views.convening import OfConvener
from mithaq.dialogues.views.here import Form
from mithaq.foundation import habits, languages


class Renditions(OfConvener, ListView):
    """`?show=all`: every admitted statement; else those that lack something."""

    template_name = "dialogues/renditions.html"
    context_object_name = "statements"
    paginate_by = 50

    @property
    def show(self) -> str:
        return "all" if self.request.GET.get("show") == "all" else "lacking"

    def get_queryset(self) -> Any:
        found = selectors.admitted if self.show == "all" else selectors.unready
        return found(self.dialogue)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        told = super().get_context_data(**more)
        counts = selectors.counted(self.dialogue)
        tabs = [
            (
                "lacking",
                pgettext("statements that", "lack a reviewed language"),
                counts["admitted"] - counts["votable"],
            ),
            ("all", pgettext("statements that", "are admitted"), counts["admitted"]),
        ]
        return told | {
            "dialogue": self.dialogue,
            "rows": [(one, selectors.columns(one)) for one in told["statements"]],
            "codes": languages.CODES,
            "counts": counts,
            "tabs": [{"key": key, "label": label, "number": number} for key, label, number in tabs],
            "show": self.show,
            "may_change": self.dialogue.state in (State.DRAFT, State.OPEN),
            "trail": self.trail((_("Statements in three languages"), "")),
        }


class OneRendition(OfConvener, Form):
    """One statement in its three languages; saved, it leads to the next that lacks something."""

    form_class = forms.Three
    template_name = "dialogues/rendition.html"

    @cached_property
    def statement(self) -> Statement:
        rows = selectors.statements(self.dialogue).filter(uid=self.kwargs["statement"])
        found: Statement | None = rows.prefetch_related("renditions__translated_by", "renditions__reviewed_by").first()
        if found is None or found.standing != Standing.ADMITTED:
            raise Http404
        found.dialogue = self.dialogue
        return found

    @property
    def title(self) -> str:
        return _("Statement %(number)s in three languages") % {"number": habits.counted(self.statement.number)}

    @property
    def submit(self) -> str:
        return _("Save, and go on to the next")

    @property
    def listed(self) -> str:
        return self.url("renditions", uid=self.dialogue.uid)

    @property
    def after(self) -> str:
        """The next after this one that lacks something, else the first, else the list."""
        rows = selectors.unready(self.dialogue).exclude(pk=self.statement.pk).prefetch_related(None)
        following = rows.filter(number__gt=self.statement.number).first() or rows.first()
        if following is None:
            return self.listed
        return self.url("rendition", uid=self.dialogue.uid, statement=following.uid)

    def trail(self, *further: tuple[Any, str]) -> list[tuple[Any, str]]:
        return super().trail((_("Statements in three languages"), self.listed), *further)

    def get_form_kwargs(self) -> dict[str, Any]:
        told = {"columns": selectors.columns(self.statement), "longest": services.longest(self.statement.origin)}
        return super().get_form_kwargs() | told

    def done(self, form: forms.Three) -> str:
        saved = services.save_renditions(self.statement, **form.told, by=self.actor, at=now())
        if saved.votable:
            return _("Saved. The statement can be voted on.")
        return _("Saved. The statement is voted on once each language is reviewed.")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            statement=self.statement,
            dialogue=self.dialogue,
            is_answered=selectors.is_answered(self.statement),
            may_change=self.dialogue.state in (State.DRAFT, State.OPEN),
            seed_url=self.url("seed", uid=self.dialogue.uid),
            cancel_url=self.listed,
            **more,
        )
