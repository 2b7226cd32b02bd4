"""What a person was told: the list, marking as read, and whether a mail of what is new goes out."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView, View

from mithaq.foundation.access import RoomPage, may
from mithaq.notices import selectors, services
from mithaq.people import selectors as people


class Here(RoomPage):
    """A page of this room: everybody sees their own notices, and nobody another's."""

    namespace, first_page, first_title = "notices", "notices", gettext_lazy("Notices")
    permission_required = "notices.see"

    @cached_property
    def person(self) -> people.Person:
        found = people.person_of(self.reader)
        if found is None:
            raise Http404
        return found


class Notices(Here, ListView):
    template_name = "notices/notices.html"
    context_object_name = "notices"
    paginate_by = 25

    def get_queryset(self) -> Any:
        return selectors.notices(self.institution, self.person)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        return context | {
            "shown": selectors.shown(self.institution, self.reader, list(context["notices"])),
            "unread": selectors.unread(self.institution, self.reader),
            "due": selectors.due_count(
                self.institution,
                self.reader,
                officer=may(self.reader, "notices.see_all_due", self.institution),
                on=localdate(),
            ),
            "by_mail": selectors.by_mail(self.institution, self.person),
            "trail": self.trail(),
        }


class Read(Here, View):
    def post(self, request: HttpRequest, institution: str, uid: str) -> HttpResponse:
        found = selectors.notice(self.institution, self.person, uid)
        if found is None:
            raise Http404
        services.read(found, at=now())
        return redirect(self.url("notices"))


class ReadAll(Here, View):
    def post(self, request: HttpRequest, institution: str) -> HttpResponse:
        services.read_all(self.institution, self.person, at=now())
        messages.success(request, _("All notices are marked as read."))
        return redirect(self.url("notices"))


class ByMail(Here, View):
    def post(self, request: HttpRequest, institution: str) -> HttpResponse:
        wanted = request.POST.get("wanted") == "yes"
        services.choose_mail(self.institution, self.person, wanted, at=now())
        said = _("New notices come by mail too, once a day at most.") if wanted else _("No mail is sent any more.")
        messages.success(request, said)
        return redirect(self.url("notices"))
