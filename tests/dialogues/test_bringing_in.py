"""A conversation comes in from a page: looked at at once, read as a job, whole or not at all."""

from __future__ import annotations

import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now

from mithaq.config.commands import worker
from mithaq.dialogues.models import Dialogue, Drawn, Participant, Statement, Vote
from mithaq.dialogues.services import clear_files, staging
from mithaq.dialogues.wording_files import FAULTS
from mithaq.foundation.models import Entry, Job
from mithaq.kernels.opinion.polis_files import WHY
from tests.dialogues.test_at_the_moment import said
from tests.dialogues.test_files import COMMENTS, votes


@pytest.fixture
def officer(cast):
    return cast.client("officer")


@pytest.fixture
def sent(circle, cast, officer, django_capture_on_commit_callbacks):
    """Fills in the form and sends it; the job is done when the answer comes."""

    def send(lang="en", run=True, **told):
        with translation.override(lang):
            address = reverse("dialogues:import", kwargs={"institution": cast.institution.slug})
        files = {"comments": COMMENTS, "votes": votes()} | {k: told.pop(k) for k in ("comments", "votes") if k in told}
        given = {"title_en": "From afar", "question_en": "What now?", "language": "en", "floor": 5, "max_groups": 6}
        given |= {"mode": "stable"} | told
        for name, text in files.items():
            data = text if isinstance(text, bytes) else text.encode()
            given[name] = SimpleUploadedFile(f"{name}.csv", data)
        with django_capture_on_commit_callbacks(execute=run):
            return officer.post(address, given)

    return send


def waiting() -> list[Path]:
    originals = Path(settings.FILES)
    return list(originals.with_name(f"{originals.name}-incoming-dialogues").glob("*"))


def test_it_is_read_as_a_job_and_leads_to_the_dialogue_with_its_map(sent, officer):
    led = sent(mode="polis", max_groups="3")
    job = Job.objects.get(kind="dialogues.import")
    there = officer.get(led.url)

    assert job.state == Job.State.FINISHED
    dialogue = Dialogue.objects.get(uid=job.outcome["dialogue"])
    assert there.url.endswith(f"/dialogues/{dialogue.uid}/")
    assert (dialogue.mode, dialogue.max_groups, dialogue.floor) == ("polis", 3, 5)
    assert Vote.objects.filter(dialogue=dialogue).count() == 400
    assert Drawn.objects.get(dialogue=dialogue, is_final=True).mode == "polis"
    assert Entry.objects.get(act="dialogues.import").by_uid == job.by_uid
    assert waiting() == []


def test_until_it_is_done_the_page_says_where_it_is_and_renews_itself(sent, officer):
    led = sent(run=False)
    Job.objects.update(state=Job.State.RUNNING, step="writing", done=200, total=400, started_at=now(), moved_at=now())

    shown = officer.get(led.url)

    assert "Writing the answers" in said(shown)
    assert "200 of 400" in said(shown)
    assert 'http-equiv="refresh"' in shown.content.decode()
    assert len(waiting()) == 1


@pytest.mark.parametrize(
    ("told", "field", "says"),
    [
        ({"comments": votes()}, "comments", "Line 1: This is another file"),
        ({"votes": COMMENTS}, "votes", "Line 1: This is another file"),
        ({"votes": ""}, "votes", "The file is empty."),
        ({"votes": b"PK\x03\x04\xff\xfe"}, "votes", "The text is not UTF-8"),
        ({"max_groups": "13"}, "max_groups", "less than or equal to 12"),
        ({"mode": "other"}, "mode", "Select a valid choice"),
    ],
)
def test_what_can_be_seen_at_once_is_refused_at_its_field(sent, told, field, says):
    answer = sent(**told)

    assert answer.status_code == 200
    assert says in answer.context["form"].errors[field][0]
    assert not Job.objects.exists()
    assert waiting() == []


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (
            {"votes": votes() + "1600000000000,x,1,901,7\n"},
            {
                "en": "Answers (votes.csv or participants-votes.csv): Line 402: “7” is not an answer",
                "fr": "Réponses (votes.csv ou participants-votes.csv) : Ligne 402",
                "ar": "السطر 402",
            },
        ),
        (
            {"comments": COMMENTS + "1,x,4,9,0,0,1,Again\n"},
            {"en": "Statements (comments.csv): Line 12: “4” stands there twice"},
        ),
        (
            {"votes": votes() + "1600000000000,x,1,12x,1\n"},
            {
                "en": "Line 402: The cell in the column “voter-id” is not a number, as most others are.",
                "fr": "La cellule de la colonne « voter-id » ne contient pas de nombre",
                "ar": "الخلية في العمود «voter-id» لا تتضمن عدداً",
            },
        ),
        (
            {"comments": COMMENTS + "1,x,4b,9,0,0,1,Again\n"},
            {"en": "Statements (comments.csv): Line 12: “4b” in the column “comment-id” is not a number"},
        ),
        (
            {"votes": votes().splitlines()[0] + "\n1,x,99,1,1\n"},
            {"en": "None of the votes is on one of the statements"},
        ),
    ],
)
def test_what_is_found_later_stops_it_with_file_and_line_and_nothing_is_written(sent, cast, officer, told, says):
    led = sent(**told)

    job = Job.objects.get(kind="dialogues.import")
    assert job.state == Job.State.FAILED
    for lang, text in says.items():
        with translation.override(lang):
            address = reverse("dialogues:importing", kwargs={"institution": cast.institution.slug, "job": job.uid})
            listed = reverse("institutions:jobs", kwargs={"institution": cast.institution.slug})
        for page in (address, listed):
            shown = re.sub("[\u2066-\u2069\xa0]", " ", said(officer.get(page)))
            assert text in shown
    assert led.url.endswith(f"/import/{job.uid}/")
    for model in (Dialogue, Statement, Participant, Vote, Drawn):
        assert not model.objects.exists()
    assert waiting() == []


def test_codes_among_numbers_are_brought_in_where_that_is_said(sent):
    sent(votes=votes() + "1600000000000,x,1,12x,1\n", codes="on")

    assert Job.objects.get(kind="dialogues.import").state == Job.State.FINISHED
    assert Participant.objects.count() == 41


def test_what_breaks_in_the_middle_of_the_writing_leaves_nothing(sent, monkeypatch):
    def broken(*args, **more):
        raise OSError("the disk is full")

    monkeypatch.setattr(staging, "cast", broken)
    sent()

    assert Job.objects.get(kind="dialogues.import").state == Job.State.FAILED
    assert not Dialogue.objects.exists()
    assert not Entry.objects.filter(act="dialogues.import").exists()
    assert waiting() == []


def test_the_files_of_an_import_that_was_killed_go_in_the_hour_that_gives_it_up(sent):
    """Who voted how stands in them. Those another import reads, or waits for, stay."""
    for _ in range(3):
        sent(run=False)
    killed, running, waits = Job.objects.filter(kind="dialogues.import")
    begun = now()
    Job.objects.exclude(pk=waits.pk).update(state=Job.State.RUNNING, started_at=begun, moved_at=begun)
    nobodys = waiting()[0].parent / "cut-off"
    nobodys.mkdir()

    def hour(number: float) -> set[str]:
        Job.objects.filter(pk=running.pk).update(moved_at=begun + timedelta(hours=number))
        worker.each_hour(begun + timedelta(hours=number))
        killed.refresh_from_db()
        return {one.name for one in waiting()}

    all_three = {killed.uid, running.uid, waits.uid}
    assert {one.name for one in (waiting()[0].parent / killed.uid).iterdir()} == {"comments", "votes"}
    assert (hour(0.5), killed.state) == (all_three | {"cut-off"}, Job.State.RUNNING)
    assert (hour(1.5), killed.state) == (all_three, Job.State.RUNNING)
    assert (hour(2.5), killed.state) == (all_three - {killed.uid}, Job.State.FAILED)


def test_what_waits_finds_its_files_after_an_hour_took_others_away(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sent(run=False)
        worker.each_hour(now() + timedelta(hours=2))

    assert Job.objects.get(kind="dialogues.import").state == Job.State.FINISHED
    assert waiting() == []


def test_files_wait_no_longer_than_a_week_for_a_job_that_never_begins(sent):
    sent(run=False)

    assert [clear_files(at=now() + timedelta(days=days)) for days in (6, 8, 8)] == [0, 1, 0]
    assert waiting() == []


def test_files_that_cannot_be_taken_away_are_told_after_the_others_are_gone(sent, monkeypatch):
    for _ in range(3):
        sent(run=False)
    Job.objects.filter(kind="dialogues.import").update(state=Job.State.FAILED, ended_at=now())
    stays, away = waiting()[0], shutil.rmtree
    monkeypatch.setattr(shutil, "rmtree", lambda place, **told: None if place == stays else away(place, **told))

    with pytest.raises(OSError, match=stays.name):
        clear_files(at=now() + timedelta(hours=2))

    assert waiting() == [stays]


def test_every_fault_of_the_kernel_is_worded():
    assert set(WHY) <= set(FAULTS)
