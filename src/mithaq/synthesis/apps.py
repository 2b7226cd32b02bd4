"""The room as Django knows it."""

from django.apps import AppConfig


class Synthesis(AppConfig):
    name = "mithaq.synthesis"
    label = "synthesis"
    default_auto_field = "django.db.models.BigAutoField"
