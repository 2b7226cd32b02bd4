"""The grammar of phrases, on a small thesaurus."""

import pytest

from mithaq.kernels.text.coding.phrases import REACH, Matcher, words

LITTLE = frozenset({"of", "the", "and", "in", "for", "de", "la"})


def found(text: str, *phrases: str, lang: str = "en") -> list[str]:
    matcher = Matcher([(p, p) for p in phrases], lang, LITTLE)
    return [hit.label for hit in matcher.find(text, words(text, lang, LITTLE))]


def test_words_follow_each_other_over_little_words():
    assert found("The rescue and search of boats", "search rescue", "rescue search") == ["rescue search"]


def test_alternatives_and_hyphens():
    phrase = "burden-sharing|solidarity refugee"

    assert found("burden-sharing for refugees", phrase) == [phrase]


def test_pairs_meet_in_either_order_within_reach():
    far = " ".join(["word"] * REACH)

    assert found("asylum needs claims", "claim ~ asylum") == ["claim ~ asylum"]
    assert found(f"asylum {far} claims", "claim ~ asylum") == []


def test_nothing_runs_over_the_end_of_a_sentence():
    assert found("They search. Rescue comes late.", "search rescue", "search ~ rescue") == []


def test_an_exact_form_is_not_its_stem():
    assert found("فتح الحدود", "=الحدود", lang="ar") == ["=الحدود"]
    assert found("في حدود ممكنة", "=الحدود", lang="ar") == []


def test_an_exact_form_may_be_elided():
    assert found("l’entrée des visas", "=entrée", lang="fr") == ["=entrée"]


def test_spans_of_a_pair_name_both_sides():
    text = "Claims of people who seek asylum"
    matcher = Matcher([("pair", "asylum ~ claim")], "en", LITTLE)

    [hit] = matcher.find(text, words(text, "en", LITTLE))

    assert [text[a:b] for a, b in hit.spans] == ["Claims", "asylum"]


def test_a_phrase_of_little_words_only_is_refused():
    with pytest.raises(ValueError, match="nothing left"):
        Matcher([("x", "of the")], "en", LITTLE)
