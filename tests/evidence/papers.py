"""Papers written for these tests, in three languages: what people might submit, and files that cannot be read."""

from __future__ import annotations

import io
import zipfile
from functools import cache

ARABIC = """مساهمة نقابات العمال في الاستعراض الإقليمي للهجرة

التوصيات المقدمة

نوصي بأن تلغي الحكومات رسوم الاستقدام التي يدفعها العمال المهاجرون وأن تراقب وكالات الاستقدام.

يجب على الحكومات أن تضمن حصول العاملات المهاجرات في المنازل على عقود عمل مكتوبة وأجور عادلة.

أشار ممثل اتحاد النقابات في المغرب إلى أن المهاجرين في تونس ولبنان يعانون من العنصرية وكراهية الأجانب.

الأسئلة المطروحة للنقاش

كيف يمكن خفض كلفة التحويلات المالية التي يرسلها المهاجرون إلى أسرهم؟
"""

ENGLISH = """Submission of civil society organisations to the regional review of migration

Recommendations of the organisations

We recommend that governments abolish the recruitment fees paid by migrant workers and monitor recruitment agencies.

Governments should reduce the cost of remittances that migrants send to their families in Morocco and Egypt.

The representative of the civil society network said that children are still held in immigration detention in Libya.

Questions for discussion

How can consular protection of migrants be improved?
"""

FRENCH = """Contribution des collectivités locales à l’examen régional des migrations

Recommandations des collectivités

Nous recommandons que les gouvernements suppriment les frais de recrutement payés par les travailleurs migrants.

Les gouvernements devraient garantir l’accès des enfants migrants à l’école et aux soins au Maroc et en Tunisie.

La ville a ouvert deux centres d’accueil où les migrants reçoivent une aide juridique et des cours de langue.
"""

PAPERS = {"unions.txt": ARABIC, "civil-society.txt": ENGLISH, "cities.txt": FRENCH}


def word_file(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs."""
    from docx import Document

    made, out = Document(), io.BytesIO()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    made.save(out)
    return out.getvalue()


@cache
def zip_bomb() -> bytes:
    """A Word file that unpacks to more than the kernel allows. Takes a second: for a test to ask for, not a module."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b"\0" * (210 * 1024 * 1024))
    return out.getvalue()
