"""Everything people write is the corpus at once, and every address there is, is asked: nothing becomes markup."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from django.core import mail

from mithaq.institutions.models import Institution
from mithaq.notices import services as notices
from mithaq.people import services as people
from mithaq.people.enums import Role
from mithaq.people.models import Person
from tests.cast import AT, FROM
from tests.house.test_xss import MARK, _Page
from tests.security.crawl import listed
from tests.security.hostile import spoil
from tests.xss import in_three
from tests.xss.evidence_search import title as told_of_a_search
from tests.xss.notices import facts as told_of_a_release
from tests.xss.synthesis_desk import comment, left_out_by

SHORT = f"<b>{MARK}</b>'\"><a onclick={MARK}>"
TEXT = f"{SHORT}</textarea></title></script><script>{MARK}()</script><!--{MARK} {{{{ {MARK} }}}} %({MARK})s &lt;{MARK}"


def look(answer, where: str) -> bool:
    """Nothing of the corpus acts in it; whether any of it is there."""
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "").split(";")[0]
    assert answer["X-Content-Type-Options"] == "nosniff", where
    if kind == "text/html":
        page = _Page()
        page.feed(data.decode())
        page.close()
        assert page.wrong == [], where
        return MARK in data.decode()
    if kind == "text/csv":
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        assert not [c for row in rows for c in row if MARK in c and c.lstrip()[:1] in "=+-@"], where
        return MARK in data.decode()
    if kind == "application/json":
        return MARK in json.dumps(json.loads(data))
    if kind in ("application/xml", "application/atom+xml", "image/svg+xml"):
        tree = ElementTree.fromstring(data)
        assert not [e for e in tree.iter() if MARK in e.tag or any(k.startswith("on") for k in e.attrib)], where
        return MARK in "".join(tree.itertext())
    return False


def test_no_page_of_a_house_full_of_the_corpus_runs_any_of_it(cast):
    addresses = listed(cast, "secretary", ("ar",))
    with cast.scope():
        addresses += comment("text")(cast, "x") + left_out_by(cast, "x") + told_of_a_search(cast, "x")
        told_of_a_release(cast, "x")
    client = cast.client("secretary")
    before = {address: client.get(address).status_code for address in addresses}
    with cast.scope():
        assert spoil(TEXT) > 40

    after = {address: client.get(address) for address in addresses}
    shown = {address for address, answer in after.items() if look(answer, address)}

    changed = {a: (before[a], answer.status_code) for a, answer in after.items() if before[a] != answer.status_code}
    assert changed == {}
    pages = [a for a, answer in after.items() if answer.status_code == 200 and "text/html" in answer["Content-Type"]]
    assert len(pages) > 60
    below = [a for a in pages if "/arab-review/" in a]
    assert [a for a in below if a not in shown and "/export/" not in a] == []


HEADERS = f"{MARK}\r\nBcc: everybody@example.org\r\n\r\n<script>{MARK}</script>\x00\u2028"


@pytest.mark.parametrize("text", [HEADERS, TEXT])
def test_a_letter_takes_no_header_and_no_line_from_a_name(cast, text):
    Institution.objects.filter(pk=cast.institution.pk).update(name=in_three(text[:200]))
    cast.institution.refresh_from_db()
    Person.objects.filter(pk=cast.amal.person.pk).update(name=text[:200], other_names={})
    told = {"language": "en", "organisation": None, "role": Role.MEMBER, "on": FROM, "by": cast.amal.actor, "at": AT}
    with cast.scope():
        people.welcome(cast.institution, name=in_three(text[:200]), email="new@example.org", site="", **told)
        told_of_a_release(cast, text[:200])
    notices.digest(at=AT, site="https://example.org")

    assert len(mail.outbox) == 2 and all(MARK in letter.body for letter in mail.outbox)
    for letter in mail.outbox:
        assert not any(line.startswith(("Bcc", "<script")) for line in letter.body.splitlines())
        written = letter.message()  # refuses a subject of two lines
        assert (written.get_content_type(), written["Bcc"], len(letter.alternatives)) == ("text/plain", None, 0)
