"""What is told about translations, replaced files and files on their way in."""

from __future__ import annotations

from django.utils.timezone import now

from mithaq.evidence import services
from mithaq.evidence.models import Rendition, Replacement, Upload
from mithaq.evidence.services import uploads
from mithaq.evidence.services.renditions import Given
from tests.cast import AT, Cast
from tests.xss import Shown, url
from tests.xss.evidence import deposited


def translator(cast: Cast, text: str) -> list[str]:
    document = deposited(cast)
    told = {"lang": "fr", "given": Given(text=f"{text}\n\n{text}"), "translated_by": "Leïla"}
    made = services.translate(cast.institution, document, by=cast.badr.actor, at=AT, **told)
    Rendition.objects.filter(pk=made.pk).update(translated_by=text)
    return [
        url(cast, "evidence:translations", uid=document.uid),
        url(cast, "evidence:translation", uid=document.uid, rendition=made.uid),
    ]


def of_replacement(field: str):
    def plant(cast: Cast, text: str) -> list[str]:
        document = deposited(cast)
        row = Replacement.objects.filter(document=document).first() or Replacement(
            institution=cast.institution, document=document, former_digest="a" * 64, digest="b" * 64, at=AT
        )
        setattr(row, field, text)
        row.save()
        return [url(cast, "evidence:document", uid=document.uid)]

    return plant


def upload_name(cast: Cast, text: str) -> list[str]:
    """Told in JSON, to the script of its sender."""
    Upload.objects.all().delete()
    begun = uploads.begin(cast.institution, "paper.txt", 10, by=cast.amal.actor, at=AT)
    Upload.objects.filter(pk=begun.pk).update(file_name=text, begun_at=now())
    return [url(cast, "evidence:uploads"), url(cast, "evidence:upload", uid=begun.uid)]


FIELDS = {
    "evidence.Upload.file_name": Shown(upload_name),
    "evidence.Rendition.translated_by": Shown(translator),
    "evidence.Replacement.former_name": Shown(of_replacement("former_name")),
    "evidence.Replacement.because": Shown(of_replacement("because")),
    "evidence.Replacement.by_name": Shown(of_replacement("by_name")),
}
NEVER = {
    "evidence.Rendition.translator_uid": "made by the house, never shown",
    "evidence.Rendition.file_digest": "SHA-256 made by the house",
    "evidence.Replacement.former_digest": "SHA-256 made by the house",
    "evidence.Replacement.digest": "SHA-256 made by the house",
    "evidence.Replacement.by_uid": "made by the house, never shown",
    "evidence.Upload.by_uid": "made by the house, never shown",
}
