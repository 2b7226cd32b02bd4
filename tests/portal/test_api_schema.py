"""schemathesis asks the API 2,000 times, rightly and wrongly: no failure, and nothing that is not documented."""

from __future__ import annotations

import json
import os
from collections import Counter

import hypothesis
import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from mithaq.portal.api import description
from tests.access.synthesis import public

CASES = 2000 if os.environ.get("MITHAQ_FULL") == "1" else 800
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
SLUG = "arab-review"


@pytest.fixture
def loaded(cast) -> dict[str, list[str]]:
    """An institution with a document, its passages and a synthesis; what really stands in addresses."""
    with cast.scope():
        made = public(cast)["uid"]
    anybody = cast.client("anonymous")

    def uids(what: str) -> list[str]:
        return [one["uid"] for one in anybody.get(f"/api/v1/institutions/{SLUG}/{what}").json()["items"]]

    return {"documents": uids("documents"), "passages": uids("passages"), "syntheses": [made]}


def real(path: str, loaded: dict[str, list[str]]) -> dict[str, str]:
    """Arguments with which an address is there: half of the questions must get past it."""
    kind = next((kind for kind in loaded if f"/{kind}/" in path), "")
    return {"home": SLUG, "key": "gcm", "uid": loaded[kind][0] if kind else ""}


def ask(operation, most: int, loaded, answers: Counter) -> None:
    """Every kind of question to one operation; the same ones each time."""
    known = real(operation.path, loaded)
    turn = iter(range(10**9))

    @hypothesis.seed(7)
    @hypothesis.settings(
        max_examples=most,
        deadline=None,
        derandomize=False,
        database=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=strategy(operation))
    def asked(case) -> None:
        if case.path_parameters and next(turn) % 4:
            case.path_parameters = {name: known[name] for name in case.path_parameters}
        answer = case.call()
        answers[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    asked()


def strategy(operation):
    right = operation.as_strategy(generation_mode=schemathesis.GenerationMode.POSITIVE)
    if not list(operation.iter_parameters()):
        return right
    return right | operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)


def test_many_questions_get_documented_answers_only(loaded):
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    operations = [found.ok() for found in schema.get_all_operations()]
    answers: Counter = Counter()

    with_questions = [one for one in operations if list(one.iter_parameters())]
    for operation in operations:
        ask(operation, -(-CASES // len(with_questions)), loaded, answers)

    assert sum(answers.values()) >= CASES
    assert set(answers) <= {200, 304, 404, 405, 406, 409, 422}
    assert {200, 404, 422} <= set(answers), "half of the questions must get past the address, and some be wrong"


def test_an_answer_that_is_not_as_documented_is_caught(loaded, monkeypatch):
    """The same check, where the document promises less than the API answers."""
    told = json.loads(json.dumps(description.document()))
    for ways in told["paths"].values():
        for way in ways.values():
            way["responses"].pop("404", None)
    monkeypatch.setattr(description, "document", lambda: told)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    operation = schema["/api/v1/institutions/{home}"]["GET"]

    with pytest.raises(BaseException, match="Undocumented status code"):
        ask(operation, 40, loaded, Counter())


def test_a_failure_of_the_server_is_caught(loaded, monkeypatch):
    from mithaq.portal.api import operations

    monkeypatch.setattr(operations.institutions, "public", lambda: 1 / 0)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())

    with pytest.raises(BaseException, match=r"(?i)server error"):
        ask(schema["/api/v1/institutions"]["GET"], 5, loaded, Counter())
