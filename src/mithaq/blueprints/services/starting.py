"""The text an empty draft begins with: the smallest charter, with its words explained."""

from __future__ import annotations

import json

from django.utils.translation import gettext as _

from mithaq.foundation import languages
from mithaq.institutions.selectors import Institution


def starter(institution: Institution) -> str:
    """A text that is a charter already, to write on: the institution's own name and one board."""
    names = "\n".join(
        f"name.{code} = {_quoted(said)}" for code in languages.CODES if (said := institution.name.get(code))
    )
    board, members = _("Board"), _("What follows a # is a note for the writer.")
    return f"""# {_("Each clause has a header in brackets; below it stand its words.")}
# {members}

[institution]
key = {_quoted(institution.slug)}
language = {_quoted(languages.current())}
{names}

[body.board]
name = {_quoted(board)}
kind = "board"

[body.board.seat.members]
count = "5-6"
holder = "organisation"
selection = "election"
term = "2 years"

[body.board.decision.any]
rule = "simple-majority"
"""


def _quoted(text: str) -> str:
    """A basic string of TOML: JSON escapes the same signs."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
