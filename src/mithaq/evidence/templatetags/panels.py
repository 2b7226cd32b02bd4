"""`{% panels document %}` or `{% panels passage %}`: what higher rooms add to a page of evidence."""

from __future__ import annotations

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from mithaq.evidence import panels as offered
from mithaq.evidence.models import Document, Passage

register = template.Library()


@register.simple_tag(takes_context=True)
def panels(context: template.Context, record: Document | Passage) -> SafeString:
    request = context["request"]
    parts = [render_to_string(name, dict(told), request=request) for name, told in offered.of(record, to=request.user)]
    return mark_safe("".join(parts))  # noqa: S308 - each part is a template, rendered and escaped
