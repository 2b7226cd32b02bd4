"""Pages of the term base: what the institution calls things, and the words its texts avoid."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView, View

from mithaq.foundation import languages
from mithaq.foundation.access import RoomPage, may
from mithaq.institutions import forms, selectors, services
from mithaq.institutions.models import Term


class Here(RoomPage):
    namespace, first_page, first_title = "institutions", "terms", gettext_lazy("Terms")
    kwargs: dict[str, Any]

    @cached_property
    def term(self) -> Term:
        found = selectors.term(self.institution, self.kwargs["uid"])
        if found is None:
            raise Http404
        return found


class Terms(Here, ListView):
    permission_required = "institutions.see_terms"
    template_name = "institutions/terms.html"
    context_object_name = "terms"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Term]:
        return selectors.terms(self.institution)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(
            may_set=may(self.reader, "institutions.set_terms", self.institution), trail=self.trail(), **more
        )
        context["rows"] = [
            (term, [(code, term.preferred.get(code, ""), term.avoided.get(code, ())) for code in languages.CODES])
            for term in context["terms"]
        ]
        return context


class _Form(Here, FormView):
    permission_required = "institutions.set_terms"
    template_name = "institutions/term.html"
    form_class = forms.TermForm

    def page(self, title: str, **more: Any) -> dict[str, Any]:
        return {"title": title, "list_url": self.url("terms"), "trail": self.trail((title, "")), **more}


class Add(_Form):
    def form_valid(self, form: forms.TermForm) -> HttpResponse:
        services.add_term(self.institution, **form.said(), by=self.actor, at=now())
        messages.success(self.request, _("Saved."))
        return redirect(self.url("terms"))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(**self.page(_("Add a term")), **more)


class Change(_Form):
    def get_initial(self) -> dict[str, Any]:
        return dict(forms.of_term(self.term))

    def form_valid(self, form: forms.TermForm) -> HttpResponse:
        services.change_term(self.term, **form.said(), by=self.actor, at=now())
        messages.success(self.request, _("Saved."))
        return redirect(self.url("terms"))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        remove_url = self.url("remove_term", uid=self.term.uid)
        return super().get_context_data(**self.page(_("Change a term"), remove_url=remove_url), **more)


class Remove(Here, View):
    permission_required = "institutions.set_terms"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        services.remove_term(self.term, by=self.actor, at=now())
        messages.success(request, _("The term is removed."))
        return redirect(self.url("terms"))
