"""The room as Django knows it."""

from django.apps import AppConfig


class People(AppConfig):
    name = "mithaq.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
