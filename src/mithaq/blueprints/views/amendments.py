"""Amendments: what each changes, whose decision it awaits, and what became of it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.generic import FormView, ListView, TemplateView

from mithaq.blueprints import differing, forms, selectors, services
from mithaq.blueprints.enums import AmendmentState
from mithaq.blueprints.models import Amendment
from mithaq.blueprints.views.here import Here
from mithaq.foundation import habits
from mithaq.foundation.heeding import Heeds
from mithaq.institutions import selectors as institutions
from mithaq.meetings import selectors as meetings


class Amendments(Here, ListView):
    permission_required = "blueprints.see_amendments"
    template_name = "blueprints/amendments.html"
    context_object_name = "amendments"
    paginate_by = 30

    def get_queryset(self) -> QuerySet[Amendment]:
        return selectors.amendments(self.institution)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(trail=self.trail((_("Amendments"), "")), **more)


class _One(Here):
    permission_required = "blueprints.see_amendments"

    @cached_property
    def amendment(self) -> Amendment:
        found = selectors.amendment(self.institution, self.kwargs["uid"])
        if found is None:
            raise Http404
        return found

    def shown(self) -> dict[str, Any]:
        one = self.amendment
        before, after = institutions.read(one.charter), selectors.examine(one.text).charter
        is_open = one.state == AmendmentState.OPEN
        return {
            "amendment": one,
            "changes": differing.told(differing.changes(before, after), before, after, self.names),
            "is_open": is_open,
            "is_adopted": is_open and one.motion is not None and meetings.adopted(one.motion),
            "may_adopt": self.may_adopt,
            "trail": self.trail((_("Amendments"), self.url("amendments")), (_("Amendment"), "")),
        }


class OneAmendment(_One, TemplateView):
    """Clause by clause, before and after."""

    template_name = "blueprints/amendment.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(**self.shown(), withdraw=forms.Because(), **more)


class _Act(_One, Heeds, FormView):
    permission_required = "blueprints.adopt"
    template_name = "blueprints/amendment.html"

    def act(self, form: Any) -> HttpResponseBase:
        try:
            done = self.do(form)
        except ValidationError as refused:
            forms.place_errors(form, refused)
            return self.form_invalid(form)
        messages.success(self.request, done)
        return redirect(self.url("amendment", uid=self.amendment.uid))

    def do(self, form: Any) -> str:
        raise NotImplementedError

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(**self.shown(), **more)


class Enact(_Act):
    """Put in force what was decided."""

    form_class = Form

    def do(self, form: Any) -> str:
        version = services.enact_amendment(self.amendment, on=self.today, by=self.actor, at=now())
        return _("The charter is in force in its version %(number)s.") % {"number": habits.counted(version.number)}


class Withdraw(_Act):
    """Take back what awaits its decision."""

    form_class = forms.Because

    def do(self, form: Any) -> str:
        services.withdraw(self.amendment, because=form.cleaned_data["because"], by=self.actor, at=now())
        return _("The amendment is withdrawn.")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        return {**context, "withdraw": context["form"]}
