"""Statements: given by the convener, proposed by participants; what says the same in another language is found."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from mithaq.dialogues import selectors, services
from mithaq.dialogues.enums import LONGEST, Origin, Standing
from mithaq.dialogues.models import Rendition, Statement
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry as Minute
from tests.dialogues.circle import CLOSES, DURING, PREPARED

PARALLEL = [
    {
        "ar": "يجب أن يحصل كل طفل مهاجر على التعليم في المدارس العامة",
        "en": "Every migrant child should receive education in public schools",
        "fr": "Chaque enfant migrant devrait recevoir une éducation dans les écoles publiques",
    },
    {
        "ar": "ينبغي أن تكون تصاريح العمل مستقلة عن صاحب العمل",
        "en": "Work permits should be independent of the employer",
        "fr": "Les permis de travail devraient être indépendants de l’employeur",
    },
    {
        "ar": "يجب خفض تكلفة التحويلات المالية",
        "en": "The cost of remittances should be reduced",
        "fr": "Le coût des envois de fonds devrait être réduit",
    },
    {
        "ar": "يجب أن تتاح الخدمات الصحية للمهاجرين غير النظاميين",
        "en": "Health services should be available to irregular migrants",
        "fr": "Les services de santé devraient être accessibles aux migrants irréguliers",
    },
    {
        "ar": "ينبغي إنهاء احتجاز الأطفال لأسباب تتعلق بالهجرة",
        "en": "Detention of children for migration reasons should end",
        "fr": "La détention d’enfants pour des raisons migratoires devrait cesser",
    },
    {
        "ar": "على الدول أن تجمع بيانات أفضل عن الهجرة",
        "en": "States should collect better data on migration",
        "fr": "Les États devraient recueillir de meilleures données sur les migrations",
    },
]


def seed(dialogue, text, language="en", **told):
    return services.seed(dialogue, text, language, **told, by=told.pop("by", SYSTEM), at=PREPARED)


def propose(dialogue, somebody, text="Schools for all", language="en", at=DURING):
    return services.propose(dialogue, somebody, text, language, at=at)


def test_a_statement_of_the_convener_is_admitted_as_it_comes(circle, cast):
    dialogue = circle.convene()
    one = services.seed(dialogue, " Work\n permits  for all ", "en", by=cast.badr.actor, at=PREPARED)
    (text,) = one.renditions.all()
    assert (one.standing, one.origin, one.number, one.votable) == (Standing.ADMITTED, Origin.SEEDED, 0, False)
    assert (text.text, text.is_original, text.reviewed_by, text.translated_by) == (
        "Work permits for all",
        True,
        cast.badr.person,
        None,
    )


def test_translations_given_with_it_wait_for_their_review(circle, cast):
    dialogue = circle.convene()
    one = services.seed_many(dialogue, [PARALLEL[0]], "fr", by=cast.badr.actor, at=PREPARED)[0]
    stands = {column.language: column.state for column in selectors.columns(one)}
    assert stands == {"ar": "waits", "en": "waits", "fr": "reviewed"}
    assert {one.translated_by for one in one.renditions.all() if not one.is_original} == {cast.badr.person}


def test_many_are_added_all_or_none_and_the_wrong_line_is_named(circle):
    dialogue = circle.convene()
    lines = [{"en": "One"}, {"en": "Two"}, {"en": "x" * (LONGEST + 1)}]
    with pytest.raises(ValidationError, match="Line 3: A statement has 280 characters at most; this one has 281"):
        services.seed_many(dialogue, lines, "en", by=SYSTEM, at=PREPARED)
    assert not Statement.objects.exists()
    made = services.seed_many(dialogue, lines[:2], "en", by=SYSTEM, at=PREPARED)
    assert [one.number for one in made] == [0, 1]
    assert seed(dialogue, "Three").number == 2


@pytest.mark.parametrize(
    ("lines", "language"),
    [
        ([], "en"),
        ([{"fr": "Seulement en français"}], "en"),
        ([{"en": "Twice"}, {"en": "Twice"}], "en"),
        ([{"de": "Ja"}], "de"),
    ],
)
def test_what_cannot_be_a_statement_is_refused(circle, lines, language):
    dialogue = circle.convene()
    with pytest.raises(ValidationError):
        services.seed_many(dialogue, lines, language, by=SYSTEM, at=PREPARED)
    assert not Statement.objects.exists()


def test_the_same_words_are_not_added_twice_but_after_a_refusal_they_may_be(circle):
    dialogue = circle.convene()
    first = seed(dialogue, "Schools for all")
    with pytest.raises(ValidationError, match="Schools for all"):
        seed(dialogue, "Schools for  all")
    services.refuse(first, "unclear", by=SYSTEM, at=PREPARED)
    assert seed(dialogue, "Schools for all").standing == Standing.ADMITTED


def test_a_proposal_waits_and_nobody_reads_in_the_minute_whose_it_is(circle, cast):
    dialogue = circle.running(5)
    somebody = circle.participant(dialogue, person=cast.chadia.person)
    one = propose(dialogue, somebody)
    assert (one.standing, one.number, one.votable, one.proposed_by) == (Standing.PROPOSED, None, False, somebody)
    assert one.renditions.get().reviewed_at is None
    entry = Minute.objects.get(act="dialogues.propose")
    assert (entry.by_kind, entry.by_uid) == ("system", "")
    assert cast.chadia.person.uid not in str(entry.after) + entry.about


def test_each_proposes_so_many_and_what_is_refused_counts(circle):
    dialogue = circle.running(5, proposals_each=2)
    mine, other = circle.participants(dialogue, 2)
    services.refuse(propose(dialogue, mine, "First"), "spam", by=SYSTEM, at=DURING)
    propose(dialogue, mine, "Second")
    assert services.proposals_left(dialogue, mine) == 0
    with pytest.raises(ValidationError) as refused:
        propose(dialogue, mine, "Third")
    assert refused.value.code == "enough"
    assert propose(dialogue, other, "Third").proposed_by == other


def test_proposals_come_while_it_is_open_and_from_its_participants(circle):
    dialogue, other = circle.running(5), circle.running(5)
    with pytest.raises(ValidationError) as refused:
        propose(dialogue, circle.participant(other))
    assert refused.value.code == "elsewhere"
    mine = circle.participant(dialogue)
    with pytest.raises(ValidationError) as refused:
        propose(dialogue, mine, at=CLOSES)
    assert refused.value.code == "not-open"
    circle.close(dialogue)
    with pytest.raises(ValidationError):
        propose(dialogue, mine)
    assert not Statement.objects.filter(standing=Standing.PROPOSED).exists()


def test_nothing_is_added_to_a_dialogue_that_is_over(circle):
    dialogue = circle.running(5)
    circle.close(dialogue)
    with pytest.raises(ValidationError):
        seed(dialogue, "Too late")
    with pytest.raises(ValidationError):
        services.refuse(circle.statements[0], "spam", by=SYSTEM, at=CLOSES)


@pytest.mark.parametrize("asked", ["ar", "en", "fr"])
@pytest.mark.parametrize("stands", ["ar", "en", "fr"])
def test_what_says_the_same_in_another_language_comes_first(circle, asked, stands):
    dialogue = circle.convene()
    made = services.seed_many(dialogue, [{stands: one[stands]} for one in PARALLEL], stands, by=SYSTEM, at=PREPARED)
    missed = []
    for statement, texts in zip(made, PARALLEL, strict=True):
        found = selectors.likely(dialogue, texts[asked], asked)
        if not found or found[0].statement != statement:
            missed.append(texts[asked])
    assert missed == []


def test_what_is_of_something_else_is_not_shown_as_alike(circle):
    dialogue = circle.convene()
    services.seed_many(dialogue, [{"fr": one["fr"]} for one in PARALLEL], "fr", by=SYSTEM, at=PREPARED)
    assert selectors.likely(dialogue, "Public transport should run at night", "en") == []


def test_likenesses_cost_the_same_queries_however_many_stand(circle, django_assert_num_queries):
    dialogue = circle.convene()
    for number in (1, 3):
        circle.seed(dialogue, number)
        with django_assert_num_queries(2):
            found = selectors.likely(dialogue, "Residence procedure number 1 should be made easier", "en")
        assert found[0].score == 1.0


def test_the_seeds_of_a_dialogue_stand_in_three_languages(circle):
    dialogue = circle.convene()
    made = circle.seed(dialogue, 3)
    assert [one.votable for one in made] == [True] * 3
    originals = Rendition.objects.filter(is_original=True).order_by("pk").values_list("language", flat=True)
    assert list(originals) == ["ar", "en", "fr"]


def test_what_nobody_has_looked_at_is_shown_to_moderators_only(circle):
    dialogue = circle.running(5)
    one = propose(dialogue, circle.participant(dialogue), "Public schools for every child")
    text = "Every child in public schools"
    assert [found.statement for found in selectors.likely(dialogue, text, "en")] == [one]
    assert selectors.likely(dialogue, text, "en", waiting=False) == []
