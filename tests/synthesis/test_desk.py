"""The drafting desk: lines are written, changed, cited, moved and translated on its pages, without script."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from mithaq.foundation.fields import words as in_words
from mithaq.institutions.models import Term
from mithaq.synthesis import services
from mithaq.synthesis.models import Comment, Line, Unused
from tests.cast import AT
from tests.synthesis.desk import FEES, SECTION, passages, proposal, section, written


@pytest.fixture
def made(draft):
    return draft().synthesis


@pytest.fixture
def desk(cast, made):
    """The officer's browser, and addresses below the synthesis."""

    class At:
        client = cast.client("officer")
        base = f"/en/{cast.institution.slug}/synthesis/{made.uid}/"

        def get(self, path="", who=None, lang="en"):
            client = cast.client(who) if who else self.client
            return client.get(self.base.replace("/en/", f"/{lang}/", 1) + path)

        def post(self, path, follow=False, **told):
            return self.client.post(self.base + path, told, follow=follow)

        def page(self, path="", lang="en"):
            answer = self.get(path, lang=lang)
            assert answer.status_code == 200
            return answer.content.decode()

        def opened(self, line, lang="en"):
            return self.page(f"desk/{SECTION}/?line={line.uid}", lang)

    return At()


def uids(cast, made, *words):
    with cast.scope():
        return [p.uid for p in passages(made, *words)]


def wrote(cast, made, *args, **more):
    with cast.scope():
        return written(cast, made, *args, **more)


def test_the_desk_lists_sections_with_what_is_written_suggested_and_unused(cast, made, desk):
    wrote(cast, made)

    page = desk.page("desk/")

    row = re.search(rf"<tr>(?:(?!</tr>).)*desk/{SECTION}/.*?</tr>", page, re.S).group()
    assert re.findall(r'class="num"[^>]*><bdi>(\d+)', row)[0] == "1"
    assert page.count("<tr>") == made_sections(cast, made) + 1


def test_the_desk_counts_stale_translations_and_open_comments(cast, made, desk):
    line = wrote(cast, made, "One.")
    with cast.scope():
        for lang in ("ar", "fr"):
            services.translate_line(line, lang=lang, text="…", made_from=1, by=cast.badr.actor, at=AT)
        services.comment(line, text="So?", lang="en", by=cast.badr.actor, at=AT)
    fresh = desk.page("desk/")
    desk.post(f"line/{line.uid}/", text="Two.", seen="1", save="1")

    stale = desk.page("desk/")

    assert "stale translation" not in fresh
    assert "2 stale translations" in stale
    assert "1 open comment" in stale


def made_sections(cast, made):
    with cast.scope():
        return made.sections.count()


def test_a_line_is_written_without_script_and_what_was_typed_survives_the_search(cast, made, desk):
    found = desk.post("write/", section=SECTION, lang="en", text="{documents:words} ask.", q="recruitment", find="1")
    page = found.content.decode()
    picked = re.findall(r'name="passage" value="(\w+)"', page)
    assert "{documents:words} ask." in page
    assert len(picked) >= 2

    answer = desk.post(
        "write/", follow=True, section=SECTION, lang="en", text="{documents:words} ask.", passage=picked, write="1"
    )

    with cast.scope():
        line = Line.objects.get(status="confirmed")
        assert [c.passage.uid for c in line.citations.order_by("order")] == picked
    assert f'id="line-{line.uid}"' in answer.content.decode()
    assert "submissions ask." in answer.content.decode()


def test_without_a_passage_the_form_comes_back_with_the_words(cast, made, desk):
    answer = desk.post("write/", section=SECTION, lang="ar", text="يجب إلغاء الرسوم.", write="1")

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "choose at least one passage" in page
    assert "يجب إلغاء الرسوم." in page


def test_a_brace_that_counts_nothing_is_told_with_its_place(cast, made, desk):
    line = wrote(cast, made, "Fees must end.")

    answer = desk.post(f"line/{line.uid}/", text="Now {submissions} ask.", seen="1", save="1")

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "at character 6" in page
    assert "Now {submissions} ask." in page


def test_two_drafters_at_once_see_both_texts_and_yours_stays_in_the_field(cast, made, desk):
    line = wrote(cast, made, "One.")
    with cast.scope():
        services.change_line(line, lang="en", text="Hers, from the other room.", seen=1, by=cast.amal.actor, at=AT)

    answer = desk.post(f"line/{line.uid}/", text="Mine, long thought about.", seen="1", save="1")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert re.search(r"<textarea[^>]*>Mine, long thought about.</textarea>", page)
    assert re.search(r"<blockquote[^>]*>Hers, from the other room.</blockquote>", page)
    seen = re.search(r'name="seen" value="(\d+)"', page).group(1)

    desk.post(f"line/{line.uid}/", text="Mine, with hers in it.", seen=seen, save="1")
    with cast.scope():
        assert line.renditions.get().text == "Mine, with hers in it."
        assert [v.text for v in line.versions.order_by("version")] == ["One.", "Hers, from the other room."]


def test_a_passage_is_found_and_cited_while_words_wait_unsaved(cast, made, desk):
    line = wrote(cast, made, "One.", cites=FEES[:1])
    (more,) = uids(cast, made, FEES[1])

    found = desk.post(f"line/{line.uid}/", text="Half a thought", seen="1", q="recruitment", find="1").content.decode()
    assert f'name="cite" value="{more}"' in found
    assert "Half a thought</textarea>" in found
    cited = desk.post(f"line/{line.uid}/", text="Half a thought", seen="1", cite=more).content.decode()

    assert "Half a thought</textarea>" in cited
    with cast.scope():
        assert line.citations.count() == 2
        assert line.renditions.get().text == "One."


def test_a_citation_is_taken_away_but_never_the_last(cast, made, desk):
    line = wrote(cast, made, cites=FEES[:2])
    first, second = uids(cast, made, *FEES[:2])

    desk.post(f"line/{line.uid}/uncite/", passage=first)
    told = desk.post(f"line/{line.uid}/uncite/", passage=second, follow=True).content.decode()

    assert "No line without a citation" in told
    with cast.scope():
        assert [c.passage.uid for c in line.citations.all()] == [second]


def test_lines_are_moved(cast, made, desk):
    one, two = wrote(cast, made, "One."), wrote(cast, made, "Two.")

    answer = desk.post(f"line/{two.uid}/move/", to="up", follow=True)

    page = answer.content.decode()
    assert page.index("Two.") < page.index("One.")
    assert one.uid in page


def test_translations_stand_beside_each_other_with_who_made_them_and_go_stale(cast, made, desk):
    line = wrote(cast, made, "Fees must end.")
    desk.post(f"line/{line.uid}/translate/", lang="fr", text="Les frais doivent cesser.", seen="0", made_from="1")
    fresh = desk.opened(line)
    desk.post(f"line/{line.uid}/", text="All fees must end.", seen="1", save="1")

    stale = desk.opened(line)

    assert "translated by <bdi>Badr El Idrissi</bdi>" in fresh
    assert "stale: the original has changed" not in fresh
    assert "stale: the original has changed" in stale
    assert "Les frais doivent cesser.</textarea>" in stale
    assert "not translated yet" in stale
    reader = desk.get("", who="anonymous", lang="fr").content.decode()
    assert "Les frais doivent cesser." in reader
    assert "Traduction périmée" in reader


def test_two_translators_at_once(cast, made, desk):
    line = wrote(cast, made, "Fees must end.")
    with cast.scope():
        services.translate_line(line, lang="fr", text="La sienne.", made_from=1, by=cast.amal.actor, at=AT)

    answer = desk.post(f"line/{line.uid}/translate/", lang="fr", text="La mienne.", seen="0", made_from="1")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "La mienne.</textarea>" in page
    assert ">La sienne.</blockquote>" in page


def test_words_an_institution_avoids_want_attention_and_are_replaced_with_one_button(cast, made, desk):
    with cast.scope():
        Term.objects.create(
            institution=cast.institution, preferred=in_words(ar="ميثاق", en="compact"), avoided={"ar": ["اتفاق"]}
        )
    line = wrote(cast, made, "يرحب بالاتفاق.", lang="ar")

    page = desk.opened(line)
    assert "this institution says" in page
    put_right = desk.post(f"line/{line.uid}/", text="يرحب بالاتفاق.", seen="1", replace="0").content.decode()

    assert "يرحب بالميثاق.</textarea>" in put_right
    with cast.scope():
        assert line.renditions.get().text == "يرحب بالاتفاق."
    saved = desk.post(f"line/{line.uid}/", text="يرحب بالاتفاق.", seen="1", save="1")
    assert saved.status_code == 302


def test_each_count_of_a_sentence_leads_to_what_it_rests_on(cast, made, desk):
    line = wrote(cast, made, "{documents:words} ask; {passages objective=6} speak of it.", cites=FEES[:2])

    page = desk.opened(line)
    links = [url.replace("&amp;", "&") for url in re.findall(r'href="([^"]+/count/\?of=[^"]+)"', page)]
    own, beyond = (desk.client.get(url).content.decode() for url in links)

    assert own.count('class="passage"') == 2
    with cast.scope():
        assert beyond.count('class="passage"') == section(made).passages
    assert desk.get(f"line/{line.uid}/count/?of=nonsense").status_code == 404


def test_a_suggestion_shows_who_carries_it_and_is_taken(cast, made, desk):
    with cast.scope():
        suggested = proposal(made)

    page = desk.page(f"desk/{SECTION}/")
    answer = desk.post(f"line/{suggested.uid}/take/", follow=True)

    assert "Recommendation carried by 3 documents" in page
    assert all(name in page for name in ("Arabic", "English", "French"))
    assert "Recommendation carried by {documents:words}" in answer.content.decode()
    with cast.scope():
        assert Line.objects.get(taken_from=suggested).citations.count() == suggested.citations.count()


def test_a_suggestion_is_dismissed_with_a_reason_and_put_back(cast, made, desk):
    with cast.scope():
        suggested = proposal(made)

    asked = desk.post(f"line/{suggested.uid}/dismiss/", because="", follow=True).content.decode()
    told = desk.post(f"line/{suggested.uid}/dismiss/", because="Not our mandate.", follow=True).content.decode()

    assert "Say why" in asked
    assert "Not our mandate." in told
    desk.post(f"line/{suggested.uid}/put-back/")
    with cast.scope():
        assert Line.objects.get(pk=suggested.pk).status == "suggested"


def test_passages_that_fit_none_are_picked_or_left_out(cast, made, desk):
    with cast.scope():
        rows = list(Unused.objects.filter(synthesis=made).select_related("passage"))
    one = rows[0].passage

    page = desk.page("passages/")
    desk.post("passages/leave-out/?section=&reason=", passage=one.uid, because="A greeting.")
    after = desk.page("passages/?reason=left-out")
    picked = desk.page(f"write/?section={SECTION}&passage={one.uid}")

    assert page.count('class="passage"') == min(len(rows), 20)
    assert "A greeting." in after
    assert re.search(rf'value="{one.uid}" checked', picked)


def test_a_line_is_removed_with_a_reason_and_put_back(cast, made, desk):
    line = wrote(cast, made, "Said twice.")

    told = desk.post(f"line/{line.uid}/remove/", because="It is.", seen="1", follow=True).content.decode()
    assert "It is." in told
    desk.post(f"line/{line.uid}/restore/")

    with cast.scope():
        assert Line.objects.get(pk=line.pk).status == "confirmed"


def test_comments_are_said_and_settled(cast, made, desk):
    line = wrote(cast, made)

    said = desk.post(f"line/{line.uid}/comment/", text="Is it seven?", follow=True).content.decode()
    with cast.scope():
        comment = Comment.objects.get()
    desk.post(f"line/{line.uid}/settle/", comment=comment.uid)

    assert "Is it seven?" in said
    assert "settled by <bdi>Badr El Idrissi</bdi>" in desk.opened(line)


def test_who_may_not_see_a_synthesis_finds_no_desk(cast, draft):
    with scope(institution=cast.elsewhere):
        pass
    made = draft().synthesis
    elsewhere = f"/en/{cast.elsewhere.slug}/synthesis/{made.uid}/desk/"

    assert cast.client("stranger").get(elsewhere).status_code == 404


def test_a_line_of_another_synthesis_is_not_found(cast, draft, desk):
    other = draft(limit=3).synthesis
    line = wrote(cast, other)

    assert desk.post(f"line/{line.uid}/", text="Mine.", seen="1").status_code == 404


def test_a_reader_sees_what_was_written_and_how_its_words_stand(cast, made, desk):
    wrote(cast, made, "{documents:words} ask for an end of fees.")

    english, arabic = (desk.get("", who="anonymous", lang=lang).content.decode() for lang in ("en", "ar"))

    assert "Three submissions ask for an end of fees." in english
    assert "was written by persons" in english
    assert re.search(r'lang="en" dir="ltr"[^>]*>Three submissions ask', arabic)
    assert "لم يُترجم بعد" in arabic


def counted(client, url):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


@pytest.mark.parametrize("path", ["desk/", f"desk/{SECTION}/", "passages/"])
def test_pages_of_the_desk_cost_the_same_with_one_line_and_with_many(cast, made, desk, path):
    wrote(cast, made, "{documents objective=6}")
    counted(desk.client, desk.base + path)
    one = counted(desk.client, desk.base + path)
    for number in range(4):
        line = wrote(cast, made, f"{{documents objective=6}} of {number}", cites=FEES[: 1 + number % 3])
        with cast.scope():
            services.translate_line(line, lang="fr", text="{documents}", made_from=1, by=cast.badr.actor, at=AT)
            services.comment(line, text="?", lang="en", by=cast.badr.actor, at=AT)

    assert counted(desk.client, desk.base + path) == one


def test_an_open_line_costs_the_same_with_few_citations_and_with_many(cast, made, desk):
    few, many = wrote(cast, made, cites=FEES[:1]), wrote(cast, made, cites=FEES)
    url = f"{desk.base}desk/{SECTION}/?line="
    counted(desk.client, url + few.uid)

    assert counted(desk.client, url + few.uid) == counted(desk.client, url + many.uid)


def test_the_list_of_desks_leads_to_each(cast, made):
    page = cast.client("officer").get(f"/fr/{cast.institution.slug}/synthesis/desk/").content.decode()

    assert f"{made.uid}/desk/" in page
