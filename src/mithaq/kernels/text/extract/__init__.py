"""From the bytes of a file to its raw text, its pages and what the container says about each stretch.

A file is read or it is refused with a cause (`model.CAUSES`); it is never read half. What is left out of a file that
is read (a picture page in a PDF, for example) is said in `Extracted.warnings`.
"""

from __future__ import annotations

from mithaq.kernels.text.extract import docx, html, pdf, plain, sniff, soundness
from mithaq.kernels.text.extract.limits import Limits, check_size
from mithaq.kernels.text.model import Extracted, Unreadable

__all__ = ["VERSION", "Limits", "check_size", "extract"]

VERSION = "extract-1"

_READERS = {"pdf": pdf.read, "docx": docx.read, "html": html.read, "text": plain.read}


def extract(data: bytes, *, name: str, limits: Limits | None = None) -> Extracted:
    """The raw text of a file called `name`.

    Refused (`Unreadable`): no bytes or no text, more than the limits allow, a password, a broken container, a bomb,
    a name that contradicts the bytes, a kind or an encoding that is not read, a scan, reversed or garbled letters.
    """
    limits = limits or Limits()
    if not data:
        raise Unreadable("empty")
    check_size(len(data), limits)
    kind = sniff.kind(data, name=name)
    extracted = _READERS[kind](data, limits)
    soundness.check(extracted)
    return extracted
