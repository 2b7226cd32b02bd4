"""The room as Django knows it."""

from django.apps import AppConfig


class Evidence(AppConfig):
    name = "mithaq.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
