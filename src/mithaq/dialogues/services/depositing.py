"""The record of a closed dialogue becomes a document: its statements can be coded, and cited in a synthesis."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_scopes import scope

from mithaq.dialogues import record
from mithaq.dialogues.enums import Audience, State
from mithaq.dialogues.models import Dialogue, Drawn
from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.evidence.selectors import Document
from mithaq.evidence.services.renditions import Given
from mithaq.foundation import journal, languages
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words


def deposit(dialogue: Dialogue, *, language: str, by: Actor, at: datetime) -> Document:
    """Deposit the record of the final map in one language, with the two others as its translations; once.

    Who may see the map may see the document. Refused (ValidationError): a dialogue that is not closed, has no map, or
    has been deposited.
    """
    institution = dialogue.institution
    with scope(institution=institution), transaction.atomic():
        dialogue = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
        drawn = Drawn.objects.filter(dialogue=dialogue, is_final=True).first()
        if dialogue.state != State.CLOSED:
            raise ValidationError(_("A dialogue is deposited after it is closed."))
        if drawn is None:
            raise ValidationError(_("There is no final map: fewer people took part than a figure may tell of."))
        if dialogue.deposited_id is not None:
            raise ValidationError(_("The record of this dialogue is deposited already."))
        document = _deposited(dialogue, drawn, language, by=by, at=at)
        for other in languages.CODES:
            if other != language:
                with override(other):
                    translator = _("The moderators of the dialogue, with its reviewed renditions")
                evidence.translate(
                    institution,
                    document,
                    lang=other,
                    given=Given(
                        data=record.page(
                            dialogue,
                            drawn,
                            language=other,
                        ),
                        name=f"dialogue-{dialogue.uid}-{other}.html",
                    ),
                    translated_by=translator,
                    by=by,
                    at=at,
                )
        dialogue.deposited = document
        dialogue.version += 1
        dialogue.save(update_fields=["deposited", "version"])
        journal.write(
            "dialogues.deposit",
            about=dialogue,
            by=by,
            at=at,
            scope=institution.uid,
            after={"title": dict(dialogue.title), "document": document.uid, "map": drawn.digest},
            public=dialogue.audience == Audience.PUBLIC,
        )
    return document


def _deposited(dialogue: Dialogue, drawn: Drawn, language: str, *, by: Actor, at: datetime) -> Document:
    titles = {}
    for code in languages.CODES:
        with override(code):
            titles[code] = _("Record of the dialogue: %(title)s") % {"title": dialogue.title.in_(code)}
    public = dialogue.audience == Audience.PUBLIC
    outcome = evidence.deposit(
        dialogue.institution,
        record.page(dialogue, drawn, language=language),
        f"dialogue-{dialogue.uid}-{language}.html",
        title=Words(titles),
        languages=(language,),
        visibility=Visibility.PUBLIC if public else Visibility.MEMBERS,
        simulated=dialogue.is_simulated,
        year=(dialogue.closed_at or at).year,
        by=by,
        at=at,
    )
    assert outcome.document is not None, outcome
    return outcome.document
