"""What is written for a Belenios server: by its specification, and nothing of who voted or how."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from mithaq.elections import belenios
from mithaq.elections.enums import Marks, Method
from mithaq.elections.models import Election
from tests.elections import box
from tests.elections.hall import OPENS
from tests.elections.polling import Polling

pytestmark = pytest.mark.django_db


@pytest.fixture
def polling(hall) -> Polling:
    return Polling(hall, candidates=4, voters=2)


def test_a_ranking_is_a_question_whose_answers_are_published_one_by_one(polling):
    told = belenios.template(polling.read(), language="en")

    (question,) = told["questions"]
    assert told["name"] == "Election of the Board"
    assert question["type"] == "NonHomomorphic"
    assert question["value"]["answers"] == [str(one.organisation.name) for one in polling.candidates]
    assert question["extra"] == {"type": "PreferentialVoting", "blank": True, "method": "STV", "seats": 3}


def test_approvals_are_published_one_by_one_too(hall):
    """A sum is not enough for proportional approval."""
    election = box.open_box(hall, marks=Marks.APPROVE, method=Method.BALANCED_PAV)

    (question,) = belenios.template(election, language="en")["questions"]

    assert question["type"] == "NonHomomorphic"
    assert question["extra"]["grades"] == ["approved", "not approved"]


def test_it_speaks_the_language_asked_for(polling):
    assert belenios.template(polling.read(), language="fr")["name"] == "Élection du Conseil"


def test_each_elector_is_a_line_with_the_address_of_whoever_votes_for_it(polling, django_assert_max_num_queries):
    speaker = polling.speaker()

    with django_assert_max_num_queries(6):
        found, unknown = belenios.voters(polling.read(), on=OPENS.date())

    assert found == [f"{speaker.email},{polling.elector.uid}"]
    assert len(unknown) == len(polling.electors) - 1


def test_officers_take_it_away_as_one_file(polling, cast):
    polling.speaker()
    client = cast.client("badr")

    answer = client.get(polling.url("belenios", "ar"))

    files = zipfile.ZipFile(io.BytesIO(answer.content))
    assert sorted(files.namelist()) == ["questions.json", "voters.txt", "without-address.txt"]
    assert json.loads(files.read("questions.json"))["name"] == "انتخاب المجلس"
    assert answer["Cache-Control"] == "private, no-store"


def test_before_anybody_has_a_number_there_is_nothing_to_take(polling, cast):
    Election.objects.update(state="nominating")

    assert cast.client("badr").get(polling.url("belenios")).status_code == 404
