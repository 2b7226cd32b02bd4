"""What the environment says is taken as it is meant, or refused in words: nothing is silently something else."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from mithaq.config import place
from mithaq.config.commands import check


@pytest.mark.parametrize(("told", "many"), [("", 0), ("0", 0), ("1", 1), (" 2 ", 2)])
def test_so_many_proxies_are_trusted_as_are_said_to_stand_before_it(monkeypatch, told, many):
    monkeypatch.setenv("MITHAQ_PROXY", told)

    assert place.proxies() == many


@pytest.mark.parametrize("told", ["yes", "true", "-1", "1.5", "٢", "²", "10.0.0.1", "99"])
def test_what_is_no_number_of_proxies_is_refused(monkeypatch, told):
    monkeypatch.setenv("MITHAQ_PROXY", told)

    with pytest.raises(SystemExit, match=r"MITHAQ_PROXY: .* is not how many proxies"):
        place.proxies()


@pytest.mark.parametrize(("told", "times"), [("", 1), ("0", 0), ("0.5", 0.5), ("3", 3)])
def test_so_many_times_the_usual_may_be_asked(monkeypatch, told, times):
    monkeypatch.setenv("MITHAQ_LIMITS", told)

    assert place.limits() == times


@pytest.mark.parametrize("told", ["inf", "-inf", "nan", "1e400", "1e300", "-1", "many"])
def test_what_is_no_number_of_times_is_refused(monkeypatch, told):
    monkeypatch.setenv("MITHAQ_LIMITS", told)

    with pytest.raises(SystemExit, match=r"MITHAQ_LIMITS: .* is not how many times"):
        place.limits()


def test_settings_trust_as_many_proxies_and_the_scheme_the_first_of_them_says(tmp_path):
    told = (
        "import mithaq.config.settings as s; print(s.ALLAUTH_TRUSTED_PROXY_COUNT, s.SECURE_PROXY_SSL_HEADER, s.LIMITS)"
    )
    environment = os.environ | {"MITHAQ_DATA": str(tmp_path), "MITHAQ_PROXY": "2", "MITHAQ_LIMITS": "0.5"}

    def read(**more: str) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-c", told]
        return subprocess.run(words, capture_output=True, text=True, check=False, env=environment | more)

    assert read().stdout == "2 ('HTTP_X_FORWARDED_PROTO', 'https') 0.5\n"
    refused = read(MITHAQ_LIMITS="nan")
    assert refused.returncode == 1
    assert refused.stderr.startswith("MITHAQ_LIMITS: 'nan' is not how many times the usual")


def test_a_house_behind_a_proxy_it_does_not_trust_is_told_of_it(settings):
    """It speaks no TLS itself: where its addresses begin with https, a proxy stands before it."""
    settings.SITE, settings.ALLAUTH_TRUSTED_PROXY_COUNT = "https://mithaq.example", 0
    [lack] = [one for one in check._addresses() if "proxy" in one.said]
    assert (lack.weight, lack.remedy) == ("lack", "MITHAQ_PROXY=1")

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    assert not [one for one in check._addresses() if "proxy" in one.said]
    settings.SITE, settings.ALLAUTH_TRUSTED_PROXY_COUNT = "http://localhost", 0
    assert not [one for one in check._addresses() if "proxy" in one.said]
