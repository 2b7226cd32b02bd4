"""A release as what shows that something was delivered: in its three languages, to who may see it."""

from __future__ import annotations

import pytest

from mithaq.cycles.selectors import proofs
from mithaq.evidence.enums import Visibility
from mithaq.synthesis.models import Release
from tests.synthesis.test_whereabouts import released


@pytest.mark.parametrize("visibility", [Visibility.PUBLIC, Visibility.MEMBERS])
def test_a_release_shows_it_to_who_may_see_it(cast, shelf, draft, visibility):
    with cast.scope():
        made = released(draft().synthesis)
        Release.objects.filter(pk=made.pk).update(visibility=visibility)
        where = f"/{cast.institution.slug}/synthesis/{made.synthesis.uid}/releases/{made.number}/"
        other = f"/{cast.institution.slug}/synthesis/{made.synthesis.uid}/releases/{made.number + 1}/"

        to_anybody = proofs.shown(cast.institution, [where, other], to=proofs.ANYBODY)
        to_member = proofs.shown(cast.institution, [where, other], to=cast.chadia.account)

    assert set(to_member) == {where}
    assert to_member[where].languages == ("ar", "en", "fr")
    assert set(to_anybody) == ({where} if visibility == Visibility.PUBLIC else set())
