"""What the desk has learned: how the order of suggestions does on decisions it has not seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.generic import ListView

from mithaq.evidence import learned, reading_words
from mithaq.evidence.enums import Scheme
from mithaq.evidence.models import Ranking
from mithaq.evidence.services import ranking
from mithaq.evidence.views.here import Here
from mithaq.foundation import jobs


class Learned(Here, ListView):
    """Rankings with what was measured, newest first; the button asks for a new one as a job."""

    permission_required = "evidence.learn"
    template_name = "evidence/ranking/learned.html"
    context_object_name = "rankings"
    paginate_by = 10

    def get_queryset(self) -> Any:
        return learned.rankings(self.institution)

    def post(self, request: HttpRequest, institution: str) -> HttpResponse:
        try:
            job = ranking.learn_later(self.institution, by=self.actor, at=now())
        except ranking.TooFew as few:
            messages.error(request, reading_words.missing(few.missing))
            return redirect(self.url("learned"))
        return redirect(reverse("institutions:job", kwargs={"institution": institution, "uid": job.uid}))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        taught = learned.taught(self.institution)
        used = learned.ranking_in_use(self.institution)
        return context | {
            "taught": taught,
            "missing": reading_words.missing(taught.missing) if taught.missing else "",
            "least": learned.MINIMUM,
            "used": used,
            "shown": [(one, _schemes(one)) for one in context["rankings"]],
            "job": jobs.recent(scope=self.institution.uid).filter(kind="evidence.learn").first(),
            "trail": self.trail((_("What the desk has learned"), "")),
        }


def _schemes(one: Ranking) -> list[tuple[str, Mapping[str, Any], str]]:
    """By scheme: its name, what was measured, and what came of it in words."""
    measured = one.measured.get("schemes", {})
    return [
        (str(Scheme(scheme).label), measured[scheme], str(reading_words.WHY_NOT[measured[scheme]["why_not"]]))
        for scheme in Scheme.values
        if scheme in measured
    ]
