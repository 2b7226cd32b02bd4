"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Blueprints(AppConfig):
    name = "mithaq.blueprints"
    label = "blueprints"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mithaq.blueprints import wording  # inline: models are ready only now
        from mithaq.foundation import access, minute, shell
        from mithaq.institutions.selectors import findings

        minute.word_acts(wording.ACTS)
        minute.word_jobs(wording.JOBS)
        findings.word(wording.FINDINGS)
        shell.offer(shell.Entry("blueprints:charter", _("Charter"), order=14))
        shell.offer(shell.Entry("blueprints:compliance", _("Compliance"), order=15))
        writes = access.allows("blueprints.draft")
        shell.offer(shell.Entry("blueprints:drafts", _("Charter drafts"), order=16, may=writes, work=True))
        shell.offer_desk("founding:institutions", _("Institutions"))
