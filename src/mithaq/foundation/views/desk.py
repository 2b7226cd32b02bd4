"""What an operator looks after: letters that were written, jobs that run, the register of acts of the installation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.generic import ListView

from mithaq.foundation import jobs, journal
from mithaq.foundation.access import Permission
from mithaq.foundation.models import Entry, Job, Letter
from mithaq.foundation.views.progress import as_shown


class Letters(Permission, ListView):
    """Every letter, newest first, with what became of it. Without SMTP this page is where letters arrive."""

    permission_required = "foundation.see_letters"
    template_name = "desk/letters.html"
    paginate_by = 50
    queryset = Letter.objects.all()

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(smtp=settings.EMAIL_HOST, trail=[(_("Letters"), "")], **more)


class Jobs(Permission, ListView):
    """Every job of the installation, and whether anybody works on them."""

    permission_required = "foundation.see_jobs"
    template_name = "desk/jobs.html"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Job]:
        return jobs.recent()

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(trail=[(_("Jobs"), "")], **more)
        at = now()
        context["worker"] = jobs.worker_seen(at=at)
        context["shown"] = [
            as_shown(job, at=at, in_full=True, worker=context["worker"]) for job in context["object_list"]
        ]
        return context


class Minute(Permission, ListView):
    """The journal of what belongs to no institution, and whether its chain holds."""

    permission_required = "foundation.see_journal"
    template_name = "desk/minute.html"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Entry]:
        return Entry.objects.filter(scope="").order_by("-number")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        broken = journal.verify("")
        return super().get_context_data(broken=broken, trail=[(_("Register of acts of the installation"), "")], **more)
