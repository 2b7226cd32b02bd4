"""Tags and filters every template has: languages, names, numbers, dates, icons, fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from mithaq.foundation import habits, languages, shell
from mithaq.foundation.fields import Words
from mithaq.foundation.figures.drawn import COLON

register = template.Library()

# Drawn on a grid of 20; "mirrors" are those that point along the line and turn round in Arabic.
ICONS = {
    "forward": "M7 4l6 6-6 6",
    "check": "M4 10.5l4 4 8-9",
    "warning": "M10 3l8 14H2zM10 8v4M10 14.5v.5",
    "refusal": "M5 5l10 10M15 5L5 15",
    "info": "M10 9v6M10 5.5V6M10 18a8 8 0 100-16 8 8 0 000 16z",
    "document": "M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5M7.5 10h5M7.5 13h5",
    "download": "M10 3v10M6 9.5l4 4 4-4M4 17h12",
    "search": "M9 15a6 6 0 100-12 6 6 0 000 12zM13.5 13.5L18 18",
    "person": "M10 10a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM3.5 17.5c.6-3.6 3.2-5 6.5-5s5.9 1.4 6.5 5",
    "organisation": "M3 17.5h14M4.5 17.5V7L10 3l5.5 4v10.5M8 17.5v-5h4v5",
    "clock": "M10 18a8 8 0 100-16 8 8 0 000 16zM10 5.5V10l3 2",
    "quote": "M4 14V9.5C4 7 5.5 5.5 8 5M4 10h4v4H4M12 14V9.5c0-2.5 1.5-4 4-4.5M12 10h4v4h-4",
    "language": "M10 18a8 8 0 100-16 8 8 0 000 16zM2 10h16M10 2c5 5 5 11 0 16M10 2c-5 5-5 11 0 16",
    "absent": "M5 10h10",
}
MIRRORS = frozenset({"forward", "quote"})

LEFT_TO_RIGHT = frozenset({"email", "url", "tel", "number", "password", "date", "time", "datetime-local", "month"})


@register.simple_tag
def icon(name: str) -> SafeString:
    """An ornament beside a word, never instead of one: hidden from those who listen."""
    turns = " icon-mirrors" if name in MIRRORS else ""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        turns,
        ICONS[name],
    )


@register.filter
def bdi(text: Any) -> SafeString:
    """A name or a code that must not pull its neighbours round: `{{ person.name|bdi }}`."""
    return format_html("<bdi>{}</bdi>", text)


@register.filter
def direction(code: str) -> str:
    """`rtl` or `ltr` of a language code."""
    return languages.direction(code)


@register.filter
def own_name(code: str) -> str:
    """العربية, English, Français; a code that is none of them stays as it is."""
    return languages.OWN_NAMES.get(code, code)


@register.filter
def label(text: Words | Mapping[str, str] | Any) -> SafeString:
    """A three-language label, marked with the language it is really in when that is not the reader's."""
    if not isinstance(text, Mapping):
        return format_html("{}", text)
    words, mine = Words(text), languages.current()
    said = words.lang_for(mine)
    if said == mine:
        return format_html("{}", words.in_(mine))
    return in_language(words.in_(mine), said)


@register.filter
def in_language(text: Any, code: str) -> SafeString:
    """A text in its own language and direction: `{{ quote.text|in_language:quote.lang }}`."""
    if code == languages.current():
        return format_html("{}", text)
    return format_html('<span lang="{}" dir="{}">{}</span>', code, languages.direction(code), text)


@register.filter
def number(value: float | int | None) -> SafeString:
    """Grouped as the language does, in the reader's digits; what is not known is said, not shown as zero."""
    if value is None:
        return mark_safe('<span class="absent">–</span>')
    return _isolated(habits.number(value))


@register.filter
def counted(value: Any) -> Any:
    """A number as it came, in the reader's digits: where it stands without signs between thousands and no isolate."""
    return habits.counted(value)


@register.filter
def digits(text: Any) -> str:
    """A text of figures in the reader's digits: an hour, a share of a hundred."""
    return habits.digits(str(text))


@lru_cache(maxsize=5_000)
def _isolated(figures: str) -> SafeString:
    return format_html("<bdi>{}</bdi>", figures)


@register.simple_tag
def colon() -> str:
    """What stands between a name and what is said of it: French puts a space before it that does not break."""
    return COLON.get(languages.current(), ": ")


@register.filter
def percent(share: float | None) -> SafeString:
    """A share between 0 and 1."""
    if share is None:
        return number(None)
    return _isolated(habits.percent(share))


@register.filter
def day(value: date | datetime | None) -> SafeString:
    """A day with its month in words: 6 December 2020 · 6 ديسمبر 2020 · 6 décembre 2020."""
    if value is None:
        return number(None)
    shown = _here(value)
    return format_html('<time datetime="{}">{}</time>', shown.isoformat()[:10], habits.day(shown))


@register.filter
def day_said(value: date | datetime | None) -> str:
    """A day in words alone, for texts that are handed on: a record that is deposited."""
    return "" if value is None else habits.day(_here(value))


def _here(value: date | datetime) -> date | datetime:
    return timezone.localtime(value).date() if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def moment(value: datetime | None) -> SafeString:
    """A day and the hour, in the zone of the installation."""
    if value is None:
        return number(None)
    here = timezone.localtime(value)
    return format_html('<time datetime="{}">{}</time>', here.isoformat(timespec="minutes"), habits.moment(here))


@register.filter
def size(count: int) -> SafeString:
    """Bytes as people say them."""
    units = {"ar": ("بايت", "كيلوبايت", "ميغابايت"), "fr": ("octets", "ko", "Mo")}
    small, kilo, mega = units.get(languages.current(), ("bytes", "kB", "MB"))
    value, unit = (count, small) if count < 1000 else (count / 1000, kilo) if count < 1e6 else (count / 1e6, mega)
    return format_html("<bdi>{} {}</bdi>", habits.number(round(value, 1)), unit)


@register.inclusion_tag("parts/field.html")
def field(bound: BoundField, hint: str = "", direction: str = "") -> dict[str, Any]:
    """A form field with its label, hint, error and direction.

    Addresses, numbers and passwords run left to right in every language; other text follows what is typed. What a
    placeholder would say is the hint's to say: it does not vanish while one types.
    """
    widget = bound.field.widget
    widget.attrs.pop("placeholder", None)
    kind = getattr(widget, "input_type", "text")
    attrs: dict[str, str | bool] = {}
    if kind not in ("checkbox", "radio", "select", "hidden", "file"):
        attrs["dir"] = direction or ("ltr" if kind in LEFT_TO_RIGHT else "auto")
    described = [f"{bound.auto_id}_helptext"] if hint or bound.help_text else []
    if bound.errors:
        described.append(f"{bound.auto_id}_error")
    if described and not bound.use_fieldset:
        attrs["aria-describedby"] = " ".join(described)
    return {
        "field": bound,
        "control": bound.as_widget(attrs=attrs),
        "hint": hint or bound.help_text,
        "kind": "group" if bound.use_fieldset else kind,
        "described": " ".join(described),
    }


@register.simple_tag
def desk_pages() -> tuple[tuple[str, str], ...]:
    """What rooms offer the operator beside the pages of the desk itself."""
    return shell.desk()


@register.simple_tag(takes_context=True)
def page_url(context: template.Context, page: int) -> str:
    """This address with another page number; the filters stay."""
    query = context["request"].GET.copy()
    query["page"] = str(page)
    return f"?{query.urlencode()}"
