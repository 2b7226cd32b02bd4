"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Synthesis(AppConfig):
    name = "mithaq.synthesis"
    label = "synthesis"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mithaq.foundation import minute, shell  # inline: models are ready only now
        from mithaq.synthesis import minuted

        minute.word_acts(minuted.ACTS)
        minute.word_jobs(minuted.JOBS)
        shell.offer(shell.Entry("synthesis:syntheses", _("Syntheses"), order=40))
