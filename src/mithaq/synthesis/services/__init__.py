"""Writing syntheses: a draft from what was coded, and the whole way from a folder to reports."""

from mithaq.synthesis.services.draft import Drafted, NothingToSay, draft
from mithaq.synthesis.services.whole import Whole, synthesise_folder

__all__ = ["Drafted", "NothingToSay", "Whole", "draft", "synthesise_folder"]
