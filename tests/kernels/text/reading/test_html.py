"""Web pages: what the page says, without its menus and scripts, the same way each time."""

from tests.kernels.text.reading import files

from mithaq.kernels.text.extract import extract
from mithaq.kernels.text.reading import read

PAGE = f"""<!DOCTYPE html><html lang="ar"><head><title>عنوان</title><script>var hidden = "سر";</script>
<style>p {{ color: red }}</style></head><body><nav><a href="/">الرئيسية</a> <a href="/x">اتصل بنا</a></nav>
<article><h1>نتائج الحوار</h1><p>{files.ARABIC[0]} <b>نص</b> <script>alert("x")</script></p><h2>التوصيات</h2>
<ul><li>{files.ARABIC[1]}</li><li>{files.ARABIC[2]}</li></ul>
<table><tr><th>البلد</th><th>العدد</th></tr><tr><td>المغرب</td><td>12</td></tr></table>
<p>{files.ARABIC[3]}</p></article><footer>جميع الحقوق محفوظة</footer></body></html>"""


def test_the_main_content_keeps_its_headings_lists_and_tables():
    reading = read(PAGE.encode(), name="a.html")

    shown = {reading.extracted.text[b.start : b.end]: (b.kind, b.level) for b in reading.blocks}
    assert shown["نتائج الحوار"] == ("heading", 1)
    assert shown["التوصيات"] == ("heading", 2)
    assert shown[files.ARABIC[1]] == ("bullet", 1)
    assert shown["المغرب | 12"] == ("table", 0)
    assert reading.passages[-1].headings == ("نتائج الحوار", "التوصيات")


def test_scripts_styles_and_menus_are_not_text():
    text = extract(PAGE.encode(), name="a.html").text

    for unseen in ("hidden", 'سر"', "alert", "color", "الرئيسية"):
        assert unseen not in text
    assert files.ARABIC[0] in text


def test_the_same_page_gives_the_same_text_each_time():
    assert len({extract(PAGE.encode(), name="a.html").text for _ in range(3)}) == 1


def test_a_page_too_small_for_the_main_content_rule_is_walked():
    text = extract(
        b"<html><body><script>x()</script><div>One <b>two</b><p>three</p>four</div></body></html>", name="a.html"
    ).text

    assert text.split() == ["One", "two", "three", "four"]


def test_the_encoding_a_page_declares_is_used():
    data = f'<html><head><meta charset="windows-1256"></head><body><p>{files.ARABIC[0]}</p></body></html>'.encode(
        "cp1256"
    )

    assert files.ARABIC[0] in extract(data, name="a.htm").text
