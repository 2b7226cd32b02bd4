"""Zip containers from outside: their sizes are added up before anything is unpacked."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from mithaq.kernels.text.extract.limits import Limits
from mithaq.kernels.text.model import Unreadable

BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, NotImplementedError, RuntimeError)

_RATIO = 120
_FREE = 8 * 1024 * 1024
_PARTS = 20_000
_DEPTH = 2
_ZIP = b"PK\x03\x04"
_DOCTYPE = re.compile(r"<!DOCTYPE(?P<body>[^\[>]*(?:\[.*?\]\s*)?)>", re.S | re.I)
_ENTITY = re.compile(r"<!ENTITY\s+(?P<name>[\w.:-]+)\s+(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')\s*>")
_REFERENCE = re.compile(r"&([\w.:-]+);")
_XML = (".xml", ".rels")


def open_package(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """The container, once it is known to be harmless.

    Refused: `bomb` when the parts (and the parts of containers inside it) unpack to more than `max_unpacked`, or to
    more than 120 times the file once past 8 MB, when containers nest deeper than two, or when a part declares
    entities that would expand beyond the limit; `damaged` when a part is broken or brings its own document type;
    `encrypted` when a part needs a password.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        _weigh(package, len(data), limits)
        _check_types(package, limits)
        broken = package.testzip()
    except BROKEN as error:
        raise Unreadable("damaged", detail="container") from error
    if broken:
        raise Unreadable("damaged", detail=broken)
    return package


def _weigh(package: zipfile.ZipFile, size: int, limits: Limits) -> None:
    limit = min(limits.max_unpacked, max(_FREE, size * _RATIO))
    total = _unpacked(package, limit, depth=0)
    if total > limit:
        raise Unreadable("bomb", bytes=total, limit=limit)


def _unpacked(package: zipfile.ZipFile, limit: int, *, depth: int) -> int:
    """Declared sizes of all parts, those of inner containers included. No part is unpacked beyond its first bytes
    unless it is an inner container that fits the limit."""
    parts = package.infolist()
    if len(parts) > _PARTS or depth > _DEPTH:
        return limit + 1
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("encrypted")
    total = sum(part.file_size for part in parts)
    if total > limit:
        return total
    for part in parts:
        with package.open(part) as stream:
            if stream.read(4) != _ZIP:
                continue
            inner = _ZIP + stream.read()
        try:
            total += _unpacked(zipfile.ZipFile(io.BytesIO(inner)), limit - total, depth=depth + 1)
        except BROKEN:
            continue
        if total > limit:
            return total
    return total


def _check_types(package: zipfile.ZipFile, limits: Limits) -> None:
    """Office parts never declare a document type; one that does is after the parser."""
    for part in package.infolist():
        if part.filename.lower().endswith(_XML):
            head = _head(package.read(part))
            if "<!DOCTYPE" in head.upper():
                expanded = _expanded(head)
                if expanded > limits.max_unpacked:
                    raise Unreadable("bomb", bytes=expanded, limit=limits.max_unpacked)
                raise Unreadable("damaged", detail=part.filename)


def _head(part: bytes) -> str:
    """What stands before the root element, in whichever encoding the part has."""
    encoding = "utf-16" if part[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    return part[:262_144].decode(encoding, "replace")


def _expanded(head: str) -> int:
    """How many characters the largest declared entity stands for, worked out without expanding any."""
    values = {m["name"]: m["double"] or m["single"] or "" for m in _ENTITY.finditer(head)}
    sizes: dict[str, int] = {}

    def size(name: str, trail: tuple[str, ...]) -> int:
        if name in trail:
            return 1 << 62
        if name not in sizes:
            value = values.get(name, "")
            inner = (size(reference, (*trail, name)) for reference in _REFERENCE.findall(value))
            sizes[name] = len(_REFERENCE.sub("", value)) + sum(inner)
        return sizes[name]

    return max((size(name, ()) for name in values), default=0)
