"""A dialogue from its question to its record: convened in Arabic, answered in French on a phone, mapped, deposited.

The officer prepares, pastes statements in three columns, reviews their renditions, opens, closes and deposits, all
through the pages; a member without an account answers; what many others answer is simulated (tests/browser/talking.py).
"""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localtime

from tests.browser.conftest import ROOT, World
from tests.browser.test_dialogue_vote import listens
from tests.browser.test_newcomer import entered, fits

pytestmark = pytest.mark.browser
__all__ = ["entered"]  # the fixture

TITLE = "ما الذي نطلبه معًا؟"
WHAT = (
    ("مكان في المدرسة لكل طفل", "A place at school for every child", "Une place à l’école pour chaque enfant"),
    ("رخص عمل موسمية", "Seasonal work permits", "Des permis de travail saisonniers"),
    ("ضبط الحدود أولًا", "Control of borders first", "D’abord la maîtrise des frontières"),
    ("تغيير صاحب العمل بلا إذن", "Changing employers without leave", "Changer d’employeur sans autorisation"),
    ("صندوق إقليمي واحد", "One regional fund", "Un seul fonds régional"),
    ("اتفاقات ثنائية لا أطر إقليمية", "Bilateral agreements, no regional frameworks", "Des accords bilatéraux"),
    ("تأشيرات بحسب حاجة السوق", "Visas as the market needs", "Des visas selon le marché"),
    ("لا احتجاز بسبب الأوراق", "No detention for papers", "Pas de détention pour des papiers"),
)


def send(page: Any) -> None:
    """The form of the page, by its own button."""
    with page.expect_navigation():
        page.locator("main form button[type=submit]").last.click()


def convene(page: Any, home: str) -> str:
    """From the list to a draft; its address."""
    page.goto(f"{home}/dialogues/")
    page.locator("main a[href$='/dialogues/new/']").first.click()
    page.wait_for_url("**/dialogues/new/")
    for code, title in (("ar", TITLE), ("en", "What do we ask for together?"), ("fr", "Que demandons-nous ensemble ?")):
        page.fill(f"[name=title_{code}]", title)
        page.fill(f"[name=question_{code}]", title)
    now = localtime()
    page.fill("[name=opens_at]", now.strftime("%Y-%m-%dT%H:%M"))
    page.fill("[name=closes_at]", (now + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M"))
    page.check("[name=entry][value=anybody]")
    page.fill("[name=floor]", "5")
    page.check("[name=publishes_rows]")
    fits(page)
    send(page)
    found = re.search(r"/dialogues/([a-z0-9]{16})/", page.url)
    assert found, page.url
    return f"{home}/dialogues/{found.group(1)}/"


def seed(page: Any, address: str) -> None:
    """Statements pasted from a table, then each language of each looked over."""
    page.goto(f"{address}moderation/add/")
    page.fill("[name=text]", "\n".join("\t".join(three) for three in WHAT))
    page.check("[name=language][value=ar]")
    send(page)
    page.goto(f"{address}renditions/")
    fits(page)
    links = page.locator("main a[href*='/renditions/']").evaluate_all("all => all.map(one => one.href)")
    for one in sorted({link for link in links if re.search(r"/renditions/[a-z0-9]{16}/$", link)}):
        page.goto(one)
        for box in page.locator("main form input[type=checkbox]").all():
            box.check()
        send(page)


def step(page: Any, address: str, name: str) -> None:
    page.goto(f"{address}{name}/")
    send(page)
    page.get_by_role("status").first.wait_for()


def answer(chromium: Any, address: str) -> Any:
    """In French on a phone, without an account: consent first, then every statement by its buttons; the open page."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 800}, locale="fr", has_touch=True, color_scheme="dark"
    )
    page = context.new_page()
    page.goto(address.replace("/ar/", "/fr/"))
    fits(page)
    page.locator("main a[href$='/begin/']").first.tap()
    page.wait_for_url("**/begin/")
    fits(page)
    page.locator("[name=agrees]").check()
    send(page)
    assert page.url.endswith("/vote/")
    fits(page)
    listens(page)
    for number in range(len(WHAT)):
        text = page.locator("#statement").inner_text()
        assert text in {three[2] for three in WHAT}
        page.locator("button.answer.agree").tap()
        if number + 1 < len(WHAT):
            page.wait_for_function("text => document.querySelector('#statement').innerText !== text", arg=text)
    page.locator("#finished").wait_for()
    page.goto(f"{address.replace('/ar/', '/fr/')}mine/")
    fits(page)
    for three in WHAT:
        assert three[2] in page.locator("main").inner_text()
    return page


def crowd(world: World, address: str) -> None:
    command = [sys.executable, "-m", "tests.browser.talking", address.rstrip("/").rsplit("/", 1)[1]]
    done = subprocess.run(command, cwd=ROOT, env=world.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_dialogue_from_its_question_to_its_record(world, chromium, entered):
    officer = entered("officer")
    home = f"{world.url}/ar/arab-review"
    address = convene(officer, home)
    seed(officer, address)
    step(officer, address, "open")

    phone = answer(chromium, address)
    crowd(world, address)

    phone.goto(f"{address.replace('/ar/', '/fr/')}map/")
    fits(phone)
    phone.locator("main svg.om").first.wait_for()
    assert WHAT[0][2] in phone.locator("main").inner_text()

    step(officer, address, "close")
    officer.goto(f"{address}map/")
    fits(officer)
    assert WHAT[0][0] in officer.locator("main").inner_text()
    officer.goto(f"{address}files/")
    with officer.expect_download() as got:
        officer.locator("main a[href$='/polis.zip']").click()
    assert got.value.suggested_filename.endswith("-polis-ar.zip")
    officer.goto(f"{address}deposit/")
    send(officer)
    assert "/documents/" in officer.url
    assert WHAT[0][0] in officer.locator("main").inner_text()
    fits(officer)
