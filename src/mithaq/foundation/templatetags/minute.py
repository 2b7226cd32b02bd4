"""Entries of the journal as sentences."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mithaq.foundation import minute
from mithaq.foundation.models import Entry

register = template.Library()


@register.filter
def act(entry: Entry) -> str:
    return minute.act(entry)


@register.filter
def by(entry: Entry) -> SafeString:
    """Who acted: a person's name, or that the house itself did."""
    if entry.by_kind == "person":
        return format_html("<bdi>{}</bdi>", entry.by_name or _("somebody not named"))
    return format_html("{}", _("the system"))
