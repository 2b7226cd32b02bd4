"""Every key has its words in three languages, and a refusal names the file and the cause."""

from __future__ import annotations

import pytest
from django.utils import translation

from mithaq.evidence import wording
from mithaq.kernels import text as kernel

FACTS = {
    "too-large": {"bytes": 209715200, "limit": 104857600},
    "too-many-pages": {"pages": 2400, "limit": 2000},
    "damaged": {"detail": "container"},
    "no-text-layer": {"pages": 12},
    "reversed": {"words": 85},
    "garbled": {"share": 0.71},
    "bomb": {"bytes": 10**9, "limit": 209715200},
    "wrong-extension": {"said": "txt", "found": "pdf"},
    "unknown-kind": {"found": "png"},
    "unknown-encoding": {"tried": ("utf-8", "cp1256")},
    "other-language": {"found": "de"},
}


@pytest.mark.parametrize("cause", kernel.CAUSES)
def test_every_cause_of_refusal_has_a_sentence_that_names_the_file(cause, lang):
    with translation.override(lang):
        said = wording.refusal(cause, {"name": "تقرير.pdf", **FACTS.get(cause, {})})

    assert "\u2068تقرير.pdf\u2069" in said
    assert "%(" not in said
    assert "?" not in said


@pytest.mark.parametrize("cause", kernel.CAUSES)
def test_a_fact_the_kernel_did_not_tell_breaks_no_sentence(cause, lang):
    with translation.override(lang):
        assert "x.pdf" in wording.refusal(cause, {"name": "x.pdf"})


def test_the_sentences_differ_from_cause_to_cause(lang):
    with translation.override(lang):
        said = {wording.refusal(cause, {"name": "x", **FACTS.get(cause, {})}) for cause in kernel.CAUSES}

    assert len(said) == len(kernel.CAUSES)


def test_a_refusal_says_its_facts_in_the_readers_language():
    facts = {"name": "bericht.txt", "found": "de"}

    with translation.override("fr"):
        french = wording.refusal("other-language", facts)
    with translation.override("ar"):
        arabic = wording.refusal("other-language", facts)

    assert "allemand" in french
    assert "الألمانية" in arabic


def test_megabytes_and_pages_are_told_apart():
    assert "200 MB" in wording.refusal("too-large", {"name": "x", **FACTS["too-large"]})
    assert "2,000 is the most" in wording.refusal("too-many-pages", {"name": "x", **FACTS["too-many-pages"]})


@pytest.mark.parametrize("key", kernel.ACTS)
def test_every_act_has_a_name(key):
    assert wording.act(key) == str(wording.ACTS[key])


@pytest.mark.parametrize("key", kernel.SPEAKERS)
def test_every_kind_of_speaker_has_a_name(key):
    assert wording.speaker(key) == str(wording.SPEAKERS[key])


@pytest.mark.parametrize("key", kernel.BLOCK_KINDS)
def test_every_kind_of_block_has_a_name(key):
    assert wording.block(key) == str(wording.BLOCKS[key])


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "أُودعت وثيقة واحدة."), (2, "أُودعت وثيقتان."), (5, "أُودعت 5 وثائق."), (11, "أُودعت 11 وثيقة.")],
)
def test_arabic_counts_as_arabic_does(count, said):
    with translation.override("ar"):
        assert wording.deposited(count) == said


def test_states_are_called_as_the_compact_calls_them_and_else_as_the_locale_does():
    class Known:
        name = "State of Palestine"

    assert wording.country("PS", {"PS": Known}) == "State of Palestine"
    assert wording.country("BE", {}) == "Belgium"
    assert wording.country("XX", {}) == "XX"


def test_a_voice_is_said_by_its_kind_in_the_readers_language_and_by_name_only_where_no_kind_says_it(lang):
    with translation.override(lang):
        assert wording.voice("trade_union", "Trade Unions noted") == str(wording.SPEAKERS["trade_union"])
        assert wording.voice("other", "Le chœur") == "Le chœur"
        assert wording.voice("none", "nobody") == wording.voice("", "nobody") == ""
