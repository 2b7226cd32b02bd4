"""The room as Django knows it."""

from django.apps import AppConfig


class Exchange(AppConfig):
    name = "mithaq.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
