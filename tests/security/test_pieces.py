"""Files that come in pieces, and files that are not what they say: nobody else's, never a path, never half kept."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings as house
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mithaq.evidence import services as evidence
from mithaq.evidence.models import Document, Rendition, Upload
from mithaq.evidence.services import names, uploads
from mithaq.foundation.models import Entry
from tests.cast import AT
from tests.evidence import papers

DATA = papers.ENGLISH.encode()
ODD = {
    "../../x.txt": "x.txt",
    "..\\..\\x.txt": "x.txt",
    "/etc/passwd": "passwd",
    "C:\\windows\\x.txt": "x.txt",
    "a\x00b.txt": "a b.txt",
    "a\r\nSet-Cookie: x.txt": "a Set-Cookie: x.txt",
    "report-\u202efdp.txt": "report-fdp.txt",
    "n" * 300 + ".txt": "n" * 251 + ".txt",
    "..": "-",
    "": "-",
    "\ud800.txt": "\ufffd.txt",
    "تقرير.txt": "تقرير.txt",
}


def address(cast, name: str, **more) -> str:
    return reverse(f"evidence:{name}", kwargs={"institution": cast.institution.slug, **more})


def kept() -> list[str]:
    """Every file of the house: originals and what is on its way."""
    places = (Path(house.FILES), uploads.folder())
    return sorted(path.name for place in places for path in place.rglob("*") if path.is_file())


def begun(cast, name: str = "paper.txt", size: int = len(DATA)) -> Upload:
    return uploads.begin(cast.institution, name, size, by=cast.badr.actor, at=AT)


def piece(client: Client, url: str, data: bytes, offset: object = 0, **more):
    told = {"content_type": "application/octet-stream"} | more
    return client.post(f"{url}?offset={offset}", data, **told)


def finish(client: Client, cast, uid: str, data: bytes = DATA):
    told = {"digest": hashlib.sha256(data).hexdigest(), "together": 1, "visibility": "public"}
    return client.post(address(cast, "finish_upload", uid=uid), told)


def whole(cast, name: str, data: bytes):
    """A file sent in pieces by the officer, to its end: in pieces of a thousand bytes, a large one in twenty."""
    client, most = cast.client("officer"), max(1000, -(-len(data) // 20))
    begin = client.post(address(cast, "uploads"), {"name": name, "size": len(data)})
    uid = begin.json()["uid"]
    for offset in range(0, len(data), most):
        assert piece(client, address(cast, "upload", uid=uid), data[offset : offset + most], offset).status_code == 200
    return finish(client, cast, uid, data)


# ---------------------------------------------------------------------- names


@pytest.mark.parametrize(("name", "shown"), ODD.items(), ids=[f"name-{n}" for n in range(len(ODD))])
def test_a_name_is_a_word_and_never_a_path(name, shown):
    assert names.plain(name) == shown


@pytest.mark.parametrize(
    "name", ["../../x.txt", "/etc/cron.d/x.txt", "a\r\nb.txt", "\u202etxt.x.txt", "n" * 300 + ".txt"]
)
def test_an_odd_name_leads_nowhere_and_can_be_downloaded_again(cast, name):
    answer = whole(cast, name, DATA)

    assert answer.status_code == 200, answer.content
    with cast.scope():
        document = Document.objects.get()
    assert document.file_name == names.plain(name)
    assert kept() == [document.digest]
    back = cast.client().get(address(cast, "original", uid=document.uid))
    assert back.content == DATA
    assert "\n" not in back["Content-Disposition"] and back["Content-Disposition"].startswith("attachment")


# ---------------------------------------------------------------------- whose


@pytest.mark.parametrize("who", ["anonymous", "stranger", "member", "operator", "secretary"])
def test_somebody_elses_upload_is_not_found(cast, who):
    """The secretary may deposit, and still knows nothing of what the officer sends."""
    upload = begun(cast)
    uploads.add(upload, DATA[:100], offset=0, at=AT)
    client, url = cast.client(who), address(cast, "upload", uid=upload.uid)

    answers = [
        client.get(url),
        piece(client, url, DATA[100:], 100),
        client.delete(url),
        finish(client, cast, upload.uid, b"never deposited"),
    ]

    refused = {"secretary": {404}, "anonymous": {302}}.get(who, {403})
    assert {answer.status_code for answer in answers} == refused
    assert uploads.place(upload).read_bytes() == DATA[:100]
    if who == "secretary":
        assert client.get(address(cast, "uploads")).json() == {"uploads": []}


def test_an_upload_is_of_one_institution(cast):
    from django_scopes import scope

    from mithaq.people import services as people
    from mithaq.people.enums import Role
    from tests.cast import FROM

    upload = begun(cast)
    with scope(institution=cast.elsewhere):
        people.admit(cast.elsewhere, person=cast.badr.person, role=Role.OFFICER, on=FROM, by=cast.dalia.actor, at=AT)
    there = reverse("evidence:upload", kwargs={"institution": cast.elsewhere.slug, "uid": upload.uid})

    assert cast.client("officer").get(there).status_code == 404
    assert piece(cast.client("officer"), there, DATA).status_code == 404


@pytest.mark.parametrize(
    "name", ["uploads", "upload", "finish_upload", "edit", "replace", "withdraw", "translate", "verify"]
)
def test_a_page_of_another_site_sends_nothing(cast, name):
    document = evidence.deposit(cast.institution, DATA, "a.txt", by=cast.badr.actor, at=AT).document
    uid = begun(cast).uid if "upload" in name else document.uid
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.badr.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    url = address(cast, name, **({} if name == "uploads" else {"uid": uid}))

    assert client.post(url, {"name": "x", "size": "5"}).status_code == 403
    if name == "upload":
        assert piece(client, url, DATA).status_code == 403
        assert client.delete(url).status_code == 403


# ---------------------------------------------------------------------- how much


@pytest.mark.parametrize("size", ["-1", "1e9", "0x10", "٣", "9" * 40, "", "NaN"])
def test_a_size_that_is_no_number_begins_nothing(cast, size):
    answer = cast.client("officer").post(address(cast, "uploads"), {"name": "a.txt", "size": size})

    assert answer.status_code in (400, 422)
    with cast.scope():
        assert not Upload.objects.exists()


@pytest.mark.parametrize("offset", ["-1", "x", "", "1.5", "9" * 30])
def test_an_offset_that_is_no_number_writes_nothing(cast, offset):
    upload = begun(cast)

    answer = piece(cast.client("officer"), address(cast, "upload", uid=upload.uid), DATA, offset)

    assert answer.status_code == 400
    assert kept() == []


def test_more_than_was_told_or_than_a_piece_may_have_writes_nothing(cast):
    upload = begun(cast)
    client, url = cast.client("officer"), address(cast, "upload", uid=upload.uid)

    assert piece(client, url, DATA + b"!").status_code == 400
    assert piece(client, url, b"").status_code in (400, 415)
    assert piece(client, url, b"x" * (uploads.MOST_PIECE + 1)).status_code == 413
    assert piece(client, url, b"x" * (11 * 1024 * 1024)).status_code == 400
    assert kept() == []


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/plain"])
def test_a_piece_is_bytes_and_nothing_else(cast, kind):
    upload = begun(cast)

    answer = piece(cast.client("officer"), address(cast, "upload", uid=upload.uid), DATA, content_type=kind)

    assert answer.status_code == 415
    assert kept() == []


# ---------------------------------------------------------------------- what


def _word(**parts: str) -> bytes:
    """A Word file with more in it."""
    made = io.BytesIO(papers.word_file("Governments should abolish recruitment fees paid by migrant workers."))
    with zipfile.ZipFile(made, "a") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


def _entity() -> bytes:
    """A Word file whose text asks for a file of the machine."""
    made, out = io.BytesIO(papers.word_file("Governments should act.")), io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/document.xml":
                declared = b'<!DOCTYPE w [<!ENTITY leak SYSTEM "file:///etc/passwd">]>'
                head, _, rest = text.partition(b"?>")
                text = head + b"?>" + declared + rest.replace(b"Governments should act.", b"Governments &leak; act.")
            new.writestr(name, text)
    return out.getvalue()


PDF_AND_PAGE = b"%PDF-1.7\n<html><script>alert(1)</script><body>Governments should act.</body></html>\n%%EOF"
BAD = {
    "bomb": ("bomb.docx", papers.zip_bomb),
    "polyglot": ("both.pdf", PDF_AND_PAGE),
    "polyglot-page": ("both.html", PDF_AND_PAGE),
    "cut": ("cut.pdf", b"%PDF-1.7\n" + b"\0" * 500),
    "no-archive": ("cut.docx", b"PK\x03\x04" + b"\0" * 50),
    "program": ("a.txt", b"MZ" + bytes(range(256)) * 8),
    "wrong-name": ("a.pdf", lambda: papers.word_file("Governments should act on this.")),
}


def bad(what: str) -> tuple[str, bytes]:
    name, data = BAD[what]
    return name, data() if callable(data) else data


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_of_it_stays(cast, what):
    name, data = bad(what)

    answer = whole(cast, name, data)

    assert answer.status_code == 422, answer.content
    assert name in answer.json()["refused"]
    assert kept() == []
    with cast.scope():
        assert not Document.objects.exists() and not Upload.objects.exists()
    assert not Entry.objects.filter(act="evidence.deposit").exists()


def test_an_entity_from_outside_is_not_followed(cast):
    answer = whole(cast, "entity.docx", _entity())

    with cast.scope():
        texts = list(Rendition.objects.values_list("text", flat=True))
    assert answer.status_code in (200, 422)
    assert not any("root:" in text for text in texts)


def test_macros_are_kept_as_bytes_and_never_read(cast):
    data = _word(**{"word/vbaProject.bin": "Sub AutoOpen() : zq7 : End Sub"})

    answer = whole(cast, "macros.docx", data)

    assert answer.status_code == 200
    with cast.scope():
        document = Document.objects.get()
        assert not Rendition.objects.filter(text__contains="zq7").exists()
    back = cast.client("officer").get(address(cast, "original", uid=document.uid))
    assert back.content == data
    assert back["Content-Security-Policy"].startswith("sandbox") and back["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("what", BAD)
def test_such_a_file_takes_no_documents_place_and_is_no_translation(cast, what):
    name, data = bad(what)
    document = evidence.deposit(cast.institution, DATA, "a.txt", by=cast.badr.actor, at=AT).document
    client = cast.client("officer")
    replace = {"file": SimpleUploadedFile(name, data), "because": "x", "seen": 1}
    translate = {"file": SimpleUploadedFile(name, data), "lang": "fr", "who": "person", "name": "Leïla"}

    answers = [
        client.post(address(cast, "replace", uid=document.uid), replace),
        client.post(address(cast, "translate", uid=document.uid), translate),
    ]

    assert [list(answer.context["form"].errors) for answer in answers] == [["file"], ["file"]]
    assert kept() == [document.digest]
    with cast.scope():
        assert Rendition.objects.count() == 1 and Document.objects.get().version == 1


def test_a_file_of_a_hundred_megabytes_may_replace_another_and_other_pages_take_no_such_body(cast, settings):
    settings.BODY_MOST = 1000
    settings.BODY_MOST_WITH_FILES = 10_000
    document = evidence.deposit(cast.institution, DATA, "a.txt", by=cast.badr.actor, at=AT).document
    client = cast.client("officer")

    def answer(name: str, size: int) -> int:
        told = {"file": SimpleUploadedFile("b.txt", b"x" * size)}
        return client.post(address(cast, name, uid=document.uid), told).status_code

    assert (answer("replace", 5000), answer("replace", 20_000), answer("edit", 5000)) == (200, 400, 400)
    assert Client().post(address(cast, "replace", uid=document.uid), {"a": "x" * 5000}).status_code == 400
