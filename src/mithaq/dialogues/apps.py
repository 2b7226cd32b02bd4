"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Dialogues(AppConfig):
    name = "mithaq.dialogues"
    label = "dialogues"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mithaq.dialogues import addresses, still, wording
        from mithaq.foundation import minute, shell  # inline: models are ready only now
        from mithaq.institutions.selectors import findings
        from mithaq.notices.selectors import wording as notices

        minute.word_acts(wording.ACTS)
        minute.word_jobs(wording.JOBS)
        minute.lead_to_result("dialogues.import", _("Open the dialogue brought in"), addresses.brought_in)
        findings.word(wording.FINDINGS)
        for kind, sentence in wording.NOTICES.items():
            notices.word(kind, sentence, still=still.KINDS.get(kind))
        shell.offer(shell.Entry("dialogues:list", _("Dialogues"), order=27))
