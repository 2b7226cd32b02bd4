"""A file is kept whole with everything read from it, or not at all."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from mithaq.evidence import files
from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Document, Passage, Rendition
from mithaq.evidence.services import texts
from mithaq.foundation import journal
from mithaq.foundation.models import Entry
from tests.cast import AT
from tests.evidence import papers


def kept() -> list[Path]:
    return [p for p in Path(settings.FILES).rglob("*") if p.is_file()]


def test_a_document_is_kept_byte_for_byte_under_its_digest(cast, deposit):
    outcome = deposit(papers.ENGLISH, "paper.txt", source="The network", licence="CC BY 4.0")

    digest = hashlib.sha256(papers.ENGLISH.encode()).hexdigest()
    assert outcome.state == "deposited"
    assert outcome.document.digest == digest
    assert [p.read_bytes() for p in kept()] == [papers.ENGLISH.encode()]
    assert files.place(digest).exists()
    assert (outcome.document.origin, outcome.document.licence) == ("The network", "CC BY 4.0")
    assert outcome.document.languages == ["en"]


def test_every_passage_stands_at_its_offsets_in_the_raw_text(cast, deposit):
    document = deposit(papers.ARABIC, "unions.txt").document

    with cast.scope():
        rendition = Rendition.objects.get(document=document)
        passages = list(Passage.objects.filter(rendition=rendition))

    assert rendition.text == papers.ARABIC
    assert len(passages) == document.passage_count > 4
    assert [
        p.text for p in passages if " ".join(papers.ARABIC[p.start : p.end].split()) != " ".join(p.text.split())
    ] == []


def test_a_document_is_named_by_its_first_heading_unless_it_is_given_a_title(cast, deposit):
    named = deposit(papers.FRENCH, "cities.txt").document
    given = deposit(papers.ENGLISH, "paper.txt", title={"en": "What we ask", "fr": " "}).document

    assert named.title == {"fr": "Contribution des collectivités locales à l’examen régional des migrations"}
    assert given.title == {"en": "What we ask"}


def test_the_same_bytes_again_change_nothing_and_say_so(cast, deposit):
    first = deposit(papers.ENGLISH, "paper.txt")
    entries = Entry.objects.count()

    second = deposit(papers.ENGLISH, "another-name.txt")

    with cast.scope():
        assert (second.state, second.document) == ("already-there", first.document)
        assert Document.objects.count() == 1
    assert Entry.objects.count() == entries


def test_two_institutions_hold_the_same_bytes_once_on_disk_and_know_nothing_of_each_other(cast, deposit):
    here = deposit(papers.ENGLISH).document

    there = evidence.deposit(cast.elsewhere, papers.ENGLISH.encode(), "paper.txt", by=cast.dalia.actor, at=AT)

    assert there.state == "deposited"
    assert there.document.uid != here.uid
    assert len(kept()) == 1
    with cast.scope():
        assert list(Document.objects.all()) == [here]


def test_the_database_itself_refuses_the_same_bytes_twice(cast, document):
    with cast.scope(), pytest.raises(IntegrityError), transaction.atomic():
        document.pk, document.uid = None, "another"
        document.save(force_insert=True)


def test_what_cannot_be_read_leaves_no_trace(cast, deposit):
    entries = Entry.objects.count()

    with pytest.raises(evidence.Refused) as refused:
        deposit(b"%PDF-1.7\ntruncated", "report.pdf")

    with cast.scope():
        assert refused.value.cause == "damaged"
        assert refused.value.facts["name"] == "report.pdf"
        assert Document.objects.count() == 0
    assert kept() == []
    assert Entry.objects.count() == entries


def test_a_deposit_that_fails_half_way_leaves_neither_rows_nor_file(cast, deposit, monkeypatch):
    def breaks(*args, **kwargs):
        raise OSError("no space left")

    monkeypatch.setattr(journal, "write", breaks)

    with pytest.raises(OSError, match="no space left"):
        deposit(papers.ENGLISH)

    with cast.scope():
        assert Document.objects.count() == Passage.objects.count() == 0
    assert kept() == []


def test_a_failure_after_the_file_was_placed_takes_it_away_again(tmp_path, settings):
    settings.FILES = tmp_path / "files"

    with pytest.raises(RuntimeError, match="commit"), files.prepared(b"words") as file:
        file.keep()
        assert file.final.exists()
        raise RuntimeError("commit failed")

    assert kept() == []


def test_a_failure_does_not_take_away_a_file_that_was_there_before(tmp_path, settings):
    settings.FILES = tmp_path / "files"
    with files.prepared(b"words") as file:
        file.keep()

    with pytest.raises(RuntimeError), files.prepared(b"words") as again:
        again.keep()
        raise RuntimeError("commit failed")

    assert [p.read_bytes() for p in kept()] == [b"words"]


def test_each_deposit_is_one_entry_in_the_minute(cast, deposit):
    document = deposit(papers.ENGLISH).document

    entry = Entry.objects.get(act="evidence.deposit")

    assert entry.scope == cast.institution.uid
    assert entry.by_uid == cast.badr.person.uid
    assert entry.about == f"evidence.document:{document.uid}"
    assert entry.after["digest"] == document.digest
    assert entry.after["passages"] == document.passage_count
    assert journal.verify(cast.institution.uid) is None


def test_a_folder_goes_on_after_a_refusal_and_tells_of_each_file(cast, tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "a.txt").write_text(papers.ENGLISH)
    (tmp_path / "b.pdf").write_bytes(b"")
    (tmp_path / "below" / "c.txt").write_text(papers.ARABIC)
    (tmp_path / "d.txt").write_text(papers.ENGLISH)
    (tmp_path / ".hidden.txt").write_text("not ours")
    (tmp_path / "way-out.txt").symlink_to("/etc/hostname")
    told = []

    outcomes = evidence.deposit_folder(
        cast.institution, tmp_path, by=cast.badr.actor, at=AT, progress=lambda *step: told.append(step)
    )

    assert [(o.name, o.state, o.cause) for o in outcomes] == [
        ("a.txt", "deposited", ""),
        ("b.pdf", "refused", "empty"),
        ("below/c.txt", "deposited", ""),
        ("d.txt", "already-there", ""),
    ]
    assert told == [("deposit", n, 4) for n in (1, 2, 3, 4)]


def test_a_file_beyond_the_limit_is_refused_by_its_size_before_it_is_read(cast, tmp_path):
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as out:
        out.truncate(200 * 1024 * 1024)  # sparse: takes no room

    with pytest.raises(evidence.Refused) as refused:
        evidence.deposit(cast.institution, huge, by=cast.badr.actor, at=AT)

    assert refused.value.cause == "too-large"
    assert refused.value.facts["bytes"] == 200 * 1024 * 1024


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("empty.txt", b"", "empty"),
        ("scan.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "unknown-kind"),
        ("report.txt", b"%PDF-1.4\n%%EOF", "wrong-extension"),
        ("broken.docx", b"PK\x03\x04 and no more", "damaged"),
        ("bomb.docx", papers.zip_bomb, "bomb"),
        (
            "german.txt",
            ("Die Regierungen sollen die Gebühren abschaffen, die Arbeiter zahlen. " * 20).encode(),
            "other-language",
        ),
    ],
)
def test_bad_input_is_refused_with_its_cause(cast, deposit, name, content, cause):
    with pytest.raises(evidence.Refused) as refused:
        deposit(content() if callable(content) else content, name)

    assert refused.value.cause == cause
    assert kept() == []


def test_a_word_file_is_deposited_with_its_passages(cast, deposit):
    data = papers.word_file(*papers.FRENCH.split("\n\n"))

    document = deposit(data, "contribution.docx").document

    assert (document.media, document.languages) == ("docx", ["fr"])
    assert document.passage_count >= 4


def test_characters_no_database_takes_are_replaced_one_for_one():
    assert texts.storable("a\x00b\ud800c") == "a\x01b�c"


def test_the_visibility_is_among_those_that_exist(cast, document):
    document.visibility = "secret"

    with cast.scope(), pytest.raises(IntegrityError), transaction.atomic():
        document.save()


def test_members_only_is_what_a_document_is_unless_said_otherwise(cast):
    outcome = evidence.deposit(cast.institution, papers.ENGLISH.encode(), "p.txt", by=cast.badr.actor, at=AT)

    assert outcome.document.visibility == Visibility.MEMBERS


def test_half_written_files_are_swept_away_once_they_are_old_and_whole_ones_never(cast, document):
    """A worker sweeps when it starts: on the wrong database, where nobody owns anything, it loses no original."""
    whole = files.place("f" * 64)
    cut_off = whole.parent / ".incoming-k3x"
    whole.parent.mkdir(parents=True, exist_ok=True)
    for path in (whole, cut_off):
        path.write_bytes(b"left over")
    at = datetime.fromtimestamp(cut_off.stat().st_mtime, UTC)

    too_early = evidence.sweep(at=at + timedelta(minutes=5))
    removed = evidence.sweep(at=at + timedelta(hours=2))

    assert too_early == ()
    assert removed == (".incoming-k3x",)
    assert kept() == sorted([files.place(document.digest), whole])


def test_two_who_deposit_the_same_bytes_at_once_get_one_document(cast, deposit, monkeypatch):
    real, inner = texts.title, []

    def overtaken(*args):
        monkeypatch.setattr(texts, "title", real)
        inner.append(deposit(papers.ENGLISH))
        return real(*args)

    monkeypatch.setattr(texts, "title", overtaken)

    outer = deposit(papers.ENGLISH)

    with cast.scope():
        assert (outer.state, outer.document) == ("already-there", inner[0].document)
        assert Document.objects.count() == 1
    assert [p.read_bytes() for p in kept()] == [papers.ENGLISH.encode()]


def test_a_file_the_disk_does_not_give_out_is_refused_and_the_others_go_on(cast, tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(papers.ENGLISH)
    (tmp_path / "b.txt").write_text(papers.FRENCH)
    real = Path.read_bytes

    def failing(path):
        if path.name == "a.txt":
            raise OSError(5, "Input/output error")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", failing)

    outcomes = evidence.deposit_folder(cast.institution, tmp_path, by=cast.badr.actor, at=AT)

    assert [(o.name, o.state, o.cause) for o in outcomes] == [
        ("a.txt", "refused", "damaged"),
        ("b.txt", "deposited", ""),
    ]


def test_a_name_no_database_takes_is_kept_as_far_as_it_can_be_written(cast, deposit):
    document = deposit(papers.ENGLISH, "rapport\udce9.txt").document

    assert document.file_name == "rapport\ufffd.txt"
