"""What the pages of this room have in common: the trail, the dialogue, a form whose act may be refused."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.timezone import now
from django.utils.translation import gettext_lazy

from mithaq.dialogues import selectors
from mithaq.dialogues.models import Dialogue
from mithaq.foundation import heeding
from mithaq.foundation.access import RoomPage


class Here(RoomPage):
    namespace, first_page, first_title = "dialogues", "list", gettext_lazy("Dialogues")
    permission_required = "dialogues.see"
    kwargs: dict[str, Any]

    @cached_property
    def at(self) -> datetime:
        return now()


class OnDialogue(Here):
    """A page on one dialogue; who may not see it does not learn that it is there."""

    @cached_property
    def dialogue(self) -> Dialogue:
        found = selectors.dialogue(self.institution, self.kwargs["uid"], to=self.reader)
        if found is None:
            raise Http404
        return found

    @property
    def back(self) -> str:
        return self.url("dialogue", uid=self.dialogue.uid)

    def trail(self, *further: tuple[Any, str]) -> list[tuple[Any, str]]:
        return super().trail((self.dialogue.title, self.back if further else ""), *further)


class Form(heeding.Form):
    template_name = "dialogues/form.html"
