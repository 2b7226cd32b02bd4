"""How every rule of the charter is kept, for everybody to read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView, View

from mithaq.blueprints import forms, selectors, shown
from mithaq.blueprints.enums import Stand
from mithaq.blueprints.keeping import Kept
from mithaq.blueprints.shown import KeptRow
from mithaq.blueprints.views.here import Here
from mithaq.foundation import attached, cells, languages, pacing

RULES_A_PAGE = 50


class _Rules(Here):
    permission_required = "blueprints.see"
    request: HttpRequest

    @cached_property
    def rules(self) -> list[Kept]:
        return selectors.compliance(self.institution, on=self.today)

    @cached_property
    def filter(self) -> forms.Filter:
        return forms.Filter(self.request.GET or None, parts=shown.choices(self.charter, self.names))

    def asked(self) -> list[Kept]:
        """The rules that were asked for, the worst first."""
        part, state = self.filter.chosen()
        found = [
            one for one in self.rules if part in ("", shown.part_of(one.clause)) and state in ("", one.state.value)
        ]
        order = (Stand.BROKEN, Stand.RISK, Stand.MET, Stand.UNWATCHED)
        return sorted(found, key=lambda one: order.index(one.state))


class Compliance(_Rules, TemplateView):
    """Every rule: met, at risk, broken or not watched, since when, why, and the sentence it comes from."""

    template_name = "blueprints/compliance.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        asked = self.asked()
        page = Paginator(asked, RULES_A_PAGE).get_page(self.request.GET.get("page"))
        counted = selectors.counted(self.rules)
        return super().get_context_data(
            edition=self.in_force,
            filter=self.filter,
            rows=shown.kept_rows(self.charter, page.object_list, self.names),
            page_obj=page,
            asked=len(asked),
            counted=[(state, count) for state, count in counted.items()],
            whole=len(self.rules),
            findings=shown.parts(self.charter, self._inconsistencies(), self.names),
            trail=self.trail((_("Compliance"), "")),
            **more,
        )

    def _inconsistencies(self) -> list[Any]:
        """Where the sources say two things: the finding, and each of the values under it."""
        return [clause for clause in self.charter if shown.part_of(clause) == "finding"]


@pacing.paced(pacing.FILES)
class ComplianceCsv(_Rules, View):
    """The same as a table, in the reader's language; for programs the first two columns are keys in every language."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(["clause", "state", *map(str, _HEAD)])
        for one in shown.kept_rows(self.charter, self.asked(), self.names):
            writer.writerow([cells.safe(_plain(cell)) for cell in self._cells(one)])
        answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
        return attached.attached(answer, attached.spoken(f"{self.institution.slug}-compliance.csv"))

    def _cells(self, one: KeptRow) -> list[str]:
        return [
            one.kept.clause.id,
            one.state,
            one.row.kind,
            _sentences(str(said) for said in one.row.sentences),
            str(one.kept.state.label),
            one.kept.since.isoformat() if one.kept.since else "",
            _sentences(one.found),
            " ".join(self.request.build_absolute_uri(f"/{languages.current()}{path}") for path in one.kept.paths),
            " ".join(dict.fromkeys(source.document for source in one.row.sources)),
            " / ".join(source.quote for source in one.row.sources),
        ]


_HEAD = (
    pgettext_lazy("column of the rules of a charter", "Kind"),
    pgettext_lazy("column of the rules of a charter", "Rule"),
    pgettext_lazy("column of the rules of a charter", "How it is kept"),
    pgettext_lazy("column of the rules of a charter", "Since"),
    pgettext_lazy("column of the rules of a charter", "What was found"),
    pgettext_lazy("column of the rules of a charter", "Page that shows it"),
    pgettext_lazy("column of the rules of a charter", "Source document"),
    pgettext_lazy("column of the rules of a charter", "Sentence of the source"),
)
_ISOLATES = re.compile("[\u2066-\u2069]")


def _sentences(told: Iterable[str]) -> str:
    """One after another, each with its full stop: what stands in a list on the page may have none."""
    return " ".join(one if _plain(one).endswith((".", ":", "؟", "?")) else f"{one}." for one in told)


def _plain(text: str) -> str:
    """Without the signs that keep directions apart on a page: who looks for a name in a sheet would miss it."""
    return _ISOLATES.sub("", text)
