"""The list of dialogues, and the page of one."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch
from django.views.generic import ListView, TemplateView

from mithaq.dialogues import selectors
from mithaq.dialogues.enums import Audience, Shown, State
from mithaq.dialogues.views.here import Here
from mithaq.dialogues.views.taking_part import Taking


class Dialogues(Here, ListView):
    template_name = "dialogues/list.html"
    context_object_name = "dialogues"
    paginate_by = 20

    def get_queryset(self) -> Any:
        return selectors.dialogues(self.institution, to=self.reader)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(trail=self.trail(), may_convene=self.may("dialogues.convene"), **more)


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
            is_before=self.at < dialogue.opens_at,
            may_convene=self.may("dialogues.convene"),
            map_url=self.map_url,
            trail=self.trail(),
            **told,
            **more,
        )

    @property
    def map_url(self) -> str:
        """Where the map may be seen by this reader, empty where there is none for them yet."""
        dialogue = self.dialogue
        is_theirs = (
            dialogue.audience == Audience.PUBLIC or self.participant is not None or self.may("dialogues.take_part")
        )
        is_time = dialogue.state == State.CLOSED or (dialogue.state == State.OPEN and dialogue.shown == Shown.LIVE)
        if not (is_theirs and is_time and selectors.Drawn.objects.filter(dialogue=dialogue).exists()):
            return ""
        try:
            return self.url("map", uid=dialogue.uid)
        except NoReverseMatch:
            return ""
