from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.timezone import now

from mithaq.foundation import jobs
from mithaq.foundation.journal import Entry
from mithaq.foundation.models import Job
from mithaq.institutions import services
from tests.cast import AT


def _page(lang: str, rest: str) -> str:
    return f"/{lang}/arab-review/{rest}"


def test_everyone_reads_the_public_part_of_the_minute_and_a_secretary_the_whole(cast, lang):
    def entries(who):
        return cast.client(who).get(_page(lang, "minute/")).content.decode().count('<tr id="entry-')

    assert {who: entries(who) for who in ("anonymous", "member", "secretary")} == {
        "anonymous": 1,
        "member": 1,
        "secretary": 4,
    }


def test_what_is_internal_does_not_leak_into_the_public_minute(cast):
    """The admissions stand in the register of acts; their names are for those who answer for the house."""
    assert "Chadia" in cast.client("secretary").get(_page("en", "minute/")).content.decode()
    assert "Chadia" not in cast.client("member").get(_page("en", "minute/")).content.decode()


def test_roles_in_the_minute_are_worded(cast, lang):
    page = cast.client("secretary").get(_page(lang, "minute/")).content.decode()

    assert {"ar": "أمين", "en": "secretary", "fr": "secrétaire"}[lang] in page
    assert "member.admit" not in page


def test_a_minute_that_was_tampered_with_says_so(cast, lang):
    Entry.objects.filter(scope=cast.institution.uid, number=2).update(by_name="Somebody else")

    page = cast.client("secretary").get(_page(lang, "minute/")).content.decode()

    assert 'role="alert"' in page


def test_another_house_is_not_in_this_minute(cast):
    services.describe(cast.elsewhere, name={"en": "Elsewhere anew"}, purpose={}, by=cast.dalia.actor, at=AT)

    assert "Elsewhere anew" not in cast.client("secretary").get(_page("en", "minute/")).content.decode()
    assert "Elsewhere anew" in cast.client("dalia").get("/en/maghreb-forum/minute/").content.decode()


def test_the_minute_asks_a_constant_number_of_questions(cast):
    client = cast.client("member")
    client.get(_page("en", "minute/"))
    counts = []
    for number in (1, 20):
        for n in range(number):
            services.describe(
                cast.institution, name={"en": f"Name {number} {n}"}, purpose={}, by=cast.amal.actor, at=AT
            )
        with CaptureQueriesContext(connection) as asked:
            client.get(_page("en", "minute/"))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_secretary_names_the_institution_in_three_languages(cast, lang):
    told = {"name_ar": "اسم", "name_en": "Name", "name_fr": "Nom", "purpose_fr": "Objet", "is_public": "on"}
    told["months"] = "plain"

    answer = cast.client("secretary").post(_page(lang, "settings/"), told)

    cast.institution.refresh_from_db()
    assert answer.status_code == 302
    assert (cast.institution.name, cast.institution.purpose) == (
        {"ar": "اسم", "en": "Name", "fr": "Nom"},
        {"fr": "Objet"},
    )
    entry = Entry.objects.filter(scope=cast.institution.uid).last()
    assert (entry.act, entry.by_uid) == ("institution.describe", cast.amal.person.uid)


def test_a_name_is_asked_for_in_the_language_of_the_reader(cast, lang):
    answer = cast.client("secretary").post(_page(lang, "settings/"), {"purpose_en": "Kept <here>"})

    with translation.override(lang):
        wanted = translation.gettext("Give the institution a name in at least one language.")
    page = answer.content.decode()
    assert wanted in page
    assert "Kept &lt;here&gt;" in page
    cast.institution.refresh_from_db()
    assert cast.institution.name["en"] == "Arab regional review"


def test_a_job_shows_where_it_is_and_that_nobody_works(cast, lang):
    at = now()
    job = Job.objects.create(
        scope=cast.institution.uid, kind="evidence.deposit", asked_at=at - timedelta(minutes=1), by_name="Amal"
    )

    def warned():
        page = cast.client("member").get(_page(lang, f"jobs/{job.uid}/")).content.decode()
        with translation.override(lang):
            return translation.gettext("Waiting for its turn.") in page, 'class="note attention"' in page

    alone = warned()
    jobs.beat("worker", at=at)

    assert (alone, warned()) == ((True, True), (True, False))


def test_a_job_asked_by_htmx_answers_with_the_moving_part(cast):
    job = Job.objects.create(scope=cast.institution.uid, kind="x.y", asked_at=AT, state="running", done=3, total=9)
    address = _page("en", f"jobs/{job.uid}/")

    whole = cast.client("member").get(address).content.decode()
    part = cast.client("member").get(address, headers={"HX-Request": "true"}).content.decode()

    assert "<html" in whole
    assert '<meta http-equiv="refresh"' in whole
    assert part.lstrip().startswith('<div id="job"')
    assert f'hx-get="{address}"' in part


def test_a_job_of_another_institution_is_not_found(cast):
    job = Job.objects.create(scope=cast.elsewhere.uid, kind="x.y", asked_at=AT)

    assert cast.client("secretary").get(_page("en", f"jobs/{job.uid}/")).status_code == 404
    assert job.uid not in cast.client("secretary").get(_page("en", "jobs/")).content.decode()


@pytest.mark.parametrize("rest", ["minute/", "settings/"])
def test_an_institution_that_does_not_exist_has_no_pages(cast, rest):
    assert cast.client("secretary").get(f"/en/nowhere/{rest}").status_code == 404
