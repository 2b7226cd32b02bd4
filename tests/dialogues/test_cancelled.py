"""A dialogue that was cancelled: what is left of it, and what its pages say to whoever still has their addresses."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from mithaq.dialogues import services
from mithaq.dialogues.models import Drawn, Participant, Statement, Vote
from mithaq.foundation.actors import SYSTEM
from tests.dialogues.charted import charted
from tests.dialogues.test_taking_part import answer, begin, page, running

__all__ = ["running"]  # a fixture


@pytest.fixture
def put_off(cast, running):
    """Somebody took part, proposed a statement and saw a map; then it was cancelled. The dialogue, and their browser,
    which has its pass still."""
    dialogue, client = running(), cast.client()
    begin(cast, client, dialogue)
    answer(cast, client, dialogue, dialogue.statements.first())
    dialogue.statements.update(proposed_by=Participant.objects.get())
    charted(dialogue.uid)
    assert client.get(page(cast, dialogue, "map")).context["drawn"]
    return services.cancel(dialogue, reason="Put off", by=SYSTEM, at=now()), client


def test_nothing_is_left_of_who_took_part_but_the_statements(put_off):
    for model in (Vote, Participant, Drawn):
        assert not model.objects.exists()
    assert Statement.objects.filter(proposed_by=None).count() == 5


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_its_pages_say_that_it_was_cancelled_and_show_no_map(cast, put_off, language):
    dialogue, client = put_off
    told = {
        "ar": "أُلغي هذا الحوار",
        "en": "This dialogue was cancelled",
        "fr": "Ce dialogue a été annulé",
    }[language]

    for name in ("dialogue", "map"):
        given = client.get(page(cast, dialogue, name, lang=language))
        assert given.status_code == 200
        assert told in given.content.decode()
    assert "Put off" in client.get(page(cast, dialogue, "dialogue", lang=language)).content.decode()


def test_no_page_of_it_fails_and_none_of_its_files_is_given(cast, put_off):
    dialogue, client = put_off
    of = dialogue.statements.first().uid
    expected = {
        "dialogue": 200,
        "map": 200,
        "statements_map": 404,
        "embed": 200,
        "begin": 200,
        "vote": 302,
        "mine": 302,
        "propose": 302,
        "leave": 302,
        "tables": 404,
        "files": 404,
    }
    found = {name: client.get(page(cast, dialogue, name)).status_code for name in expected}
    assert found == expected
    assert client.get(page(cast, dialogue, "map_svg", form="svg")).status_code == 404
    assert client.get(page(cast, dialogue, "statement", statement=of)).status_code == 302
    for who in ("officer", "member"):
        signed = cast.client(who)
        for name in ("dialogue", "map", "leave", "begin"):
            assert signed.get(page(cast, dialogue, name)).status_code in (200, 302)
    officer = cast.client("officer")
    for name in ("office", "statements", "renditions", "links"):
        assert officer.get(page(cast, dialogue, name)).status_code == 200


def test_whoever_enters_while_it_is_cancelled_is_not_kept(running):
    dialogue = running()  # as it was read before
    services.cancel(dialogue, reason="Put off", by=SYSTEM, at=now())

    with pytest.raises(ValidationError):
        services.enter_anonymously(dialogue, address="192.0.2.1", language="en", at=now())
    assert not Participant.objects.exists()
