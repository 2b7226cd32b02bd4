"""What decisions teach is measured on what was held out, used only where it is better, and said in any case."""

from __future__ import annotations

import random

import pytest
from django.urls import reverse

from mithaq.evidence import learned, selectors
from mithaq.evidence import services as evidence
from mithaq.evidence.models import Coding, Document, Passage, Ranking, Rendition
from mithaq.evidence.services import ranking
from mithaq.foundation.models import Entry, Job
from tests.cast import AT

CODES = {"6": 0.95, "16": 0.8, "17": 0.5, "23": 0.04}
"""How often the simulated officer confirms each objective: 23 is suggested everywhere and hardly ever right."""


@pytest.fixture
def simulate(cast):
    """`simulate(documents)`: papers with suggestions, two a passage, that a simulated officer decided about."""

    def papers(documents: int = 10, passages: int = 23, chances=CODES, left_open: int = 3, seed: int = 5):
        dice = random.Random(seed)
        with cast.scope():
            for number in range(documents):
                _paper(cast, f"{seed}-{number}", passages, chances, left_open, dice)

    return papers


def _paper(cast, name: str, passages: int, chances, left_open: int, dice: random.Random) -> None:
    home = cast.institution
    document = Document.objects.create(
        institution=home,
        uid=f"paper{name}".replace("-", "x").ljust(16, "z"),
        title={"en": name},
        file_name=name,
        media="text",
        digest=name.ljust(64, "z"),
        size=9,
        visibility="members",
        reader="1",
        deposited_at=AT,
        is_simulated=True,
    )
    rendition = Rendition.objects.create(
        institution=home, document=document, lang="en", text="x", text_digest="x", version="1", made_at=AT
    )
    for number in range(1, passages + 1):
        passage = Passage.objects.create(
            institution=home,
            uid=f"{name}-{number}".replace("-", "x").ljust(16, "z"),
            rendition=rendition,
            number=number,
            kind="paragraph",
            start=number,
            end=number + 1,
            lang="en",
            text=f"Statement {number} of the paper {name}.",
        )
        is_open = number <= left_open
        for code in dice.sample(list(chances), 2):
            right = dice.random() < chances[code]
            Coding.objects.create(
                institution=home,
                passage=passage,
                scheme="objective",
                code=code,
                score=round(dice.uniform(0.5, 0.9), 3),
                status="suggested" if is_open else "confirmed" if right else "rejected",
                by_uid="" if is_open else cast.badr.person.uid,
                at=AT,
            )


def learn(cast) -> Ranking:
    return ranking.learn(cast.institution, by=cast.badr.actor, at=AT)


def test_with_too_few_decisions_it_is_refused_and_said_how_many_are_missing(cast, simulate):
    simulate(documents=2, passages=10, left_open=2)

    with pytest.raises(ranking.TooFew) as refused:
        learn(cast)
    with pytest.raises(ranking.TooFew):
        ranking.learn_later(cast.institution, by=cast.badr.actor, at=AT)

    assert refused.value.missing == learned.MINIMUM - 2 * 8 * 2
    with cast.scope():
        assert Ranking.objects.count() == 0
        assert Job.objects.count() == 0


def test_what_officers_reject_again_and_again_falls_behind(cast, simulate):
    simulate()

    made = learn(cast)

    told = made.measured["schemes"]["objective"]
    with cast.scope():
        open_ = list(Coding.objects.filter(status="suggested").select_related("passage"))
        decided = Coding.objects.exclude(status="suggested").exclude(rank=None)
    assert made.is_used
    assert told["why_not"] == ""
    assert told["learned"]["precision"] > told["kernel"]["precision"]
    assert made.measured["apart"] == "document"
    assert made.decisions == 10 * 20 * 2
    assert max(c.rank for c in open_ if c.code == "23") < min(c.rank for c in open_ if c.code == "6")
    assert not decided.exists()


def test_suggestions_are_shown_in_the_learned_order(cast, simulate):
    simulate()
    learn(cast)

    with cast.scope():
        passage = (
            Passage.objects.filter(codings__code="23", codings__status="suggested")
            .filter(codings__code="6")
            .distinct()
            .first()
        )
        Coding.objects.filter(passage=passage, code="23").update(score=0.99)
        beside = [c.code for c in selectors.codings([passage])[passage.pk]]
        listed = selectors.with_codings(Passage.objects.filter(pk=passage.pk)).get().codings_shown
    assert beside == ["6", "23"]
    assert [c.code for c in listed] == beside


def test_confirmed_codes_stand_first_and_what_has_no_rank_by_its_score(cast, coded):
    with cast.scope():
        passage = Passage.objects.filter(codings__scheme="objective").first()
        Coding.objects.filter(passage=passage).delete()
        for code, score, rank, status in (
            ("1", 0.5, None, "suggested"),
            ("2", 0.9, 0.3, "suggested"),
            ("3", 0.6, None, "suggested"),
            ("4", 0.2, None, "confirmed"),
        ):
            Coding.objects.create(
                institution=cast.institution,
                passage=passage,
                scheme="objective",
                code=code,
                score=score,
                rank=rank,
                status=status,
                by_uid="x" if status == "confirmed" else "",
                at=AT,
            )

        assert [c.code for c in selectors.codings([passage])[passage.pk]] == ["4", "3", "1", "2"]


def test_doubt_follows_what_was_learned(cast, simulate):
    simulate()
    learn(cast)

    with cast.scope():
        sure = Passage.objects.filter(codings__status="suggested", doubt__gt=0)
        assert sure.exists()
        before = dict(Passage.objects.values_list("pk", "doubt"))
        ranking.order(cast.institution)
        assert dict(Passage.objects.values_list("pk", "doubt")) == before


def test_where_nothing_is_to_be_learned_it_is_kept_and_not_used(cast, simulate):
    simulate(chances=dict.fromkeys(CODES, 0.5))

    made = learn(cast)

    with cast.scope():
        assert learned.ranking_in_use(cast.institution) is None
        assert not Coding.objects.exclude(rank=None).exists()
        assert Ranking.objects.get() == made
        assert Entry.objects.get(act="evidence.learn").after == {"decisions": made.decisions, "used": []}
    assert not made.is_used
    assert made.weights == {}
    assert made.measured["schemes"]["objective"]["why_not"] in ("few", "no-better")


def test_a_ranking_that_is_no_better_leaves_the_one_in_use(cast, simulate):
    simulate()
    first = learn(cast)
    with cast.scope():
        Coding.objects.exclude(status="suggested").delete()
    simulate(chances=dict.fromkeys(CODES, 0.5), seed=6)

    second = learn(cast)

    with cast.scope():
        assert not second.is_used
        assert learned.ranking_in_use(cast.institution) == first


def test_the_same_decisions_give_the_same_weights(cast, simulate):
    simulate()

    first, second = learn(cast), learn(cast)

    assert first.weights == second.weights
    assert first.measured == second.measured


def test_what_persons_added_is_no_suggestion_and_withdrawn_documents_teach_nothing(cast, simulate):
    simulate(documents=11)
    with cast.scope():
        withdrawn = Document.objects.first()
        Document.objects.filter(pk=withdrawn.pk).update(withdrawn_at=AT)
        others = Coding.objects.exclude(passage__rendition__document=withdrawn).exclude(status="suggested")
        added = others.first()
        Coding.objects.filter(pk=added.pk).update(method="person")

        found = learned.examples(cast.institution)

        assert len(found) == 10 * 20 * 2 - 1
        assert withdrawn.uid not in {e.document for e in found}
        assert learned.taught(cast.institution).decided == len(found)


def test_suggestions_of_a_later_run_are_ranked_too(cast, simulate, document):
    simulate(chances={"6": 0.05, "20": 0.95, "16": 0.9, "13": 0.9})
    assert learn(cast).is_used

    evidence.code(cast.institution, [document], by=cast.badr.actor, at=AT, workers=1)

    with cast.scope():
        fresh = Coding.objects.filter(passage__rendition__document=document)
        objectives = {c.code: c.rank for c in fresh.filter(scheme="objective")}
        assert objectives["6"] < objectives["20"]
        assert not fresh.exclude(scheme="objective").exclude(rank=None).exists()


def test_it_runs_as_a_job_that_says_what_came_of_it(cast, simulate, django_capture_on_commit_callbacks):
    simulate()

    with django_capture_on_commit_callbacks(execute=True):
        job = ranking.learn_later(cast.institution, by=cast.badr.actor, at=AT)

    job.refresh_from_db()
    assert job.state == Job.State.FINISHED, job.outcome
    assert job.outcome == {"decisions": 10 * 20 * 2, "schemes": 1}
    with cast.scope():
        made = Ranking.objects.get()
        assert (made.by_uid, made.by_name) == (cast.badr.actor.uid, cast.badr.actor.name)


def test_the_page_says_the_figures_and_offers_to_learn_again(cast, simulate):
    simulate()
    made = learn(cast)
    url = reverse("evidence:learned", kwargs={"institution": cast.institution.slug})
    client = cast.client("officer")

    page = client.get(url)
    asked = client.post(url)

    told = made.measured["schemes"]["objective"]
    assert page.context["shown"][0][1][0][1] == told
    assert f"{round(told['learned']['precision'], 3)}" in page.content.decode()
    assert "This order is in use." in page.content.decode()
    assert asked.status_code == 302
    assert "/jobs/" in asked.url


def test_the_page_says_how_many_are_missing_and_offers_nothing(cast):
    url = reverse("evidence:learned", kwargs={"institution": cast.institution.slug})

    page = cast.client("officer").get(url).content.decode()
    refused = cast.client("officer").post(url, follow=True).content.decode()

    assert f"{learned.MINIMUM} more decided suggestions are needed" in page
    assert 'class="button" type="submit">Learn' not in page
    assert f"{learned.MINIMUM} more decided suggestions are needed" in refused


def test_ordering_asks_no_more_for_many_passages_than_for_few(cast, simulate):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    simulate()
    learn(cast)
    asked = []
    with cast.scope():
        for number in (1, 3):
            chosen = list(Passage.objects.filter(codings__status="suggested").distinct()[:number])
            Coding.objects.filter(passage__in=chosen).update(rank=None)
            Passage.objects.filter(pk__in=[p.pk for p in chosen]).update(doubt=0)
            for one in chosen:
                one.doubt = 0
            with CaptureQueriesContext(connection) as queries:
                ranking.weigh(cast.institution, chosen)
            asked.append(len(queries))

    assert asked[0] == asked[1]
