"""What the sections of a synthesis are called, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mithaq.compacts import selectors as compacts
from mithaq.foundation.fields import Words
from mithaq.synthesis import wording
from mithaq.synthesis.models import Section, Synthesis
from mithaq.synthesis.report import Label


def provisions_of(synthesis: Synthesis) -> dict[int, Any]:
    """The objectives of its compact by number; none where the compact is not on this installation."""
    compact = compacts.by_key(synthesis.compact)
    return {p.number: p for p in compacts.objectives(compact)} if compact else {}


class Titles:
    """Asks for the objectives once; `provisions` where they are known already."""

    def __init__(self, synthesis: Synthesis, lang: str, provisions: Mapping[int, Any] | None = None) -> None:
        self.synthesis, self.lang = synthesis, lang
        self.provisions = provisions_of(synthesis) if provisions is None else provisions

    def of(self, section: Section) -> tuple[str, Label, bool]:
        """Number, title and whether the title is an official one."""
        if section.question:
            return str(section.question), self._label(Words(self.synthesis.questions[section.question - 1])), True
        if section.objective is None:
            return "", Label(wording.questions_title(), self.lang), True
        provision = self.provisions.get(section.objective)
        if provision is None:
            return str(section.objective), Label(str(section.objective), self.lang), True
        title = self._label(provision.title)
        return str(section.objective), title, provision.is_official(title.lang)

    def _label(self, words: Words) -> Label:
        return Label(words.in_(self.lang), words.lang_for(self.lang))
