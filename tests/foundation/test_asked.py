"""A NUL in what is asked or sent is a space before any view or database sees it; the API says that it is one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mithaq.synthesis.models import Comment, LineRendition
from tests.access.synthesis_desk import written

HOME = "/en/arab-review/"


@pytest.mark.parametrize(
    "page",
    [
        "documents/search/?q=%00fees&document=%00&contributor=a%00b",
        "documents/?page=%00",
        "documents/desk/?passage=a%00b&reading=%00",
        "documents/desk/next/?after=%00",
        "matrix/?by=country&lang=%00",
    ],
)
def test_no_question_to_the_database_holds_one(cast, page):
    with CaptureQueriesContext(connection) as asked:
        answer = cast.client("officer").get(HOME + page)

    assert answer.status_code < 500
    assert [query["sql"] for query in asked if "\x00" in query["sql"]] == []


def test_no_line_and_no_comment_is_kept_with_one(cast):
    with cast.scope():
        told = written(cast)
    client, place = cast.client("officer"), {"institution": cast.institution.slug, **told}
    client.post(reverse("synthesis:line", kwargs=place), {"text": "Another\x00wording.", "seen": "1"})
    client.post(reverse("synthesis:comment", kwargs=place), {"text": "Is\x00it so?"})

    with cast.scope():
        assert LineRendition.objects.get(line__uid=told["line"]).text == "Another wording."
        assert Comment.objects.get().text == "Is it so?"


def test_a_name_with_one_is_a_name_with_a_space(cast):
    cast.client("secretary").post(
        f"{HOME}settings/", {"name_en": "Arab\x00review", "is_public": "on", "months": "plain"}
    )

    cast.institution.refresh_from_db()
    assert cast.institution.name["en"] == "Arab review"


def test_the_api_refuses_it(cast):
    assert cast.client("anonymous").get("/api/v1/institutions/arab-review/passages?q=%00").status_code == 422
