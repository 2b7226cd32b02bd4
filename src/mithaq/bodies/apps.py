"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Bodies(AppConfig):
    name = "mithaq.bodies"
    label = "bodies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mithaq.bodies import wording  # inline: models are ready only now
        from mithaq.foundation import access, minute, shell
        from mithaq.institutions.selectors import findings
        from mithaq.notices.selectors import wording as notices

        minute.word_acts(wording.ACTS)
        findings.word(wording.FINDINGS)
        for kind, sentence in wording.NOTICES.items():
            notices.word(kind, sentence)
        may = access.allows("bodies.see")
        shell.offer(shell.Entry("bodies:bodies", _("Bodies"), order=12, may=may))
