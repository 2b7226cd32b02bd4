"""Writing syntheses: a draft from what was coded, the lines of persons, and the whole way from a folder to reports."""

from mithaq.synthesis.services.checking import Checked, check
from mithaq.synthesis.services.citations import Foreign, cite, leave_out, uncite
from mithaq.synthesis.services.comments import comment, settle
from mithaq.synthesis.services.contributors import NotOpenable, make_link, open_link, revoke_link
from mithaq.synthesis.services.draft import Drafted, NothingToSay, Uncited, draft
from mithaq.synthesis.services.later import JOB, draft_later
from mithaq.synthesis.services.lines import change_line, move_line, remove_line, restore_line, write_line
from mithaq.synthesis.services.proposals import dismiss, put_back, take
from mithaq.synthesis.services.releasing import NotReady, release, strictest
from mithaq.synthesis.services.standing import Changed, Gone, Said
from mithaq.synthesis.services.telling import release_made
from mithaq.synthesis.services.translations import translate_line
from mithaq.synthesis.services.whole import Whole, synthesise_folder

__all__ = [
    "JOB",
    "Changed",
    "Checked",
    "Drafted",
    "Foreign",
    "Gone",
    "NotOpenable",
    "NotReady",
    "NothingToSay",
    "Said",
    "Uncited",
    "Whole",
    "change_line",
    "check",
    "cite",
    "comment",
    "dismiss",
    "draft",
    "draft_later",
    "leave_out",
    "make_link",
    "move_line",
    "open_link",
    "put_back",
    "release",
    "release_made",
    "remove_line",
    "restore_line",
    "revoke_link",
    "settle",
    "strictest",
    "synthesise_folder",
    "take",
    "translate_line",
    "uncite",
    "write_line",
]
