"""The list of elections."""

from __future__ import annotations

from typing import Any

from django.views.generic import ListView

from mithaq.elections import selectors
from mithaq.elections.views.here import Here


class Elections(Here, ListView):
    permission_required = "elections.see"
    template_name = "elections/list.html"
    context_object_name = "elections"
    paginate_by = 20

    def get_queryset(self) -> Any:
        return selectors.elections(self.institution, to=self.reader)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(trail=self.trail(), may_run=self.may("elections.run"), **more)
