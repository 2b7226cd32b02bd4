"""A charter is changed under its own rule: proposed with its difference, in force when the body has adopted it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from mithaq.blueprints import services
from mithaq.blueprints.enums import AmendmentState
from mithaq.blueprints.models import Amendment
from mithaq.institutions import selectors as institutions
from mithaq.institutions.models import Charter
from mithaq.kernels.charter import CharterRefuses
from mithaq.meetings.selectors import Motion
from tests.blueprints.house import ON, adopt, decide, decided_house, propose
from tests.blueprints.texts import AMENDABLE, BOARD, FAULTY, LARGER
from tests.cast import AT


def enact(cast, amendment):
    return services.enact_amendment(amendment, on=ON, by=cast.amal.actor, at=AT)


def test_an_amendment_puts_its_difference_to_the_body_that_decides(cast):
    with cast.scope():
        decided_house(cast)

        amendment = propose(cast)

        motion = amendment.motion
        assert motion is not None
        assert (motion.body.clause, motion.matter, motion.clause) == ("body.board", "charter", "amendment")
        assert "body.board.seat.members" in motion.text
        assert "2 to 4 seats" in motion.text
        assert Charter.objects.count() == 1


def test_before_the_body_has_adopted_it_nothing_comes_into_force(cast):
    with cast.scope():
        decided_house(cast)
        amendment = propose(cast)

        with pytest.raises(CharterRefuses) as refused:
            enact(cast, amendment)

        assert [(one.clause, one.key) for one in refused.value.findings] == [("amendment", "blueprints.not-decided")]
        assert Charter.objects.count() == 1


def test_once_adopted_it_comes_into_force_and_says_by_which_decision(cast):
    with cast.scope():
        decided_house(cast)
        amendment = propose(cast)
        decide(cast, amendment.motion, "for")

        version = enact(cast, amendment)
        again = enact(cast, amendment)

        assert (version.number, again.pk) == (2, version.pk)
        assert amendment.motion is not None
        assert version.decided_by == f"meetings.motion:{amendment.motion.uid}"
        assert Amendment.objects.get().state == AmendmentState.ADOPTED
        clause = institutions.charter_of(cast.institution, on=ON).get("body.board.seat.members")
        assert clause is not None
        assert clause["count"].text == "2-4"


def test_what_the_body_does_not_adopt_is_closed_by_the_round(cast):
    with cast.scope():
        decided_house(cast)
        amendment = propose(cast)
        decide(cast, amendment.motion, "against")

        services.tend(cast.institution, on=ON, at=AT)

        assert Amendment.objects.get().state == AmendmentState.REFUSED
        with pytest.raises(CharterRefuses):
            enact(cast, amendment)


def test_it_is_withdrawn_with_its_motion_and_a_reason(cast):
    with cast.scope():
        decided_house(cast)
        amendment = propose(cast)
        with pytest.raises(ValidationError):
            services.withdraw(amendment, because=" ", by=cast.amal.actor, at=AT)

        services.withdraw(amendment, because="Too early.", by=cast.amal.actor, at=AT)

        assert Amendment.objects.get().state == AmendmentState.WITHDRAWN
        assert Motion.objects.get().state == "withdrawn"


def test_a_change_of_a_text_that_is_no_longer_in_force_is_refused(cast):
    other = LARGER.replace("14 days", "21 days")
    with cast.scope():
        decided_house(cast)
        first, second = propose(cast), propose(cast, other)
        decide(cast, first.motion, "for")
        decide(cast, second.motion, "for")
        enact(cast, first)

        with pytest.raises(ValidationError):
            enact(cast, second)

        assert Charter.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "reason"), [(AMENDABLE, "Nothing."), (LARGER, " "), (FAULTY, "Wrong."), (LARGER + "#" * 500_000, "Large.")]
)
def test_what_changes_nothing_says_no_reason_or_is_no_charter_is_refused(cast, text, reason):
    with cast.scope():
        decided_house(cast)

        with pytest.raises(ValidationError):
            propose(cast, text, reason=reason)

        assert Motion.objects.count() == 0


def test_the_same_text_is_proposed_once_while_it_waits(cast):
    with cast.scope():
        decided_house(cast)
        propose(cast)

        with pytest.raises(ValidationError):
            propose(cast)


def test_where_no_clause_lets_a_body_decide_nothing_is_proposed(cast):
    with cast.scope():
        adopt(cast, BOARD)

        with pytest.raises(ValidationError):
            propose(cast)


def test_the_page_shows_before_and_after_in_sentences(cast, lang):
    with cast.scope():
        decided_house(cast)
        amendment = propose(cast)

    page = cast.client("member").get(
        f"/{lang}" + reverse("blueprints:amendment", args=[cast.institution.slug, amendment.uid]).removeprefix("/en")
    )

    said = {"ar": ("من 2 إلى 3 مقاعد", "من 2 إلى 4 مقاعد"), "en": ("2 to 3 seats", "2 to 4 seats")}
    for one in said.get(lang, ("2 à 3 sièges", "2 à 4 sièges")):
        assert one in page.content.decode()


def test_on_the_page_a_decision_not_taken_is_refused_with_its_clause(cast):
    with cast.scope():
        decided_house(cast)
        amendment = propose(cast)

    page = cast.client("secretary").post(reverse("blueprints:enact", args=[cast.institution.slug, amendment.uid]))

    assert page.status_code == 409
    assert "The decision that the charter asks for is not taken yet." in page.content.decode()
    assert "<code>amendment</code>" in page.content.decode()


def test_on_the_page_the_secretary_proposes_sees_it_decided_and_puts_it_in_force(cast):
    with cast.scope():
        decided_house(cast)
        draft = services.begin(cast.institution, title="Larger", text=LARGER, by=cast.amal.actor, at=AT)
    client, place = cast.client("secretary"), [cast.institution.slug, draft.uid]
    assert client.post(reverse("blueprints:adopt", args=place), {"on": "2020-11-30", "reason": "x"}).status_code == 409

    client.post(reverse("blueprints:propose", args=place), {"reason": "We grew."})

    with cast.scope():
        amendment = Amendment.objects.get()
        decide(cast, amendment.motion, "for")
    client.post(reverse("blueprints:enact", args=[cast.institution.slug, amendment.uid]))
    with cast.scope():
        assert Charter.objects.count() == 2
