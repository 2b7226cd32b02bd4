"""Objectives and principles of own sentences in three languages, and the traps of each language."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mithaq.kernels.text import coder
from mithaq.kernels.text.coding import lexicon, objectives, principles, thesaurus


def codes(text: str, lang: str) -> list[int]:
    return [c.code for c in objectives.suggest(text, lang)]


SAID = [
    (1, "en", "The statistical office should publish data on migrants disaggregated by sex and age."),
    (1, "fr", "Le ministère doit améliorer la collecte de données ventilées sur les migrations."),
    (1, "ar", "يجب تحسين جمع البيانات المصنفة عن المهاجرين ونشر إحصاءات الهجرة."),
    (2, "en", "Families flee because of drought, and poverty drives young people to migrate."),
    (2, "fr", "Il faut s’attaquer aux causes profondes de la migration, la pauvreté et les conflits."),
    (2, "ar", "ينبغي معالجة الأسباب الجذرية للهجرة، ومنها الفقر والنزاعات."),
    (5, "ar", "توسيع مسارات الهجرة النظامية ومنح تأشيرات العمل ولم شمل الأسر."),
    (6, "en", "Recruitment fees must not be paid by migrant workers, and wages must be paid on time."),
    (6, "fr", "Les travailleuses domestiques migrantes restent privées de contrat de travail et de salaire décent."),
    (6, "ar", "إصلاح نظام الكفالة وحماية أجور العمال المهاجرين."),
    (8, "fr", "Des centaines de migrants ont péri en mer; les opérations de recherche et de sauvetage manquent."),
    (8, "ar", "غرق عشرات المهاجرين في البحر المتوسط رغم عمليات البحث والإنقاذ."),
    (9, "en", "Smugglers of migrants must be prosecuted, not the people they carry."),
    (10, "ar", "مكافحة الاتجار بالأشخاص وحماية ضحاياه."),
    (10, "fr", "La traite des êtres humains touche surtout les femmes."),
    (11, "ar", "تعزيز إدارة الحدود ومراقبة المعابر أمام المهاجرين."),
    (13, "en", "Children must never be held in immigration detention; alternatives to detention exist."),
    (13, "ar", "أوضاع المهاجرين في مراكز الاحتجاز سيئة، ولا بد من بدائل للاحتجاز."),
    (15, "fr", "Les migrants sans papiers doivent avoir accès aux soins de santé et les enfants à l’école."),
    (17, "en", "Racism and xenophobia against migrants grow, and media repeat stereotypes about refugees."),
    (17, "ar", "مكافحة خطاب الكراهية والتمييز العنصري ضد المهاجرين وكره الأجانب."),
    (20, "en", "The cost of sending remittances home is still too high."),
    (20, "ar", "خفض تكلفة التحويلات المالية للمغتربين."),
    (21, "fr", "Le retour volontaire et la réintégration des migrants doivent être dignes."),
    (21, "ar", "دعم العودة الطوعية للمهاجرين وإعادة إدماجهم."),
    (23, "en", "The follow-up and review of the Global Compact needs the cooperation of all States."),
    (23, "ar", "تنفيذ الاتفاق العالمي للهجرة ومتابعته واستعراضه على المستوى الإقليمي."),
]


@pytest.mark.parametrize(("objective", "lang", "text"), SAID)
def test_what_is_said_is_suggested(objective, lang, text):
    assert objective in codes(text, lang)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The meeting opened at nine and the chair thanked the participants."),
        ("fr", "La séance est ouverte à neuf heures et le président remercie les participants."),
        ("ar", "افتتح الرئيس الجلسة في الساعة التاسعة وشكر الحاضرين."),
        ("en", "The municipality will repair the bridge and plant trees along the river."),
        ("", ""),
    ],
)
def test_procedure_and_other_matters_get_nothing(lang, text):
    [coded] = coder.code([(lang, text, "")])

    assert coded.objectives == ()


def test_financial_is_neither_a_state_nor_a_remittance():
    [coded] = coder.code([("ar", "قدم الصندوق الدعم المالي لبناء قدرات الإدارة.", "")])

    assert coded.countries == ()
    assert 20 not in [c.code for c in coded.objectives]


def test_conversion_is_not_a_remittance():
    assert 20 not in codes("عملية تحويل النموذج المستقبلي للجنة المهاجرين.", "ar")


def test_limited_is_not_a_border():
    assert 11 not in codes("دور المهاجرين في هذه العملية محدود، والحد من الفقر ممكن.", "ar")


def test_the_name_of_a_union_that_speaks_is_not_a_labour_message():
    said = "أشار ممثل الاتحاد العام لنقابات العمال إلى أهمية تنفيذ الاتفاق العالمي للهجرة."

    assert 6 not in codes(said, "ar")
    assert 23 in codes(said, "ar")


def test_drugs_are_not_people():
    assert 10 not in codes("The police seized drugs; drug trafficking is a threat to public health.", "en")


@pytest.mark.parametrize(("objective", "lang", "text"), SAID[:12])
def test_evidence_lies_in_the_text_in_order_without_overlap(objective, lang, text):
    for code in objectives.suggest(text, lang):
        assert code.evidence
        assert all(0 <= a < b <= len(text) for a, b in code.evidence)
        assert all(b <= c for (_, b), (c, _) in zip(code.evidence, code.evidence[1:], strict=False))
        assert 0 < code.score <= 1


def test_at_most_three_strongest_first():
    for _, lang, text in SAID:
        found = objectives.suggest(text + " " + " ".join(t for _, other, t in SAID if other == lang), lang)

        assert len(found) <= 3
        assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


def test_a_batch_says_the_same_as_one_by_one():
    items = [(lang, text, "") for _, lang, text in SAID]

    assert coder.code(items) == [coder.code([item])[0] for item in items]


def test_a_very_long_passage_is_coded():
    text = "Migrants need access to health care. " * 3000

    assert codes(text, "en") == [15]


def test_the_language_is_found_out():
    [coded] = coder.code([("", "مكافحة الاتجار بالأشخاص وحماية الضحايا في البلدان العربية.", "")])

    assert coded.lang == "ar"
    assert [c.code for c in coded.objectives] == [10]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(" ".join(t for _, _, t in SAID).split()), max_size=60).map(" ".join),
    st.sampled_from(["ar", "en", "fr", "und"]),
)
def test_any_words_are_coded_with_spans_inside(text, lang):
    [coded] = coder.code([(lang, text, "")])

    for code in (*coded.objectives, *coded.principles):
        assert all(0 <= a < b <= len(text) for a, b in code.evidence)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_coded(text):
    [coded] = coder.code([("en", text, "")])

    assert len(coded.objectives) <= 3


@pytest.mark.parametrize(
    ("principle", "lang", "text"),
    [
        (6, "en", "The human rights of all migrants must be respected, regardless of their status."),
        (6, "fr", "Les droits de l’homme des migrants doivent être respectés."),
        (6, "ar", "احترام حقوق الإنسان للمهاجرين كافة."),
        (8, "ar", "مراعاة مصلحة الطفل الفضلى في شؤون الأطفال المهاجرين."),
        (9, "en", "A whole-of-government approach to migration needs all ministries."),
        (10, "fr", "L’approche mobilisant l’ensemble de la société associe les diasporas et les migrants."),
        (3, "ar", "تحترم سياسات الهجرة السيادة الوطنية."),
        (7, "fr", "L’égalité entre les femmes et les hommes compte dans les politiques migratoires."),
    ],
)
def test_principles_are_named_with_their_words(principle, lang, text):
    found = {c.code: c for c in principles.suggest(text, lang)}

    assert principle in found
    assert found[principle].scheme == "principle"
    assert found[principle].evidence


def test_principles_of_other_matters_are_not_those_of_the_compact():
    assert principles.suggest("Human rights of voters were discussed in the city council.", "en") == ()


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_every_objective_has_phrases_in_every_language(lang):
    tables = thesaurus.phrases(lang)

    assert all(len(tables[str(o)]["strong"]) >= 10 for o in thesaurus.OBJECTIVES)


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_every_principle_has_phrases_in_every_language(lang):
    assert all(len(sides[lang]) >= 5 for sides in thesaurus.principles().values())
    assert len(thesaurus.principles()) == 10


def test_words_have_translations_both_ways():
    assert ("en", "health") in [(t.lang, t.stem) for t in lexicon.translations("الصحة", "ar")]
    assert any(t.lang == "ar" for t in lexicon.translations("health", "en"))
    assert lexicon.translations("zzyzx", "en") == ()


def test_translations_compare_as_near_and_strangers_as_far():
    en = lexicon.vector("Recruitment fees of migrant workers must be abolished.", "en")
    fr = lexicon.vector("Il faut supprimer les frais de recrutement des travailleurs migrants.", "fr")
    ar = lexicon.vector("ينبغي إلغاء رسوم استقدام العمال المهاجرين.", "ar")
    other = lexicon.vector("Hospitals need water.", "en")

    assert _dot(en, fr) > 0.5
    assert _dot(en, ar) > 0.4
    assert _dot(ar, other) < 0.1


def _dot(one: dict[str, float], other: dict[str, float]) -> float:
    return sum(weight * other.get(stem, 0.0) for stem, weight in one.items())
