"""The editor: what is wrong stands beside the line; two writers lose nothing; nothing entered is lost."""

from __future__ import annotations

import time

import pytest
from django.urls import reverse
from django.utils import translation

from mithaq.blueprints import selectors, services
from mithaq.blueprints.models import Draft
from mithaq.foundation.models import Entry
from mithaq.institutions.models import Charter
from tests.blueprints.texts import BOARD, FAULTY
from tests.cast import AT


def draft_of(cast, text=BOARD, title="Ours"):
    with cast.scope():
        return services.begin(cast.institution, title=title, text=text, by=cast.amal.actor, at=AT)


def address(cast, name, *args):
    return reverse(f"blueprints:{name}", args=[cast.institution.slug, *args])


def post(cast, draft, *, who="officer", version=1, text=BOARD, title="Ours", **more):
    data = {"title": title, "text": text, "version": str(version), **more}
    return cast.client(who).post(address(cast, "draft", draft.uid), data)


def drafts(cast):
    with cast.scope():
        return list(Draft.objects.order_by("pk"))


def test_a_text_with_faults_is_saved_and_each_fault_stands_with_its_line(cast, lang):
    draft = draft_of(cast)
    assert post(cast, draft, text=FAULTY).status_code == 302

    with translation.override(lang):
        page = cast.client("officer").get(address(cast, "draft", draft.uid)).content.decode()

    line = next(n for n, one in enumerate(FAULTY.split("\n"), 1) if "boord" in one)
    assert f'data-line="{line}"' in page
    assert f'href="#line-{line}"' in page
    assert f'<li id="line-{line}">' in page
    assert "<code>body.board</code>" in page or "body.board" in page
    assert drafts(cast)[0].text == FAULTY


def test_a_text_of_several_languages_and_lines_comes_back_exactly(cast):
    draft = draft_of(cast)
    text = "\n\n" + BOARD + "# ملاحظة  \n\n"

    post(cast, draft, text=text.replace("\n", "\r\n"))

    assert drafts(cast)[0].text == text
    page = cast.client("officer").get(address(cast, "draft", draft.uid)).content.decode()
    assert page.partition("<textarea")[2].partition(">")[2].startswith("\n\n\n[")


def test_while_typing_the_same_is_told_and_nothing_is_written(cast):
    draft = draft_of(cast)

    answer = cast.client("officer").post(address(cast, "check"), {"text": FAULTY})

    assert answer.status_code == 200
    assert "Did you mean" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert drafts(cast)[0].text == BOARD
    assert draft.version == 1


def test_who_saves_over_what_was_not_seen_is_shown_both_texts_and_nothing_is_lost(cast):
    draft = draft_of(cast)
    theirs, mine = BOARD + "# theirs\n", BOARD + "# mine\n"
    post(cast, draft, who="secretary", text=theirs)

    answer = post(cast, draft, text=mine)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "# mine" in page
    assert "# theirs" in page
    assert "</bdi> saved this draft while you were writing." in page
    assert drafts(cast)[0].text == theirs


def test_who_was_overtaken_saves_over_it_and_theirs_is_kept_apart(cast):
    draft = draft_of(cast)
    theirs, mine = BOARD + "# theirs\n", BOARD + "# mine\n"
    post(cast, draft, who="secretary", text=theirs)

    post(cast, draft, text=mine, version=2, theirs="yes")

    assert [(one.title, one.text) for one in drafts(cast)] == [
        ("Ours", mine),
        (f"Ours (as {cast.amal.person.name} left it)", theirs),
    ]


def test_who_was_overtaken_saves_a_draft_of_its_own(cast):
    draft = draft_of(cast)
    post(cast, draft, who="secretary", text=BOARD + "# theirs\n")

    post(cast, draft, text=BOARD + "# mine\n", **{"as": "another"})

    assert [one.text for one in drafts(cast)] == [BOARD + "# theirs\n", BOARD + "# mine\n"]


def test_the_same_again_writes_nothing(cast):
    draft = draft_of(cast)
    entries = Entry.objects.count()

    post(cast, draft)

    assert drafts(cast)[0].version == 1
    assert Entry.objects.count() == entries


def test_a_text_that_is_too_large_is_refused_at_its_field_and_stays(cast):
    draft = draft_of(cast)

    answer = post(cast, draft, text="# " + "a" * 500_001)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "a charter has at most 500 kB" in page
    assert "a" * 500_001 in page
    assert drafts(cast)[0].text == BOARD


@pytest.mark.parametrize(
    "text",
    [
        "[" * 250_000,
        "a=[" * 160_000,
        '"' * 499_000,
        "a." * 249_000 + "a=1",
        "x" * 499_000,
        "a=" + "9" * 499_000,
        "\n".join(f"[principle.p{n}]\nnam = {n}" for n in range(16_000)),
        "\n".join(f"[body.b{n}]" for n in range(38_000)),
        BOARD + "\n".join(f'[body.board.seat.s{n}]\ncount="5-6"\nholder="x"\nselection="y"' for n in range(8_000)),
        "\n".join(f"k{n} = 1" for n in range(45_000)),
    ],
    ids=["brackets", "arrays", "quotes", "dots", "letters", "digits", "words", "bodies", "seats", "keys"],
)
def test_a_hostile_text_of_half_a_megabyte_is_answered_within_a_second_or_so(text):
    began = time.process_time()

    examined = selectors.examine(text[:500_000])

    assert examined.faults
    assert time.process_time() - began < 10  # a second on a quiet machine; without a bound it was minutes


def test_a_draft_begins_from_a_blueprint_from_the_text_in_force_or_from_the_smallest_charter(cast):
    client = cast.client("officer")
    with cast.scope():
        services.adopt(cast.institution, BOARD, on=AT.date(), by=cast.amal.actor, at=AT)

    client.post(address(cast, "begin"), {"title": "Theirs", "blueprint": "gfmd"})
    client.post(address(cast, "begin"), {"title": "Change", "in_force": "True"})
    client.post(address(cast, "begin"), {"title": "New"})

    theirs, change, new = drafts(cast)
    assert (theirs.text, theirs.blueprint) == (selectors.gallery_text("gfmd"), "gfmd")
    assert change.text == BOARD
    assert selectors.examine(new.text).faults == ()


def test_the_smallest_charter_is_one_in_each_language_whatever_the_name_holds(cast, lang):
    cast.institution.name = {"ar": 'اسم "بين" \\ علامتين', "en": 'A "name" \\ with\ttabs', "fr": "l’« été »"}
    with translation.override(lang):
        text = services.starter(cast.institution)

    examined = selectors.examine(text)

    assert examined.faults == ()
    assert examined.charter.institution.name.en == 'A "name" \\ with\ttabs'


def test_the_preview_says_what_adopting_would_do_and_writes_nothing(cast, lang):
    draft = draft_of(cast)

    with translation.override(lang):
        page = cast.client("officer").get(address(cast, "preview", draft.uid)).content.decode()

    assert {"ar": "من 2 إلى 3 مقاعد", "en": "2 to 3 seats", "fr": "2 à 3 sièges"}[lang] in page
    with cast.scope():
        assert Charter.objects.count() == 0


def test_the_secretary_adopts_on_the_page(cast):
    draft = draft_of(cast)

    answer = cast.client("secretary").post(address(cast, "adopt", draft.uid), {"on": "2020-11-30"})

    assert answer.status_code == 302
    with cast.scope():
        assert Charter.objects.get().text == BOARD


def test_a_text_with_faults_is_not_adopted_and_says_where_they_are(cast):
    draft = draft_of(cast, FAULTY)

    page = cast.client("secretary").post(address(cast, "adopt", draft.uid), {"on": "2020-11-30"})

    assert "Did you mean" in page.content.decode()
    with cast.scope():
        assert Charter.objects.count() == 0


def test_a_draft_is_put_away(cast):
    draft = draft_of(cast)

    cast.client("officer").post(address(cast, "discard", draft.uid))

    assert drafts(cast) == []
    assert Entry.objects.filter(act="blueprints.discard").count() == 1


def test_a_draft_of_another_institution_is_not_found(cast):
    draft = draft_of(cast)

    page = cast.client("dalia").get(reverse("blueprints:draft", args=[cast.elsewhere.slug, draft.uid]))

    assert page.status_code == 404
