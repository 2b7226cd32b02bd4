"""An association finds its paragraph in what was adopted, or reads why it is not there: in Arabic, English and French.

Its submission is deposited and coded, a line is written and released; its member is told, follows the notice, and
finds section, line and number; what is not used says why. The link of the association opens without an account, and
closes when it is taken back, when the document is narrowed, and when it is withdrawn.
"""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mithaq.evidence import selectors as evidence
from mithaq.evidence import services as keeping
from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Document
from mithaq.foundation.fields import words
from mithaq.foundation.models import Letter
from mithaq.notices import services as notices
from mithaq.people import services as people
from mithaq.synthesis import selectors, services
from mithaq.synthesis.models import Citation, Unused
from mithaq.synthesis.services import checking, citations, lines, releasing
from tests.cast import FROM, compact
from tests.evidence import papers

SAID = {"ar": "تُلغى رسوم الاستقدام.", "en": "Recruitment fees end.", "fr": "Les frais de recrutement prennent fin."}
WHY = "It concerns one case that can be recognised."
STATES = {
    "ar": ("القسم 6، السطر 1", "قُرئ ولم يُستخدم"),
    "en": ("Section 6, line 1", "Read, not used"),
    "fr": ("Section 6, ligne 1", "Lu, non retenu"),
}


@pytest.fixture
def association(cast):
    """The association in Nouakchott, for which Chadia speaks."""
    named = words(ar="جمعية في نواكشوط", en="Association in Nouakchott", fr="Association à Nouakchott")
    made = people.register_organisation(named, country="MR", by=cast.amal.actor, at=timezone.now())
    people.affiliate(cast.chadia.person, made, on=FROM, by=cast.amal.actor, at=timezone.now())
    return made


@pytest.fixture
def document(cast, association, django_capture_on_commit_callbacks):
    """Deposited and coded by the officer on the pages of the house; the association's words."""
    compact(cast)
    files = [SimpleUploadedFile(name, text.encode()) for name, text in papers.PAPERS.items()]
    with django_capture_on_commit_callbacks(execute=True):
        here = f"/en/{cast.institution.slug}/documents/deposit/"
        answer = cast.client("officer").post(here, {"files": files, "visibility": "public"})
    assert answer.status_code == 302
    with cast.scope():
        Document.objects.filter(file_name="unions.txt").update(contributor=association)
        return Document.objects.get(file_name="unions.txt")


@pytest.fixture
def adopted(cast, document):
    """One line is written from what three papers say, one passage is left out, and the draft is released."""
    with cast.scope():
        at, by = timezone.now(), cast.badr.actor
        draft = services.draft(cast.institution, by=by, at=at, visibility=Visibility.PUBLIC).synthesis
        section = draft.sections.get(objective=6)
        cited = list(Citation.objects.filter(line__section=section, line__order=1).select_related("passage"))
        passages = [evidence.passage(cast.institution, c.passage.uid, to=cast.badr.account) for c in cited]
        line = lines.write_line(section, lang="en", text=SAID["en"], passages=passages, by=by, at=at)
        for code in ("ar", "fr"):
            line.renditions.create(
                institution=cast.institution, lang=code, text=SAID[code], version=1, made_from=1, at=at
            )
        left = Unused.objects.filter(synthesis=draft, passage__rendition__document=document).first()
        passage = evidence.passage(cast.institution, left.passage.uid, to=cast.badr.account)
        citations.leave_out(draft, passage, because=WHY, by=by, at=at)
        release = releasing.release(
            draft,
            title=words(ar="ما اتُّفق عليه", en="What was agreed", fr="Ce qui a été convenu"),
            adopted_by=words(ar="الجلسة", en="The plenary", fr="La plénière"),
            adopted_on=timezone.localdate(at),
            note=words(),
            visibility=Visibility.PUBLIC,
            seen=checking.check(draft).seen,
            by=cast.amal.actor,
            at=timezone.now(),
        )
        left_out = passage.uid
    return release, left_out


@pytest.fixture
def link(cast, document, adopted):
    """As the officer makes it on the page, and hands it to the association."""
    page = f"/en/{cast.institution.slug}/synthesis/words/document/{document.uid}/links/"
    made = cast.client("officer").post(page).content.decode()
    (address,) = re.findall(r'value="http://testserver(/[^"]+/words/\w+/)"', made)
    return address


def text(answer) -> str:
    """The page without the marks round its numbers."""
    assert answer.status_code == 200
    return re.sub("</?bdi[^>]*>", "", unescape(answer.content.decode()))


def of_passage(page: str, uid: str) -> str:
    return page.split(f'id="p-{uid}"')[1].split("</li>")[0]


def test_the_member_is_told_and_finds_the_paragraph_or_the_reason(cast, document, adopted, lang):
    release, left_out = adopted
    member = cast.client("member")
    told = text(member.get(f"/{lang}/{cast.institution.slug}/notices/"))
    (followed,) = re.findall(rf'href="(/{lang}/[^"]+/words/document/{document.uid}/[^"]*)"', told)
    page = text(member.get(followed))
    place, not_used = STATES[lang]
    with cast.scope():
        cited = release.citations.filter(document=document).select_related("passage").get()

    mine = of_passage(page, cited.passage.uid)
    assert place in mine
    assert SAID[lang] in mine
    assert f"[{cited.number}]" in mine
    (line,) = re.findall(r'href="([^"]+#line-\w+)"', mine)
    report = text(member.get(line.partition("#")[0]))
    assert f'id="{line.partition("#")[2]}"' in report
    assert f"/documents/passage/{cited.passage.uid}/" in report

    other = of_passage(page, left_out)
    assert not_used in other
    assert WHY in other


def test_the_link_opens_without_an_account_on_a_phone(cast, link, adopted, lang):
    answer = cast.client("anonymous").get(f"/{lang}" + link[3:])
    page = text(answer)

    assert link.startswith("/ar/")  # the language of the association's own words
    assert STATES[lang][0] in page
    assert SAID[lang] in page
    assert "نوصي بأن تلغي الحكومات رسوم الاستقدام" in page
    assert len(answer.content) < 50_000
    assert "<script" not in page


def close_by_revoking(cast, document):
    page = f"/en/{cast.institution.slug}/synthesis/words/document/{document.uid}/links/"
    officer = cast.client("officer")
    (revoke,) = re.findall(r'action="([^"]+/revoke/)"', officer.get(page).content.decode())
    officer.post(revoke)


def close_by_narrowing(cast, document):
    with cast.scope():
        Document.objects.filter(pk=document.pk).update(visibility=Visibility.CONFIDENTIAL)


def close_by_withdrawing(cast, document):
    with cast.scope():
        keeping.withdraw(
            cast.institution, document, because="asked by its author", by=cast.badr.actor, at=timezone.now()
        )


@pytest.mark.parametrize("close", [close_by_revoking, close_by_narrowing, close_by_withdrawing])
def test_what_is_closed_opens_nothing_any_more(cast, document, link, close):
    anybody = cast.client("anonymous")
    assert anybody.get(link).status_code == 200

    close(cast, document)

    assert anybody.get(link).status_code == 404


@pytest.mark.parametrize("close", [close_by_narrowing, close_by_withdrawing])
def test_what_is_closed_is_told_to_no_member_any_more(cast, document, adopted, settings, close):
    settings.EMAIL_BACKEND = "mithaq.foundation.mail.Outbox"
    member, here = cast.client("member"), f"/en/{cast.institution.slug}"
    close(cast, document)

    assert "What was agreed" not in text(member.get(f"{here}/notices/")).split("<main")[1]
    assert member.get(f"{here}/synthesis/words/document/{document.uid}/").status_code == 404
    notices.digest(at=timezone.now(), site="https://mithaq.example")
    assert [letter.to for letter in Letter.objects.all()] in ([], [cast.badr.account.email])


def test_the_mail_says_one_sentence_and_no_word_of_the_document(cast, document, adopted, settings):
    settings.EMAIL_BACKEND = "mithaq.foundation.mail.Outbox"
    notices.digest(at=timezone.now(), site="https://mithaq.example")
    letter = Letter.objects.get(to=cast.chadia.account.email)
    with cast.scope():
        said = [p.text for p in evidence.passages(cast.institution, to=None, document=document) if p.kind != "heading"]

    assert "What was agreed" in letter.body
    assert f"https://mithaq.example/en/{cast.institution.slug}/synthesis/words/document/{document.uid}/" in letter.body
    assert [sentence for sentence in said if sentence in letter.body] == []


def test_both_ways_from_any_sentence(cast, adopted):
    """Each passage that the release cites leads back to the line that cites it."""
    release, _ = adopted
    anybody = cast.client("anonymous")
    with cast.scope():
        report = selectors.report(release.synthesis, "en")
        cited = {c.passage.uid: c for c in release.citations.select_related("passage")}
        assert report.sections
    for uid in cited:
        page = text(anybody.get(f"/en/{cast.institution.slug}/documents/passage/{uid}/"))
        assert SAID["en"] in page
        assert re.search(rf'href="[^"]+/releases/{release.number}/#line-\w+"', page)
