"""What somebody has sent stands in no report of an error: not in the mail, not on the page of debug, not in a log."""

from __future__ import annotations

import logging
import sys

import pytest
from django.test import RequestFactory
from django.utils.log import AdminEmailHandler
from django.views.debug import ExceptionReporter
from django.views.decorators.debug import sensitive_post_parameters

from mithaq.foundation.reports import untold

SECRET = "-".join(("chosen", "4711"))  # reports show lines of source too


def plain(request):
    sent = request.POST["ballot"]
    raise RuntimeError(f"{len(sent)} signs")


@sensitive_post_parameters()
def marked(request):
    return plain(request)


@untold
def deeper(sent):
    copied = sent
    raise RuntimeError(f"{len(copied)} signs")


def report(view, *, html: bool = True) -> str:
    request = RequestFactory().post("/vote/", {"ballot": SECRET, "csrfmiddlewaretoken": "x"})
    try:
        view(request)
    except RuntimeError:
        made = ExceptionReporter(request, *sys.exc_info())
        return made.get_traceback_html() if html else made.get_traceback_text()
    raise AssertionError("it did not fail")


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("html", [False, True])
def test_a_page_that_says_so_shows_nothing_of_what_it_was_sent(settings, debug, html):
    settings.DEBUG = debug

    told = report(marked, html=html)

    assert "RuntimeError" in told
    assert SECRET not in told


@pytest.mark.parametrize("debug", [False, True])
def test_what_was_posted_is_never_listed(settings, debug):
    settings.DEBUG = debug

    told = report(lambda request: deeper(request.POST["ballot"]))

    assert "ballot" in told
    assert SECRET not in told


def test_the_report_can_show_variables_of_other_pages(settings):
    """Otherwise the tests above would hold for any report."""
    settings.DEBUG = True

    assert SECRET in report(plain)


def test_neither_the_mail_to_administrators_nor_a_log_tells_it(settings, mailoutbox, caplog):
    settings.ADMINS = [("Amal", "amal@example.org")]
    request = RequestFactory().post("/vote/", {"ballot": SECRET})
    log = logging.getLogger("a server")
    log.addHandler(AdminEmailHandler(include_html=True))
    try:
        marked(request)
    except RuntimeError:
        log.exception("Internal Server Error", extra={"request": request})

    (letter,) = mailoutbox
    assert SECRET not in letter.body + str(letter.alternatives) + caplog.text
    assert "RuntimeError" in letter.body
    assert "RuntimeError" in caplog.text
