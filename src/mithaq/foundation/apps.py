"""The room as Django knows it."""

from django.apps import AppConfig


class Foundation(AppConfig):
    name = "mithaq.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.templatetags import i18n  # inline: models are ready only now

        from mithaq.foundation import minute, wording
        from mithaq.foundation.templatetags import counted

        minute.word_acts(wording.ACTS)
        minute.word_jobs(wording.JOBS)
        for name in ("blocktranslate", "blocktrans"):
            i18n.register.tag(name, counted.blocktranslate)
