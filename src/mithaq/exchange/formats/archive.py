"""Word and Excel files are zip archives that remember when they were packed; ours remember the report instead."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_DOS = datetime(1980, 1, 1, tzinfo=UTC)


def repack(archive: bytes, *, at: datetime) -> bytes:
    """The same archive with one date, `at`, for every member and for its own "created" and "modified"."""
    moment = max(at.astimezone(UTC), _DOS)
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == _CORE:
                content = _MODIFIED.sub(lambda found: found[1] + stamp, content)
            member = zipfile.ZipInfo(name, date_time=moment.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            new.writestr(member, content, compresslevel=6)
    return out.getvalue()
