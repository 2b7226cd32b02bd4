"""What somebody may not see leaves the house by no door: page, list, count, search, file, figure, minute, job."""

from __future__ import annotations

import io
import zipfile

import pypdfium2
import pytest
from django.urls import reverse
from django.utils.timezone import now

from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Document, Passage
from mithaq.exchange.formats import FORMATS
from tests.cast import WHO
from tests.security.conftest import CLOSED, SECRET

MAY = {
    Visibility.PUBLIC: set(WHO),
    Visibility.MEMBERS: {"member", "officer", "secretary"},
    Visibility.BODY: {"officer", "secretary"},
    Visibility.CONFIDENTIAL: {"officer", "secretary"},
}


def url(cast, name: str, **more) -> str:
    return reverse(name, kwargs={"institution": cast.institution.slug, **more})


def texts(answer) -> str:
    """All words of an answer, whatever its format."""
    data = b"".join(answer) if answer.streaming else answer.content
    if data.startswith(b"%PDF"):
        pdf = pypdfium2.PdfDocument(data)
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    if data.startswith(b"PK"):
        package = zipfile.ZipFile(io.BytesIO(data))
        return "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    return data.decode("utf-8", "replace")


def addresses(cast, document, synthesis=None) -> list[str]:
    """Everything that is about this document and about a synthesis of it."""
    with cast.scope():
        passages = list(Passage.objects.filter(rendition__document=document).values_list("uid", flat=True))
    found = [url(cast, name, uid=document.uid) for name in ("evidence:document", "evidence:original")]
    found += [url(cast, "evidence:passage", uid=uid) for uid in passages]
    if synthesis:
        found.append(url(cast, "synthesis:synthesis", uid=synthesis.uid))
        found += [url(cast, "exchange:report", uid=synthesis.uid, format=form) for form in FORMATS]
    return found


def overviews(cast) -> list[str]:
    """Every page that lists, counts or quotes, in one language and another."""
    found = ["/sitemap.xml"]
    for code in ("en", "ar"):
        home = f"/{code}/{cast.institution.slug}/"
        found += [f"/{code}/", home, home + "documents/", home + "synthesis/", home + "minute/", home + "jobs/"]
        found += [home + "documents/search/?q=migrant", home + f"documents/search/?q={SECRET}"]
        found += [home + f"figures/{key}.csv" for key in ("states", "speakers", "taking-part")]
    return found


@pytest.mark.parametrize("visibility", Visibility.values)
def test_each_visibility_is_kept_on_every_page_and_file(cast, deposit, synthesised, visibility):
    document = deposit(CLOSED, visibility, f"{SECRET}.txt")
    synthesis = synthesised([document])
    for who in WHO:
        client = cast.client(who)
        answers = {address: client.get(address).status_code for address in addresses(cast, document, synthesis)}

        assert set(answers.values()) == ({200} if who in MAY[visibility] else {404}), who


@pytest.mark.parametrize("who", ["anonymous", "stranger", "member"])
def test_overviews_say_nothing_of_what_is_confidential(cast, deposit, synthesised, who):
    """Neither words, nor titles, nor file names, nor counts, nor the States it names (Yemen, Iraq, Sudan)."""
    document = deposit(CLOSED, Visibility.CONFIDENTIAL, f"{SECRET}.txt")
    synthesis = synthesised([document])
    client = cast.client(who)
    for page in overviews(cast):
        answer = client.get(page)
        said = texts(answer)
        for echo in (f'value="{SECRET}"', f"q={SECRET}", f"“{SECRET}”", f"«{SECRET}»", f"<bdi>{SECRET}</bdi>"):
            said = said.replace(echo, "")

        assert answer.status_code in (200, 302, 403, 404), page
        assert SECRET not in said, page
        assert document.uid not in said and synthesis.uid not in said, page
    home = client.get(url(cast, "portal:home"))
    assert home.context["latest"] is None
    assert (home.context["evidence"].documents, home.context["evidence"].passages) == (0, 0)
    assert home.context["evidence"].languages == ()
    listed = client.get(url(cast, "evidence:documents"))
    assert (list(listed.context["documents"]), listed.context["spoken"]) == ([], ())


def test_a_source_that_becomes_confidential_takes_the_synthesis_with_it(cast, deposit, synthesised):
    open_, closing = deposit(), deposit(CLOSED, name="second.txt")
    synthesis = synthesised([open_, closing])
    anybody = cast.client("anonymous")
    page = url(cast, "synthesis:synthesis", uid=synthesis.uid)
    assert anybody.get(page).status_code == 200
    with cast.scope():
        Document.objects.filter(pk=closing.pk).update(visibility=Visibility.CONFIDENTIAL)

    assert {anybody.get(address).status_code for address in addresses(cast, closing, synthesis)} == {404}
    assert SECRET not in texts(anybody.get(url(cast, "portal:home")))
    assert SECRET not in texts(anybody.get("/en/"))
    assert cast.client("officer").get(page).status_code == 200


def test_nothing_of_a_withdrawn_source_is_left_in_any_file(cast, deposit, synthesised):
    kept, withdrawn = deposit(), deposit(CLOSED, name=f"{SECRET}.txt")
    synthesis = synthesised([kept, withdrawn])
    anybody = cast.client("anonymous")
    files = [url(cast, "exchange:report", uid=synthesis.uid, format=form) for form in FORMATS]
    pages = [url(cast, "synthesis:synthesis", uid=synthesis.uid), url(cast, "portal:home"), "/en/"]
    assert all(SECRET in texts(anybody.get(file)) for file in files if "xlsx" not in file and "matrix" not in file)

    evidence.withdraw(cast.institution, withdrawn, because="asked by its author", by=cast.badr.actor, at=now())

    for address in [*files, *pages]:
        answer = anybody.get(address)
        assert answer.status_code == 200, address
        assert SECRET not in texts(answer), address
    assert {anybody.get(address).status_code for address in addresses(cast, withdrawn)} == {404}
    assert anybody.get(url(cast, "evidence:search") + f"?q={SECRET}").context["shown"] == []
