"""Writing syntheses: a draft from what was coded, and the whole way from a folder to reports."""

from mithaq.synthesis.services.draft import Drafted, NothingToSay, Uncited, draft
from mithaq.synthesis.services.later import JOB, draft_later
from mithaq.synthesis.services.whole import Whole, synthesise_folder

__all__ = ["JOB", "Drafted", "NothingToSay", "Uncited", "Whole", "draft", "draft_later", "synthesise_folder"]
