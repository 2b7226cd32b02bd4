"""The room as Django knows it."""

from django.apps import AppConfig


class Meetings(AppConfig):
    name = "mithaq.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mithaq.foundation import minute
        from mithaq.institutions.selectors import findings
        from mithaq.meetings import wording  # inline: models are ready only now

        minute.word_acts(wording.ACTS)
        findings.word(wording.FINDINGS)
