"""What an adoption would do, in sentences; adopting; proposing an amendment."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from mithaq.blueprints import faults, forms, selectors, services
from mithaq.blueprints.views.drafts import _Draft
from mithaq.bodies import selectors as bodies
from mithaq.foundation import habits
from mithaq.foundation.heeding import Heeds
from mithaq.kernels.charter import Clause


class _Plan(_Draft):
    request: HttpRequest

    @cached_property
    def examined(self) -> selectors.Examined:
        return selectors.examine(self.draft.text)

    @cached_property
    def deciding(self) -> Clause | None:
        """The clause in force that lets a body decide on changes."""
        return selectors.deciding_clause(self.charter)

    def planned(self) -> dict[str, Any]:
        errors = self.examined.errors
        return {
            "draft": self.draft,
            "faults": [faults.say(fault) for fault in errors],
            "warnings": [faults.say(fault) for fault in self.examined.faults if fault.severity != "error"],
            "plan": None if errors else selectors.preview(self.institution, self.examined.charter, on=self.today),
            "edition": self.in_force,
            "deciding": self.deciding,
            "may_adopt": self.may_adopt,
        }


class Preview(_Plan, TemplateView):
    """The plan: what would open, change and close, and which clauses would say something else. Nothing is written."""

    template_name = "blueprints/preview.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        trail = self.draft_trail((_("What it would do"), ""))
        return super().get_context_data(**self.planned(), trail=trail, **more)


class _Act(_Plan, Heeds, FormView):
    permission_required = "blueprints.adopt"
    template_name = "blueprints/adopt.html"
    title = ""

    def act(self, form: Any) -> HttpResponseBase:
        try:
            return self.do(form)
        except services.Faulty as refused:
            form.add_error(None, refused.messages)
        except ValidationError as refused:
            forms.place_errors(form, refused)
        return self.form_invalid(form)

    def do(self, form: Any) -> HttpResponse:
        raise NotImplementedError

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            **self.planned(), title=self.title, trail=self.draft_trail((self.title, "")), **more
        )


class Adopt(_Act):
    """The secretary adopts: the text comes into force and what it asks for stands."""

    form_class = forms.Adopt

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("Adopt")

    def get_initial(self) -> dict[str, Any]:
        return {"on": self.today}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "first": self.in_force is None}

    def do(self, form: Any) -> HttpResponse:
        told = form.cleaned_data
        version = services.adopt(
            self.institution,
            self.draft.text,
            blueprint=self.draft.blueprint,
            reason=told.get("reason", ""),
            on=told["on"],
            by=self.actor,
            at=now(),
        )
        messages.success(
            self.request,
            _("The charter is in force in its version %(number)s.") % {"number": habits.counted(version.number)},
        )
        return redirect(self.url("charter"))


class Propose(_Act):
    """The secretary puts the text to the body that the charter in force names."""

    form_class = forms.Propose

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("Propose as an amendment")

    @cached_property
    def bodies(self) -> list[bodies.Body]:
        if self.deciding is None or self.deciding.get("by"):
            return []
        return list(bodies.bodies(self.institution, on=self.today))

    def get_form_kwargs(self) -> dict[str, Any]:
        choices = [(one.uid, str(one.name)) for one in self.bodies]
        return {**super().get_form_kwargs(), "bodies": choices}

    def do(self, form: Any) -> HttpResponse:
        told = form.cleaned_data
        amendment = services.propose_amendment(
            self.institution,
            self.draft.text,
            reason=told["reason"],
            body=next((one for one in self.bodies if one.uid == told.get("body")), None),
            blueprint=self.draft.blueprint,
            on=self.today,
            by=self.actor,
            at=now(),
        )
        messages.success(
            self.request, _("The amendment is proposed. The body that decides finds it among its decisions.")
        )
        return redirect(self.url("amendment", uid=amendment.uid))
