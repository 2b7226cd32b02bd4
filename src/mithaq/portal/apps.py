"""The room as Django knows it."""

from django.apps import AppConfig


class Portal(AppConfig):
    name = "mithaq.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
