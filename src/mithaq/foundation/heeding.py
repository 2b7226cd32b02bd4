"""Pages whose act a charter may refuse: what was entered stays, and every clause that forbids it is shown."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase

from mithaq.kernels.charter import CharterRefuses


class Heeds:
    """For form views: `act(form)` does it and gives the answer; a refusal by the charter shows the form again (409).

    The template says `{% load charter %}{% refusals refusals %}` above its fields.
    """

    def act(self, form: Any) -> HttpResponseBase:
        raise NotImplementedError

    def form_valid(self, form: Any) -> Any:
        try:
            return self.act(form)
        except CharterRefuses as refused:
            context = self.get_context_data(form=form, refusals=refused.findings)  # type: ignore[attr-defined]
            return self.render_to_response(context, status=409)  # type: ignore[attr-defined]
