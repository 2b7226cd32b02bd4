"""Search over passages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.views.generic import ListView

from mithaq.evidence import forms, selectors
from mithaq.evidence.showing import Names
from mithaq.evidence.views.here import Here
from mithaq.foundation import languages


class Search(Here, ListView):
    permission_required = "evidence.see"
    template_name = "evidence/search.html"
    context_object_name = "passages"
    paginate_by = 25

    def get_queryset(self) -> Any:
        given = self.request.GET
        self.form = forms.Search({"q": given.get("q", ""), "lang": given.get("lang") or forms.Search.ANY})
        self.asked, lang = self.form.asked()
        found = selectors.found(self.institution, self.asked, to=self.reader, lang=lang)
        return selectors.with_codings(found)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        names = Names(self.institution.compact, languages.current())
        return context | {
            "search": self.form if self.asked else forms.Search(),
            "asked": self.asked,
            "shown": [names.show(p, p.codings_shown) for p in context["passages"]],
            "trail": self.trail((_("Search"), "")),
        }
