"""Changing a document: what is told about it, its file, its end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.generic import FormView

from mithaq.evidence import forms, selectors, services, wording
from mithaq.evidence.enums import Visibility
from mithaq.evidence.views.documents import OneDocument


class Changing(OneDocument, FormView):
    """A form about one document; whoever was overtaken by somebody else sees both, and nothing entered is lost."""

    submit = ""
    lead = ""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(submit=self.submit, lead=self.lead, cancel_url=self.document_url, **more)

    def overtaken(self, form: Any, document: selectors.Document, differences: list[Any]) -> HttpResponse:
        """The form again, with what was entered, what the document says now, and the version that was shown now."""
        self.document = document
        form.data = form.data.copy()
        form.data["seen"] = str(document.version)
        return self.render_to_response(
            self.get_context_data(form=form, overtaken=True, differences=differences), status=409
        )


class Edit(Changing):
    permission_required = "evidence.describe"
    template_name = "evidence/document_edit.html"
    form_class = forms.Describe

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("Change what is told about it")

    @property
    def submit(self) -> str:  # type: ignore[override]
        return _("Save")

    @property
    def guess(self) -> int | None:
        """A year the title or the name of the file speaks of, where none was entered."""
        if self.document.year is not None:
            return None
        names = [*self.document.title.values(), self.document.file_name]
        return forms.year_in(names, most=localdate().year + 1)

    def get_initial(self) -> dict[str, Any]:
        document = self.document
        titles = {f"title_{code}": text for code, text in document.title.items()}
        return titles | {
            "contributor": document.contributor,
            "year": document.year or self.guess,
            "source": document.origin,
            "licence": document.licence,
            "consent": document.consent,
            "visibility": document.visibility,
            "body": document.body.uid if document.body else "",
            "seen": document.version,
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        mine = [self.document.body] if self.document.body else []
        bodies = {body.uid: body for body in (*mine, *self.bodies())}
        return super().get_form_kwargs() | {"this_year": localdate().year, "bodies": bodies.values()}

    def form_valid(self, form: forms.Describe) -> HttpResponse:
        try:
            services.describe(
                self.institution,
                self.document,
                **form.told(),
                seen=form.cleaned_data["seen"],
                by=self.actor,
                at=now(),
            )
        except services.Conflict as conflict:
            return self.overtaken(form, conflict.document, _differences(form.told(), conflict.document))
        messages.success(self.request, _("Saved."))
        return redirect(self.document_url)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(guess=self.guess, **more)


class Replace(Changing):
    permission_required = "evidence.replace"
    template_name = "evidence/document_replace.html"
    form_class = forms.Replace

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("Replace the file")

    @property
    def submit(self) -> str:  # type: ignore[override]
        return _("Replace the file")

    def get_initial(self) -> dict[str, Any]:
        return {"seen": self.document.version}

    def form_valid(self, form: forms.Replace) -> HttpResponse:
        told, at = form.cleaned_data, now()
        try:
            done = services.replace(
                self.institution,
                self.document,
                told["file"].read(),
                told["file"].name,
                because=told["because"],
                seen=told["seen"],
                by=self.actor,
                at=at,
            )
        except services.Refused as why:
            form.add_error("file", wording.refusal(why.cause, why.facts))
            return self.form_invalid(form)
        except services.Conflict as conflict:
            return self.overtaken(form, conflict.document, [])
        services.code_later(self.institution, [done.document], by=self.actor, at=at)
        messages.success(self.request, wording.replaced(done.kept, done.new, done.aside))
        return redirect(self.document_url)


class Withdraw(Changing):
    permission_required = "evidence.withdraw"
    template_name = "evidence/document_withdraw.html"
    form_class = forms.Withdraw

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("Withdraw the document")

    @property
    def submit(self) -> str:  # type: ignore[override]
        return _("Withdraw the document")

    def form_valid(self, form: forms.Withdraw) -> HttpResponse:
        services.withdraw(
            self.institution, self.document, because=form.cleaned_data["because"], by=self.actor, at=now()
        )
        messages.success(self.request, _("The document was withdrawn."))
        return redirect(self.url("documents"))


def _differences(told: dict[str, Any], document: selectors.Document) -> list[tuple[Any, str, str]]:
    """What the document says now and what was entered, wherever the two differ: `(label, now, entered)`."""
    theirs = {
        "title": document.title,
        "contributor": document.contributor,
        "year": document.year,
        "source": document.origin,
        "licence": document.licence,
        "consent": document.consent,
        "visibility": document.visibility,
        "body": document.body,
    }
    shown = {"visibility": lambda value: str(Visibility(value).label)}
    return [
        (label, shown.get(name, forms.as_words)(theirs[name]), shown.get(name, forms.as_words)(told[name]))
        for name, label in forms.LABELS.items()
        if theirs[name] != told[name]
    ]
