"""What a report of an error never tells: what somebody has sent us."""

from __future__ import annotations

from types import FrameType
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter
from django.views.decorators.debug import sensitive_variables

untold = sensitive_variables()  # for a function below the pages: no report shows what its variables held


class Discreet(SafeExceptionReporterFilter):
    """In the mail of an error and on the page of `MITHAQ_DEBUG`: no value that was posted, by anybody, on any page.

    Where a page has said that what it takes is sensitive (`sensitive_post_parameters`), no variable of any function is
    shown either: a form, a service and the database all hold what was sent. Django hides less, and nothing to whoever
    runs in debug; a ballot is not for them either.
    """

    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return dict.fromkeys(request.POST, self.cleansed_substitute) if request is not None else {}

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: FrameType) -> Any:
        if hasattr(request, "sensitive_post_parameters"):
            return [(name, self.cleansed_substitute) for name in tb_frame.f_locals]
        return super().get_traceback_frame_variables(request, tb_frame)
