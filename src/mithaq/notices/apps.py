"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Notices(AppConfig):
    name = "mithaq.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mithaq.foundation import access, minute, shell  # inline: models are ready only now
        from mithaq.notices import services, waiting, wording
        from mithaq.notices.digest import JOB
        from mithaq.people.services import telling

        telling.tell_with(services.tell)
        for kind, sentence in telling.NOTICES.items():
            wording.word(kind, sentence)
        minute.word_jobs({JOB: _("Writing the letter of the day")})
        may = access.allows("notices.see")
        shell.offer(shell.Entry("notices:notices", _("Notices"), order=90, may=may, count=waiting.unread, work=True))
