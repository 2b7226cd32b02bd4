"""Files in pieces: they go on where they stopped, whole or not at all, each person's own."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as house
from django.urls import reverse

from mithaq.evidence import files
from mithaq.evidence import services as evidence
from mithaq.evidence.models import Document, Upload
from mithaq.evidence.services import uploads
from mithaq.foundation.models import Job
from tests.cast import AT
from tests.evidence import papers

DATA = papers.ENGLISH.encode()


@pytest.fixture
def begun(cast) -> Upload:
    return uploads.begin(cast.institution, "paper.txt", len(DATA), by=cast.badr.actor, at=AT)


def finished(cast, upload: Upload, data: bytes = DATA, **told):
    digest = hashlib.sha256(data).hexdigest()
    return uploads.finish(cast.institution, upload.uid, digest=digest, by=cast.badr.actor, at=AT, **told)


def send(cast, upload: Upload, data: bytes = DATA, size: int = 100) -> None:
    with cast.scope():
        upload.refresh_from_db()
    for offset in range(upload.received, len(data), size):
        uploads.add(upload, data[offset : offset + size], offset=offset, at=AT)


def incoming() -> list[str]:
    return sorted(path.name for path in uploads.folder().glob("*"))


def test_a_file_that_came_in_pieces_is_deposited_like_any_other(cast, begun):
    send(cast, begun)

    outcome = finished(cast, begun, visibility="public", source="By mail", year=2020)

    document = outcome.document
    assert (outcome.state, document.file_name, document.origin, document.year) == (
        "deposited",
        "paper.txt",
        "By mail",
        2020,
    )
    assert files.read(document.digest) == DATA
    with cast.scope():
        assert not Upload.objects.exists()
    assert incoming() == []


def test_it_goes_on_where_it_stopped(cast, begun):
    uploads.add(begun, DATA[:100], offset=0, at=AT)

    again = uploads.begin(cast.institution, "paper.txt", len(DATA), by=cast.badr.actor, at=AT)

    assert (again.uid, again.received) == (begun.uid, 100)
    send(cast, again)
    assert finished(cast, again).state == "deposited"


@pytest.mark.parametrize("offset", [0, 99, 101, 10_000])
def test_a_piece_that_does_not_follow_is_not_written(cast, begun, offset):
    uploads.add(begun, DATA[:100], offset=0, at=AT)

    with pytest.raises(uploads.Elsewhere) as here:
        uploads.add(begun, b"x" * 10, offset=offset, at=AT)

    assert here.value.received == 100
    assert uploads.place(begun).read_bytes() == DATA[:100]


def test_what_was_written_but_not_noted_when_the_house_fell_is_written_again(cast, begun):
    uploads.add(begun, DATA[:100], offset=0, at=AT)
    with uploads.place(begun).open("ab") as out:
        out.write(b"half a piece that was never noted")

    send(cast, begun)

    assert finished(cast, begun).state == "deposited"


def test_what_the_disk_lost_is_asked_for_again(cast, begun):
    send(cast, begun)
    with uploads.place(begun).open("r+b") as out:
        out.truncate(50)

    with pytest.raises(uploads.Elsewhere) as here:
        finished(cast, begun)

    assert here.value.received == 50
    send(cast, begun)
    assert finished(cast, begun).state == "deposited"


@pytest.mark.parametrize("piece", [b"", b"x" * (len(DATA) + 1), b"x" * (uploads.MOST_PIECE + 1)])
def test_a_piece_beyond_what_was_told_is_refused(cast, begun, piece):
    with pytest.raises(ValueError, match="piece"):
        uploads.add(begun, piece, offset=0, at=AT)

    assert incoming() == []


def test_a_file_that_is_not_whole_is_not_deposited(cast, begun):
    uploads.add(begun, DATA[:100], offset=0, at=AT)

    with pytest.raises(uploads.Elsewhere):
        finished(cast, begun)

    with cast.scope():
        assert not Document.objects.exists()


def test_a_file_that_is_not_what_was_sent_is_refused_and_put_away(cast, begun):
    send(cast, begun)

    with pytest.raises(evidence.Refused) as refused:
        finished(cast, begun, DATA + b"!")

    assert refused.value.cause == "changed-on-the-way"
    assert incoming() == []
    with cast.scope():
        assert not Document.objects.exists() and not Upload.objects.exists()


def test_a_file_that_cannot_be_read_is_refused_and_put_away(cast):
    data = b"%PDF-1.7 cut"
    upload = uploads.begin(cast.institution, "scan.pdf", len(data), by=cast.badr.actor, at=AT)
    send(cast, upload, data)

    with pytest.raises(evidence.Refused) as refused:
        finished(cast, upload, data)

    assert (refused.value.cause, refused.value.facts["name"]) == ("damaged", "scan.pdf")
    assert incoming() == []


def test_finishing_twice_because_the_answer_was_lost_says_that_it_is_there(cast, begun):
    send(cast, begun)
    first = finished(cast, begun)

    second = finished(cast, begun)

    assert (second.state, second.document) == ("already-there", first.document)
    assert finished(cast, begun, b"never sent") is None


def test_a_file_too_large_or_empty_is_refused_before_anything_comes(cast):
    for size, cause in ((0, "empty"), (10**12, "too-large")):
        with pytest.raises(evidence.Refused) as refused:
            uploads.begin(cast.institution, "big.pdf", size, by=cast.badr.actor, at=AT)
        assert refused.value.cause == cause


def test_nobody_has_more_under_way_than_allowed(cast, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_OPEN", 2)
    for n in range(2):
        uploads.begin(cast.institution, f"{n}.txt", 10, by=cast.badr.actor, at=AT)

    with pytest.raises(evidence.Refused) as refused:
        uploads.begin(cast.institution, "3.txt", 10, by=cast.badr.actor, at=AT)

    assert refused.value.cause == "too-many-uploads"
    assert uploads.begin(cast.institution, "3.txt", 10, by=cast.amal.actor, at=AT).received == 0


def test_what_nobody_went_on_with_for_a_day_is_swept(cast, begun):
    import os

    uploads.add(begun, DATA[:100], offset=0, at=AT)
    fresh = uploads.begin(cast.institution, "fresh.txt", 10, by=cast.badr.actor, at=AT + timedelta(hours=23))
    (uploads.folder() / "unknown").write_bytes(b"x")
    for path in uploads.folder().glob("*"):
        os.utime(path, (AT.timestamp(), AT.timestamp()))

    swept = evidence.sweep(at=AT + timedelta(hours=25))

    assert sorted(swept) == sorted([begun.uid, "unknown"])
    with cast.scope():
        assert [upload.uid for upload in Upload.objects.all()] == [fresh.uid]
    assert incoming() == []


def test_unfinished_files_are_no_part_of_the_originals(cast, begun):
    uploads.add(begun, DATA[:100], offset=0, at=AT)

    assert [path for path in Path(house.FILES).rglob("*") if path.is_file()] == []


# ---------------------------------------------------------------------- by the addresses


def address(cast, name: str, **more) -> str:
    return reverse(f"evidence:{name}", kwargs={"institution": cast.institution.slug, **more})


def piece(client, url: str, data: bytes, offset: int):
    return client.post(f"{url}?offset={offset}", data, content_type="application/octet-stream")


def test_a_browser_sends_a_file_in_pieces(cast, django_capture_on_commit_callbacks):
    client = cast.client("officer")
    begin = client.post(address(cast, "uploads"), {"name": "paper 2019.txt", "size": len(DATA)})
    url = address(cast, "upload", uid=begin.json()["uid"])
    assert (begin.status_code, begin.json()["received"]) == (201, 0)

    assert piece(client, url, DATA[:200], 0).json()["received"] == 200
    assert piece(client, url, DATA[:200], 0).status_code == 409
    assert client.get(url).json()["received"] == 200
    assert piece(client, url, DATA[200:], 200).json()["received"] == len(DATA)
    assert [one["name"] for one in client.get(address(cast, "uploads")).json()["uploads"]] == ["paper 2019.txt"]
    told = {"digest": hashlib.sha256(DATA).hexdigest(), "together": 1, "visibility": "public", "title_en": "Ours"}
    with django_capture_on_commit_callbacks(execute=True):
        end = client.post(address(cast, "finish_upload", uid=begin.json()["uid"]), told)

    with cast.scope():
        document = Document.objects.get()
    assert (end.status_code, end.json()["state"]) == (200, "deposited")
    assert end.json()["url"].endswith(f"/{document.uid}/")
    assert (str(document.title), document.visibility, document.coder != "") == ("Ours", "public", True)
    assert Job.objects.filter(kind="evidence.code").count() == 1


def test_a_form_that_wants_to_be_mended_keeps_what_came(cast, begun, lang):
    send(cast, begun)
    client = cast.client("officer")
    url = reverse("evidence:finish_upload", kwargs={"institution": cast.institution.slug, "uid": begun.uid})
    told = {"digest": hashlib.sha256(DATA).hexdigest(), "together": 2, "visibility": "public"}

    wrong = client.post(url, told | {"title_en": "Ours", "year": "1850", "contributor": "Nobody knows"})

    assert wrong.status_code == 400
    assert sorted(wrong.json()["errors"]) == ["contributor", "title_en", "year"]
    assert client.post(url, told).json()["state"] == "deposited"


def test_a_refusal_is_worded_like_that_of_the_form(cast):
    client = cast.client("officer")

    answer = client.post(address(cast, "uploads"), {"name": "big.pdf", "size": 10**12})

    assert answer.status_code == 422
    assert "\u2068big.pdf\u2069" in answer.json()["refused"] and "is the most that is read" in answer.json()["refused"]


def test_an_upload_is_taken_away(cast, begun):
    uploads.add(begun, DATA[:100], offset=0, at=AT)

    assert cast.client("officer").delete(address(cast, "upload", uid=begun.uid)).status_code == 204

    assert incoming() == []
