"""Pages of the members of an institution: its register of acts, its settings, its jobs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.generic import FormView, ListView, TemplateView

from mithaq.foundation import jobs, journal
from mithaq.foundation.access import Permission, may
from mithaq.foundation.models import Entry, Job
from mithaq.foundation.views.progress import as_shown
from mithaq.institutions import forms, selectors, services
from mithaq.institutions.models import Institution


class InstitutionRequest(HttpRequest):
    institution: Institution


class Minute(Permission, ListView):
    """The register of acts: its public part for every visitor, the whole for those who answer for it."""

    request: InstitutionRequest
    permission_required = "institutions.see_minute"
    template_name = "institutions/minute.html"
    paginate_by = 50

    @property
    def whole(self) -> bool:
        return may(self.request.user, "institutions.see_whole_minute", self.request.institution)

    def get_queryset(self) -> QuerySet[Entry]:
        return selectors.minute(self.request.institution, whole=self.whole)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        whole = self.whole
        broken = journal.verify(self.request.institution.uid) if whole else None
        trail = _trail(self.request, _("Register of acts"))
        return super().get_context_data(whole=whole, broken=broken, trail=trail, **more)


class Describe(Permission, FormView):
    """Name and purpose in three languages, who may read, and the names of months."""

    request: InstitutionRequest
    permission_required = "institutions.describe"
    template_name = "institutions/settings.html"
    form_class = forms.Describe

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "institution": self.request.institution}

    def form_valid(self, form: forms.Describe) -> HttpResponse:
        services.describe(
            self.request.institution,
            name=form.name,
            purpose=form.purpose,
            is_public=form.cleaned_data["is_public"],
            months=form.cleaned_data["months"],
            by=self.actor,
            at=now(),
        )
        messages.success(self.request, _("Saved."))
        return redirect("institutions:settings", institution=self.request.institution.slug)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(trail=_trail(self.request, _("Settings")), **more)


class Jobs(Permission, ListView):
    """Long work of this institution, and where it is."""

    request: InstitutionRequest
    permission_required = "institutions.see_jobs"
    template_name = "institutions/jobs.html"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Job]:
        return jobs.recent(scope=self.request.institution.uid)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(trail=_trail(self.request, _("Jobs")), **more)
        at = now()
        told: dict[str, Any] = {
            "worker": jobs.worker_seen(at=at),
            "in_full": _in_full(self.request),
            "institution": self.request.institution.slug,
        }
        context["shown"] = [
            as_shown(job, at=at, url=_job_url(self.request, job), **told) for job in context["object_list"]
        ]
        return context


class OneJob(Permission, TemplateView):
    """One job. Asked by htmx it answers with the moving part only; without script the page renews itself."""

    request: InstitutionRequest
    permission_required = "institutions.see_jobs"

    def get_template_names(self) -> list[str]:
        return ["desk/job.html" if self.request.htmx else "institutions/job.html"]  # type: ignore[attr-defined]

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        job = jobs.get(self.kwargs["uid"], scope=self.request.institution.uid)
        if job is None:
            raise Http404
        shown = as_shown(
            job,
            at=now(),
            in_full=_in_full(self.request),
            url=_job_url(self.request, job),
            institution=self.request.institution.slug,
        )
        jobs_url = reverse("institutions:jobs", kwargs={"institution": self.request.institution.slug})
        trail = [*_trail(self.request, "")[:-1], (_("Jobs"), jobs_url), (shown.title, "")]
        return super().get_context_data(one=shown, trail=trail, **more)


def _in_full(request: InstitutionRequest) -> bool:
    return may(request.user, "institutions.see_errors", request.institution)


def _job_url(request: InstitutionRequest, job: Job) -> str:
    return reverse("institutions:job", kwargs={"institution": request.institution.slug, "uid": job.uid})


def _trail(request: InstitutionRequest, here: str) -> list[tuple[Any, str]]:
    home = reverse("institutions:minute", kwargs={"institution": request.institution.slug}).removesuffix("minute/")
    return [(request.institution.name, home), (here, "")]
