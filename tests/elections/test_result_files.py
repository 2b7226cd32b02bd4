"""Files of a result: anybody counts again from them, nobody is known by them, no cell runs."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile

import pytest
from django.utils import translation

from mithaq.elections import files, wording_counting
from mithaq.elections.enums import Marks, Method, Secrecy
from mithaq.elections.models import Ballot, Count, Elected, Elector
from mithaq.elections.selectors.results import outcome
from mithaq.elections.services.counting import count_now
from mithaq.elections.services.declaring import declare
from mithaq.elections.services.vacancies import countback
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.kernels import elections as kernel
from mithaq.kernels.elections.standalone import WORDS
from mithaq.people.models import Organisation
from tests.bodies.network import at
from tests.elections.hall import BOARD, LEVELS_EQUAL
from tests.elections.polls import COUNTED, DECLARED_ON, SEED, closed, some
from tests.elections.test_vacancies import LEAVES


@pytest.fixture
def poll(hall):
    hall.adopt(BOARD.replace('"5-6"', '"3-6"'), LEVELS_EQUAL)
    return closed(hall, hall.members(9), some(9, 40, favour=(0, 3, 6)))


def shown(poll):
    return outcome(poll, count_now(poll, seed=SEED, by=SYSTEM, at=COUNTED))


def rows(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_ballots_give_the_same_result_again(poll):
    found = shown(poll)
    text, form = files.ballots(found)

    read = kernel.read_blt(text)
    again = kernel.count(
        read, "balanced-stv", makeup=found.makeup, seed=SEED, ids=[one.uid for one in found.candidates]
    )
    assert (form, read.seats, again.winners) == ("blt", 6, found.result.winners)
    assert again.stages == found.result.stages


def test_approvals_go_out_as_approvals(hall):
    hall.adopt(BOARD)
    found = shown(closed(hall, hall.members(7), some(7, 20), marks=Marks.APPROVE, method=Method.PHRAGMEN))
    text, form = files.ballots(found)

    assert (form, kernel.read_approvals(text).cast) == ("json", 20)


def test_the_csv_has_a_line_a_ballot_by_tracker(poll):
    found = rows(files.ballots_csv(shown(poll)))

    assert found[0][:2] == ["Tracker", "1"]
    assert [line[0] for line in found[1:]] == sorted(Ballot.objects.values_list("tracker", flat=True))
    assert found[1][1].startswith("Organisation")


def test_where_few_voted_no_ballot_leaves_the_house(hall):
    hall.adopt(BOARD)
    found = shown(closed(hall, hall.members(7), some(7, 14)))

    for out in (files.ballots, files.ballots_csv, files.recount):
        with pytest.raises(files.NotPublished):
            out(found)
    assert not files.publishes_ballots(found)
    assert "Organisation" in files.account_csv(found)


def test_named_ballots_go_out_with_their_names(hall):
    hall.adopt(BOARD)
    poll = closed(hall, hall.members(7), [], secrecy=Secrecy.NAMED)
    for number, one in enumerate(hall.members(3)):
        elector = Elector.objects.create(institution=hall.institution, election=poll, organisation=one, has_voted=True)
        Ballot.objects.create(institution=hall.institution, election=poll, elector=elector, choices=[number])

    found = rows(files.ballots_csv(shown(poll)))

    assert found[0][0] == "Cast by"
    assert {line[0] for line in found[1:]} == {f"Organisation {number}" for number in (8, 9, 10)}


def test_no_cell_of_a_file_runs(hall, poll):
    organisation = poll.candidacies.get(number=0).organisation
    Organisation.objects.filter(pk=organisation.pk).update(name=words(en='=HYPERLINK("http://x")\r\n@evil'))
    found = shown(poll)

    for text in (files.ballots_csv(found), files.account_csv(found)):
        cells = [cell for line in rows(text) for cell in line]
        assert any("HYPERLINK" in cell for cell in cells)
        assert [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell] == []
    assert kernel.read_blt(files.ballots(found)[0]).names[0].startswith("=HYPERLINK")


def test_the_account_says_every_step_in_three_languages(poll):
    found = shown(poll)
    told = json.loads(files.account_json(found))

    assert [one["number"] for one in told["candidates"] if one["elected"] == 1] == [found.elected[0].number]
    assert told["result"]["winners"] == list(found.result.winners)
    assert told["without_quotas"]["winners"] == list(found.plain.winners)
    assert {code: len(said) for code, said in told["account"].items()} == dict.fromkeys(
        ("ar", "en", "fr"), len(found.result.steps)
    )
    assert told["quotas"][0]["have"] == {"national": 2, "regional": 2, "global": 2}


def test_a_recount_needs_nothing_but_python(poll, tmp_path, lang):
    with translation.override(lang):
        file = files.recount(shown(poll))
    (tmp_path / "recount.pyz").write_bytes(file)

    done = subprocess.run(
        [sys.executable, "-I", "-S", "recount.pyz"], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8"
    )

    assert (done.returncode, done.stderr) == (0, "")
    with translation.override(lang):
        assert str(wording_counting.RECOUNT["same"]) in done.stdout


def test_a_recount_of_a_countback_is_the_same_too(hall, poll, tmp_path):
    declare(count_now(poll, seed=SEED, by=SYSTEM, at=COUNTED), on=DECLARED_ON, by=SYSTEM, at=at(DECLARED_ON))
    hall.vacate(Elected.objects.get(election=poll, place=2).tenure, LEAVES)
    poll.refresh_from_db()
    made = countback(poll, on=LEAVES, by=SYSTEM, at=at(LEAVES))
    file = files.recount(outcome(made, count_now(made, by=SYSTEM, at=at(LEAVES))))
    (tmp_path / "recount.pyz").write_bytes(file)

    done = subprocess.run([sys.executable, "-I", "recount.pyz"], cwd=tmp_path, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_recount_finds_a_result_that_is_not_of_these_ballots(poll, tmp_path):
    found = shown(poll)
    Count.objects.filter(pk=found.count.pk).update(seed="other")
    kept = found.count.result
    kept["winners"] = kept["winners"][::-1]
    file = files.recount(outcome(poll, found.count))
    (tmp_path / "recount.pyz").write_bytes(file)

    done = subprocess.run([sys.executable, "-I", "recount.pyz"], cwd=tmp_path, capture_output=True, text=True)

    assert done.returncode == 1
    assert "NOT the one published" in done.stdout


def test_the_same_election_makes_the_same_file(poll):
    found = shown(poll)

    assert files.recount(found) == files.recount(found)
    assert zipfile.ZipFile(io.BytesIO(files.recount(found))).testzip() is None


def test_the_recount_has_all_its_words():
    assert wording_counting.RECOUNT.keys() == WORDS.keys()
    for key, sentence in WORDS.items():
        places = {part.split("}")[0] for part in sentence.split("{")[1:]}
        assert {part.split("}")[0] for part in str(wording_counting.RECOUNT[key]).split("{")[1:]} == places
