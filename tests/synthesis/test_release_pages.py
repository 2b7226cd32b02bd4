"""Pages of releases: looking, confirming and releasing; reading one, citing it, and what changed since the last."""

from __future__ import annotations

import pytest
from django.urls import reverse

from mithaq.evidence.enums import Visibility
from mithaq.synthesis import services, verifying
from mithaq.synthesis.models import Line, Release
from tests.synthesis import adopted
from tests.synthesis.test_releasing import page


def make_url(cast, synthesis) -> str:
    return reverse("synthesis:make_release", kwargs={"institution": cast.institution.slug, "uid": synthesis.uid})


def test_a_secretary_looks_confirms_and_releases(cast, written):
    client, url = cast.client("secretary"), make_url(cast, written)
    shown = client.get(url)
    told = {
        "title_en": "Adopted", "adopted_by_en": "The committee", "adopted_on": "2020-11-29", "visibility": "public",
        "seen": shown.context["checked"].seen,
    }  # fmt: skip

    confirming = client.post(url, told)
    assert not Release.objects.exists()
    made = client.post(url, told | {"confirmed": "1"})

    assert "Release it" in confirming.content.decode()
    release = Release.objects.get()
    assert made["Location"].endswith(f"/synthesis/{written.uid}/releases/1/")
    assert (str(release.title), release.by_name) == ("Adopted", cast.amal.person.name)
    assert client.get(made["Location"]).status_code == 200


def test_remarks_must_be_read_before_it_is_released(cast, written):
    Line.objects.filter(status="confirmed").first().renditions.filter(lang="fr").delete()
    client, url = cast.client("secretary"), make_url(cast, written)
    seen = client.get(url).context["checked"].seen
    told = {
        "title_en": "Adopted", "adopted_by_en": "The committee", "adopted_on": "2020-11-29", "visibility": "public",
        "seen": seen, "confirmed": "1",
    }  # fmt: skip

    unread = client.post(url, told)
    read = client.post(url, told | {"is_aware": "on"})

    assert unread.status_code == 200 and "is_aware" in unread.context["form"].errors
    assert read.status_code == 302


def test_what_was_entered_stays_when_the_draft_changed_meanwhile(cast, written):
    client, url = cast.client("secretary"), make_url(cast, written)
    told = {
        "title_en": "Kept title", "adopted_by_en": "The committee", "adopted_on": "2020-11-29", "visibility": "public",
        "seen": "of another draft", "confirmed": "1",
    }  # fmt: skip

    answer = client.post(url, told)

    assert answer.status_code == 409
    assert "Kept title" in answer.content.decode()
    assert "The draft was changed while this page was open" in answer.content.decode()
    assert answer.context["form"]["seen"].value() == services.check(written).seen


def test_the_page_of_the_draft_leads_to_its_releases_and_to_releasing(cast, written):
    adopted.release(cast, written, visibility=Visibility.MEMBERS)
    url = reverse("synthesis:synthesis", kwargs={"institution": cast.institution.slug, "uid": written.uid})

    shown = {who: cast.client(who).get(url).content.decode() for who in ("anonymous", "member", "secretary")}

    assert [f"{written.uid}/releases/1/" in page for page in shown.values()] == [False, True, True]
    assert [f"{written.uid}/release/" in page for page in shown.values()] == [False, False, True]


def test_officers_and_members_do_not_release(cast, written):
    url = make_url(cast, written)

    assert cast.client("officer").get(url).status_code == 403
    assert cast.client("member").post(url, {}).status_code == 403


def test_the_page_has_every_line_its_anchor_and_every_citation_its_passage(cast, written, lang):
    release = adopted.release(cast, written)

    shown = page(cast, release, lang=lang).content.decode()

    for section in verifying.report_of(release, lang).sections:
        for line in section.lines:
            assert f'id="line-{line.uid}"' in shown
            for quote in line.quotes:
                assert f"/{lang}/{cast.institution.slug}/documents/passage/{quote.passage}/" in shown
    assert release.digest in shown


def test_the_page_of_changes_says_them_in_words_not_in_colour_only(cast, written):
    adopted.release(cast, written)
    line = Line.objects.filter(status="confirmed").first()
    line.renditions.filter(lang="en").update(text="Test wording: recruitment fees must be abolished.")
    second = adopted.release(cast, written)

    shown = page(cast, second, name="release_changes").content.decode()

    assert "<ins>" in shown and "<del>" in shown
    assert "added:" in shown and "removed:" in shown
    assert "1 line changed" in shown
    assert f"#line-{line.uid}" in shown


def test_the_first_release_changed_nothing_that_could_be_shown(cast, written):
    assert page(cast, adopted.release(cast, written), name="release_changes").status_code == 404


@pytest.mark.parametrize("form", ["bib", "csl"])
def test_it_can_be_cited(cast, written, form):
    release = adopted.release(cast, written, title={"en": "50% {more} & \\ more"})
    place = {"institution": cast.institution.slug, "uid": written.uid, "number": 1, "form": form}

    answer = cast.client().get(reverse("synthesis:release_cite", kwargs=place))
    text = answer.content.decode()

    assert release.digest in text
    assert f"/{cast.institution.slug}/synthesis/{written.uid}/releases/1/" in text
    if form == "bib":
        assert r"50\% \{more\} \& \textbackslash{} more" in text
    else:
        assert answer.json()[0]["title"] == "50% {more} & \\ more"


def test_the_list_asks_as_often_for_one_release_as_for_three(cast, written, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    url = reverse("synthesis:releases", kwargs={"institution": cast.institution.slug})
    adopted.release(cast, written)
    cast.client().get(url)
    with CaptureQueriesContext(connection) as one:
        cast.client().get(url)
    adopted.release(cast, written)
    adopted.release(cast, written)
    with CaptureQueriesContext(connection) as three:
        answer = cast.client().get(url)

    assert len(answer.context["releases"]) == 3
    assert len(one) == len(three)
