from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from mithaq.compacts import selectors
from tests.compacts.test_official import ARABIC, FRENCH


def _load(file, language="ar"):
    out = io.StringIO()
    call_command("load_text", "gcm", language, str(file), stdout=out)
    return out.getvalue()


def test_an_operator_loads_a_text_and_is_told_what_is_missing(db, tmp_path):
    file = tmp_path / "resolution.txt"
    file.write_text(ARABIC)

    said = _load(file)

    assert "2 objectives, 2 commitments, 2 actions" in said
    assert "Without a commitment: 3, 4" in said
    assert selectors.languages_without_official_text("gcm") == ["ar", "en", "fr"]


def test_a_bad_file_is_named_with_its_cause(db, tmp_path):
    file = tmp_path / "resolution.txt"
    file.write_text(FRENCH)

    with pytest.raises(CommandError, match=r"resolution\.txt: The file is written in “fr”, not in “ar”"):
        _load(file)
    with pytest.raises(CommandError, match="No such file"):
        _load(tmp_path / "nothing.txt")


def test_a_language_is_whole_when_every_commitment_has_its_text(db, tmp_path):
    whole = "\n".join(
        f"Objectif {n} : Titre\n{16 + n}. Nous nous engageons à réparer les filets." for n in range(1, 24)
    )
    file = tmp_path / "resolution.txt"
    file.write_text(whole)

    said = _load(file, "fr")

    assert "Without" not in said
    assert selectors.languages_without_official_text("gcm") == ["ar", "en"]
