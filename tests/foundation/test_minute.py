from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.timezone import now

from mithaq.foundation import minute, words
from mithaq.foundation.actors import Actor
from mithaq.foundation.models import Entry, Job
from mithaq.foundation.views import progress
from mithaq.synthesis.services import later as later

WRITTEN = re.compile(r"""(?:journal\.write|_write)\(\s*f?"([a-z_]+\.[a-z_{}]+)\"""")


def _acts(room: str) -> set[str]:
    sources = Path(words.ROOMS_FOLDER / room).rglob("*.py")
    return {act for source in sources for act in WRITTEN.findall(source.read_text())}


@pytest.mark.parametrize("room", ["foundation", "institutions", "people", "compacts", "evidence", "synthesis"])
def test_every_act_of_a_room_is_worded(room):
    written = {act for act in _acts(room) if "{" not in act}

    assert written - minute.worded_acts() == set()
    assert room == "foundation" or written


def test_every_job_a_room_starts_is_worded():
    assert {"evidence.code", later.JOB} - minute.worded_jobs() == set()


@pytest.mark.parametrize(
    ("lang", "said"), [("ar", "إعداد مسودة"), ("en", "Drafting a synthesis"), ("fr", "Ébauche d’une synthèse")]
)
def test_the_end_of_a_job_says_which_job_it_was_and_not_its_key(lang, said):
    with translation.override(lang):
        assert said in minute.act(_entry("job.finished", kind="synthesis.draft"))


def test_a_job_that_stopped_at_a_known_hindrance_says_it_in_words():
    job = Job(kind="synthesis.draft", state=Job.State.FAILED, outcome={"error": "NothingToSay", "detail": "questions"})

    with translation.override("fr"):
        failure = progress.as_shown(job, at=now(), in_full=False, worker=True).failure

    assert "questions" not in failure.split()
    assert failure.endswith(".")


@pytest.mark.parametrize(
    ("lang", "said"), [("ar", "«الهدف 6»"), ("en", "“objective 6”"), ("fr", "«\u00a0objectif 6\u00a0»")]
)
def test_a_section_and_a_language_stand_in_the_register_in_words(lang, said):
    with translation.override(lang):
        line = minute.act(_entry("synthesis.translate_line", section="objective-6", lang="fr"))

    assert said in line
    assert "objective-6" not in line
    assert "Français" in line


def test_names_in_three_languages_stand_in_a_list_in_the_readers():
    names = [{"ar": "ألف", "en": "A", "fr": "Â"}, {"ar": "باء", "en": "B", "fr": "B"}, "C"]

    assert minute.shown(names) == "\u2068A, B, C\u2069"
    with translation.override("ar"):
        assert minute.shown(names) == "\u2068ألف، باء، C\u2069"


def test_attributes_stand_in_the_register_in_words():
    set_so = _entry("attribute.set", name={"en": "Port workers"}, values=["region: arab-states", "ours: of our own"])
    together = _entry(
        "constituency.name", name={"en": "South"}, attribute="region", values=["africa", "latin-america-caribbean"]
    )

    assert minute.act(set_so) == (
        "\u2068Port workers\u2069 is counted as: \u2068region: Arab States, ours: of our own\u2069"
    )
    assert "\u2068region\u2069: \u2068Africa, Latin America and the Caribbean\u2069" in minute.act(together)


def test_a_deposit_counts_its_passages_as_arabic_counts():
    with translation.override("ar"):
        assert "مقطعان" in minute.act(_entry("evidence.deposit", passages=2))
        assert "11 مقطعاً" in minute.act(_entry("evidence.deposit", passages=11))


def _entry(act: str, **after) -> Entry:
    return Entry(act=act, before={}, after=after, by_kind=Actor("person").kind)


@pytest.mark.parametrize(
    ("lang", "day", "role"),
    [("ar", "1 يناير 2020", "أمين"), ("en", "1 January 2020", "secretary"), ("fr", "1 janvier 2020", "secrétaire")],
)
def test_days_roles_and_names_are_worded_in_the_language_of_the_reader(lang, day, role):
    entry = _entry("member.admit", **{"name": "أمل", "role": "secretary", "from": "2020-01-01"})

    with translation.override(lang):
        said = minute.act(entry)

    assert day in said
    assert role in said
    assert "\u2068أمل\u2069" in said


def test_words_are_shown_in_the_language_of_the_reader():
    entry = _entry("institution.found", name={"ar": "منتدى", "en": "Forum"})

    with translation.override("ar"):
        assert "منتدى" in minute.act(entry)
    with translation.override("fr"):
        assert "Forum" in minute.act(entry)


def test_a_fact_that_is_missing_is_a_dash_and_a_percent_sign_stays():
    minute.word_acts({"test.count": "%(boats)s boats, %(share)s, 100%%"})

    assert minute.act(_entry("test.count", share="7%")) == "– boats, \u20687%\u2069, 100%"


def test_an_act_nobody_worded_shows_its_key():
    assert minute.act(_entry("attic.opened")) == "attic.opened"


@pytest.mark.parametrize("odd", ["2020-13-01", "2020-02-31", "20200101"])
def test_what_only_looks_like_a_day_stays_as_it_is(odd):
    assert minute.shown(odd) == f"\u2068{odd}\u2069"


def test_a_sentence_about_a_section_that_was_not_kept_has_a_dash():
    with translation.override("en"):
        assert minute.act(_entry("synthesis.comment")) == "Somebody comments on a line of the section –."
