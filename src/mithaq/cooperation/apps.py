"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Cooperation(AppConfig):
    name = "mithaq.cooperation"
    label = "cooperation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mithaq.cooperation import showing, wording  # inline: models are ready only now
        from mithaq.foundation import minute, shell
        from mithaq.institutions.selectors import findings
        from mithaq.notices.selectors import wording as notices

        minute.word_acts(wording.ACTS)
        findings.word(wording.FINDINGS)
        for kind, sentence in wording.NOTICES.items():
            notices.word(kind, sentence)
        shell.offer(shell.Entry("cooperation:gates", _("Gates"), order=45, may=showing.has_gates))
