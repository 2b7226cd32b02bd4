"""The room as Django knows it."""

from django.apps import AppConfig


class Portal(AppConfig):
    name = "mithaq.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _  # inline: the registry of apps must stand first

        from mithaq.foundation import shell, styleguide
        from mithaq.portal import samples

        shell.offer(shell.Entry("portal:home", _("Home"), order=0))
        shell.offer(shell.Entry("portal:matrix", _("Matrix"), order=36))
        for sample in samples.SAMPLES:
            styleguide.offer(sample)
