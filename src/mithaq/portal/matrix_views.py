"""The page of the matrix and of the voices, and its files. The same reader, the same numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from mithaq.evidence import selectors as evidence
from mithaq.exchange import services as exchange
from mithaq.foundation import attached, pacing
from mithaq.foundation.access import RoomPage
from mithaq.portal import crossed_pictures, crossing
from mithaq.portal.crossing import Asked, Column, Counted, Voices
from mithaq.portal.forms import Narrow
from mithaq.synthesis import selectors as synthesis

COLUMNS_SHOWN = 24
COLUMNS_IN_A_SHEET = 1000
SILENT_SHOWN = 60
TYPES = {
    "svg": "image/svg+xml",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A number and the passages behind it; `url` is empty where there are none."""

    count: int | None
    url: str


class Crossing(RoomPage):
    """What the page and its files know."""

    permission_required = "evidence.see"
    namespace, first_page, first_title = "portal", "matrix", gettext_lazy("Matrix")

    @cached_property
    def form(self) -> Narrow:
        there = evidence.facet_counts(self.institution, to=self.reader, facets=("lang", "year"))
        years = sorted(there["year"], reverse=True)
        return Narrow(self.request.GET or {"by": "country"}, langs=sorted(there["lang"]), years=years)

    @cached_property
    def asked(self) -> Asked:
        return self.form.asked()

    @cached_property
    def counted(self) -> Counted:
        return crossing.counted(self.institution, self.asked, to=self.reader)

    @cached_property
    def voices(self) -> Voices:
        newest = synthesis.releases(self.institution, to=self.reader).first()
        cited = None
        if newest:
            cited = list(newest.citations.values_list("passage__uid", flat=True).distinct())
        return crossing.voices(self.institution, to=self.reader, cited=cited)


class MatrixPage(Crossing, TemplateView):
    template_name = "portal/matrix.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        paginator = Paginator(range(len(self.counted.columns)), COLUMNS_SHOWN)
        page = paginator.get_page(self.request.GET.get("page"))
        shown = self.counted.grid((page.number - 1) * COLUMNS_SHOWN, page.number * COLUMNS_SHOWN)
        return super().get_context_data(
            form=self.form,
            grid=shown,
            shown=shown,
            table=[
                (
                    row,
                    [
                        Cell(n, self.passages(row.objective, c) if n else "")
                        for n, c in zip(cells, shown.columns, strict=True)
                    ],
                )
                for row, cells in zip(shown.rows, shown.cells, strict=True)
            ],
            figure=crossed_pictures.drawn(shown),
            silent=self.silent,
            voices=crossed_pictures.voices(self.voices),
            cited=crossed_pictures.cited(self.voices),
            page_obj=page,
            files=[(kind, self.file(kind)) for kind in TYPES],
            trail=self.trail(),
            **more,
        )

    @property
    def silent(self) -> tuple[Column, ...]:
        """The first of those who are silent; of States those of the region."""
        quiet = self.counted.silent
        if self.asked.by == "country":
            quiet = tuple(column for column in quiet if column.is_of_region)
        return self.counted.named(quiet[:SILENT_SHOWN])

    def passages(self, objective: int, column: Column) -> str:
        """The search that finds the passages of a cell, and no others."""
        asked = {"objective": objective, self.asked.by: column.key, **self.asked.narrowed, evidence.STATEMENTS: "1"}
        if self.asked.confirmed:
            asked[evidence.CONFIRMED] = "1"
        return f"{self.search}?{urlencode(asked)}"

    @cached_property
    def search(self) -> str:
        return reverse("evidence:search", kwargs={"institution": self.institution.slug})

    def file(self, kind: str) -> str:
        told = {"by": self.asked.by, **self.asked.narrowed, **({"confirmed": "on"} if self.asked.confirmed else {})}
        return f"{self.url('matrix_file', form=kind)}?{urlencode(told)}"


@pacing.paced(pacing.FILES)
class MatrixFile(Crossing, View):
    """The whole matrix as a file; a picture or a sheet takes so many columns, a table all of them."""

    def get(self, request: HttpRequest, institution: str, form: str) -> HttpResponse:
        if form not in TYPES:
            raise Http404
        answer = HttpResponse(getattr(self, form)(), content_type=TYPES[form])
        return attached.attached(answer, attached.spoken(f"{institution}-matrix-{self.asked.by}.{form}"))

    def svg(self) -> str:
        return crossed_pictures.drawn(self.counted.grid(0, COLUMNS_SHOWN)).file()

    def csv(self) -> str:
        return crossed_pictures.table(self.counted.grid()).csv()

    def xlsx(self) -> bytes:
        part = self.counted.grid(0, COLUMNS_IN_A_SHEET)
        return exchange.FORMATS["xlsx"].write((crossed_pictures.report(part, self.institution, at=now()),))


@pacing.paced(pacing.FILES)
class VoicesFile(Crossing, View):
    """Who spoke, or who is cited, as a file."""

    def get(self, request: HttpRequest, institution: str, key: str, form: str) -> HttpResponse:
        if key not in ("voices", "cited") or form not in ("svg", "csv"):
            raise Http404
        drawn = getattr(crossed_pictures, key)(self.voices)
        if drawn is None:
            raise Http404
        return attached.figure(drawn, form, f"{institution}-{key}")
