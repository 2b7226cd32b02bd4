from __future__ import annotations

import pytest
from tests.kernels.opinion import made

from mithaq.kernels.opinion import MODES, CannotDraw, Options, draw, votes_of


@pytest.mark.parametrize(
    ("votes", "options", "key"),
    [
        (votes_of([]), Options(), "empty"),
        (votes_of([], people=[1], statements=[1]), Options(), "empty"),
        (votes_of([(1, 1, 1)]), Options(mode="guess"), "mode"),
        (votes_of([(1, 1, 1)]), Options(facets={"country": ["LB", "EG"]}), "facet"),
    ],
)
def test_what_cannot_be_drawn_is_refused(votes, options, key):
    with pytest.raises(CannotDraw) as refused:
        draw(votes, options)

    assert refused.value.key == key


@pytest.mark.parametrize("mode", ["polis", "stable"])
def test_every_mode_draws_what_little_there_is(mode):
    for rows in ([(1, 1, 1)], [(1, 1, 0)], [(1, 1, 1), (2, 1, -1)], [(1, one, 1) for one in range(9)]):
        found = draw(votes_of(rows), Options(mode=mode))

        assert len(found.labels) == len(found.points) == len(found.votes.people)
        assert sum(group.size for group in found.groups) == (found.labels >= 0).sum()


@pytest.mark.parametrize("mode", ["polis", "stable"])
def test_the_same_votes_draw_the_same_map(mode):
    votes = made.clustered()

    one, two = draw(votes, Options(mode=mode)), draw(votes, Options(mode=mode))

    assert (one.points.tobytes(), one.labels.tobytes()) == (two.points.tobytes(), two.labels.tobytes())
    assert (one.groups, one.figures, one.digest) == (two.groups, two.figures, two.digest)


def test_there_are_the_two_modes():
    assert sorted(MODES) == ["polis", "stable"]
