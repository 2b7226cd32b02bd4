"""Search over passages: one address, one question."""

from __future__ import annotations

from typing import Any

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from mithaq.evidence import forms, searching, selectors
from mithaq.evidence.search.choosing import FACETS, LIMITS
from mithaq.evidence.showing import Names
from mithaq.evidence.views.here import Here
from mithaq.foundation import access, languages, pacing


@pacing.paced(pacing.SEARCHING)
class Search(Here, TemplateView):
    permission_required = "evidence.see"
    template_name = "evidence/search.html"
    paginate_by = 25

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        question = forms.Question.of(self.request.GET)
        number = self._number()
        found = selectors.search(
            self.institution,
            question.q,
            to=self.reader,
            chosen=question.chosen,
            sort=question.sort,
            start=(number - 1) * self.paginate_by,
            most=self.paginate_by,
            counting=(*FACETS, *LIMITS),
        )
        try:
            page = Paginator(range(found.total), self.paginate_by).page(number)
        except InvalidPage:
            raise Http404 from None
        names = Names(self.institution.compact, languages.current())
        said = selectors.codings(found.passages)
        told = selectors.documents(self.institution, to=self.reader).filter(
            uid__in=searching.told(found.counts, question)
        )
        return super().get_context_data(
            question=question,
            search=forms.SearchWords({"q": question.q, "sort": question.sort}),
            found=found,
            page_obj=page,
            shown=[(names.show(p, said.get(p.pk, [])), searching.snippet(p, found.asked)) for p in found.passages],
            facets=searching.facets(found.counts, question, names, told),
            explained=searching.explained(found.asked),
            save=forms.SaveSearch({"title": searching.title(question, names)}) if question else None,
            may_save=access.may(self.reader, "evidence.save_search", self.institution),
            trail=self.trail((_("Search"), "")),
            **more,
        )

    def _number(self) -> int:
        given = self.request.GET.get("page", "1")
        if not given.isdecimal() or int(given[:9]) < 1:
            raise Http404
        return int(given[:9])
