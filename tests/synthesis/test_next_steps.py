"""What leads on from one page of the work to the next, and what is folded because it was said."""

from __future__ import annotations

import pytest

from mithaq.synthesis import services
from mithaq.synthesis.models import Citation
from tests.cast import AT
from tests.synthesis.desk import SECTION, proposal, section


@pytest.fixture
def made(draft):
    return draft().synthesis


@pytest.fixture
def page(cast, made):
    client = cast.client("secretary")
    base = f"/en/{cast.institution.slug}/"

    def get(path: str) -> str:
        answer = client.get(base + path.format(made=made.uid))
        assert answer.status_code == 200
        return answer.content.decode()

    return get


def test_a_suggestion_is_folded_only_when_written_lines_cite_all_it_quotes(cast, made, page):
    with cast.scope():
        line = proposal(made)
        quoted = [row.passage for row in Citation.objects.filter(line=line).select_related("passage")]
        assert len(quoted) > 1
        write = {"lang": "en", "by": cast.badr.actor, "at": AT}
        services.write_line(section(made), text="The first of them.", passages=quoted[:1], **write)
    assert "said already" not in page(f"synthesis/{{made}}/desk/{SECTION}/")

    with cast.scope():
        services.write_line(section(made), text="The others.", passages=quoted[1:], **write)

    folded = page(f"synthesis/{{made}}/desk/{SECTION}/")
    assert "1 suggestion is said already" in folded
    assert folded.index("said already") < folded.index(f'id="line-{line.uid}"')


def test_the_desk_leads_to_the_release_once_a_line_is_written(cast, made, page):
    assert f"/{made.uid}/release/" not in page("synthesis/{made}/desk/")
    with cast.scope():
        quoted = [row.passage for row in Citation.objects.filter(line=proposal(made)).select_related("passage")]
        services.write_line(section(made), text="One.", lang="en", passages=quoted, by=cast.badr.actor, at=AT)

    desk = page("synthesis/{made}/desk/")

    assert "1 line is written" in desk and f"/{made.uid}/release/" in desk


def test_sections_without_a_line_are_told_once_and_keep_their_anchors(made, page):
    shown = page("synthesis/{made}/")

    assert shown.count('id="without-lines"') == 1
    assert all(f'id="objective-{number}"' in shown for number in range(1, 24))


def test_the_front_page_leads_a_member_to_where_they_take_part_and_nobody_else(cast):
    house = f'<a href="/en/{cast.institution.slug}/">'

    assert "Where you take part" in (mine := cast.client("secretary").get("/en/").content.decode()) and house in mine
    assert "Where you take part" not in cast.client().get("/en/").content.decode()
