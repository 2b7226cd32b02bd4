"""The room as Django knows it."""

from django.apps import AppConfig


class Foundation(AppConfig):
    name = "mithaq.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mithaq.foundation import minute, wording  # inline: models are ready only now

        minute.word_acts(wording.ACTS)
