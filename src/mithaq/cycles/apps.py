"""The room as Django knows it."""

from django.apps import AppConfig


class Cycles(AppConfig):
    name = "mithaq.cycles"
    label = "cycles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mithaq.cycles import calendar, entries, opening, wording  # inline: models are ready only now
        from mithaq.foundation import minute
        from mithaq.institutions.selectors import findings, openings
        from mithaq.notices.selectors import wording as notices

        minute.word_acts(wording.ACTS)
        findings.word(wording.FINDINGS)
        openings.answer_with(opening.closed_by)
        calendar.offer(entries.entries)
        for kind, sentence in wording.DUES.items():
            notices.word(kind, sentence)
