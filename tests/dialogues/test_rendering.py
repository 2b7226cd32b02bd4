"""A statement in three languages: voted on only while each says the same, and somebody has looked."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from mithaq.dialogues import selectors, services
from mithaq.dialogues.enums import LONGEST, Origin
from mithaq.dialogues.models import Rendition, Statement
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry as Minute
from tests.dialogues.circle import DURING, PREPARED


@pytest.fixture
def statement(circle):
    dialogue = circle.running(5)
    return circle.seed(dialogue, 1, reviewed=False)[0]  # the sixth: its original is in French


def stands(statement):
    return {one.language: one.state for one in selectors.columns(Statement.objects.get(pk=statement.pk))}


def is_votable(statement):
    return Statement.objects.get(pk=statement.pk).votable


def rendition(statement, language):
    return Rendition.objects.get(statement=statement, language=language)


def save(statement, texts, **told):
    return services.save_renditions(statement, texts, **told, by=told.pop("by", SYSTEM), at=DURING)


def test_it_is_voted_on_once_each_translation_is_reviewed(statement, cast):
    assert stands(statement) == {"ar": "waits", "en": "waits", "fr": "reviewed"}
    services.review(rendition(statement, "ar"), by=cast.badr.actor, at=DURING)
    assert not is_votable(statement)
    services.review(rendition(statement, "en"), by=cast.amal.actor, at=DURING)
    assert is_votable(statement)
    assert rendition(statement, "en").reviewed_by == cast.amal.person


def test_a_review_is_written_once_and_not_over_a_change(statement):
    one = rendition(statement, "ar")
    services.render(statement, "ar", "نص آخر", seen=1, by=SYSTEM, at=DURING)
    with pytest.raises(services.Changed):
        services.review(one, seen=one.version, by=SYSTEM, at=DURING)
    services.review(one, seen=2, by=SYSTEM, at=DURING)
    services.review(one, by=SYSTEM, at=DURING)
    assert Minute.objects.filter(act="dialogues.review", about=f"dialogues.statement:{statement.uid}").count() == 1


def test_a_changed_translation_waits_for_its_review_again(circle, statement):
    circle.review(statement)
    changed = services.render(statement, "en", "Residence should be easier to obtain", by=SYSTEM, at=DURING)
    assert (changed.reviewed_at, changed.reviewed_by) == (None, None)
    assert not is_votable(statement)


def test_a_corrected_original_makes_its_translations_stale(circle, statement):
    circle.review(statement)
    services.correct(statement, "Le séjour devrait être facilité", by=SYSTEM, at=DURING)
    assert stands(statement) == {"ar": "stale", "en": "stale", "fr": "reviewed"}
    assert not is_votable(statement)
    services.review(rendition(statement, "ar"), by=SYSTEM, at=DURING)
    services.render(statement, "en", "Residence should be easier", by=SYSTEM, at=DURING)
    assert stands(statement) == {"ar": "reviewed", "en": "waits", "fr": "reviewed"}


def test_once_somebody_has_answered_a_correction_says_what_it_corrects(circle, statement):
    circle.review(statement)
    circle.vote(circle.participant(statement.dialogue), statement)
    for act in (
        lambda reason: services.correct(statement, "Autre chose", reason=reason, by=SYSTEM, at=DURING),
        lambda reason: services.render(statement, "en", "Something else", reason=reason, by=SYSTEM, at=DURING),
    ):
        with pytest.raises(ValidationError) as refused:
            act(" ")
        assert list(refused.value.message_dict) == ["reason"]
        act("A word was misspelt")
    entry = Minute.objects.get(act="dialogues.correct")
    assert entry.after["because"] == "A word was misspelt"
    assert entry.before["statement"]["fr"] != entry.after["statement"]["fr"] == "Autre chose"


def test_a_translation_that_is_new_asks_for_no_reason(circle, statement):
    circle.vote(circle.participant(statement.dialogue), statement)
    Rendition.objects.filter(statement=statement, language="ar").delete()
    assert services.render(statement, "ar", "نص", by=SYSTEM, at=DURING).version == 1


def test_what_cannot_be_a_rendition_is_refused(statement):
    for language, text in (("en", " "), ("en", "x" * (LONGEST + 1)), ("de", "Ja"), ("fr", "L’original")):
        with pytest.raises(ValidationError):
            services.render(statement, language, text, by=SYSTEM, at=DURING)
    with pytest.raises(ValidationError):
        services.review(rendition(statement, "fr"), by=SYSTEM, at=DURING)
    with pytest.raises(ValidationError):
        services.correct(statement, "", by=SYSTEM, at=DURING)
    assert stands(statement) == {"ar": "waits", "en": "waits", "fr": "reviewed"}


def test_what_came_from_a_file_may_be_longer(statement):
    Statement.objects.filter(pk=statement.pk).update(origin=Origin.IMPORTED)
    statement.refresh_from_db()
    assert len(services.correct(statement, "x" * 500, by=SYSTEM, at=DURING).text) == 500


def test_three_side_by_side_are_saved_in_one_act(statement, cast):
    texts = {"ar": "نص", "en": rendition(statement, "en").text, "fr": "Texte corrigé"}
    saved = services.save_renditions(
        statement, texts, reviewed=["ar", "en"], seen={"ar": 1, "en": 1, "fr": 1}, by=cast.badr.actor, at=DURING
    )
    assert saved.votable
    one = rendition(statement, "ar")
    assert (one.text, one.translated_by, one.reviewed_by) == ("نص", cast.badr.person, cast.badr.person)


def test_of_three_side_by_side_all_are_saved_or_none(statement):
    texts = {"ar": "نص", "en": "x" * (LONGEST + 1), "fr": "Texte"}
    with pytest.raises(ValidationError) as refused:
        save(statement, texts)
    assert list(refused.value.message_dict) == ["text_en"]
    with pytest.raises(services.Changed):
        save(statement, {"ar": "نص", "en": "Text", "fr": "Texte"}, seen={"ar": 1, "en": 0, "fr": 1})
    assert rendition(statement, "ar").text != "نص"
    assert rendition(statement, "fr").text != "Texte"


def test_a_language_that_lacks_words_is_left_alone_and_not_reviewed(circle):
    dialogue = circle.convene()
    one = services.seed(dialogue, "Schools for all", "en", by=SYSTEM, at=PREPARED)
    saved = save(one, {"ar": "", "en": "Schools for all", "fr": "Des écoles pour tous"}, reviewed=["fr"])
    assert stands(saved) == {"ar": "lacks", "en": "reviewed", "fr": "reviewed"}
    with pytest.raises(ValidationError) as refused:
        save(one, {"ar": " "}, reviewed=["ar"])
    assert list(refused.value.message_dict) == ["text_ar"]
    assert not is_votable(one)
