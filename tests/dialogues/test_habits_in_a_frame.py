"""A map in somebody's frame is public: it says days as the institution does, and is new where that changes."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now

from mithaq.dialogues.models import Dialogue
from mithaq.foundation import accounts
from mithaq.institutions import services as institutions
from tests.cast import AT
from tests.dialogues.charted import charted


def test_the_frame_is_the_same_for_all_and_new_when_months_are_called_otherwise(cast, circle):
    dialogue = circle.running(6)
    Dialogue.objects.filter(pk=dialogue.pk).update(closes_at=now() + timedelta(days=2))
    charted(dialogue.uid)
    house = cast.institution
    with translation.override("ar"):
        address = reverse("dialogues:embed", kwargs={"institution": house.slug, "uid": dialogue.uid})
    before = cast.client().get(address)
    accounts.choose_habits(cast.chadia.account, months="both", digits="arabic", hijri=True)

    assert cast.client("member").get(address).content == before.content

    institutions.describe(house, name=house.name, purpose=house.purpose, months="both", by=cast.amal.actor, at=AT)
    again = cast.client().get(address, HTTP_IF_NONE_MATCH=before["ETag"])
    assert again.status_code == 200
    assert again["ETag"] != before["ETag"]
    assert "/" in again.content.decode().partition("<time")[2].partition("</time>")[0].partition(">")[2]
