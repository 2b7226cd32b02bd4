"""PostgreSQL's own full text search over the same passages, as one would first build it; for `benchmarks/search.py`.

Text of each language under its own configuration (`arabic`, `english`, `french`), a GIN index, `ts_rank`, `ts_headline`
on the 25 shown, and the facets counted by SQL over the narrow table with arrays; the language of the question is told.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

CONFIGURATION = {"ar": "arabic", "en": "english", "fr": "french"}
_FILTERS = {"objective": "f.objectives && %s::text[]", "lang": "f.lang = ANY(%s)"}


def create(cursor: Any) -> None:
    cursor.execute("""CREATE TABLE plain AS SELECT p.id, p.institution_id, d.id AS document, d.year, d.visibility,
        f.lang, f.act, f.category, string_to_array(trim(both ',' from f.objectives), ',') AS objectives,
        string_to_array(trim(both ',' from f.countries), ',') AS countries, p.text,
        to_tsvector(CASE f.lang WHEN 'ar' THEN 'arabic' WHEN 'fr' THEN 'french' ELSE 'english' END::regconfig, p.text)
        AS words FROM evidence_passage p JOIN evidence_facets f ON f.passage_id = p.id
        JOIN evidence_document d ON d.id = f.document_id""")
    cursor.execute("CREATE INDEX plain_words ON plain USING gin (words)")
    cursor.execute("CREATE INDEX plain_id ON plain (id)")
    cursor.execute("ANALYZE plain")


def ask(institution: int, question: str, facets: dict[str, list[str]], lang: str) -> int:
    """One page with snippets, the number found, and the seven facets (all under all filters)."""
    where, given = _where(institution, question, facets, lang)
    query = "websearch_to_tsquery(%s::regconfig, %s)"
    told = [CONFIGURATION[lang], question]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, ts_headline(%s::regconfig, text, {query}) FROM (SELECT id, text FROM plain f WHERE {where} "
            f"ORDER BY ts_rank(words, {query}) DESC, id LIMIT 25) AS best",
            [CONFIGURATION[lang], *told, *given, *told],
        )
        cursor.fetchall()
        cursor.execute(f"SELECT count(*) FROM plain f WHERE {where}", given)
        total = cursor.fetchone()[0]
        for column in ("lang", "act", "category", "year", "document", "unnest(objectives)", "unnest(countries)"):
            cursor.execute(f"SELECT {column}, count(*) FROM plain f WHERE {where} GROUP BY 1", given)
            cursor.fetchall()
    return int(total)


def keys(institution: int, question: str, lang: str) -> list[int]:
    where, given = _where(institution, question, {"lang": [lang]}, lang)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM plain f WHERE {where}", given)
        return [row[0] for row in cursor.fetchall()]


def _where(institution: int, question: str, facets: dict[str, list[str]], lang: str) -> tuple[str, list[Any]]:
    parts, given = ["f.institution_id = %s", "f.visibility = 'public'"], [institution]
    if question:
        parts.append("f.words @@ websearch_to_tsquery(%s::regconfig, %s)")
        given += [CONFIGURATION[lang], question]
    for name, values in facets.items():
        parts.append(_FILTERS[name])
        given.append(values)
    return " AND ".join(parts), given
