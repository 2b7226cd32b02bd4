"""Everybody reads the charter and how it is kept; officers write drafts; the secretary adopts."""

from __future__ import annotations

from typing import Any

from mithaq.blueprints import services
from mithaq.blueprints.models import Amendment, Draft
from tests.access import EVERYONE, MEMBERS, OFFICERS, SECRETARY, Row
from tests.blueprints.texts import AMENDABLE, BOARD, LARGER
from tests.cast import AT, Cast


def draft_of(cast: Cast, text: str = BOARD) -> Draft:
    return services.begin(cast.institution, title="Our charter", text=text, by=cast.badr.actor, at=AT)


def draft(cast: Cast) -> dict[str, Any]:
    return {"uid": draft_of(cast).uid}


def in_force(cast: Cast, text: str = AMENDABLE) -> None:
    services.adopt(cast.institution, text, on=AT.date(), by=cast.amal.actor, at=AT)


def version(cast: Cast) -> dict[str, Any]:
    in_force(cast)
    return {"number": 1}


def adopted(cast: Cast) -> dict[str, Any]:
    in_force(cast)
    return {}


def amendment_of(cast: Cast) -> Amendment:
    in_force(cast)
    return services.propose_amendment(
        cast.institution, LARGER, reason="We grew.", on=AT.date(), by=cast.amal.actor, at=AT
    )


def amendment(cast: Cast) -> dict[str, Any]:
    return {"uid": amendment_of(cast).uid}


def key(cast: Cast) -> dict[str, Any]:
    return {"key": "gfmd"}


ROWS = {
    "blueprints:charter": Row(EVERYONE),
    "blueprints:charter_toml": Row(EVERYONE, args=adopted),
    "blueprints:charter_json": Row(EVERYONE, args=adopted),
    "blueprints:versions": Row(EVERYONE),
    "blueprints:version": Row(EVERYONE, args=version),
    "blueprints:version_toml": Row(EVERYONE, args=version),
    "blueprints:version_json": Row(EVERYONE, args=version),
    "blueprints:compliance": Row(EVERYONE),
    "blueprints:compliance_csv": Row(EVERYONE),
    "blueprints:gallery": Row(EVERYONE),
    "blueprints:blueprint": Row(EVERYONE, args=key),
    "blueprints:blueprint_toml": Row(EVERYONE, args=key),
    "blueprints:drafts": Row(OFFICERS),
    "blueprints:begin": [Row(OFFICERS), Row(OFFICERS, method="post", data={"title": "Ours"})],
    "blueprints:check": Row(OFFICERS, method="post", data={"text": BOARD}),
    "blueprints:draft": [
        Row(OFFICERS, args=draft),
        Row(OFFICERS, args=draft, method="post", data={"title": "Ours", "text": BOARD, "version": "1"}),
    ],
    "blueprints:draft_toml": Row(OFFICERS, args=draft),
    "blueprints:discard": Row(OFFICERS, args=draft, method="post"),
    "blueprints:preview": Row(OFFICERS, args=draft),
    "blueprints:adopt": [
        Row(SECRETARY, args=draft),
        Row(SECRETARY, args=draft, method="post", data={"on": "2020-11-30"}),
    ],
    "blueprints:propose": [
        Row(SECRETARY, args=draft),
        Row(SECRETARY, args=draft, method="post", data={"reason": "We grew."}),
    ],
    "blueprints:amendments": Row(MEMBERS),
    "blueprints:amendment": Row(MEMBERS, args=amendment),
    "blueprints:enact": [Row(SECRETARY, args=amendment), Row(SECRETARY, args=amendment, method="post")],
    "blueprints:withdraw": [
        Row(SECRETARY, args=amendment),
        Row(SECRETARY, args=amendment, method="post", data={"because": "Too early."}),
    ],
}
