"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class People(AppConfig):
    name = "mithaq.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mithaq.foundation import access, minute, shell  # inline: models are ready only now
        from mithaq.institutions.selectors import findings
        from mithaq.people import entrance, selectors, wording

        access.identify_with(selectors.actor_of)
        minute.word_acts(wording.ACTS)
        findings.word(wording.FINDINGS)
        shell.offer(shell.Entry("people:list", _("People"), order=60, may=access.allows("people.see"), work=True))
        shell.offer(shell.Entry("people:apply", _("Become a member"), order=62, may=entrance.is_open))
