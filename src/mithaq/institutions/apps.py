"""The room as Django knows it."""

from django.apps import AppConfig


class Institutions(AppConfig):
    name = "mithaq.institutions"
    label = "institutions"
    default_auto_field = "django.db.models.BigAutoField"
