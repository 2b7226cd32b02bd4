"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Synthesis(AppConfig):
    name = "mithaq.synthesis"
    label = "synthesis"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mithaq.cycles.selectors import proofs  # inline: models are ready only now
        from mithaq.evidence.selectors import panels
        from mithaq.foundation import access, minute, shell
        from mithaq.notices.selectors import wording as notices
        from mithaq.synthesis import minuted, proving, whereabouts_panels, whereabouts_words
        from mithaq.synthesis.services import telling

        minute.word_acts(minuted.ACTS)
        proofs.offer("synthesis:release", proving.released)
        minute.word_jobs(minuted.JOBS)
        minute.lead_to_result("synthesis.draft", _("Open the synthesis"), minuted.synthesis_of)
        minute.word_acts(whereabouts_words.ACTS)
        notices.word(telling.KIND, whereabouts_words.release_cites, still=telling.still_told)
        panels.offer("document", whereabouts_panels.of_document)
        panels.offer("passage", whereabouts_panels.of_passage)
        shell.offer(shell.Entry("synthesis:syntheses", _("Syntheses"), order=40))
        desk = access.allows("synthesis.write")
        shell.offer(shell.Entry("synthesis:desks", _("Drafting desk"), order=41, may=desk, work=True))
        shell.offer(shell.Entry("synthesis:releases", _("Releases"), order=42))
