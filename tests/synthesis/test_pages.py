"""Syntheses on the web, in three languages."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mithaq.evidence.models import Document, Passage
from mithaq.foundation.models import Job
from mithaq.synthesis.models import Citation, Synthesis
from tests.evidence import papers


@pytest.fixture
def base(cast):
    return f"/{{lang}}/{cast.institution.slug}/synthesis/"


@pytest.fixture
def made(draft):
    return draft().synthesis


def test_the_page_has_contents_sections_and_citations_that_lead_to_their_passages(cast, base, made, lang):
    client = cast.client()

    page = client.get(f"{base.format(lang=lang)}{made.uid}/").content.decode()

    with cast.scope():
        cited = set(Citation.objects.values_list("passage__uid", flat=True))
    anchors = set(re.findall(r'<section id="([\w-]+)"', page))
    contents = set(re.findall(r'<li><a href="#([\w-]+)"', page))
    linked = set(re.findall(rf'href="(/{lang}/[\w-]+/documents/passage/(\w+)/)"', page))
    assert contents <= anchors
    assert {f"objective-{n}" for n in range(1, 24)} <= anchors | set(re.findall(r'<li id="([\w-]+)"', page))
    assert cited <= {uid for _, uid in linked}
    assert {client.get(url).status_code for url, _ in sorted(linked)[:4]} == {200}


def test_each_quotation_stands_in_its_own_language_and_direction(cast, base, made):
    page = cast.client().get(f"{base.format(lang='fr')}{made.uid}/").content.decode()

    assert re.search(r'lang="ar" dir="rtl"><?p?>?[^<]*رسوم الاستقدام', page)
    assert re.search(r'lang="en" dir="ltr"><?p?>?[^<]*recruitment fees', page)


def test_ids_on_the_page_are_unique(cast, base, made):
    page = cast.client().get(f"{base.format(lang='en')}{made.uid}/").content.decode()

    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_everything_is_marked_as_suggested(cast, base, made):
    page = cast.client().get(f"{base.format(lang='en')}{made.uid}/").content.decode()

    assert "No person has confirmed" in page
    assert page.count("Suggested, not yet confirmed") > made.figures["lines"]
    assert "Confirmed by a person" not in page


def test_unofficial_titles_are_marked_in_arabic_and_not_in_english(cast, base, made):
    arabic = cast.client().get(f"{base.format(lang='ar')}{made.uid}/").content.decode()
    english = cast.client().get(f"{base.format(lang='en')}{made.uid}/").content.decode()

    assert arabic.count("pill attention") >= 23
    assert "Unofficial translation" not in english


@pytest.mark.parametrize(
    ("who", "of_public", "of_members", "of_confidential"),
    [
        ("anonymous", 200, 404, 404),
        ("stranger", 200, 404, 404),
        ("member", 200, 200, 404),
        ("officer", 200, 200, 200),
    ],
)
def test_who_may_not_see_a_source_does_not_see_what_was_made_of_it(
    cast, base, shelf, draft, who, of_public, of_members, of_confidential
):
    public = draft(documents=shelf[:1]).synthesis
    members = draft(documents=shelf[:2], visibility="members").synthesis
    closed = draft(documents=shelf).synthesis
    with cast.scope():
        Document.objects.filter(pk=shelf[2].pk).update(visibility="confidential")
    client = cast.client(who)

    codes = [client.get(f"{base.format(lang='en')}{s.uid}/").status_code for s in (public, members, closed)]
    listed = client.get(base.format(lang="en")).content.decode()

    assert codes == [of_public, of_members, of_confidential]
    assert [s.uid in listed for s in (public, members, closed)] == [code == 200 for code in codes]


def test_a_synthesis_of_another_institution_is_not_found(cast, base, made):
    elsewhere = base.format(lang="en").replace(cast.institution.slug, cast.elsewhere.slug)

    assert cast.client("stranger").get(f"{elsewhere}{made.uid}/").status_code == 404


def test_a_synthesis_whose_quotation_was_changed_is_not_shown(cast, base, made):
    with cast.scope():
        cited = Citation.objects.first().passage
        Passage.objects.filter(pk=cited.pk).update(text="Governments must keep the fees.")

    answer = cast.client().get(f"{base.format(lang='fr')}{made.uid}/")

    assert answer.status_code == 409
    assert "Cette synthèse ne peut pas être montrée" in answer.content.decode()
    assert "must keep the fees" not in answer.content.decode()


def counted(client, url):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_the_list_costs_the_same_with_one_and_with_three(cast, base, draft):
    client, url = cast.client("officer"), base.format(lang="en")
    draft()
    client.get(url)
    one = counted(client, url)
    draft(limit=3)
    draft(limit=2)

    assert counted(client, url) == one


def test_a_page_costs_the_same_with_few_lines_and_with_many(cast, base, shelf, draft):
    client = cast.client()
    small, large = draft(documents=shelf[:2], limit=1).synthesis, draft().synthesis
    client.get(base.format(lang="en"))

    few, many = (counted(client, f"{base.format(lang='en')}{s.uid}/") for s in (small, large))

    assert few == many


def test_an_officer_asks_for_a_draft_and_is_led_to_it(cast, base, shelf, django_capture_on_commit_callbacks):
    client = cast.client("officer")
    told = {
        "title_fr": "Premier rapport",
        "documents": [d.uid for d in shelf],
        "shape": "objective",
        "limit": "5",
        "visibility": "public",
    }

    with django_capture_on_commit_callbacks(execute=True):
        asked = client.post(base.format(lang="fr") + "draft/", told)
    answer = client.get(asked["Location"], follow=True)

    with cast.scope():
        made = Synthesis.objects.get()
    assert asked.status_code == 302
    assert (made.title, made.limit, made.visibility, made.by_name) == (
        {"fr": "Premier rapport"}, 5, "public", "Badr El Idrissi",
    )  # fmt: skip
    assert answer.redirect_chain == [(f"{base.format(lang='fr')}{made.uid}/", 302)]
    assert "<h1>Premier rapport</h1>" in answer.content.decode()


def test_a_finished_draft_leads_to_its_synthesis_from_the_pages_of_jobs(
    cast, base, shelf, django_capture_on_commit_callbacks
):
    from mithaq.synthesis import services as synthesis
    from tests.cast import AT

    with django_capture_on_commit_callbacks(execute=True):
        job = synthesis.draft_later(cast.institution, shelf, by=cast.badr.actor, at=AT)
    with cast.scope():
        made = Synthesis.objects.get()
    jobs = f"/en/{cast.institution.slug}/jobs/"

    pages = [cast.client("officer").get(url).content.decode() for url in (jobs, f"{jobs}{job.uid}/")]

    assert [f'href="{base.format(lang="en")}{made.uid}/"' in page for page in pages] == [True, True]


def test_officers_are_led_to_the_drafting_desk_and_readers_are_not(cast, base, made):
    pages = {
        who: cast.client(who).get(f"{base.format(lang='en')}{made.uid}/").content.decode()
        for who in ("officer", "member", "anonymous")
    }

    assert {who: f"{made.uid}/desk/" in page for who, page in pages.items()} == {
        "officer": True,
        "member": False,
        "anonymous": False,
    }


def test_guiding_questions_are_read_line_by_line_in_each_language(
    cast, base, shelf, django_capture_on_commit_callbacks
):
    told = {
        "documents": [d.uid for d in shelf],
        "shape": "question",
        "questions_en": "What of recruitment fees?\nWho protects children?",
        "questions_ar": "ماذا عن رسوم الاستقدام؟",
        "limit": "5",
        "visibility": "members",
    }

    with django_capture_on_commit_callbacks(execute=True):
        cast.client("officer").post(base.format(lang="en") + "draft/", told)

    with cast.scope():
        assert Synthesis.objects.get().questions == [
            {"ar": "ماذا عن رسوم الاستقدام؟", "en": "What of recruitment fees?"},
            {"en": "Who protects children?"},
        ]


def test_without_a_question_the_form_comes_back_with_all_that_was_entered(cast, base, shelf):
    told = {"title_ar": "تقرير", "documents": [shelf[0].uid], "shape": "question", "limit": "7", "visibility": "public"}

    page = cast.client("officer").post(base.format(lang="ar") + "draft/", told).content.decode()

    assert "اكتبوا سؤالاً واحداً على الأقل" in page
    assert 'value="تقرير"' in page
    assert 'value="7"' in page
    assert not Job.objects.exists()


def test_progress_is_shown_in_words_while_a_draft_waits(cast, base, shelf, lang):
    from mithaq.synthesis import services as synthesis
    from tests.cast import AT

    job = synthesis.draft_later(cast.institution, shelf, by=cast.badr.actor, at=AT)  # never queued: no commit here
    Job.objects.filter(pk=job.pk).update(state="running", step="compare", done=1, total=3)

    page = cast.client("officer").get(f"{base.format(lang=lang)}progress/{job.uid}/").content.decode()

    words = {"ar": "مقارنة الأقوال بين اللغات", "en": "Comparing statements", "fr": "Comparaison des propos"}
    assert words[lang] in page
    assert '<progress value="1" max="3"' in page
    assert 'http-equiv="refresh"' in page


def test_a_draft_that_failed_says_so(cast, base, shelf):
    from mithaq.synthesis import services as synthesis
    from tests.cast import AT

    job = synthesis.draft_later(cast.institution, shelf, by=cast.badr.actor, at=AT)
    Job.objects.filter(pk=job.pk).update(
        state="failed", ended_at=AT, outcome={"error": "NothingToSay", "detail": "documents"}
    )

    page = cast.client("officer").get(f"{base.format(lang='en')}progress/{job.uid}/").content.decode()

    assert "The documents that were chosen are no longer there." in page
    assert 'http-equiv="refresh"' not in page


def test_other_jobs_have_no_page_here(cast, base):
    from mithaq.evidence.services.coding import code_as_job
    from mithaq.foundation import jobs
    from tests.cast import AT

    job = jobs.start("evidence.code", code_as_job, scope=cast.institution.uid, by=cast.badr.actor, at=AT)

    assert cast.client("officer").get(f"{base.format(lang='en')}progress/{job.uid}/").status_code == 404


def test_simulated_papers_are_marked_beside_their_quotations(cast, base, shelf, draft):
    with cast.scope():
        Document.objects.update(is_simulated=True)
    made = draft().synthesis

    page = cast.client().get(f"{base.format(lang='en')}{made.uid}/").content.decode()

    assert page.count("Simulated, for demonstration") >= made.figures["lines"]


def test_the_matrices_are_drawn_with_their_tables(cast, base, made):
    page = cast.client().get(f"{base.format(lang='en')}{made.uid}/").content.decode()

    assert [key for key in ("document", "country", "category") if f'id="figure-{key}"' not in page] == []
    assert page.count("The same as a table") == 3


def test_papers_are_written_for_these_tests():
    assert all(len(text) > 400 for text in papers.PAPERS.values())
