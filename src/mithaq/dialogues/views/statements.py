"""The moderators' queue: what was proposed, what it resembles, one decision each; and statements of the convener."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.generic import FormView, ListView

from mithaq.dialogues import forms_statements as forms
from mithaq.dialogues import selectors, services
from mithaq.dialogues.enums import Standing, State
from mithaq.dialogues.models import Rendition, Statement
from mithaq.dialogues.views.convening import OfConvener
from mithaq.dialogues.views.here import Form
from mithaq.foundation import habits, languages
from mithaq.foundation.heeding import stands_at

SHOWS = ("waiting", "admitted", "refused", "all")


@dataclass(frozen=True, slots=True)
class Card:
    """One statement as moderators see it: its original, and what it may repeat."""

    statement: Statement
    original: Rendition
    likely: list[selectors.Likeness]

    @property
    def asks(self) -> bool:
        return self.statement.standing == Standing.PROPOSED


class Statements(OfConvener, ListView):
    """`?show=`: what waits (the oldest first), what is admitted, what is not, or all."""

    template_name = "dialogues/statements.html"
    context_object_name = "statements"
    paginate_by = 20

    @property
    def show(self) -> str:
        asked = self.request.GET.get("show", "")
        return asked if asked in SHOWS else "waiting"

    def get_queryset(self) -> Any:
        rows = selectors.statements(self.dialogue).select_related("merged_into")
        if self.show == "waiting":
            return selectors.waiting(self.dialogue).select_related("merged_into")
        if self.show == "admitted":
            return rows.filter(standing=Standing.ADMITTED)
        if self.show == "refused":
            return rows.filter(standing__in=[Standing.REFUSED, Standing.MERGED])
        return rows

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        told = super().get_context_data(**more)
        counts = selectors.counted(self.dialogue)
        among = selectors.candidates(self.dialogue) if self.show == "waiting" and told["statements"] else []
        tabs = [
            ("waiting", pgettext("statements that", "wait for a decision"), counts["proposed"]),
            ("admitted", pgettext("statements that", "are admitted"), counts["admitted"]),
            (
                "refused",
                pgettext("statements that", "are not admitted, or joined"),
                counts["refused"] + counts["merged"],
            ),
            ("all", pgettext("statements", "all"), counts["all"]),
        ]
        return told | {
            "dialogue": self.dialogue,
            "cards": [card_of(one, among) for one in told["statements"]],
            "tabs": [{"key": key, "label": label, "number": number} for key, label, number in tabs],
            "show": self.show,
            "may_decide": self.dialogue.state in (State.DRAFT, State.OPEN),
            "refuse": forms.Refuse(auto_id=False),
            "trail": self.trail((pgettext("of a dialogue", "Statements"), "")),
        }


class Seed(OfConvener, Form):
    """Statements of the convener, as many as are pasted."""

    form_class = forms.Lines

    @property
    def title(self) -> str:
        return _("Add statements")

    @property
    def submit(self) -> str:
        return _("Add them")

    @property
    def lead(self) -> str:
        return _("They are admitted as they come, and voted on once all three languages are reviewed.")

    @property
    def after(self) -> str:
        return self.url("renditions", uid=self.dialogue.uid)

    def get_initial(self) -> dict[str, Any]:
        return {"language": languages.current()}

    def done(self, form: forms.Lines) -> str:
        given = form.cleaned_data
        made = services.seed_many(
            self.dialogue, given["rows"], given["language"], is_meta=given["is_meta"], by=self.actor, at=now()
        )
        told = ngettext("%(number)s statement was added.", "%(number)s statements were added.", len(made))
        return told % {"number": habits.counted(len(made))}


class Decide(OfConvener, FormView):
    """One statement, and what is decided of it: `act` is admit, refuse, merge or reopen; `seen` how it stood when it
    was read. What is refused is shown on this page, with what was entered.
    """

    template_name = "dialogues/decide.html"

    @cached_property
    def statement(self) -> Statement:
        found = selectors.statement(self.dialogue, self.kwargs["statement"])
        if found is None:
            raise Http404
        return found

    @property
    def act_name(self) -> str:
        return str(self.request.POST.get("act", ""))

    def get_form_class(self) -> Any:
        return {"refuse": forms.Refuse, "merge": forms.Merge}.get(self.act_name, forms.Plain)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            said = self._act(form)
        except ValidationError as refused:
            stands_at(form, refused)
            del self.statement  # as it stands now, not as it was read
            return self.form_invalid(form)
        messages.success(self.request, said)
        return redirect(self.url("statements", uid=self.dialogue.uid))

    def _act(self, form: Any) -> str:
        """Refused (`Changed`): where the statement does not stand any more as it did when it was read."""
        one = self.statement
        told: dict[str, Any] = {"seen": self.request.POST.get("seen", ""), "by": self.actor, "at": now()}
        if self.act_name == "admit":
            services.admit(one, is_meta=bool(self.request.POST.get("is_meta")) or one.is_meta, **told)
            return _("The statement is admitted. It is voted on once its translations are reviewed.")
        if self.act_name == "refuse":
            services.refuse(one, form.cleaned_data["ground"], form.cleaned_data["because"], **told)
            return _("The statement is not admitted; whoever proposed it can read why.")
        if self.act_name == "merge":
            services.merge(one, self._target(form), **told)
            return _("The statement is joined with the other.")
        if self.act_name == "reopen":
            services.reopen(one, **told)
            return _("The statement waits for a decision again.")
        raise ValidationError(_("Choose what is decided."))

    def _target(self, form: Any) -> Statement:
        rows = selectors.statements(self.dialogue)
        found: Statement | None = rows.filter(number=form.cleaned_data["number"]).first()
        if found is None:
            raise ValidationError({"number": _("There is no statement of this number.")})
        return found

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        told = super().get_context_data(**more)
        form, act = told["form"], self.act_name
        among = selectors.candidates(self.dialogue)
        return told | {
            "dialogue": self.dialogue,
            "card": card_of(self.statement, among),
            "columns": selectors.columns(self.statement),
            "refuse": form if act == "refuse" else forms.Refuse(),
            "merge": form if act == "merge" else forms.Merge(),
            "act": act,
            "may_decide": self.dialogue.state in (State.DRAFT, State.OPEN),
            "cancel_url": self.url("statements", uid=self.dialogue.uid),
            "trail": self.trail(
                (pgettext("of a dialogue", "Statements"), self.url("statements", uid=self.dialogue.uid)),
                (_("Decide"), ""),
            ),
        }


def card_of(statement: Statement, among: list[Statement]) -> Card:
    original = next(one for one in statement.renditions.all() if one.is_original)
    likely = selectors.likely_for(among, original.text, original.language, leaving=statement) if among else []
    return Card(statement, original, likely)
