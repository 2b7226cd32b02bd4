"""The list of dialogues, and the page of one."""

from __future__ import annotations

from typing import Any

from django.views.generic import ListView, TemplateView

from mithaq.dialogues import selectors
from mithaq.dialogues.views.here import Here, OnDialogue


class Dialogues(Here, ListView):
    template_name = "dialogues/list.html"
    context_object_name = "dialogues"
    paginate_by = 20

    def get_queryset(self) -> Any:
        return selectors.dialogues(self.institution, to=self.reader)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(trail=self.trail(), may_convene=self.may("dialogues.convene"), **more)


class OneDialogue(OnDialogue, TemplateView):
    template_name = "dialogues/dialogue.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(dialogue=self.dialogue, trail=self.trail(), **more)
