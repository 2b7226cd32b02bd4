"""`mithaq blueprint`: check, plan, adopt, schema."""

from __future__ import annotations

import json

import pytest

from mithaq.blueprints.shelf import FOLDER
from mithaq.config import command
from mithaq.institutions.models import Charter
from tests.blueprints.texts import AMENDABLE, BOARD, FAULTY, LARGER


@pytest.fixture
def file(tmp_path):
    def write(text, name="charter.toml"):
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(path)

    return write


def run(*words):
    return command.main(["blueprint", *words])


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_text_of_the_gallery_is_accepted(path, capsys):
    assert run("check", str(path)) == 0
    assert "no fault" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lang", "said"), [("ar", "هل تقصدون board؟"), ("en", "Did you mean board?"), ("fr", "Vouliez-vous dire board")]
)
def test_a_fault_names_file_line_column_clause_and_what_would_be_right(file, capsys, lang, said):
    path = file(FAULTY)

    assert run("check", path, "--lang", lang) == 1

    line = next(n for n, one in enumerate(FAULTY.split("\n"), 1) if "boord" in one)
    out = capsys.readouterr().out
    assert out.startswith(f"{path}:{line}:1 body.board: ")
    assert said in out
    assert "\u2068" not in out


def test_faults_as_json(file, capsys):
    assert run("check", file(FAULTY), "--json") == 1

    [fault] = json.loads(capsys.readouterr().out)["faults"]
    assert (fault["key"], fault["clause"], fault["facts"]["near"]) == ("not-a-choice", "body.board", "board")


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"\xff\xfe", "not UTF-8"), (("#" * 500_001).encode(), "a charter has at most 500 kB")],
    ids=["not-utf-8", "too-large"],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(file, capsys, content, why):
    assert run("check", file(content)) == 1
    assert why in capsys.readouterr().err


def test_a_file_that_is_not_there_is_refused_in_a_sentence(capsys):
    assert run("check", "/no/such/file.toml") == 1
    assert "No such file" in capsys.readouterr().err


def test_the_plan_without_an_institution_is_that_of_one_that_has_nothing(file, capsys, db):
    assert run("plan", file(BOARD)) == 0

    out = capsys.readouterr().out
    assert "+ body.board: " in out
    assert "2 to 3 seats" in out


def test_adopted_the_plan_is_empty_and_a_second_time_changes_nothing(cast, file, capsys):
    path, slug = file(BOARD), cast.institution.slug
    assert run("adopt", path, "--institution", slug) == 0
    assert run("adopt", path, "--institution", slug) == 0

    assert run("plan", path, "--institution", slug) == 0

    assert "Adopting it would change nothing." in capsys.readouterr().out
    with cast.scope():
        assert Charter.objects.count() == 1


def test_what_the_charter_refuses_is_refused_with_the_clause(cast, file, capsys):
    slug = cast.institution.slug
    run("adopt", file(AMENDABLE), "--institution", slug)

    assert run("adopt", file(LARGER), "--institution", slug, "--reason", "We grew.") == 1

    assert "amendment: The charter is changed only by a decision of a body" in capsys.readouterr().err
    with cast.scope():
        assert Charter.objects.count() == 1


def test_a_text_with_faults_is_not_adopted(cast, file, capsys):
    assert run("adopt", file(FAULTY), "--institution", cast.institution.slug) == 1

    assert "Mend them first" in capsys.readouterr().err
    with cast.scope():
        assert Charter.objects.count() == 0


def test_an_institution_that_is_not_there_is_named(db, file, capsys):
    assert run("adopt", file(BOARD), "--institution", "nobody") == 1
    assert "nobody" in capsys.readouterr().err


def test_the_schema_is_json_and_knows_every_kind(capsys):
    assert run("schema") == 0

    schema = json.loads(capsys.readouterr().out)
    assert "institution" in schema["properties"]
