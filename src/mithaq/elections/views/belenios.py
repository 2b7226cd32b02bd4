"""What a Belenios server asks for, as one file."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import View

from mithaq.elections import belenios, naming
from mithaq.elections.enums import State
from mithaq.elections.views.here import OnElection
from mithaq.foundation import attached, languages, pacing

_EPOCH = datetime(1980, 1, 1).timetuple()[:6]  # the same file however often it is written


@pacing.paced(pacing.FILES)
class Export(OnElection, View):
    """Questions and voters, for whoever runs the election: it holds the addresses of those who vote."""

    permission_required = "elections.run"

    def get(self, request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if self.election.state in (State.NOMINATING, State.CANCELLED):
            raise Http404
        found, unknown = belenios.voters(self.election, on=self.today)
        files = {
            "questions.json": json.dumps(
                belenios.template(self.election, language=languages.current()), ensure_ascii=False, indent=1
            ),
            "voters.txt": "".join(f"{one}\n" for one in found),
            "without-address.txt": "".join(f"{one.uid} {naming.holder(one)}\n" for one in unknown),
        }
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in files.items():
                archive.writestr(zipfile.ZipInfo(name, _EPOCH), text)
        answer = HttpResponse(packed.getvalue(), content_type="application/zip")
        answer["Cache-Control"] = "private, no-store"
        return attached.attached(answer, attached.spoken(f"belenios-{self.election.uid}.zip"))
