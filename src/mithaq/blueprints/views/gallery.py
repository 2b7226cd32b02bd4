"""The gallery: institutions that came with the house, as texts to begin from."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from mithaq.blueprints import faults, forms, selectors, shown, vocabulary
from mithaq.blueprints.views.here import Here
from mithaq.foundation.attached import attached

CARDS_A_PAGE = 30
CLAUSES_A_PAGE = 300


class Gallery(Here, TemplateView):
    permission_required = "blueprints.see"
    template_name = "blueprints/gallery.html"
    request: HttpRequest

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = Paginator(selectors.blueprints(), CARDS_A_PAGE).get_page(self.request.GET.get("page"))
        cards = [(one, natures(one)) for one in page.object_list]
        return super().get_context_data(cards=cards, page_obj=page, trail=self.trail((_("Gallery"), "")), **more)


class _One(Here):
    permission_required = "blueprints.see"

    @cached_property
    def blueprint(self) -> selectors.Blueprint:
        found = selectors.blueprint(self.kwargs["key"])
        if found is None:
            raise Http404
        return found


class OneBlueprint(_One, TemplateView):
    """A text of the gallery: its sentences by part, what its sources say twice, and the text itself."""

    template_name = "blueprints/blueprint.html"
    request: HttpRequest

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        one = self.blueprint
        page = Paginator(one.charter.clauses, CLAUSES_A_PAGE).get_page(self.request.GET.get("page"))
        examined = selectors.examine(one.text)
        return super().get_context_data(
            blueprint=one,
            natures=natures(one),
            parts=shown.parts(one.charter, page.object_list, self.names),
            page_obj=page,
            faults=[faults.say(fault) for fault in examined.faults],
            may_draft=self.may_draft,
            begin=forms.Begin(initial={"title": str(one.name)[:200], "blueprint": one.key}),
            trail=self.trail((_("Gallery"), self.url("gallery")), (one.name, "")),
            **more,
        )


class BlueprintText(_One, View):
    """The text, to take away."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        answer = HttpResponse(self.blueprint.text.encode(), content_type="application/toml; charset=utf-8")
        attached(answer, f"{self.blueprint.key}.toml")
        return answer


def natures(blueprint: selectors.Blueprint) -> list[str]:
    """What kind of institution it is, in words."""
    table = vocabulary.table("institution", "nature")
    return [str(table[one]) for one in blueprint.institution.get("nature", ())]
