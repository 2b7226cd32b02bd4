"""The room as Django knows it."""

from django.apps import AppConfig


class People(AppConfig):
    name = "mithaq.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mithaq.foundation import access  # inline: models are ready only now
        from mithaq.people import selectors  # inline: models are ready only now

        access.identify_with(selectors.actor_of)
