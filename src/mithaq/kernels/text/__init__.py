"""From the bytes of a file to passages, suggested codes and convergent messages, in Arabic, English and French.

The face of the kernel: rooms say `from mithaq.kernels import text` and use the names below, nothing behind them. Each
is loaded when it is first asked for, since readers of files and models weigh more than most callers need.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mithaq.kernels.text.agreement import Agreement, alpha
    from mithaq.kernels.text.agreement import agreement as agreement_of
    from mithaq.kernels.text.agreement import by_code as agreement_by_code
    from mithaq.kernels.text.analyse import VERSION as ANALYSER
    from mithaq.kernels.text.analyse import fold, is_arabic, spans, tokens
    from mithaq.kernels.text.coder import VERSION as CODER
    from mithaq.kernels.text.coder import code
    from mithaq.kernels.text.coding.lexicon import translations, vector
    from mithaq.kernels.text.converge import VERSION as CONVERGER
    from mithaq.kernels.text.converge import links, messages, strongest
    from mithaq.kernels.text.extract import Limits, check_size
    from mithaq.kernels.text.extract import extract as extracted
    from mithaq.kernels.text.language import language as language_of
    from mithaq.kernels.text.model import (
        ACTS,
        BLOCK_KINDS,
        CAUSES,
        SPEAKERS,
        Block,
        Code,
        Coded,
        Extracted,
        Hint,
        Link,
        Mention,
        Message,
        Page,
        Passage,
        Reading,
        Repaired,
        Speaker,
        Statement,
        Unreadable,
    )  # fmt: skip
    from mithaq.kernels.text.parallel import code_all
    from mithaq.kernels.text.ranking import Example, Lesson, Suggestion
    from mithaq.kernels.text.ranking import as_facts as lesson_facts
    from mithaq.kernels.text.ranking import score as likelihood
    from mithaq.kernels.text.ranking import taught as lesson
    from mithaq.kernels.text.reading import VERSION as READER
    from mithaq.kernels.text.reading import read
    from mithaq.kernels.text.repair import repair as repaired
    from mithaq.kernels.text.speakers import body_span

_VALUES = """ACTS BLOCK_KINDS CAUSES SPEAKERS Block Code Coded Extracted Hint Link Mention Message Page Passage
Reading Repaired Speaker Statement Unreadable"""
_FACE = {
    **{name: ("model", name) for name in _VALUES.split()},
    **{name: ("analyse", name) for name in ("fold", "is_arabic", "spans", "tokens")},
    **{name: ("extract", name) for name in ("Limits", "check_size")},
    **{name: ("converge", name) for name in ("links", "messages", "strongest")},
    **{name: ("coding.lexicon", name) for name in ("translations", "vector")},
    **{name: ("agreement", name) for name in ("Agreement", "alpha")},
    **{name: ("ranking", name) for name in ("Example", "Lesson", "Suggestion")},
    "agreement_of": ("agreement", "agreement"),
    "agreement_by_code": ("agreement", "by_code"),
    "lesson": ("ranking", "taught"),
    "lesson_facts": ("ranking", "as_facts"),
    "likelihood": ("ranking", "score"),
    "read": ("reading", "read"),
    "extracted": ("extract", "extract"),
    "repaired": ("repair", "repair"),
    "language_of": ("language", "language"),
    "code": ("coder", "code"),
    "code_all": ("parallel", "code_all"),
    "body_span": ("speakers", "body_span"),
    "ANALYSER": ("analyse", "VERSION"),
    "READER": ("reading", "VERSION"),
    "CODER": ("coder", "VERSION"),
    "CONVERGER": ("converge", "VERSION"),
}

__all__ = [
    "ACTS", "ANALYSER", "BLOCK_KINDS", "CAUSES", "CODER", "CONVERGER", "READER", "SPEAKERS", "Agreement", "Block",
    "Code", "Coded", "Example", "Extracted", "Hint", "Lesson", "Limits", "Link", "Mention", "Message", "Page",
    "Passage", "Reading", "Repaired", "Speaker", "Statement", "Suggestion", "Unreadable", "agreement_by_code",
    "agreement_of", "alpha", "body_span", "check_size", "code", "code_all", "extracted", "fold", "is_arabic",
    "language_of", "lesson", "lesson_facts", "likelihood", "links", "messages", "read", "repaired", "spans",
    "strongest", "tokens", "translations", "vector",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _FACE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, own = _FACE[name]
    found = getattr(import_module(f"{__name__}.{module}"), own)
    globals()[name] = found
    return found
