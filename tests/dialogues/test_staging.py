"""What is brought in is written in parts, is seen by nobody before it is whole, and leaves nothing where it stopped."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils.timezone import now
from django_scopes import scope

from mithaq.config.commands import worker
from mithaq.dialogues.enums import State
from mithaq.dialogues.models import Dialogue, Drawn, Participant, Rendition, Statement, Vote
from mithaq.dialogues.services import importing, staging
from mithaq.foundation import turns
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.foundation.models import Entry, Job
from mithaq.institutions.services import found
from tests.dialogues.test_files import COMMENTS, votes

ASKED = {"title": {"en": "From afar"}, "question": {"en": "What now?"}, "floor": 5, "mode": "stable", "max_groups": 6}
WHOLE = (1, 10, 40, 400, 1)


class Killed(BaseException):
    """The process is ended: nothing of what would follow is done."""


def bring_in(institution, progress=lambda step, done, total: None, at=None) -> Dialogue:
    files = COMMENTS.encode(), votes().encode()
    told = {"language": "en", "by": SYSTEM, "at": at or now(), "progress": progress}
    return importing.bring_in(institution, *files, ASKED, **told)


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Dialogue, Statement, Participant, Vote, Drawn))


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Parts of 50 rows."""
    monkeypatch.setattr(staging, "AT_ONCE", 50)
    monkeypatch.setattr(staging, "RECORDS", 7)


def stop_at(step: str, after: int):
    def progress(now_at: str, done: int, total: int) -> None:
        if (now_at, done) == (step, after):
            raise Killed

    return progress


@pytest.mark.django_db(transaction=True)
def test_it_is_written_in_parts_between_which_nothing_is_held():
    home = found("afar", name=words(en="Afar"), by=SYSTEM, at=now())
    seen = []
    with scope(institution=home):
        dialogue = bring_in(
            home, lambda step, done, total: seen.append((step, done, total, connection.in_atomic_block))
        )

        assert seen == [
            ("reading", 0, 2, False),
            ("reading", 1, 2, False),
            *(("writing", done, 400, False) for done in range(0, 401, 50)),
            ("drawing", 0, 1, False),
        ]
        assert (dialogue.state, *counts()) == (State.CLOSED, *WHOLE)


def test_until_it_is_whole_it_is_nowhere(circle, cast):
    client, seen = cast.client("officer"), []
    listed = reverse("dialogues:list", kwargs={"institution": cast.institution.slug})

    def look(step: str, done: int, total: int) -> None:
        if (step, done) in (("writing", 200), ("drawing", 0)):
            one = Dialogue.incoming.get()
            page = reverse("dialogues:dialogue", kwargs={"institution": cast.institution.slug, "uid": one.uid})
            seen.append(
                (Vote.objects.count(), Dialogue.objects.count(), Entry.objects.filter(act="dialogues.import").count())
            )
            seen.append((client.get(page).status_code, "From afar" in client.get(listed).content.decode()))

    dialogue = bring_in(circle.institution, look)

    assert seen == [(200, 0, 0), (404, False), (400, 0, 0), (404, False)]
    assert counts() == WHOLE
    assert not Dialogue.incoming.exists()
    assert "From afar" in client.get(listed).content.decode()
    assert Dialogue.objects.get() == dialogue


@pytest.mark.parametrize(("step", "after"), [("writing", 0), ("writing", 150), ("writing", 400), ("drawing", 0)])
def test_what_was_killed_is_never_seen_and_is_taken_away(circle, django_capture_on_commit_callbacks, step, after):
    with pytest.raises(Killed):
        bring_in(circle.institution, stop_at(step, after))
    left = Dialogue.incoming.get()
    assert not Dialogue.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        asked = staging.clear_left(circle.institution, at=now())

    assert asked == 1
    assert (Dialogue.incoming.exists(), *counts()) == (False, 0, 0, 0, 0, 0)
    assert Job.objects.get(kind="dialogues.clear", state=Job.State.FINISHED).about.endswith(left.uid)
    assert staging.clear_left(circle.institution, at=now()) == 0
    assert counts() == (0, 0, 0, 0, 0)
    bring_in(circle.institution)
    assert counts() == WHOLE


def test_what_still_runs_is_left_alone(circle, django_capture_on_commit_callbacks):
    begun = now() - timedelta(minutes=5)
    job = Job.objects.create(
        scope=circle.institution.uid, kind="dialogues.import", by_kind="task", asked_at=begun, state=Job.State.RUNNING
    )
    with pytest.raises(Killed):
        bring_in(circle.institution, stop_at("writing", 150), at=begun)

    assert staging.clear_left(circle.institution, at=now()) == 0
    assert Vote.objects.count() == 150

    Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED, ended_at=now())  # given up for lost
    with django_capture_on_commit_callbacks(execute=False):
        assert [staging.clear_left(circle.institution, at=now()) for _ in range(2)] == [1, 0], "asked for once"


@pytest.mark.parametrize("kind", ["dialogues.import", "dialogues.clear"])
def test_the_hour_gives_up_whose_worker_was_killed_and_takes_away_what_it_left(
    circle, django_capture_on_commit_callbacks, kind
):
    begun = now()
    with pytest.raises(Killed):
        bring_in(circle.institution, stop_at("writing", 150), at=begun)
    killed = Job.objects.create(
        scope=circle.institution.uid,
        kind=kind,
        about=f"dialogues.dialogue:{Dialogue.incoming.get().uid}",
        by_kind="task",
        asked_at=begun,
        state=Job.State.RUNNING,
        moved_at=begun,
    )

    def hour(number: int) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            worker.each_hour(begun + timedelta(hours=number))
        killed.refresh_from_db()
        return killed.state

    assert [hour(1), counts()[3]] == [Job.State.RUNNING, 150]
    assert [hour(3), counts()] == [Job.State.FAILED, (0, 0, 0, 0, 0)]
    assert not Dialogue.incoming.exists()


@pytest.mark.parametrize("taken", range(1, 6))
def test_what_began_to_be_taken_away_is_shown_no_more(circle, monkeypatch, taken):
    """Who brings it in was given up for lost and wakes when so many parts of it are gone."""
    part, parts = turns.a_part, []

    def some_parts():
        parts.append(1)
        if len(parts) > taken:
            raise Killed
        return part()

    def wakes(step: str, done: int, total: int) -> None:
        if step == "drawing":
            with monkeypatch.context() as patch, pytest.raises(Killed):
                patch.setattr(turns, "a_part", some_parts)
                staging.clear(Dialogue.incoming.get())

    with pytest.raises(staging.Taken):
        bring_in(circle.institution, wakes)

    assert not Dialogue.incoming.exists()
    assert counts() == (0, 0, 0, 0, 0)
    assert not Entry.objects.filter(act="dialogues.import").exists()


@pytest.mark.parametrize("part", [1, 2, 3, 4, 5, 10, 11, 14, 18])
def test_who_was_given_up_for_lost_and_wakes_while_writing_writes_not_one_more_row(circle, monkeypatch, part):
    """Before each kind of part: 2 of statements, 2 of what they say, 6 of people, 8 of answers."""
    begin, clear, parts = turns.a_part, staging.clear, []

    def wakes():
        parts.append(1)
        if len(parts) == part:
            with monkeypatch.context() as patch:
                patch.setattr(turns, "a_part", begin)
                clear(Dialogue.incoming.get())
        return begin()

    monkeypatch.setattr(turns, "a_part", wakes)
    monkeypatch.setattr(staging, "clear", lambda dialogue: None)  # it would hide what was written after it
    with pytest.raises(staging.Taken):
        bring_in(circle.institution)

    assert len(parts) == part
    assert (Dialogue.incoming.exists(), Rendition.objects.count(), *counts()) == (False, 0, 0, 0, 0, 0, 0)


def test_who_wakes_when_it_was_only_marked_adds_nothing_to_what_goes(circle, monkeypatch):
    seen = []

    def marked(step: str, done: int, total: int) -> None:
        seen.append((step, done))
        if (step, done) == ("writing", 150):
            Dialogue.incoming.update(cancelled_at=now())

    monkeypatch.setattr(staging, "clear", lambda dialogue: None)  # another is at it
    with pytest.raises(staging.Taken):
        bring_in(circle.institution, marked)

    assert seen[-1] == ("writing", 150)
    assert Vote.objects.count() == 150


def test_what_is_shown_is_not_taken_away_any_more(circle):
    dialogue = bring_in(circle.institution)

    staging.clear(dialogue)

    assert counts() == WHOLE


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("step", "after"), [("writing", 0), ("writing", 150), ("drawing", 0)])
def test_what_fails_in_the_middle_takes_away_what_it_has_already_written_for_good(step, after):
    home = found("afar", name=words(en="Afar"), by=SYSTEM, at=now())
    seen = []

    def fails(now_at: str, done: int, total: int) -> None:
        if (now_at, done) == (step, after):
            seen.append((connection.in_atomic_block, Vote.objects.count()))
            raise OSError("the disk is full")

    with scope(institution=home):
        with pytest.raises(OSError, match="the disk is full"):
            bring_in(home, fails)

        assert seen == [(False, after if step == "writing" else 400)]
        assert (Dialogue.incoming.exists(), *counts()) == (False, 0, 0, 0, 0, 0)
        assert not Entry.objects.filter(act="dialogues.import").exists()


def test_who_was_given_up_for_lost_and_goes_on_writes_no_half_of_it(circle):
    def taken(step: str, done: int, total: int) -> None:
        if step == "drawing":
            staging.clear(Dialogue.incoming.get())

    with pytest.raises(staging.Taken):
        bring_in(circle.institution, taken)

    assert counts() == (0, 0, 0, 0, 0)
    assert not Entry.objects.filter(act="dialogues.import").exists()
