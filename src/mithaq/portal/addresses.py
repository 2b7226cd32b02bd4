"""Addresses of pages as files and machines are told them: below this site, in one language whoever asks."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation

from mithaq.institutions.selectors import Institution

LANGUAGE = "en"


def page(name: str, institution: Institution, **more: str | int) -> str:
    with translation.override(LANGUAGE):
        return reverse(name, kwargs={"institution": institution.slug, **more})
