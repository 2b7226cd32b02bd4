"""Files made for one test each: whole ones, broken ones, hostile ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import docx
import typst

import mithaq.foundation

FONTS = Path(mithaq.foundation.__file__).parent / "fonts"

ARABIC = (
    "ينبغي أن تتاح المعلومات لكل من يعتزم السفر قبل مغادرته بلده.",
    "أكد ممثلو النقابات أن العقود المكتوبة هي أول ضمانة لحقوق العمال في بلد المقصد.",
    "أنشأت البلدية مركزاً يقدم المشورة القانونية مجاناً لكل من يصل إلى المدينة.",
    "لا تزال الأسر التي فقدت أبناءها في البحر تنتظر جواباً عن مصيرهم منذ سنوات.",
)
ENGLISH = (
    "Families who lost their sons at sea have waited for years to learn what became of them.",
    "Local authorities asked for a fair share of the funding, since services are delivered in cities first.",
)
FRENCH = (
    "Les familles qui ont perdu un fils en mer attendent depuis des années une réponse sur son sort.",
    "Les collectivités locales demandent une part équitable du financement pour les services de la ville.",
)
SPANISH = (
    "Las familias que perdieron a sus hijos en el mar esperan desde hace años una respuesta sobre su destino.",
    "Los municipios piden una parte justa de los fondos, porque los servicios se prestan primero en la ciudad.",
)
GERMAN = (
    "Die Familien, die ihre Söhne auf dem Meer verloren haben, warten seit Jahren auf eine Antwort.",
    "Die Gemeinden verlangen einen gerechten Anteil an den Mitteln, weil sie die Dienste zuerst leisten.",
)
PERSIAN = (
    "خانواده‌هایی که فرزندان خود را در دریا از دست داده‌اند سال‌هاست که در انتظار پاسخ هستند.",
    "شهرداری‌ها خواستار سهم عادلانه‌ای از بودجه هستند زیرا خدمات برای مهاجران در شهر ارائه می‌شود.",
)
URDU = (
    "جن خاندانوں نے اپنے بیٹے سمندر میں کھو دیے ہیں وہ برسوں سے جواب کے انتظار میں ہیں۔",
    "مقامی اداروں نے فنڈ میں اپنے حصے کا مطالبہ کیا ہے کیونکہ خدمات شہر میں فراہم کی جاتی ہیں۔",
)


def text(sentences: tuple[str, ...], *, times: int = 1) -> str:
    return "\n\n".join(sentences * times)


def typeset(source: str) -> bytes:
    return typst.compile(source.encode(), font_paths=[str(FONTS)])


def pdf(*paragraphs: str, lang: str = "ar", font: str = "Amiri") -> bytes:
    body = "\n\n".join(paragraphs)
    return typeset(f'#set text(font: ("{font}", "Noto Sans"), lang: "{lang}")\n#set par(spacing: 2em)\n{body}')


def scanned_pdf(pages: int = 2) -> bytes:
    """Pages that hold a picture and not one letter."""
    picture = ", ".join(str(byte) for byte in png())
    page = f"#image(bytes(({picture})), width: 80%)"
    return typeset("\n#pagebreak()\n".join([page] * pages))


def encrypted_pdf() -> bytes:
    """A whole file whose keys fit no empty password."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Encrypt 4 0 R /ID [<00><00>] >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 72))
        + chunk(b"IEND", b"")
    )


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(package: bytes, name: str, content: bytes, *, instead: bool = False) -> bytes:
    """The same package with one part more, or with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if not (instead and part.filename == name):
                new.writestr(part.filename, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def encrypted_word() -> bytes:
    """The old compound container in which Office wraps a document with a password."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1016 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 512


def package_of(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()
