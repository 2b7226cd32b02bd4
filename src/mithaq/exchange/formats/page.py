"""The stand-alone page: one HTML file that needs no network and no script, links its citations to the evidence it
carries, and prints well. Its own policy forbids everything but its own style sheet."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from mithaq.exchange.manuscript import compose
from mithaq.synthesis.report import Report

_STYLE = Path(__file__).with_name("page.css")


@lru_cache(maxsize=1)
def _style() -> tuple[str, str]:
    """The style sheet as it stands between the tags, and what the policy calls it."""
    css = _STYLE.read_text(encoding="utf-8")
    return css, f"sha256-{base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()}"


def write(report: Report) -> bytes:
    css, digest = _style()
    facts = {"m": compose(report), "style": mark_safe(css), "style_digest": digest}  # noqa: S308 - our own file
    with translation.override(report.lang):
        return render_to_string("exchange/report.html", facts).encode()
