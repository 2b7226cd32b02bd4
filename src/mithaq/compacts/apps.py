"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Compacts(AppConfig):
    name = "mithaq.compacts"
    label = "compacts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mithaq.compacts import wording  # inline: models are ready only now
        from mithaq.foundation import minute, shell

        minute.word_acts(wording.ACTS)
        shell.offer(shell.Entry("compacts:compact", _("Compact"), order=10))
