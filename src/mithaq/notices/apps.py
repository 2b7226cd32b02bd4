"""The room as Django knows it."""

from django.apps import AppConfig


class Notices(AppConfig):
    name = "mithaq.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
