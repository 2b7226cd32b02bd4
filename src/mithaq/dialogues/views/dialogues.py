"""The list of dialogues, and the page of one."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.views.generic import ListView, TemplateView

from mithaq.dialogues import selectors
from mithaq.dialogues.views.here import Here
from mithaq.dialogues.views.taking_part import Taking


class Dialogues(Here, ListView):
    template_name = "dialogues/list.html"
    context_object_name = "dialogues"
    paginate_by = 20

    def get_queryset(self) -> Any:
        return selectors.dialogues(self.institution, to=self.reader)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        told = super().get_context_data(trail=self.trail(), may_convene=self.may("dialogues.convene"), **more)
        rows = selectors.listed(self.institution, told["dialogues"], to=self.reader, at=self.at)
        return told | {"rows": rows}


class OneDialogue(Taking, TemplateView):
    """What is asked, by whom, until when; the way in, or on; and the map where it may be seen already."""

    template_name = "dialogues/dialogue.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        dialogue, me = self.dialogue, self.participant
        told: dict[str, Any] = {"answered": 0, "of": 0}
        if me is not None:
            pool = selectors.pool(self.institution, dialogue.uid, at=self.at, fresh=True)
            told["answered"], told["of"] = selectors.progress(pool, selectors.answered(me.pk))
        return super().get_context_data(
            dialogue=dialogue,
            me=me,
            is_running=self.is_running,
            stands=selectors.stands(dialogue, at=self.at),
            ended_at=selectors.ended_at(dialogue),
            may_convene=self.may("dialogues.convene"),
            map_url=self.map_url,
            files_url=self.files_url,
            trail=self.trail(),
            **told,
            **more,
        )

    @cached_property
    def sees_maps(self) -> bool:
        return selectors.sees_maps(self.dialogue, to=self.reader, takes_part=self.participant is not None)

    @property
    def map_url(self) -> str:
        """Where the map may be seen by this reader, empty where there is none for them yet."""
        is_there = self.sees_maps and selectors.Drawn.objects.filter(dialogue=self.dialogue).exists()
        return self.url("map", uid=self.dialogue.uid) if is_there else ""

    @property
    def files_url(self) -> str:
        """Where the files of a closed dialogue are, and its record."""
        is_there = self.sees_maps and selectors.final_map(self.dialogue) is not None
        return self.url("files", uid=self.dialogue.uid) if is_there else ""
