"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Institutions(AppConfig):
    name = "mithaq.institutions"
    label = "institutions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mithaq.foundation import access, habits, minute, shell  # inline: models are ready only now
        from mithaq.institutions import selectors, wording

        habits.house_with(selectors.months)

        minute.word_acts(wording.ACTS)
        shell.offer(shell.Entry("institutions:minute", _("Register of acts"), order=80))
        for name, label, permission, order in (
            ("institutions:jobs", _("Jobs"), "institutions.see_jobs", 85),
            ("institutions:terms", _("Terms"), "institutions.see_terms", 87),
            ("institutions:settings", _("Settings"), "institutions.describe", 90),
        ):
            shell.offer(shell.Entry(name, label, order=order, may=access.allows(permission), work=True))
