"""What kind of file the bytes are, and whether the name agrees."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from mithaq.kernels.text.model import Unreadable

_SAID = {
    "pdf": "pdf", "docx": "docx", "html": "html", "htm": "html", "xhtml": "html",
    "txt": "text", "text": "text", "md": "text", "markdown": "text", "": "",
}  # fmt: skip
_MAGIC = (
    (b"\x89PNG\r\n", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF8", "gif"), (b"BM", "bmp"), (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"), (b"MZ", "exe"), (b"\x7fELF", "elf"), (b"{\\rtf", "rtf"), (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"), (b"Rar!", "rar"), (b"%!PS", "ps"), (b"ID3", "mp3"), (b"OggS", "ogg"),
    (b"SQLite format 3\x00", "sqlite"), (b"wOFF", "font"), (b"\x00\x01\x00\x00", "font"),
    (b"\xca\xfe\xba\xbe", "class"),
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]", re.I | re.S)
_TAGS = re.compile(rb"<(?:p|div|h[1-6]|ul|table|article|main|section|title|meta)[\s>]", re.I)
_TEXTUAL = {"html", "text"}


def kind(data: bytes, *, name: str) -> str:
    """One of the four kinds that are read.

    Refused: bytes of another kind (`unknown-kind`), bytes of a known kind under the name of another
    (`wrong-extension`), an encrypted Office container (`encrypted`), a zip that does not open (`damaged`).
    """
    extension = PurePath(name).suffix.lstrip(".").lower()
    said = _SAID.get(extension)
    found = _found(data, extension)
    if found == "encrypted":
        raise Unreadable("encrypted")
    if said is None:
        if found in ("pdf", "docx"):
            raise Unreadable("wrong-extension", said=extension, found=found)
        raise Unreadable("unknown-kind", found=extension if found in _TEXTUAL else found)
    if said in ("", found):
        if found not in _SAID.values():
            raise Unreadable("unknown-kind", found=found)
        return found
    if said == "html" and found == "text":
        return "html"
    if said == "text" and found == "html" and extension != "txt":
        return "text"
    if said == "text" and found == "binary":
        raise Unreadable("unknown-kind", found=found)
    raise Unreadable("wrong-extension", said=extension, found=found)


def _found(data: bytes, extension: str) -> str:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data, extension)
    if data.startswith(_OLE):
        return _compound(data, extension)
    for magic, found in _MAGIC:
        if data.startswith(magic):
            return found
    if data[:4] == b"RIFF":
        return data[8:12].decode("ascii", "replace").strip().lower()
    if data[4:8] == b"ftyp":
        return "mp4"
    head = data[:4096]
    if _HTML.match(head) or (extension in ("html", "htm", "xhtml") and _TAGS.search(data[:65536])):
        return "html"
    if head.lstrip().startswith(b"<?xml"):
        return "xml"
    if head.startswith(_BOMS):
        return "text"
    return "binary" if head.count(0) and not _wide(head) else "text"


def _wide(head: bytes) -> bool:
    """UTF-16 without its mark: its spaces are a byte and a zero, always at the same side, and nothing else is zero."""
    spaces = max(head.count(b" \x00"), head.count(b"\x00 "))
    return spaces > len(head) // 60 and b"\x00\x00" not in head


def _package(data: bytes, extension: str) -> str:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unreadable("damaged", detail="container") from error
    if "word/document.xml" in names:
        return "docx"
    folders = {"xl": "xlsx", "ppt": "pptx", "META-INF": "odf" if "content.xml" in names else "jar"}
    return next(
        (found for folder, found in folders.items() if any(n.startswith(f"{folder}/") for n in names)),
        "damaged-docx" if extension == "docx" and "[Content_Types].xml" in names else "zip",
    )


def _compound(data: bytes, extension: str) -> str:
    """The old Office container: it also wraps the encrypted new one."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted" if extension in ("docx", "") else extension
    return "doc" if "WordDocument".encode("utf-16-le") in data else "ole"
