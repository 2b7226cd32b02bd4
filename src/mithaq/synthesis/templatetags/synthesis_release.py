"""What a page of a release needs: a value by its key, and a difference in words."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from mithaq.synthesis import release_words
from mithaq.synthesis.differences import Difference

register = template.Library()


@register.filter
def of(values: Mapping[str, str], key: str) -> str:
    return values.get(key, "")


@register.filter
def changed_in_words(difference: Difference) -> str:
    return release_words.changed(difference)
