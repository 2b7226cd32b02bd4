"""What is due: the page, and putting something off for oneself."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.generic import FormView, ListView, View

from mithaq.foundation.access import may
from mithaq.foundation.fields import Words
from mithaq.institutions import selectors as institutions
from mithaq.notices import forms, selectors, services
from mithaq.notices.models import Due
from mithaq.notices.views import Here


class OfDues(Here):
    """A page on what is due for the reader: their own, and for an officer the institution's."""

    kwargs: dict[str, Any]

    @cached_property
    def officer(self) -> bool:
        return may(self.reader, "notices.see_all_due", self.institution)

    @cached_property
    def due(self) -> Due:
        found = selectors.due(self.institution, self.person, self.kwargs["uid"], officer=self.officer)
        if found is None or found.done_on is not None:
            raise Http404
        return found

    def told(self, found: list[Due]) -> list[selectors.ShownDue]:
        charter = institutions.charter_of(self.institution, on=localdate())
        names = {one.clause: Words(clause.name.as_dict()) for one in found if (clause := charter.get(one.clause))}
        asleep = selectors.snoozes_of(self.person, found)
        return selectors.shown_dues(self.institution, self.reader, found, names=names, on=localdate(), snoozes=asleep)


class Dues(OfDues, ListView):
    """One's own first, then overdue, now and soon; with `?put-off` what the reader does not want to hear of now."""

    template_name = "notices/dues.html"
    context_object_name = "dues"
    paginate_by = 25

    @cached_property
    def asleep(self) -> bool:
        return "put-off" in self.request.GET

    def get_queryset(self) -> Any:
        return selectors.dues(self.institution, self.person, officer=self.officer, on=localdate(), snoozed=self.asleep)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        other = selectors.dues(
            self.institution, self.person, officer=self.officer, on=localdate(), snoozed=not self.asleep
        )
        return context | {
            "shown": self.told(list(context["dues"])),
            "asleep": self.asleep,
            "others": other.count(),
            "trail": self.trail((_("What is due"), "")),
        }


class PutOff(OfDues, FormView):
    template_name = "notices/snooze.html"
    form_class = forms.PutOff

    def form_valid(self, form: forms.PutOff) -> HttpResponse:
        try:
            services.snooze(self.due, self.person, **form.cleaned_data, on=localdate(), at=now())
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.form_invalid(form)
        messages.success(self.request, _("You will not be reminded of it before that day."))
        return redirect(self.url("dues"))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        (shown,) = self.told([self.due])
        trail = self.trail((_("What is due"), self.url("dues")), (_("Remind me later"), ""))
        return super().get_context_data(shown=shown, back=self.url("dues"), trail=trail, **more)


class Wake(OfDues, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, institution: str, uid: str) -> HttpResponse:
        services.wake(self.due, self.person)
        messages.success(request, _("You are reminded of it again."))
        return redirect(self.url("dues"))
