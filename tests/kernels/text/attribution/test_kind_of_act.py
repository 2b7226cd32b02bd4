"""What kind of act a sentence is. Sentences are our own and not among the examples the model learned from."""

import pytest

from mithaq.kernels.text.acts import act
from mithaq.kernels.text.acts.features import books, features
from mithaq.kernels.text.acts.learn import figures, gold_examples, learn, own_examples
from mithaq.kernels.text.lore.rules import Book
from mithaq.kernels.text.lore.words import Words
from mithaq.kernels.text.model import ACTS


@pytest.mark.parametrize(
    ("lang", "text", "shown"),
    [
        ("ar", "ينبغي أن تنشر الدول إحصاءاتها كل سنة.", "recommendation"),
        ("ar", "ونطالب السلطات بإطلاق سراح الأطفال.", "recommendation"),
        ("ar", "نتعهد بفتح مراكز للمشورة في كل ولاية.", "commitment"),
        ("ar", "هل تصل المعلومات إلى العمال قبل السفر؟", "question"),
        ("en", "Adopt a national plan against trafficking and fund it", "recommendation"),
        ("en", "States should publish their figures every year.", "recommendation"),
        ("en", "We will open counselling centres in each province.", "commitment"),
        ("en", "Does information reach workers before they leave?", "question"),
        ("fr", "Il faut publier les chiffres chaque année.", "recommendation"),
        ("fr", "Nous nous engageons à ouvrir des centres de conseil.", "commitment"),
        ("fr", "L’information atteint-elle les travailleurs avant le départ ?", "question"),
        ("en", "Who pays the fees? Who keeps the papers? And who answers when they call..", "question"),
        ("en", "Requests the Director to submit a report on these activities to the Conference;", "process"),
        (
            "fr",
            "L’agent peut exiger du titulaire qu’il produise les pièces visées au paragraphe 3.",
            "fact",
        ),
        ("ar", "ونصحت الجمعية العمال بقراءة العقود قبل توقيعها.", "recommendation"),
        ("ar", "ووزعت الحملة الأدوية على المرضى في المخيم وافتتحت عيادة جديدة.", "practice"),
        ("ar", "ولقي عشرة مهاجرين مصرعهم غرقاً في البحر.", "challenge"),
    ],
)
def test_acts(lang, text, shown):
    assert act(text, lang)[0] == shown


@pytest.mark.parametrize("text", ["يجب تعزيز الخدمات", "Ensure access to schools", "Il faut agir"])
def test_a_block_of_questions_is_never_a_recommendation(text):
    assert act(text, "und", "question")[0] == "question"


@pytest.mark.parametrize("text", ["", "   ", "…"])
def test_nothing_said_is_a_fact_without_score(text):
    assert act(text, "en") == ("fact", 0.0, ())


def test_evidence_stands_where_it_says():
    text = "وبناء عليه، يَنْبَغِي تحسين السكن."

    _, score, evidence = act(text, "ar")

    assert "يَنْبَغِي" in [text[start:end] for start, end in evidence]
    assert 0 < score <= 1


def test_the_same_text_gives_the_same_answer():
    assert act("States must act now.", "en") == act("States must act now.", "en")


def test_every_language_has_rules_for_every_act():
    assert {lang: book.rules_of("") for lang, book in books().items()} == {"ar": (), "en": (), "fr": ()}
    assert {e.act for e in own_examples()} == set(ACTS) - {"question"}


def test_a_rule_that_cannot_be_read_is_refused():
    with pytest.raises(ValueError, match=r"\(broken"):
        Book({"fact": ["1 (broken + rule"]}, arabic=False)


def test_a_rule_of_two_words_needs_both():
    book = Book({"recommendation": ["2 call|calls + (?:on|upon)"]}, arabic=False)

    assert len(book.hits(Words("She calls upon them"))) == 1
    assert book.hits(Words("She calls them")) == []


def test_the_order_of_examples_does_not_matter():
    some = [e for e in own_examples() if e.lang == "fr"]

    there, back = learn(some), learn(some[::-1])

    assert there.probabilities({}) == pytest.approx(back.probabilities({}), abs=1e-4)


def test_a_long_passage_does_not_outshout_a_short_one():
    short, long = Words("green hills"), Words("green hills " + " ".join(f"meadow{n}" for n in range(200)))

    weights = [sum(v * v for v in features(said, [], "en").values()) for said in (short, long)]

    assert weights[1] < 2 * weights[0]


def test_learning_can_be_repeated_from_our_own_sentences(tmp_path):
    labelled = tmp_path / "gold.jsonl"
    labelled.write_text('{"doc": "D1", "lang": "en", "text": "States should act.", "act": "recommendation"}\n', "utf-8")

    gold = gold_examples(labelled)
    model = learn([e for e in own_examples() if e.lang == "en"])

    assert sum(model.probabilities({})) == pytest.approx(1)
    assert figures(gold, ["recommendation"])["accuracy"] == 1
