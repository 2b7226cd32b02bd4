"""A map as JSON: what `mithaq map` prints, a deposit holds and others compute with. All by ids, not by places."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mithaq.kernels.opinion.bridging import bridges_of
from mithaq.kernels.opinion.figures import dividing, unsure
from mithaq.kernels.opinion.model import AGREE, DISAGREE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mithaq.kernels.opinion.model import Figure, Map, Stance

WAYS = {AGREE: "agree", DISAGREE: "disagree"}


def as_json(drawn: Map) -> dict[str, Any]:
    """The map. Ids become texts where they are keys.

    `groups` has only who stands in one, `coordinates` everybody. `representative` is the whole list by group, strongest
    first; `consensus` what every group agrees to or every group rejects; `divisive` what surely divides two groups,
    most first; `bridging` what is held on every side by those near the others; `unsure` where surely more pass than
    elsewhere. `group_aware_consensus` is Polis' product over groups, `united` its geometric mean, which compares over
    any number of groups. `statements` counts those moderated out, too; they have no figures. `centre` (the mean vote),
    `axes` and `base` (where each base cluster of mode polis is, and how many people it has; none of fewer than the
    floor) are for who computes again.
    """
    votes, ids = drawn.votes, list(drawn.votes.statements)
    of = {figure.statement: figure for figure in drawn.figures}
    skip = votes.hidden | votes.meta
    return {
        "participants": len(votes.people),
        "statements": len(ids),
        "votes": votes.cast,
        "k": drawn.k,
        "groups": {str(person): group for person, group in drawn.group_of.items()},
        "coordinates": {str(person): list(point) for person, point in drawn.point_of.items()},
        "representative": {
            str(group.number): [_stance(stance, ids) for stance in group.stances] for group in drawn.groups
        },
        "consensus": [
            _common(of[place], direction, ids)
            for places, direction in ((drawn.agreed_by_all, AGREE), (drawn.rejected_by_all, DISAGREE))
            for place in places
        ],
        "group_aware_consensus": {str(ids[figure.statement]): figure.group_aware for figure in drawn.figures},
        "divisive": [_divide(figure, ids) for figure in dividing(drawn.figures)],
        "stability": None if drawn.stability is None else dict(vars(drawn.stability)),
        "digest": drawn.digest,
        "mode": drawn.mode,
        "placed": len(drawn.group_of),
        "sizes": {str(group.number): group.size for group in drawn.groups},
        "centres": {str(group.number): list(group.centre) for group in drawn.groups},
        "holds": {str(group.number): group.holds for group in drawn.groups},
        "united": {str(ids[figure.statement]): figure.united for figure in drawn.figures},
        "united_against": {str(ids[figure.statement]): figure.united_against for figure in drawn.figures},
        "bridging": [
            {
                "statement": ids[bridge.statement],
                "value": bridge.value,
                "near": list(bridge.near),
                "far": list(bridge.far),
                "p": bridge.p,
            }
            for bridge in bridges_of(drawn)
        ],
        "unsure": [
            {"statement": ids[one.statement], "passing": one.passing, "usual": one.usual, "p": one.p}
            for one in unsure(drawn.tables["group"], skip=skip)
        ],
        "priorities": {str(ids[figure.statement]): figure.priority for figure in drawn.figures},
        "centre": dict(zip(map(str, ids), drawn.centre.tolist(), strict=True)),
        "axes": [dict(zip(map(str, ids), axis, strict=True)) for axis in drawn.axes.tolist()],
        "base": [list(base) for base in drawn.base if base[2] >= drawn.options.floor],
    }


def as_line(told: Mapping[str, Any]) -> str:
    """JSON on one line, the letters of all scripts as they are."""
    return json.dumps(told, ensure_ascii=False, separators=(", ", ": "))


def _stance(stance: Stance, ids: list[Any]) -> dict[str, Any]:
    return {
        "statement": ids[stance.statement],
        "direction": WAYS[stance.direction],
        "agreed": stance.agreed,
        "disagreed": stance.disagreed,
        "passed": stance.passed,
        "share": stance.share,
        "ratio": stance.ratio,
        "z_own": stance.z_own,
        "z_other": stance.z_other,
        "p": stance.p,
    }


def _common(figure: Figure, direction: int, ids: list[Any]) -> dict[str, Any]:
    return {
        "statement": ids[figure.statement],
        "direction": WAYS[direction],
        "agreed": figure.agreed,
        "disagreed": figure.disagreed,
        "passed": figure.passed,
        "united": figure.united if direction == AGREE else figure.united_against,
    }


def _divide(figure: Figure, ids: list[Any]) -> dict[str, Any]:
    return {
        "statement": ids[figure.statement],
        "divides": figure.divides,
        "between": list(figure.divides_between or ()),
        "p": figure.divides_p,
    }
