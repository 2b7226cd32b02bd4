"""The roll, the turnout, the reminder, and the close of voting."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import ListView

from mithaq.elections import forms_voting as forms
from mithaq.elections import rolls, selectors, services
from mithaq.elections.views.here import Form, OnElection
from mithaq.foundation import habits


class Roll(OnElection, ListView):
    """Who may vote, for members. Who has voted is told after the close only, and to members; before it, how many."""

    permission_required = "elections.vote"
    template_name = "elections/roll.html"
    context_object_name = "rows"
    paginate_by = 50

    @property
    def is_over(self) -> bool:
        return self.election.closed_at is not None

    @property
    def runs(self) -> bool:
        return self.may("elections.run")

    @property
    def views(self) -> list[tuple[str, str]]:
        found = [("", _("all"))]
        if self.is_over:
            found += [("voted", _("have voted")), ("not-voted", _("have not voted"))]
        if self.runs:
            found += [("not-reached", _("nobody can vote for them yet"))]
        return found

    @property
    def view(self) -> str:
        asked = self.request.GET.get("show", "")
        return asked if asked in dict(self.views) else ""

    @cached_property
    def named(self) -> list[rolls.Named]:
        wanted = self.request.GET.get("q", "").strip()[:100]
        return rolls.named(self.election, on=self.today, wanted=wanted, tells_who=self.is_over)

    def get_queryset(self) -> Any:
        keeps = {
            "": lambda one: True,
            "voted": lambda one: one.has_voted,
            "not-voted": lambda one: not one.has_voted,
            "not-reached": lambda one: not one.is_reached,
        }
        return [one for one in self.named if keeps[self.view](one)]

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        election, at = self.election, now()
        turnout = selectors.turnout(election)
        has_begun = election.opened_at is not None
        return super().get_context_data(
            election=election,
            views=self.views,
            view=self.view,
            q=self.request.GET.get("q", "").strip(),
            runs=self.runs,
            is_over=self.is_over,
            turnout=turnout,
            figure=rolls.turnout_figure(turnout) if has_begun and turnout.electors else None,
            figures=rolls.turnout_by(election, is_over=self.is_over) if has_begun and self._sees_groups else (),
            not_reached=sum(not one.is_reached for one in self.named) if self.runs else 0,
            may_remind=self.runs and selectors.is_open(election, at=at),
            trail=self.trail((_("The roll"), "")),
            **more,
        )

    @property
    def _sees_groups(self) -> bool:
        """After the close only: who looks again and again would see of which groups each one is who has just voted."""
        return self.is_over


class Remind(OnElection, Form):
    permission_required = "elections.run"
    form_class = forms.Remind

    @property
    def title(self) -> str:
        return _("Remind who has not voted")

    @property
    def submit(self) -> str:
        return _("Send the reminder")

    @property
    def lead(self) -> str:
        told = selectors.turnout(self.election)
        left = told.electors - told.voted
        said = ngettext("%(number)s elector has not voted yet.", "%(number)s electors have not voted yet.", left)
        how = _(
            "Whoever may act for them gets a notice; you do not see who that is. "
            "At most one reminder a day can be sent."
        )
        return f"{said % {'number': habits.counted(left)}} {how}"

    @property
    def back(self) -> str:
        return self.url("roll", uid=self.election.uid)

    def done(self, form: forms.Remind) -> str:
        services.remind(self.election, by=self.actor, at=now())
        return _("The reminder is sent.")


class Close(OnElection, Form):
    """By hand: early with a reason, or when everybody has voted. By itself voting closes at its time."""

    permission_required = "elections.run"
    form_class = forms.Close

    @property
    def title(self) -> str:
        return _("Close voting")

    @property
    def submit(self) -> str:
        return _("Close voting now")

    @property
    def lead(self) -> str:
        told = selectors.turnout(self.election)
        said = _("%(voted)s of %(electors)s have voted. No vote is taken after the close, and it cannot be undone.")
        return said % {"voted": habits.counted(told.voted), "electors": habits.counted(told.electors)}

    def get_form_kwargs(self) -> dict[str, Any]:
        told = selectors.turnout(self.election)
        is_early = now() < self.election.closes_at and told.voted < told.electors
        hint = _("Voting would still be open. The reason is published.") if is_early else ""
        return super().get_form_kwargs() | {"hint": hint, "needed": is_early}

    def done(self, form: forms.Close) -> str:
        services.close_voting(self.election, reason=form.cleaned_data["reason"], by=self.actor, at=now())
        return _("Voting is closed.")
