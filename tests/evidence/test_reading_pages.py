"""Two readers at the desk, page by page: what each is handed, what is settled, and what an agreement is worth."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django_scopes import scope

from mithaq.evidence import agreement, reading_words
from mithaq.evidence.models import Decision, DoubleReading, Passage


def handed(page) -> Passage | None:
    """What lies on the desk."""
    return page.context["card"].passage if "card" in page.context else None


def test_read_at_the_desk_page_by_page_until_nothing_is_left(cast, statements, ask):
    reading = ask(statements[:2])
    client = cast.client("officer")
    url = f"{reverse('evidence:desk', kwargs={'institution': cast.institution.slug})}?reading={reading.uid}"

    for number, passage in enumerate(statements[:2]):
        assert handed(client.get(url)) == passage
        data = {"passage": passage.uid, "key": f"key-{number}-12345", "seen": 0, "do": "accept", "code": "act:fact"}
        answer = client.post(url, data | {"yes": "act:fact"})
        assert answer.status_code == 302
        assert f"reading={reading.uid}" in answer.url

    with cast.scope():
        assert agreement.readers([reading])[reading.pk][1].has_read
        assert Decision.objects.filter(reading=reading, kind="code").count() == 2
    assert handed(client.get(url)) is None


def test_who_is_no_reader_cannot_read_at_the_desk(cast, statements, ask, elias):
    reading = ask(statements[:2], first=cast.badr.person, second=elias.person)
    url = f"{reverse('evidence:desk', kwargs={'institution': cast.institution.slug})}?reading={reading.uid}"

    assert cast.client("secretary").get(url).status_code == 404


@pytest.fixture
def elias(cast):
    """A third officer."""
    from mithaq.people.enums import Role
    from tests import cast as everybody

    return everybody.enter("Elias Khoury", "إلياس خوري", "en", (cast.institution, Role.OFFICER))


def test_the_desk_hands_out_nothing_that_two_are_reading(cast, statements, ask):
    with cast.scope():
        every = list(agreement.draw(cast.institution, "sample", 100))
        headings = list(Passage.objects.filter(kind="heading"))
    ask(every)
    url = reverse("evidence:desk", kwargs={"institution": cast.institution.slug})

    assert handed(cast.client("officer").get(url)) in headings


def test_asking_on_the_page_draws_and_a_mistake_stands_at_its_field(cast, coded):
    url = reverse("evidence:ask_reading", kwargs={"institution": cast.institution.slug})
    told = {
        "title": "Sample",
        "first": cast.amal.person.uid,
        "second": cast.amal.person.uid,
        "rule": "sample",
        "count": "3",
        "seed": "7",
        "schemes": ["act"],
    }

    wrong = cast.client("secretary").post(url, told)
    right = cast.client("secretary").post(url, told | {"second": cast.badr.person.uid})

    assert wrong.status_code == 200
    assert list(wrong.context["form"].errors) == ["second"]
    assert 'value="Sample"' in wrong.content.decode()
    with cast.scope():
        made = DoubleReading.objects.get()
        assert made.alpha["drawn"] == {"rule": "sample", "asked": 3, "seed": 7}
        assert made.passages.count() == 3
    assert right.url == reverse("evidence:reading", kwargs={"institution": cast.institution.slug, "uid": made.uid})


def test_settled_and_closed_on_the_pages(cast, statements, read):
    client, here = cast.client("officer"), {"institution": cast.institution.slug, "uid": read.uid}
    page = client.get(reverse("evidence:reading", kwargs=here)).content.decode()
    assert "Settle" in page
    for place, chosen in ((2, ["act:fact"]), (3, ["objective:14", "act:question"])):
        url = reverse("evidence:settle_reading", kwargs={**here, "passage": statements[place].uid})
        key = client.get(url).context["form"]["key"].value()
        answer = client.post(url, {"key": key, "chosen": chosen})
        assert answer.status_code == 302

    client.post(reverse("evidence:close_reading", kwargs=here))

    closed = client.get(reverse("evidence:reading", kwargs=here))
    assert [len(rows) for _, rows in closed.context["figures"]] == [6, 5]
    with cast.scope():
        assert "overall" in DoubleReading.objects.get().alpha


def test_two_acts_at_once_are_refused_at_the_field(cast, statements, read):
    here = {"institution": cast.institution.slug, "uid": read.uid, "passage": statements[2].uid}

    answer = cast.client("officer").post(
        reverse("evidence:settle_reading", kwargs=here), {"key": "k", "chosen": ["act:fact", "act:challenge"]}
    )

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["chosen"]
    assert [ticked for place, *_, ticked in answer.context["boxes"] if place.startswith("act:")] == [True, True]


@pytest.mark.parametrize("name", ["readings", "reading"])
def test_pages_ask_as_often_with_one_as_with_three(cast, coded, statements, ask, say, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = cast.client("officer")
    asked = []
    for differing in (1, 3):
        if name == "readings":
            made = [ask(statements[n : n + 1]) for n in range(differing)]
            url = reverse("evidence:readings", kwargs={"institution": cast.institution.slug})
        else:
            made = [ask(statements[:3])]
            for n, passage in enumerate(statements[:3]):
                say(made[0], cast.amal, passage, "act:fact")
                say(made[0], cast.badr, passage, "act:question" if n < differing else "act:fact")
            url = reverse("evidence:reading", kwargs={"institution": cast.institution.slug, "uid": made[0].uid})
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        asked.append(len(queries))
        with scope(institution=cast.institution):
            DoubleReading.objects.all().delete()

    assert asked[0] == asked[1]


@pytest.mark.parametrize(
    ("alpha", "said"),
    [
        (None, "cannot be told: nothing could have differed"),
        (1.0, "good enough to rely on"),
        (0.7996, "good enough to rely on"),
        (2 / 3, "for tentative conclusions only"),
        (0.66, "too low to rely on"),
        (-0.5, "too low to rely on"),
    ],
)
def test_what_an_alpha_is_worth_is_said_of_the_figure_that_is_shown(alpha, said):
    assert reading_words.strength(alpha) == said
