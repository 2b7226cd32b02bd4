"""What holds for every format, also for the next one somebody adds."""

import pytest

from mithaq.exchange.formats import FORMATS
from tests.exchange import sample

SIZES = {
    "ordinary": {},
    "hostile": {"hostile": True},
    "without lines": {"lines": 0},
    "without sections": {"sections": 0},
}
SIGNATURES = {"html": b"<!doctype html>", "pdf": b"%PDF-1.7", "docx": b"PK", "xlsx": b"PK", "csv": b"\xef\xbb\xbf"}


@pytest.fixture(params=FORMATS.values(), ids=FORMATS)
def form(request):
    return request.param


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_it_writes_every_report_in_every_language(form, size):
    for _name, reports in form.files(sample.trilingual(**size)):
        assert form.write(reports).startswith(SIGNATURES[form.key])


def test_it_writes_a_report_on_nothing(form):
    for _name, reports in form.files(tuple(map(sample.empty, ("ar", "en", "fr")))):
        assert form.write(reports).startswith(SIGNATURES[form.key])


def test_the_same_report_gives_the_same_bytes(form):
    reports = sample.trilingual()[:1]

    assert form.write(reports) == form.write(reports)


def test_it_names_its_files_by_language_where_it_has_one(form):
    names = [name for name, _reports in form.files(sample.trilingual())]

    assert names == {
        "html": ["report-ar.html", "report-en.html", "report-fr.html"],
        "pdf": ["report-ar.pdf", "report-en.pdf", "report-fr.pdf"],
        "docx": ["report-ar.docx", "report-en.docx", "report-fr.docx"],
        "csv": ["evidence.csv"],
        "xlsx": ["matrix.xlsx"],
    }.get(form.key, names)
    assert len(names) == (3 if form.each_language else 1)
