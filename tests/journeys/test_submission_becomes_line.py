"""A submission becomes a cited line, and its author finds the very words: in Arabic, English and French."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mithaq.foundation import journal
from mithaq.foundation.models import Entry
from tests.cast import compact
from tests.evidence import papers

SAID = {
    "ar": ("unions.txt", "نوصي بأن تلغي الحكومات رسوم الاستقدام"),
    "en": ("civil-society.txt", "We recommend that governments abolish the recruitment fees"),
    "fr": ("cities.txt", "Nous recommandons que les gouvernements suppriment les frais de recrutement"),
}


@pytest.fixture
def walk(django_capture_on_commit_callbacks):
    """Post and let the jobs run, as a worker would."""

    def post(client, url, told):
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(url, told)
        assert answer.status_code == 302
        return client.get(answer["Location"], follow=True)

    return post


def test_a_submission_becomes_a_cited_line(cast, walk, lang):
    compact(cast)
    here = f"/{lang}/{cast.institution.slug}"
    officer, author = cast.client("officer"), cast.client("anonymous")
    name, words = SAID[lang]

    # The officer deposits three submissions; each is coded at once.
    files = [SimpleUploadedFile(n, text.encode()) for n, text in papers.PAPERS.items()]
    deposited = walk(officer, f"{here}/documents/deposit/", {"files": files, "visibility": "public"})
    uids = re.findall(rf'href="{here}/documents/(\w{{16}})/"', deposited.content.decode())
    assert len(set(uids)) == 3

    # She asks for a first report on all of them.
    drafted = walk(
        officer,
        f"{here}/synthesis/draft/",
        {"documents": uids, "shape": "objective", "limit": "12", "visibility": "public"},
    )
    report_url = re.search(r"/synthesis/(\w{16})/$", drafted.redirect_chain[-1][0])
    assert report_url

    # Anybody reads the report in their language: one line, three documents, its first quotation in that language.
    page = author.get(f"{here}/synthesis/{report_url.group(1)}/").content.decode()
    section = page.split('<section id="objective-6"')[1].split("</section>")[0]
    line = section.split('<div class="report-line"')[1]
    assert words in line
    assert line.count('class="citation-mark"') == 3
    assert line.index(words) == min(line.index(SAID[other][1]) for other in SAID)

    # [n] leads to the passage, in its own language and at its place in the original.
    passage_url = re.search(r'href="([^"]+/documents/passage/\w+/)"', line).group(1)
    passage = author.get(passage_url).content.decode()
    assert f'lang="{lang}"' in passage
    assert words in " ".join(passage.split("original reading")[1].split())

    # The author takes the original away, byte for byte.
    document_url = re.search(rf'href="({here}/documents/\w{{16}}/original/)"', passage).group(1)
    assert author.get(document_url).content == papers.PAPERS[name].encode()

    # The register of acts holds every act, and its chain holds.
    acts = list(Entry.objects.filter(scope=cast.institution.uid).order_by("number").values_list("act", flat=True))
    assert [a for a in acts if a.startswith(("evidence.", "synthesis."))] == [
        *["evidence.deposit"] * 3, *["evidence.code"] * 3, "synthesis.draft",
    ]  # fmt: skip
    assert journal.verify(cast.institution.uid) is None
