"""The compact of an institution: its objectives and principles, whom it means, where it applies."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from mithaq.compacts import selectors
from mithaq.compacts.enums import Group
from mithaq.compacts.models import Compact, Provision
from mithaq.foundation import habits
from mithaq.foundation.access import Permission


class Page(Permission, TemplateView):
    """Public where the institution is. An institution whose compact is not loaded has no such pages."""

    permission_required = "compacts.see"

    @cached_property
    def compact(self) -> Compact:
        found = selectors.by_key(self.request.institution.compact)  # type: ignore[attr-defined]
        if found is None:
            raise Http404
        return found

    def trail(self, *here: str) -> list[tuple[Any, str]]:
        institution = self.request.institution  # type: ignore[attr-defined]
        own = reverse("compacts:compact", kwargs={"institution": institution.slug})
        steps = [(institution.name, own.removesuffix("compact/")), (self.compact.short_name, own if here else "")]
        return [*steps, *((step, "") for step in here)]


class OneCompact(Page):
    template_name = "compacts/compact.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        objectives = list(selectors.objectives(self.compact))
        return super().get_context_data(
            compact=self.compact,
            objectives=objectives,
            principles=list(selectors.principles(self.compact)),
            some_unofficial=any(o.shown_standing != "official" for o in objectives),
            trail=self.trail(),
            **more,
        )


class Objective(Page):
    template_name = "compacts/objective.html"

    @cached_property
    def objective(self) -> Provision:
        found = selectors.objective(self.compact, self.kwargs["number"])
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        numbers = [p.number for p in selectors.objectives(self.compact).only("number")]
        here = numbers.index(self.objective.number)
        return super().get_context_data(
            compact=self.compact,
            objective=self.objective,
            wordings=self.objective.wordings,
            commitment=selectors.commitment(self.objective),
            actions=list(selectors.actions(self.objective)),
            links=list(selectors.sdg_links(self.objective)),
            indicators=list(selectors.indicators(self.objective)),
            before=numbers[here - 1] if here else None,
            after=numbers[here + 1] if here + 1 < len(numbers) else None,
            trail=self.trail(_("Objective %(number)s") % {"number": habits.counted(self.objective.number)}),
            **more,
        )


class Categories(Page):
    template_name = "compacts/categories.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        known = list(selectors.categories())
        return super().get_context_data(
            compact=self.compact,
            named=[c for c in known if c.in_paragraph_44],
            others=[c for c in known if not c.in_paragraph_44],
            trail=self.trail(_("Stakeholders")),
            **more,
        )


class States(Page):
    template_name = "compacts/states.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        states = sorted(selectors.states(), key=lambda state: str(state.name))
        shared = [group for group in Group if states and all(group in state.groups for state in states)]
        return super().get_context_data(
            compact=self.compact,
            states=states,
            shared=[group.label for group in shared],
            groups=[(group, group.label) for group in Group if group not in shared],
            trail=self.trail(_("States")),
            **more,
        )
