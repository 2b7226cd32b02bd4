"""The drafting desk is the officers': who may visit reads what was written, and finds no desk."""

from __future__ import annotations

from mithaq.evidence.selectors import Passage
from mithaq.synthesis import services as synthesis
from mithaq.synthesis.models import Section
from tests.access import OFFICERS, Row
from tests.access.synthesis import public
from tests.cast import AT, Cast


def one_section(cast: Cast) -> dict[str, str]:
    return {**public(cast), "key": "objective-8"}


def written(cast: Cast) -> dict[str, str]:
    told = public(cast)
    section = Section.objects.filter(synthesis__uid=told["uid"]).first()
    document = section.synthesis.sources.first().document
    passage = Passage.objects.filter(rendition__document=document).first()
    line = synthesis.write_line(section, lang="en", text="One line.", passages=[passage], by=cast.badr.actor, at=AT)
    return {**told, "line": line.uid}


def asked(method: str = "post", **data: str) -> Row:
    return Row(OFFICERS, args=written, method=method, data=data)


ROWS = {
    "synthesis:desks": Row(OFFICERS),
    "synthesis:desk": Row(OFFICERS, args=public),
    "synthesis:desk_section": Row(OFFICERS, args=one_section),
    "synthesis:desk_write": [
        Row(OFFICERS, args=public),
        Row(OFFICERS, args=public, method="post", data={"section": "objective-8", "text": "A line.", "lang": "en"}),
    ],
    "synthesis:desk_passages": Row(OFFICERS, args=public),
    "synthesis:leave_out": Row(OFFICERS, args=public, method="post", data={"passage": "none"}),
    "synthesis:line": [asked("get"), asked(text="Another wording.", seen="1")],
    "synthesis:translate_line": [asked("get"), asked(lang="fr", text="Une ligne.", seen="0", made_from="1")],
    "synthesis:line_count": Row(OFFICERS, args=written, data={"of": "documents"}),
    "synthesis:uncite": asked(passage="none"),
    "synthesis:move_line": asked(to="up"),
    "synthesis:remove_line": asked(because="Said twice.", seen="1"),
    "synthesis:restore_line": asked(),
    "synthesis:comment": asked(text="Is it so?"),
    "synthesis:settle_comment": asked(comment="none"),
    "synthesis:take": asked(),
    "synthesis:dismiss": asked(because="No."),
    "synthesis:put_back": asked(),
}
