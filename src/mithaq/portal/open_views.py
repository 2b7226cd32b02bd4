"""The open data of an institution, and how the API is asked: pages for people who work with data."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from mithaq.foundation import languages, pacing
from mithaq.foundation.access import Permission, RoomPage
from mithaq.foundation.attached import attached
from mithaq.portal import opendata
from mithaq.portal.api import description
from mithaq.portal.tables import tables

CSV = "text/csv; charset=utf-8"


class OpenData(RoomPage, TemplateView):
    """What can be taken away, and what every column means."""

    permission_required = "institutions.visit"
    namespace, first_page, first_title = "portal", "open_data", gettext_lazy("Open data")
    template_name = "portal/open_data.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            tables=[(table, table.file.removesuffix(".csv")) for table in tables()], trail=self.trail(), **more
        )


@pacing.paced(pacing.FILES)
class OpenFile(RoomPage, View):
    """One file of the open data, sent while it is read; the same to whoever asks."""

    permission_required = "institutions.visit"
    namespace = "portal"

    def get(self, request: HttpRequest, institution: str, name: str, form: str) -> HttpResponseBase:
        answer = self.answer(f"{name}.{form}")
        attached(answer, f"{institution}-{name}.{form}")
        answer["Cache-Control"] = "no-cache"
        return answer

    def answer(self, file: str) -> HttpResponseBase:
        table = next((table for table in tables() if table.file == file), None)
        if table:
            return StreamingHttpResponse(opendata.csv_of(self.institution, table), content_type=CSV)
        if file == "package.zip":
            return StreamingHttpResponse(opendata.package(self.institution), content_type="application/zip")
        if file == "dictionary.csv":
            return HttpResponse(opendata.dictionary_csv(), content_type=CSV)
        if file == "datapackage.json":
            told = opendata.described(self.institution)
            return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
        raise Http404


class Api(Permission, TemplateView):
    """Every operation of the API, worded for people."""

    permission_required = "foundation.visit"
    template_name = "portal/api.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        front = f"/{languages.current()}/"
        trail = [(_("Mithaq"), front), (_("How it works"), f"{front}about/"), (_("For machines"), "")]
        return super().get_context_data(
            operations=description.shown(),
            root=self.request.build_absolute_uri(description.ROOT),
            reading=pacing.a_minute(pacing.READING),
            searching=pacing.a_minute(pacing.SEARCHING),
            reports=pacing.a_minute(pacing.REPORTS),
            trail=trail,
            **more,
        )
