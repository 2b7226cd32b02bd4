"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Meetings(AppConfig):
    name = "mithaq.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mithaq.cycles.selectors import calendar, proofs
        from mithaq.foundation import minute, shell  # inline: models are ready only now
        from mithaq.institutions.selectors import findings
        from mithaq.meetings import dated, proving, still, wording
        from mithaq.notices.selectors import wording as notices

        minute.word_acts(wording.ACTS)
        findings.word(wording.FINDINGS)
        proofs.offer("meetings:meeting", proving.meetings)
        calendar.offer(dated.entries)
        for kind, sentence in wording.NOTICES.items():
            notices.word(kind, sentence, still=still.KINDS.get(kind))
        shell.offer(shell.Entry("meetings:list", _("Meetings"), order=22))
        shell.offer(shell.Entry("meetings:motions", _("Decisions"), order=24))
