"""Notices: told once, worded by the room that told, read by one person only, and counted in the menu."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext_lazy

from mithaq.notices import selectors, services, wording
from mithaq.notices.models import Notice
from tests.cast import AT
from tests.xss import url

KIND = "tests.told"


@pytest.fixture(autouse=True)
def _worded(monkeypatch):
    """A room words its kind; of what is called "closed" nothing may be told any more."""
    monkeypatch.setattr(wording, "_kinds", dict(wording._kinds))
    wording.word(KIND, "Told of %(what)s.", still=lambda home, reader, abouts: [a for a in abouts if a != "closed"])


def tell(cast, about="a", who="chadia", what="one thing", path=""):
    with cast.scope():
        return services.tell(
            cast.institution, [getattr(cast, who).person], KIND, about=about, facts={"what": what}, path=path, at=AT
        )


def page(cast, who="member", lang="en"):
    return cast.client(who).get(url(cast, "notices:notices").replace("/en/", f"/{lang}/"))


def test_the_same_is_told_once(cast):
    tell(cast)
    tell(cast, what="something else")

    with cast.scope():
        assert [n.facts for n in Notice.objects.all()] == [{"what": "one thing"}]


def test_the_page_words_them_unread_first_and_leads_to_what_they_are_about(cast, lang):
    tell(cast, "read", what="an old thing")
    with cast.scope():
        services.read(Notice.objects.get(), at=AT)
    tell(cast, "new", what="a new thing", path="/arab-review/documents/")
    said = page(cast, lang=lang).content.decode()

    assert said.index("a new thing") < said.index("an old thing")
    assert f'href="/{lang}/arab-review/documents/"' in said


def test_everybody_reads_their_own(cast):
    tell(cast, who="chadia")

    assert "one thing" in page(cast, "member").content.decode()
    assert "one thing" not in page(cast, "officer").content.decode()


def test_another_ones_notice_cannot_be_marked(cast):
    tell(cast, who="chadia")
    with cast.scope():
        notice = Notice.objects.get()
    answer = cast.client("officer").post(url(cast, "notices:read", uid=notice.uid))

    assert answer.status_code == 404
    with cast.scope():
        assert Notice.objects.get().read_at is None


def test_one_is_read_then_all(cast):
    for about in "abc":
        tell(cast, about)
    with cast.scope():
        first = Notice.objects.first()
    client = cast.client("member")
    client.post(url(cast, "notices:read", uid=first.uid))
    with cast.scope():
        after_one = selectors.unread(cast.institution, cast.chadia.account)
    client.post(url(cast, "notices:read_all"))
    with cast.scope():
        after_all = selectors.unread(cast.institution, cast.chadia.account)

    assert (after_one, after_all) == (2, 0)


def test_what_was_closed_since_is_not_told(cast):
    tell(cast, "closed", what="a SECRET")
    said = page(cast).content.decode()

    assert "SECRET" not in said
    assert "no longer open to you" in said


def test_a_kind_nobody_words_says_nothing(cast):
    with cast.scope():
        services.tell(cast.institution, [cast.chadia.person], "x.y", about="a", facts={"t": "SECRET"}, at=AT)

    assert "SECRET" not in page(cast).content.decode()


def test_a_lazy_text_is_worded_in_the_language_of_its_reader(cast):
    wording.word(KIND, gettext_lazy("Notices"))
    tell(cast)

    assert page(cast, lang="fr").context["shown"][0].text == "Avis"


def test_the_menu_counts_what_is_not_read(cast):
    for about in "ab":
        tell(cast, about)

    assert '<span class="menu-count"><bdi>2</bdi></span>' in page(cast).content.decode()
    assert "menu-count" not in page(cast, "officer").content.decode()
    assert "menu-count" not in cast.client("anonymous").get(url(cast, "portal:home")).content.decode()


@pytest.mark.parametrize("name", ["notices:notices", "portal:home"])
def test_the_queries_do_not_grow_with_the_notices(cast, name):
    client, counted = cast.client("member"), []
    for abouts in ("a", "bc"):
        for about in abouts:
            tell(cast, about)
        with CaptureQueriesContext(connection) as asked:
            client.get(url(cast, name))
        counted.append(len(asked))

    assert counted[0] == counted[1]


def test_the_list_has_pages(cast):
    for n in range(26):
        tell(cast, str(n))

    assert len(page(cast).context["shown"]) == 25
    assert "?page=2" in page(cast).content.decode()
