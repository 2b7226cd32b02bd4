"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Elections(AppConfig):
    name = "mithaq.elections"
    label = "elections"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mithaq.bodies import selectors as bodies
        from mithaq.elections import addresses, still, wording
        from mithaq.foundation import minute, shell  # inline: models are ready only now
        from mithaq.institutions.selectors import findings
        from mithaq.notices.selectors import wording as notices

        minute.word_acts(wording.ACTS)
        minute.word_jobs(wording.JOBS)
        minute.lead_to_result("elections.count", _("See the result"), addresses.counted)
        findings.word(wording.FINDINGS)
        for kind, sentence in wording.NOTICES.items():
            notices.word(kind, sentence, still=still.KINDS.get(kind))
        bodies.tell_how_filled("elections", "elections.see", addresses.accounts)
        shell.offer(shell.Entry("elections:list", _("Elections"), order=26))
