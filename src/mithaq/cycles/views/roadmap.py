"""The roadmap and what feeds what: pages and their files."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from mithaq.cycles import drawing, flowing, roadmap
from mithaq.cycles.roadmap import Line
from mithaq.cycles.views.here import Here
from mithaq.foundation import attached, pacing
from mithaq.foundation.figures import Drawn

SHOWN = 30


class OfRoadmap(Here):
    @cached_property
    def all(self) -> list[Line]:
        return roadmap.lines(self.institution, on=localdate())

    @cached_property
    def only(self) -> str:
        return self.request.GET.get("only", "")

    @cached_property
    def lines(self) -> list[Line]:
        return roadmap.lines(self.institution, on=localdate(), only=self.only) if self.only else self.all

    @property
    def title(self) -> str:
        return _("Roadmap of %(name)s") % {"name": self.institution.name}


class Roadmap(OfRoadmap, TemplateView):
    template_name = "cycles/roadmap.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = Paginator(self.lines, SHOWN).get_page(self.request.GET.get("page"))
        shown = list(page.object_list)
        files = f"?{urlencode({'only': self.only})}" if self.only else ""
        return super().get_context_data(
            figure=drawing.roadmap(self.title, shown, on=localdate()) if shown else None,
            lines=shown,
            page_obj=page,
            kinds=roadmap.kinds(self.all),
            only=self.only,
            total=len(self.all),
            overlaps=roadmap.overlaps(self.all) if self.only in ("", roadmap.PHASES) else [],
            svg_url=self.url("roadmap_file", form="svg") + files,
            csv_url=self.url("roadmap_file", form="csv") + files,
            tabs=self.tabs,
            trail=self.trail((_("Roadmap"), "")),
            **more,
        )


@pacing.paced(pacing.FILES)
class RoadmapFile(OfRoadmap, View):
    """The whole roadmap as a file, or what was narrowed to."""

    def get(self, request: HttpRequest, institution: str, form: str) -> HttpResponse:
        if form not in attached.FIGURE_TYPES or not self.lines:
            raise Http404
        name = f"{institution}-roadmap"
        if form == "csv":
            return _file(drawing.table(self.lines).csv(), form, name)
        return _file(drawing.roadmap(self.title, self.lines, on=localdate()).file(), form, name)


class OfFlows(Here):
    @cached_property
    def flows(self) -> list[flowing.Flow]:
        return flowing.flows(self.charter)

    @property
    def drawn(self) -> Drawn:
        return flowing.drawn(_("What feeds what in %(name)s") % {"name": self.institution.name}, self.flows)


class Flows(OfFlows, TemplateView):
    template_name = "cycles/flows.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            flows=self.flows,
            levels=[
                (level, [(flowing.name_of(one), one, self.feeds(one)) for one in level.cycles])
                for level in flowing.levels(self.charter)
            ],
            figure=self.drawn if self.flows else None,
            svg_url=self.url("flows_file", form="svg"),
            csv_url=self.url("flows_file", form="csv"),
            tabs=self.tabs,
            trail=self.trail((_("What feeds what"), "")),
            **more,
        )

    def feeds(self, clause: Any) -> Any:
        target = self.charter.get(clause.get("feeds", ""))
        return flowing.name_of(target) if target else None


@pacing.paced(pacing.FILES)
class FlowsFile(OfFlows, View):
    def get(self, request: HttpRequest, institution: str, form: str) -> HttpResponse:
        if form not in attached.FIGURE_TYPES or not self.flows:
            raise Http404
        said = flowing.table(self.flows).csv() if form == "csv" else self.drawn.file()
        return _file(said, form, f"{institution}-flows")


def _file(said: str, form: str, name: str) -> HttpResponse:
    answer = HttpResponse(said, content_type=attached.FIGURE_TYPES[form])
    return attached.attached(answer, attached.spoken(f"{name}.{form}"))
