"""The room as Django knows it."""

from django.apps import AppConfig


class Cooperation(AppConfig):
    name = "mithaq.cooperation"
    label = "cooperation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mithaq.cooperation import wording  # inline: models are ready only now
        from mithaq.foundation import minute
        from mithaq.institutions.selectors import findings

        minute.word_acts(wording.ACTS)
        findings.word(wording.FINDINGS)
