"""The room as Django knows it."""

from django.apps import AppConfig


class Compacts(AppConfig):
    name = "mithaq.compacts"
    label = "compacts"
    default_auto_field = "django.db.models.BigAutoField"
