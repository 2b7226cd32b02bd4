"""Writing a folder: everything, whole, again and again the same."""

import pytest

from mithaq.exchange import services
from tests.exchange import sample

NAMES = [
    *(f"report-{lang}.{extension}" for extension in ("html", "pdf", "docx") for lang in ("ar", "en", "fr")),
    "evidence.csv",
    "matrix.xlsx",
]


def test_every_file_is_written_and_told(tmp_path):
    told = []

    paths = services.write_reports(sample.trilingual(), tmp_path / "out", lambda *step: told.append(step))

    assert [path.name for path in paths] == NAMES
    assert told == [(n, 11) for n in range(1, 12)]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(NAMES)


def test_a_second_run_doubles_nothing_and_changes_nothing(tmp_path):
    first = {path: path.read_bytes() for path in services.write_reports(sample.trilingual(), tmp_path)}
    second = {path: path.read_bytes() for path in services.write_reports(sample.trilingual(), tmp_path)}

    assert first == second
    assert len(list(tmp_path.iterdir())) == 11


def test_what_is_not_ours_stays(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")

    services.write_reports([sample.report("fr")], tmp_path)

    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_format_that_fails_leaves_the_file_of_the_last_run(tmp_path, monkeypatch):
    services.write_reports([sample.report("en")], tmp_path)
    before = (tmp_path / "report-en.pdf").read_bytes()
    monkeypatch.setattr("mithaq.exchange.formats.pdf.STANDARDS", ["no-such-standard"])

    with pytest.raises(ValueError, match="no-such-standard"):
        services.FORMATS["pdf"].write([sample.report("en", lines=1)])

    assert (tmp_path / "report-en.pdf").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []
