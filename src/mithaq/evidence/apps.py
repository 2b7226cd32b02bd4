"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Evidence(AppConfig):
    name = "mithaq.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mithaq.cycles.selectors import proofs
        from mithaq.evidence import minuted, notes, proving
        from mithaq.foundation import access, minute, shell  # inline: models are ready only now

        minute.word_acts(minuted.ACTS)
        minute.word_jobs(minuted.JOBS)
        notes.word_all()
        proofs.offer("evidence:document", proving.documents)
        shell.offer(shell.Entry("evidence:documents", _("Documents"), order=30))
        shell.offer(
            shell.Entry("evidence:desk", _("Coding desk"), order=31, may=access.allows("evidence.code"), work=True)
        )
