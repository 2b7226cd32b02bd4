"""A newcomer's path, in Arabic, with the pages' own links: from three files to a release and where the words went.

What was awkward on it, and what was done about it, stands in docs/newcomer.md.
"""

from __future__ import annotations

import io
import re
from typing import Any
from zipfile import ZipFile

import docx
import pytest

from mithaq.config.demonstration import PASSWORD

pytestmark = pytest.mark.browser

ARABIC = (
    "مساهمة جمعية أفق في الاستعراض الإقليمي الثالث",
    "نوصي بأن تعتمد الدول سياسات تكفل حصول المهاجرين على الرعاية الصحية الأساسية بغض النظر عن وضعهم القانوني.",
    "ينبغي للدول أن تحظر احتجاز الأطفال بسبب الهجرة وأن تعتمد بدائل مجتمعية للاحتجاز.",
    "نطالب بخفض كلفة التحويلات المالية إلى أقل من ثلاثة في المائة وبتعزيز الشمول المالي للمهاجرين وأسرهم.",
    "ندعو الحكومات إلى تبسيط إجراءات الحصول على الوثائق الثبوتية للأطفال المولودين لأسر مهاجرة.",
    "نقترح إشراك منظمات المهاجرين في إعداد السياسات الوطنية للهجرة وفي متابعة تنفيذها.",
)
ENGLISH = (
    "Submission of the network of migrant women",
    "States should guarantee access to basic health services for all migrants regardless of status.",
    "We call on governments to end the detention of children and to adopt community-based alternatives to detention.",
    "We urge States to reduce the cost of remittances to below three per cent.",
)
FRENCH = (
    "Contribution du réseau des associations de la diaspora",
    "Nous recommandons aux États de garantir l'accès des personnes migrantes aux soins de santé de base.",
    "Les États devraient réduire le coût des envois de fonds et encourager l'investissement de la diaspora.",
)
SPEAKER = "جمعية أفق للعمال المهاجرين (محاكاة)"
TITLE = "ما قالته ثلاث جمعيات"
LINES = (
    ("15", "الرعاية الصحية", "أوصت {documents:words} بضمان حصول المهاجرين على الرعاية الصحية الأساسية."),
    ("13", "احتجاز الأطفال", "دعت {documents:words} إلى إنهاء احتجاز الأطفال واعتماد بدائل للاحتجاز."),
    ("20", "كلفة التحويلات", "طالبت {documents:words} بخفض كلفة التحويلات المالية."),
)
# How the first line reads with its count; how many the search finds is not what is tried here.
COUNTED = re.compile("أوصت (مساهمتان|ثلاث مساهمات) بضمان حصول المهاجرين")


def files() -> list[dict[str, Any]]:
    document, kept = docx.Document(), io.BytesIO()
    document.add_heading(ARABIC[0], 1)
    for paragraph in ARABIC[1:]:
        document.add_paragraph(paragraph)
    document.save(kept)
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return [
        {"name": "مساهمة أفق.docx", "mimeType": word, "buffer": kept.getvalue()},
        {"name": "women.txt", "mimeType": "text/plain", "buffer": "\n\n".join(ENGLISH).encode()},
        {"name": "diaspora.txt", "mimeType": "text/plain", "buffer": "\n\n".join(FRENCH).encode()},
    ]


def arrived(page, name: str) -> None:
    page.get_by_role("heading", name=name, exact=True).wait_for()


def link(page, name: str, place: str = "main") -> None:
    """Follow it; the next page is there with its scripts."""
    page.locator(place).get_by_role("link", name=name).first.click()
    page.wait_for_load_state("load")


def press(page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state("load")


def fits(page) -> None:
    """The page is no wider than its window."""
    page.wait_for_load_state("load")
    page.locator("h1").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url


@pytest.fixture
def entered(world, chromium):
    """`entered(role)`: a page of somebody who signed in through the form, in Arabic."""
    opened = []

    def enter(role: str) -> Any:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="ar", accept_downloads=True)
        opened.append(context)
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.goto(f"{world.url}/ar/account/login/")
        page.fill("[name=login]", f"{role}@demo.mithaq.example")
        page.fill("[name=password]", PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        return page

    yield enter
    for context in opened:
        context.close()


def deposit(world, page) -> None:
    link(page, "الوثائق", "header")
    link(page, "إيداع وثائق")
    page.set_input_files("#id_files", files())
    page.fill("#id_contributor", SPEAKER)
    page.select_option("#id_visibility", "public")
    press(page, "إيداع")
    page.get_by_text("وصلت الملفات").wait_for()
    fits(page)
    world.work()


def confirm_ten(page) -> None:
    link(page, "المتابعة إلى مكتب الترميز")
    page.locator("#desk-card").wait_for()
    page.wait_for_load_state("load")  # keys are heard by the script
    waiting = int(page.locator("#desk-left").get_attribute("data-count"))
    for _ in range(10):
        before = page.locator("#desk-card").get_attribute("data-uid")
        page.keyboard.press("Enter")
        page.wait_for_function("was => document.querySelector('#desk-card')?.dataset.uid !== was", arg=before)
    page.locator("#desk-banner").wait_for(state="hidden")
    assert page.locator("#desk-mine").inner_text() == "10"
    assert page.locator("#desk-left").inner_text() == str(waiting - 10)
    fits(page)


def draft(world, page) -> None:
    link(page, "مكتب الصياغة", "header")
    link(page, "إعداد تقرير توليفي")
    page.fill("[name=title_ar]", TITLE)
    assert not page.locator("[name=questions_ar]").is_visible(), (
        "questions are asked only where sections are made of them"
    )
    for box in page.locator("[name=documents]").all()[3:]:
        box.uncheck()
    page.select_option("[name=visibility]", "public")
    press(page, "إعداد المسودة")
    arrived(page, "جارٍ إعداد التقرير التوليفي")
    world.work()
    arrived(page, TITLE)
    fits(page)


def write(page) -> None:
    link(page, "مكتب الصياغة")
    for number, words, sentence in LINES:
        page.locator("main table").get_by_role("link", name=re.compile(rf"^{number} ")).click()
        link(page, "كتابة سطر")
        page.fill("[name=text]", sentence)
        page.fill("[name=q]", words)
        press(page, "بحث")
        page.locator("[name=passage]").first.wait_for()
        page.wait_for_load_state()
        for box in page.locator("[name=passage]").all():
            box.check()
        press(page, "كتابة السطر")
        said = page.get_by_role("status").get_by_text("كُتب السطر.")
        said.wait_for()
        assert said.evaluate("one => one.getBoundingClientRect().top >= 0"), "what was done is said where the eye is"
        fits(page)
        if number == "15":
            page.wait_for_load_state()
            assert COUNTED.search(page.locator(".present").first.inner_text())
            page.locator("textarea[lang=en]").fill("{documents:words} asked for basic health care.")
            page.get_by_role("button", name="حفظ الترجمة").first.click()
            page.get_by_text(re.compile("(Two|Three) submissions asked for basic health care")).first.wait_for()
        link(page, "جميع الأقسام، والإصدار")
    page.get_by_text("كُتبت 3 سطور").wait_for()


def release(page) -> str:
    link(page, "إصدار المسودة")
    assert "{documents" not in page.locator(".release-findings").inner_text()
    page.fill("[name=adopted_by_ar]", "لجنة الصياغة")
    page.check("[name=is_aware]")
    press(page, "متابعة")
    press(page, "إصداره")
    page.get_by_text("صدر التقرير").wait_for()
    headings = page.locator("main h2").all_inner_texts()
    lines, without, figures = (
        next(place for place, text in enumerate(headings) if wanted in text)
        for wanted in ("احتجاز المهاجرين", "أقسام لا سطر فيها", "بالأرقام")
    )
    assert lines < without < figures and len(headings) < 14, "title, adoption and lines first, figures later"
    fits(page)
    return str(page.url)


def open_word(page) -> None:
    with page.expect_download() as coming:
        link(page, "Word")
    with ZipFile(coming.value.path()) as package:
        text = package.read("word/document.xml").decode()
    document = docx.Document(coming.value.path())
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert COUNTED.search(said) and "<w:bidi" in text


def words_went(page) -> str:
    """Signed in, from the release to its document; then the address of a link for who is not."""
    link(page, ARABIC[0])
    link(page, "أين وصل هذا الكلام")
    page.get_by_text("استُشهد به").first.wait_for()
    page.get_by_text(COUNTED).first.wait_for()
    fits(page)
    link(page, "روابط صاحب المساهمة")
    press(page, "إنشاء رابط")
    return page.get_by_label("عنوان الرابط").input_value()


def test_a_newcomer_goes_from_three_files_to_where_the_words_went(world, chromium, entered):
    page = entered("secretary")
    page.locator("main nav").get_by_role("link").first.click()  # where one takes part, first of all on the front page
    deposit(world, page)
    confirm_ten(page)
    draft(world, page)
    write(page)
    released = release(page)
    open_word(page)
    address = words_went(page)

    phone = chromium.new_context(viewport={"width": 390, "height": 844}, locale="ar", is_mobile=True)
    try:
        reader = phone.new_page()
        reader.goto(address)
        arrived(reader, ARABIC[0])
        reader.get_by_text(COUNTED).first.wait_for()
        fits(reader)
        reader.get_by_role("link", name=COUNTED).click()
        reader.wait_for_url(lambda url: url.startswith(released.split("?")[0]))
        fits(reader)
    finally:
        phone.close()

    member = entered("member")
    member.goto(f"{world.url}/ar/{world.places['institution']}/notices/")
    member.locator("main").get_by_role("link", name=re.compile(ARABIC[0])).click()
    member.get_by_text(COUNTED).first.wait_for()
