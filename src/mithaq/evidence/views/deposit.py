"""Depositing files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.generic import FormView

from mithaq.evidence import forms, selectors, services, wording
from mithaq.evidence.views.here import Here


class Deposit(Here, FormView):
    """Each file is deposited or refused on its own; where one is refused the form comes back with all that was told."""

    permission_required = "evidence.deposit"
    template_name = "evidence/deposit.html"
    form_class = forms.Deposit

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"this_year": localdate().year, "bodies": self.bodies()}

    def form_valid(self, form: forms.Deposit) -> HttpResponse:
        new: list[selectors.Document] = []
        refused: list[str] = []
        for file in form.cleaned_data["files"]:
            try:
                outcome = services.deposit(
                    self.institution, file.read(), file.name, by=self.actor, at=now(), **form.told()
                )
            except services.Refused as why:
                refused.append(wording.refusal(why.cause, why.facts))
                continue
            if outcome.state == "deposited" and outcome.document:
                new.append(outcome.document)
            else:
                messages.info(self.request, wording.already_there(outcome.name))
        if new:
            messages.success(self.request, wording.deposited(len(new)))
            services.code_later(self.institution, new, by=self.actor, at=now())
        if refused:
            form.add_error("files", refused)
            return self.form_invalid(form)
        if len(new) == 1:
            return redirect(self.url("document", uid=new[0].uid))
        return redirect(f"{self.url('documents')}?deposited={len(new)}" if new else self.url("documents"))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        trail = self.trail((_("Deposit documents"), ""))
        return super().get_context_data(
            trail=trail,
            cancel_url=self.url("documents"),
            piece=services.uploads.PIECE,
            most=services.uploads.MOST_OPEN,
            **more,
        )
