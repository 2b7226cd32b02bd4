"""A milestone: when it is, how it stands, what officers write down of it; a deadline: who has more time."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from mithaq.cycles import asking, forms, selectors, services, told, watching, wording
from mithaq.cycles.enums import Kind
from mithaq.cycles.models import Extension, Milestone
from mithaq.cycles.states import State, begun, days_over, state, window
from mithaq.cycles.views.here import Here
from mithaq.foundation.fields import Words
from mithaq.foundation.heeding import Heeds


class OneMilestone(Here, TemplateView):
    template_name = "cycles/milestone.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        one, on = self.milestone, localdate()
        how, span = state(one, on=on, begun=begun(self.institution, on=on)), window(one)
        asked = self.charter_days
        clause = self.charter.get(one.clause)
        extensions = list(selectors.extensions(one)) if one.kind == Kind.DEADLINE else []
        return super().get_context_data(
            milestone=one,
            state=how,
            over=wording.over(days_over(one, on=on)) if how == State.OVERDUE else "",
            when=wording.time(span) if span else "",
            last=span.last if span else None,
            is_about=bool(span and (wording.is_about(span) or span.edge == "by")),
            asked=wording.time(asked) if asked and watching.moved(one, asked) else "",
            clause=clause,
            is_counted=bool(clause and told.is_counted(clause)),
            of=self.named(one.of) if one.of != one.clause else None,
            responsible=self.named(one.responsible),
            extensions=asking.shown(self.institution, extensions, member=self.is_member, person=self.person),
            is_deadline=one.kind == Kind.DEADLINE,
            may_settle=self.keeps and one.closed_on is None and not self.is_fixed,
            may_reach=self.keeps and one.closed_on is None and one.done_on is None,
            may_reopen=self.keeps and one.closed_on is None and one.done_on is not None,
            may_ask=self.is_member and one.may_extend and one.closed_on is None and one.until is not None,
            keeps=self.keeps,
            trail=self.trail((_("Roadmap"), self.url("roadmap")), (one.name, "")),
            **more,
        )

    @property
    def charter_days(self) -> Any:
        """What the charter itself says of its days, as far as it can be known from its text alone."""
        known = told.windows(self.charter, begun=localdate())
        return told.asked(self.charter, self.milestone.clause, known)

    @property
    def is_fixed(self) -> bool:
        clause = self.charter.get(self.milestone.clause)
        fixed = clause is not None and told.is_fixed(clause)
        return self.milestone.kind == Kind.DEADLINE and fixed

    def named(self, clause: str) -> Any:
        """A clause by its name; a party by its word."""
        found = self.charter.get(clause) if clause else None
        return Words(found.name.as_dict()) if found else None


class Act(Heeds, Here, FormView):
    """A form on a milestone; what is refused stands where it belongs, and what was entered stays."""

    permission_required = "cycles.keep"
    template_name = "cycles/form.html"
    title: Promise
    lead: Promise | str = ""
    submit: Promise
    done: Promise

    def act(self, form: Any) -> HttpResponseBase:
        try:
            self.write(form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.form_invalid(form)
        except services.Changed as changed:
            form.data = form.data.copy()
            form.data["seen"] = str(changed.now.version)
            self.__dict__["milestone"] = changed.now
            form.add_error(None, _("Somebody changed it meanwhile. Look at it as it is now, and send again."))
            return self.form_invalid(form)
        messages.success(self.request, str(self.done))
        return redirect(self.back)

    def write(self, told: dict[str, Any]) -> None:
        raise NotImplementedError

    @property
    def back(self) -> str:
        return self.url("milestone", uid=self.milestone.uid)

    def get_initial(self) -> dict[str, Any]:
        return {"seen": self.milestone.version}

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        span = window(self.milestone)
        return super().get_context_data(
            title=self.title,
            lead=self.lead,
            submit=self.submit,
            milestone=self.milestone,
            when=wording.time(span) if span else _("no date yet"),
            back=self.back,
            trail=self.trail((self.milestone.name, self.back), (self.title, "")),
            **more,
        )


class Settle(Act):
    form_class = forms.Settle

    title = gettext_lazy("Set the days")
    lead = gettext_lazy("What is counted from it follows. Days other than the charter says are shown as moved.")
    submit = gettext_lazy("Set these days")
    done = gettext_lazy("The days are set.")

    def get_initial(self) -> dict[str, Any]:
        one = self.milestone
        days = {"first": one.first, "last": one.until - timedelta(days=1)} if one.is_set and one.until else {}
        return {**super().get_initial(), **days}

    def write(self, told: dict[str, Any]) -> None:
        services.settle(self.milestone, **told, on=localdate(), by=self.actor, at=now())


class Reach(Act):
    form_class = forms.Reach
    title = gettext_lazy("Write down as reached")
    submit = gettext_lazy("It is reached")
    done = gettext_lazy("It is written down.")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "done_on": localdate()}

    def write(self, told: dict[str, Any]) -> None:
        services.reach(self.milestone, **told, on=localdate(), by=self.actor, at=now())


class Reopen(Act):
    form_class = forms.Reopen
    title = gettext_lazy("Not reached after all")
    submit = gettext_lazy("Open it again")
    done = gettext_lazy("It is open again.")

    def write(self, told: dict[str, Any]) -> None:
        services.reopen(self.milestone, **told, by=self.actor, at=now())


class Ask(Act):
    """A member asks for those they act for; an officer also on behalf of others."""

    permission_required = "cycles.ask"
    form_class = forms.Ask
    title = gettext_lazy("Ask for more time")
    submit = gettext_lazy("Ask")
    done = gettext_lazy("The request is on the record and waits for an answer.")

    def get_form_kwargs(self) -> dict[str, Any]:
        found = asking.holders(self.institution, self.person, officer=self.keeps, on=localdate())
        return {**super().get_form_kwargs(), "holders": found}

    def get_initial(self) -> dict[str, Any]:
        return {}

    def write(self, told: dict[str, Any]) -> None:
        who = asking.chosen(told.pop("holder"), self.person)
        services.ask_extension(self.milestone, **who, **told, by=self.actor, at=now())


class Decide(Act):
    form_class = forms.Decide
    title = gettext_lazy("Decide on a request")
    submit = gettext_lazy("Decide")
    done = gettext_lazy("The decision is on the record.")

    @cached_property
    def extension(self) -> Extension:
        found = selectors.extension(self.institution, self.kwargs["uid"])
        if found is None or found.decided_at is not None:
            raise Http404
        return found

    @cached_property
    def milestone(self) -> Milestone:
        return self.extension.milestone

    def get_initial(self) -> dict[str, Any]:
        return {"until": self.extension.wanted_until}

    def write(self, told: dict[str, Any]) -> None:
        until = told["until"] if told["verdict"] == "grant" else None
        services.decide_extension(self.extension, until=until, answer=told["answer"], by=self.actor, at=now())

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        (asked,) = asking.shown(self.institution, [self.extension], member=True, person=self.person)
        return super().get_context_data(asked=asked, **more)
