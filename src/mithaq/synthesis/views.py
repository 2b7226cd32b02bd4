"""Pages of syntheses: the list, the report on the web, the form that asks for a draft, and how far it is."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView, TemplateView

from mithaq.evidence import selectors as evidence
from mithaq.foundation import access, jobs, languages
from mithaq.foundation.access import RoomPage
from mithaq.foundation.models import Job
from mithaq.synthesis import drawing, forms, selectors, services, showing, wording


class Here(RoomPage):
    """A page of this room."""

    namespace, first_page, first_title = "synthesis", "syntheses", gettext_lazy("Syntheses")


class Syntheses(Here, ListView):
    permission_required = "synthesis.see"
    template_name = "synthesis/syntheses.html"
    context_object_name = "syntheses"
    paginate_by = 25

    def get_queryset(self) -> Any:
        return selectors.syntheses(self.institution, to=self.reader)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            may_draft=access.may(self.reader, "synthesis.draft", self.institution),
            default_title=wording.default_title(str(self.institution.name)),
            trail=self.trail(),
            **more,
        )


class SynthesisPage(Here, TemplateView):
    """The report on the web: contents, sections, lines, and every [n] opens its passage."""

    permission_required = "synthesis.see"
    template_name = "synthesis/synthesis.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        synthesis = selectors.synthesis(self.institution, kwargs["uid"], to=self.reader)
        if synthesis is None:
            raise Http404
        try:
            report = selectors.report(synthesis, languages.current(), every_passage=False)
        except evidence.Unfaithful as why:
            said = {"why": evidence.wording.unfaithful(why.why), "trail": self.trail((_("Not shown"), ""))}
            return render(request, "synthesis/unfaithful.html", said, status=409)
        return self.render_to_response(
            self.get_context_data(
                synthesis=synthesis,
                report=report,
                figures=drawing.drawn(report),
                may_write=access.may(self.reader, "synthesis.write", self.institution),
                downloads=_downloads(self.institution.slug, synthesis.uid),
                sections=showing.sections(report),
                silent=showing.silent(report),
                trail=self.trail((report.title, "")),
            )
        )


class Draft(Here, FormView):
    permission_required = "synthesis.draft"
    template_name = "synthesis/draft.html"
    form_class = forms.Draft

    @cached_property
    def known(self) -> list[evidence.Document]:
        return list(evidence.documents(self.institution, to=self.reader))

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"documents": self.known}

    def form_valid(self, form: forms.Draft) -> HttpResponse:
        told = form.cleaned_data
        job = services.draft_later(
            self.institution,
            [d for d in self.known if d.uid in told["documents"]],
            by=self.actor,
            at=now(),
            shape=told["shape"],
            questions=form.questions(),
            limit=told["limit"],
            title=form.titles(),
            visibility=told["visibility"],
        )
        return redirect(self.url("progress", uid=job.uid))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            known=self.known,
            cancel_url=self.url("syntheses"),
            deposit_url=reverse("evidence:deposit", kwargs={"institution": self.institution.slug}),
            trail=self.trail((_("Draft a synthesis"), "")),
            **more,
        )


class Progress(Here, TemplateView):
    """How far a draft is; renews itself every two seconds, without script, until the synthesis is there."""

    permission_required = "synthesis.draft"
    template_name = "synthesis/progress.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        job = jobs.get(kwargs["uid"], scope=self.institution.uid)
        if job is None or job.kind != services.JOB:
            raise Http404
        if job.state == Job.State.FINISHED:
            return redirect(self.url("synthesis", uid=job.outcome["synthesis"]))
        return self.render_to_response(
            self.get_context_data(
                job=job,
                said=wording.step(job.step),
                failed=job.state == Job.State.FAILED,
                why=wording.failure(job.outcome.get("detail", "")) if job.state == Job.State.FAILED else "",
                is_stuck=jobs.is_stuck(job, at=now()),
                draft_url=self.url("draft"),
                trail=self.trail((_("Draft a synthesis"), "")),
            )
        )


def _downloads(institution: str, uid: str) -> list[tuple[str, str]]:
    """Where the formats are, if an installation has the room that writes them."""
    found = []
    for key, label in wording.FORMATS:
        try:
            place = {"institution": institution, "uid": uid, "format": key}
            found.append((str(label), reverse("exchange:report", kwargs=place)))
        except NoReverseMatch:
            continue
    return found
