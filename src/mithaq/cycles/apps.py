"""The room as Django knows it."""

from django.apps import AppConfig


class Cycles(AppConfig):
    name = "mithaq.cycles"
    label = "cycles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mithaq.cycles import wording  # inline: models are ready only now
        from mithaq.foundation import minute
        from mithaq.institutions.selectors import findings

        minute.word_acts(wording.ACTS)
        findings.word(wording.FINDINGS)
