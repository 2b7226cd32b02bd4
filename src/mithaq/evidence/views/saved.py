"""Saved searches of the person behind the account: nobody else's are found here."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.generic import ListView, View

from mithaq.evidence import forms, selectors
from mithaq.evidence.services import saved as services
from mithaq.evidence.views.here import Here
from mithaq.foundation import languages
from mithaq.foundation.reader import reads
from mithaq.people import selectors as people


class Mine(Here):
    permission_required = "evidence.save_search"
    kwargs: dict[str, Any]

    @cached_property
    def person(self) -> people.Person:
        person = people.person_of(self.reader)
        if person is None:
            raise Http404
        return person

    @cached_property
    def saved(self) -> selectors.SavedSearch:
        found = selectors.saved_searches(self.institution, self.person).filter(uid=self.kwargs["uid"]).first()
        if found is None:
            raise Http404
        return found


class Saved(Mine, ListView):
    """All of them, and the place where one is saved."""

    template_name = "evidence/searches.html"
    context_object_name = "searches"
    paginate_by = 25

    def get_queryset(self) -> Any:
        return selectors.saved_searches(self.institution, self.person)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        return context | {
            "shown": [(one, forms.Question.again(one.asked)) for one in context["searches"]],
            "trail": self.trail((_("Saved searches"), "")),
        }

    def post(self, request: HttpRequest, institution: str) -> HttpResponse:
        question = forms.Question.of(QueryDict(request.POST.get("asked", "")[:4000]))
        form = forms.SaveSearch(request.POST)
        if not question:
            return redirect(self.url("search"))
        if not form.is_valid():
            reads(request)
            trail = self.trail((_("Saved searches"), self.url("saved")), (_("Save this search"), ""))
            return render(
                request, "evidence/search_named.html", {"form": form, "question": question, "trail": trail}, status=400
            )
        try:
            services.save(
                self.institution,
                self.person,
                form.cleaned_data["title"],
                question.asked,
                lang=languages.current(),
                at=now(),
            )
        except services.TooMany:
            messages.error(
                request,
                _("This search was not saved: you keep %(most)s already. Delete one and try again.")
                % {"most": services.MOST},
            )
            return redirect(self.url("saved"))
        messages.success(request, _("The search is saved. You will be told when something new answers it."))
        return redirect(self.url("saved"))


class OneSaved(Mine, View):
    """Its name, and whether its owner wants to be told."""

    def get(self, request: HttpRequest, institution: str, uid: str) -> HttpResponse:
        saved = self.saved
        return self._shown(forms.SaveSearch({"title": saved.title, "is_told": saved.is_told}), 200)

    def post(self, request: HttpRequest, institution: str, uid: str) -> HttpResponse:
        saved, form = self.saved, forms.SaveSearch(request.POST)
        if not form.is_valid():
            return self._shown(form, 400)
        services.rename(saved, form.cleaned_data["title"], is_told=form.cleaned_data["is_told"])
        return redirect(self.url("saved"))

    def _shown(self, form: forms.SaveSearch, status: int) -> HttpResponse:
        reads(self.request)
        trail = self.trail((_("Saved searches"), self.url("saved")), (self.saved.title, ""))
        context = {
            "form": form,
            "saved": self.saved,
            "question": forms.Question.again(self.saved.asked),
            "trail": trail,
        }
        return render(self.request, "evidence/search_named.html", context, status=status)


class DeleteSaved(Mine, View):
    def post(self, request: HttpRequest, institution: str, uid: str) -> HttpResponse:
        services.delete(self.saved)
        messages.success(request, _("The saved search is deleted."))
        return redirect(self.url("saved"))
