"""What a page of a release needs: a value by its key, and a difference in words."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from mithaq.foundation import access
from mithaq.synthesis import release_selectors, release_words
from mithaq.synthesis.differences import Difference
from mithaq.synthesis.models import Synthesis

register = template.Library()
MOST = 5


@register.filter
def of(values: Mapping[str, str], key: str) -> str:
    return values.get(key, "")


@register.filter
def changed_in_words(difference: Difference) -> str:
    return release_words.changed(difference)


@register.inclusion_tag("synthesis/release_links.html", takes_context=True)
def release_links(context: template.Context, synthesis: Synthesis) -> dict[str, object]:
    """On the page of a draft: what was released of it that this reader may see, and the way to release it."""
    request = context["request"]
    seen = release_selectors.releases(request.institution, to=request.user, synthesis=synthesis)
    return {
        "institution": request.institution,
        "synthesis": synthesis,
        "releases": list(seen[:MOST]),
        "may_release": access.may(request.user, "synthesis.release", request.institution),
    }
