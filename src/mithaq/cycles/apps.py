"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Cycles(AppConfig):
    name = "mithaq.cycles"
    label = "cycles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mithaq.cycles import calendar, delivery_words, entries, opening, wording
        from mithaq.foundation import access, minute, shell  # inline: models are ready only now
        from mithaq.institutions.selectors import findings, openings
        from mithaq.notices.selectors import wording as notices

        minute.word_acts({**wording.ACTS, **delivery_words.ACTS})
        findings.word({**wording.FINDINGS, **delivery_words.FINDINGS})
        openings.answer_with(opening.closed_by)
        calendar.offer(entries.entries)
        for kind, sentence in {**wording.DUES, **delivery_words.DUES}.items():
            notices.word(kind, sentence)
        shell.offer(shell.Entry("cycles:calendar", _("Calendar"), order=26, may=access.allows("cycles.see")))
