"""Going through the coding desk with the keyboard, as an officer does; no mouse is moved."""

from __future__ import annotations

import json
from typing import Any

ANOTHER = "was => { const card = document.getElementById('desk-card'); return card && card.dataset.uid !== was; }"


def shown(page: Any) -> str:
    return str(page.locator("#desk-card").get_attribute("data-uid"))


def show_next(page: Any, key: str) -> str:
    """Press it and wait for another passage; returns the one that was left."""
    was = shown(page)
    page.keyboard.press(key)
    page.wait_for_function(ANOTHER, arg=was)
    return was


def code_by_keyboard(page: Any, many: int) -> list[str]:
    """Decide about so many passages: most as suggested, some changed, some refused, some with another code."""
    coded = []
    for step in range(many):
        if step % 10 == 4 and page.locator(".desk-code").count():
            page.keyboard.press("1")
        if step % 25 == 7:
            page.keyboard.press("/")
            page.keyboard.insert_text(("تحويلات", "remittances", "retour")[step % 3])
            page.wait_for_selector("#desk-add-list li")
            page.keyboard.press("Enter")
        if step % 30 == 11:
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Space") if page.locator(".desk-code").count() else None
        coded.append(show_next(page, "r" if step % 20 == 13 else ("a", "Enter")[step % 2]))
    settled(page, 60_000)
    return coded


def left_on_device(page: Any) -> list[dict[str, Any]]:
    kept = page.evaluate(
        "Object.entries(localStorage).filter(([name]) => /^mithaq\\.desk\\..+\\./.test(name)).map(([, value]) => value)"
    )
    return [json.loads(one) for one in kept]


def unsent(page: Any) -> list[str]:
    return [one["body"]["key"] for one in left_on_device(page) if one["state"] == "waiting"]


def settled(page: Any, patience: int = 60_000) -> None:
    """Until everything is recorded."""
    page.wait_for_function(
        "() => !Object.entries(localStorage).some(([name, value]) => /^mithaq\\.desk\\..+\\./.test(name) && "
        "JSON.parse(value).state === 'waiting')",
        timeout=patience,
    )


def server_times(page: Any, what: str = "desk") -> list[float]:
    """Milliseconds the server took for each accept-and-next, as its answers say; "work" is the processor's part."""
    return page.evaluate(
        "performance.getEntriesByType('resource').filter(one => one.name.includes('/desk/act/'))"
        f".flatMap(one => one.serverTiming.filter(said => said.name === '{what}').map(said => said.duration))"
    )


def round_trips(page: Any) -> list[float]:
    """Milliseconds from sending to the answer, in the browser: network, every middleware and the rest."""
    return page.evaluate(
        "performance.getEntriesByType('resource').filter(one => one.name.includes('/desk/act/'))"
        ".map(one => one.responseEnd - one.requestStart)"
    )


def waits(page: Any) -> list[float]:
    """Milliseconds from a key that decides to the next passage, as the page measures itself."""
    return page.evaluate("performance.getEntriesByName('desk-next').map(one => one.duration)")
