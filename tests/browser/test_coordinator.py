"""A coordinator's path, in Arabic, by mouse and keyboard: her network's own rules, adopted, kept, refused and amended.

What was awkward on it, and what was done about it, stands in docs/newcomer.md.
"""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from tests.browser.conftest import ROOT
from tests.browser.test_newcomer import arrived, entered, fits, link, press

pytestmark = pytest.mark.browser
__all__ = ["entered"]  # the fixture

CHARTER = """
[institution]
key = "coast-network"
language = "ar"
name.ar = "شبكة الساحل"

[membership]
holder = "organisation"
selection = "criteria"

[membership.criterion.theme]
name = "تعمل المنظمة مع المهاجرين أو أسرهم."

[membership.consultation]
on = "any"
of = "members"
lasts = "3 days"

[body.board]
name = "المجلس"
kind = "board"

[body.board.seat.members]
name = "عضو المجلس"
count = "3-4"
holder = "organisation"
selection = "election"
chosen_by = "members"
term = "1 year"
renewal = "once"

[body.board.balance.levels]
name = "كل مستوى ممثَّل في المجلس"
over = "level"
rule = "equal"
values = ["local", "national", "regional"]

[body.board.decision.any]
rule = "simple-majority"

[body.board.publication.minutes]
of = "minutes"
within = "14 days"

[body.group]
name = "فريق العمل"
kind = "working-group"
number = "up to 1"
lasts = "3 months"

[body.group.seat.members]
count = "up to 5"
holder = "organisation"
selection = "self-selection"
waitlist = true

[amendment]
by = "body.board"
rule = "qualified-majority"
share = "2/3"
of = "present"
consults = "members"
consults_for = "3 days"
"""
WRONG = CHARTER.replace("[body.board.decision.any]\nrule", "[body.board.decision.any]\nruel")
MEMBERS = (
    ("جمعية المرفأ", "local"),
    ("بيت العائدين", "local"),
    ("نادي المدينة", "local"),
    ("اتحاد الصيادين", "national"),
    ("رابطة الساحل", "regional"),
    ("جمعية النور", "national"),
)


@pytest.fixture
def founded(world) -> str:
    """What the operator does: the institution is there, the secretary looks after it."""
    told = ["institution", "coast-network", "--name-ar", "شبكة الساحل", "--secretary", "secretary@demo.mithaq.example"]
    command = [sys.executable, "-m", "mithaq.config.command", *told]
    subprocess.run(command, cwd=ROOT, env=world.environment, capture_output=True, check=True, timeout=600)
    return f"{world.url}/ar/coast-network"


def write(page: Any) -> None:
    """A fault stands beside its line and goes when it is mended; the plan says in sentences what would be."""
    link(page, "كتابة نص خاص بكم")
    press(page, "بدء مسودة جديدة")
    text = page.locator("#id_text")
    text.fill(WRONG)
    page.locator("#check").get_by_text("هل تقصدون rule؟").wait_for()
    page.locator("#check").get_by_role("link").first.press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_text", "the fault leads to its line"
    text.fill(CHARTER)
    page.locator("#check").get_by_text("لا أخطاء").wait_for()
    fits(page)
    press(page, "حفظ وعرض ما سيترتب عليه")
    for said in ("لمدة سنة واحدة في كل مرة", "تُوزَّع المقاعد بالتساوي", "يُعدَّل النظام الأساسي بقرار من المجلس"):
        page.locator("main").get_by_text(said).first.wait_for()
    fits(page)


def adopt(page: Any) -> None:
    link(page, "اعتماد")
    page.locator("main form.narrow button[type=submit]").press("Enter")
    page.get_by_role("status").get_by_text("النظام الأساسي نافذ في نسخته 1").wait_for()
    fits(page)


def admit(page: Any, home: str, name: str, level: str) -> None:
    page.goto(f"{home}/people/organisations/admit/")
    page.fill("[name=name_ar]", name)
    page.select_option("[name=level]", level)
    page.locator("main form button[type=submit]").last.press("Enter")
    page.get_by_role("status").get_by_text(name).wait_for()


def seat(page: Any, home: str, name: str) -> None:
    """Members come first among those who may be chosen, each with its level."""
    page.goto(f"{home}/bodies/board/seat/")
    first = page.locator("select[name=holder] optgroup").first
    assert first.get_attribute("label") == "المنظمات الأعضاء"
    value = first.locator("option", has_text=name).get_attribute("value")
    page.select_option("select[name=holder]", value)
    press(page, "إشغال المقعد")
    page.wait_for_load_state()


def refusal(page: Any, *told: str) -> None:
    said = page.locator(".note.refusal")
    said.wait_for()
    for one in told:
        assert one in said.inner_text(), said.inner_text()
    fits(page)


def amend(page: Any, home: str) -> None:
    """Before and after are shown, and the board decides, not who wrote it."""
    page.goto(f"{home}/charter/")
    press(page, "بدء مسودة من هذا النص")
    text = page.locator("#id_text")
    text.fill(CHARTER.replace('within = "14 days"', 'within = "10 days"'))
    press(page, "حفظ وعرض ما سيترتب عليه")
    page.locator(".before-after ins").get_by_text("10 أيام").wait_for()
    page.locator(".before-after del").get_by_text("14 يوماً").wait_for()
    preview = page.url
    page.goto(preview.replace("/preview/", "/adopt/"))
    page.fill("[name=reason]", "أسرع للأعضاء")
    page.locator("main form.narrow button[type=submit]").press("Enter")
    refusal(page, "لا يُعدَّل النظام الأساسي إلا بقرار من هيئة", "amendment")
    page.goto(preview)
    link(page, "اقتراحه تعديلاً")
    page.fill("[name=reason]", "أسرع للأعضاء")
    page.locator("main form.narrow button[type=submit]").press("Enter")
    page.get_by_role("status").first.wait_for()
    assert "/amendments/" in page.url
    page.locator("main").get_by_text("بانتظار القرار").wait_for()
    fits(page)


def test_a_coordinator_writes_the_rules_of_her_network_and_is_held_to_them(world, founded, entered):
    page = entered("secretary")
    page.goto(f"{founded}/")
    write(page)
    adopt(page)
    for name, level in MEMBERS:
        admit(page, founded, name, level)
    seat(page, founded, "جمعية المرفأ")
    seat(page, founded, "بيت العائدين")
    seat(page, founded, "نادي المدينة")
    refusal(page, "body.board.balance.levels", "كل مستوى ممثَّل في المجلس")
    assert "نادي المدينة" in page.locator("select[name=holder] option:checked").inner_text(), "what was chosen stays"
    seat(page, founded, "اتحاد الصيادين")
    seat(page, founded, "رابطة الساحل")
    arrived(page, "المجلس")
    seat(page, founded, "جمعية النور")
    refusal(page, "body.board.seat.members", "4")
    amend(page, founded)
