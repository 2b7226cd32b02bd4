"""Files to take away. Who may see a synthesis may take it; nobody else learns that it exists."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import View

from mithaq.evidence import selectors as evidence
from mithaq.exchange.formats import FORMATS
from mithaq.exchange.services import release_json, written
from mithaq.foundation import habits, languages, pacing
from mithaq.foundation.access import Permission
from mithaq.foundation.attached import attached
from mithaq.synthesis import selectors as synthesis


@pacing.paced(pacing.FILES)
class SynthesisFile(Permission, View):
    """A synthesis as a file: in the language of the page, or in all three where the format holds them."""

    permission_required = "synthesis.see"

    def get(self, request: HttpRequest, institution: str, uid: str, format: str) -> HttpResponse:  # noqa: A002
        form = FORMATS.get(format)
        found = synthesis.synthesis(self.permission_about(), uid, to=request.user)
        if form is None or found is None:
            raise Http404
        if not form.each_language:  # rows for machines; a draft to read is said as to its reader
            habits.as_the_house()
        spoken = (languages.current(),) if form.each_language else languages.CODES
        try:
            reports = synthesis.reports(found, spoken, every_passage=form.every_passage, linked=False)
        except evidence.Unfaithful:  # its page says which quotation, and why
            return redirect(reverse("synthesis:synthesis", kwargs={"institution": institution, "uid": uid}))
        answer = HttpResponse(written(form, reports), content_type=form.media_type)
        name = f"{institution}-{form.file_name(spoken[0])}"
        attached(answer, name)
        answer["Cache-Control"] = "private, no-store"
        return answer


@pacing.paced(pacing.FILES)
class ReleaseFile(Permission, View):
    """A release as a file, as it may be shown now; as JSON, what its digest is of. The same for all who take it."""

    permission_required = "synthesis.see"

    def get(self, request: HttpRequest, institution: str, uid: str, number: int, format: str) -> HttpResponse:  # noqa: A002
        habits.as_the_house()
        made = synthesis.release(self.permission_about(), uid, number, to=request.user)
        form = FORMATS.get(format)
        if made is None or (form is None and format != "json"):
            raise Http404
        place = {"institution": institution, "uid": uid, "number": number}
        address = request.build_absolute_uri(reverse("synthesis:release", kwargs=place))
        if form is None:
            answer = HttpResponse(release_json(made), content_type="application/json")
            name = f"{institution}-release-{number}.json"
        else:
            spoken = (languages.current(),) if form.each_language else languages.CODES
            reports = tuple(synthesis.cited_as(made, lang, address=address) for lang in spoken)
            answer = HttpResponse(written(form, reports), content_type=form.media_type)
            name = f"{institution}-release-{number}-{form.file_name(spoken[0])}"
        attached(answer, name)
        answer["Cache-Control"] = "private, no-store"
        return answer
