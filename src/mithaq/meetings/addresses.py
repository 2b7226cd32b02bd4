"""Addresses without their language, for notices and for what other rooms show."""

from __future__ import annotations

from django.urls import reverse

from mithaq.foundation import languages
from mithaq.institutions.selectors import Institution
from mithaq.meetings.models import Meeting, Motion


def meetings(institution: Institution) -> str:
    return _plain(reverse("meetings:list", kwargs={"institution": institution.slug}))


def meeting(meeting: Meeting) -> str:
    return _plain(reverse("meetings:meeting", kwargs={"institution": meeting.institution.slug, "uid": meeting.uid}))


def motion(motion: Motion) -> str:
    return _plain(reverse("meetings:motion", kwargs={"institution": motion.institution.slug, "uid": motion.uid}))


def motions(institution: Institution) -> str:
    return _plain(reverse("meetings:motions", kwargs={"institution": institution.slug}))


def _plain(url: str) -> str:
    return url.removeprefix(f"/{languages.current()}")
