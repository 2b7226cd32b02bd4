"""The whole reading of a file: bytes in, passages out."""

from __future__ import annotations

from collections import Counter
from importlib.metadata import version

from mithaq.kernels.text.blocks import VERSION as BLOCKS
from mithaq.kernels.text.blocks import blocks as blocks_of
from mithaq.kernels.text.extract import VERSION as EXTRACT
from mithaq.kernels.text.extract import Limits, extract
from mithaq.kernels.text.language import OURS, identify
from mithaq.kernels.text.language import VERSION as LANGUAGE
from mithaq.kernels.text.model import Extracted, Lang, Reading, Unreadable
from mithaq.kernels.text.passages import VERSION as PASSAGES
from mithaq.kernels.text.passages import passages as passages_of
from mithaq.kernels.text.repair import VERSION as REPAIR

VERSION = "+".join((EXTRACT, REPAIR, BLOCKS, PASSAGES, LANGUAGE))

_LIBRARIES = ("pypdfium2", "python-docx", "trafilatura", "py3langid")
_SAMPLES = 40
_SAMPLE = 400


def read(data: bytes, *, name: str, limits: Limits | None = None) -> Reading:
    """A document as the kernel reads it.

    Refused (`Unreadable`): everything `extract.extract` refuses, and a document whose bulk is in none of the three
    languages (`other-language`).
    """
    extracted = extract(data, name=name, limits=limits)
    _check_language(extracted)
    blocks = blocks_of(extracted)
    passages = passages_of(extracted, blocks)
    weights = Counter[Lang]()
    for passage in passages:
        weights[passage.lang] += len(passage.text)
    total = sum(weights.values())
    languages = tuple(lang for lang, weight in weights.most_common() if lang != "und" and weight >= 0.03 * total)
    return Reading(extracted=extracted, blocks=blocks, passages=passages, languages=languages, version=VERSION)


def provenance() -> str:
    """`VERSION` with the libraries that were at work, for a record of how a reading came about."""
    return " ".join((VERSION, *(f"{library}/{version(library)}" for library in _LIBRARIES)))


def _check_language(extracted: Extracted) -> None:
    weights = Counter[str]()
    for sample in _samples(extracted.text):
        code, score = identify(sample)
        if code != "und" and score >= 0.5:
            weights[code] += sum(map(str.isalpha, sample))
    if not weights:
        return
    ours = sum(weights[code] for code in OURS)
    if ours < 0.5 * sum(weights.values()):
        raise Unreadable("other-language", found=weights.most_common(1)[0][0])


def _samples(text: str) -> list[str]:
    """Stretches spread evenly over the text, cut at spaces."""
    step = max(_SAMPLE, len(text) // _SAMPLES)
    return [text[at : at + _SAMPLE].partition(" ")[2] if at else text[:_SAMPLE] for at in range(0, len(text), step)]
