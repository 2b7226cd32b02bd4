"""A programme that asks the API without end is told to wait, in the API's own form and as its description says."""

from __future__ import annotations

import json

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application

from mithaq.portal.api import description
from tests.foundation.standstill import moment  # noqa: F401
from tests.portal.test_api_schema import CHECKS

STATES = "/api/v1/states"
PASSAGES = "/api/v1/institutions/arab-review/passages"


def test_beyond_what_is_allowed_the_answer_is_a_problem_that_says_how_long(cast, settings):
    client = cast.client("anonymous")
    settings.LIMITS = 0.03
    told = [client.get(STATES) for _ in range(4)]

    assert [one.status_code for one in told] == [200] * 3 + [429]
    assert json.loads(told[3].content)["error"] == "too-many"
    assert told[3]["Content-Type"] == "application/json; charset=utf-8"
    assert told[3]["Retry-After"] == "7"
    assert told[3]["Cache-Control"] == "no-store"
    assert told[3]["Access-Control-Allow-Origin"] == "*"
    assert [one["RateLimit"] for one in told] == [f'"reading";r={left}' for left in (2, 1, 0, 0)]
    assert {one["RateLimit-Policy"] for one in told} == {'"reading";q=3;w=20'}


def test_searches_and_whole_reports_are_counted_by_themselves(cast):
    client = cast.client("anonymous")

    searched = [client.get(PASSAGES, {"q": "health"}).status_code for _ in range(4)]
    reports = [client.get("/api/v1/institutions/arab-review/syntheses/any/report").status_code for _ in range(2)]

    assert searched == [200] * 3 + [429]
    assert reports == [404, 429]
    assert client.get(PASSAGES).status_code == 200


def test_a_question_that_is_refused_counts_and_what_a_browser_asks_beforehand_does_not(cast):
    client = cast.client("anonymous")
    before = [client.options(STATES).status_code for _ in range(9)]
    wrong = [client.get(STATES, {"misspelt": "1"}).status_code for _ in range(3)]

    assert before == [204] * 9
    assert wrong == [422, 422, 429]
    assert client.options(STATES).status_code == 204


def test_who_is_signed_in_is_not_held_up_by_others_behind_the_same_address(cast):
    anybody, amal = cast.client("anonymous"), cast.client("amal")
    for _ in range(3):
        anybody.get(STATES)

    assert anybody.get(STATES).status_code == 429
    assert amal.get(STATES).status_code == 200


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_people_are_told_what_is_allowed_where_anything_is_counted(client, db, settings, lang):
    counted = client.get(f"/{lang}/about/api/").content.decode()
    settings.LIMITS = 0

    assert "<code>Retry-After</code>" in counted
    assert "<code>Retry-After</code>" not in client.get(f"/{lang}/about/api/").content.decode()


def test_every_operation_answers_as_documented_when_too_much_was_asked(cast):
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    known = {"home": "arab-review", "key": "gcm", "uid": "any"}
    cases = [found.ok().Case(path_parameters=known) for found in schema.get_all_operations()]
    for case in cases * 3:
        case.call()

    answers = [case.call() for case in cases]

    assert {one.status_code for one in answers} == {429}
    for case, answer in zip(cases, answers, strict=True):
        case.validate_response(answer, checks=CHECKS)


def test_the_description_promises_429_everywhere_and_when_to_go_on():
    for _path, told in description.operations():
        assert told["responses"]["429"]["headers"]["Retry-After"]["required"] is True
        assert told["responses"]["200"]["headers"].keys() == {"ETag", "RateLimit", "RateLimit-Policy"}
