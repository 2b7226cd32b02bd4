"""A report is worded in one language, every quotation compared with its original just before."""

from __future__ import annotations

import pytest
from django.utils import translation

from mithaq.evidence import files
from mithaq.evidence import selectors as evidence
from mithaq.evidence import services as documents
from mithaq.evidence.models import Document, Passage
from mithaq.kernels import text as kernel
from mithaq.synthesis import selectors, wording
from tests.cast import AT
from tests.evidence import papers

ARABIC = range(0x0600, 0x0700)


@pytest.fixture
def made(draft):
    return draft().synthesis


@pytest.fixture
def report(cast, made):
    def in_language(lang="en", **how):
        with cast.scope():
            return selectors.report(made, lang, **how)

    return in_language


def section(report, key):
    return next(s for s in report.sections if s.key == key)


def test_the_line_all_papers_carry_says_so_in_each_language(report):
    leads = {lang: section(report(lang), "objective-6").lines[0].lead for lang in ("ar", "en", "fr")}

    assert leads["en"] == "Recommendation carried by 3 documents and 3 languages."
    assert leads["fr"] == "Recommandation portée par 3 documents et 3 langues."
    assert leads["ar"] == "توصية وردت في 3 وثائق وبـ3 لغات."


def test_the_first_quotation_is_in_the_readers_language_and_numbers_stay(report):
    by_lang = {lang: section(report(lang), "objective-6").lines[0].quotes for lang in ("ar", "en", "fr")}

    assert {lang: quotes[0].lang for lang, quotes in by_lang.items()} == {"ar": "ar", "en": "en", "fr": "fr"}
    assert len({frozenset((q.number, q.passage) for q in quotes) for quotes in by_lang.values()}) == 1


def test_numbers_run_from_one_and_a_passage_has_one_number(report):
    quotes = [q for s in report().sections for line in s.lines for q in line.quotes]

    numbers = {q.number for q in quotes}
    assert numbers == set(range(1, len(numbers) + 1))
    assert len({(q.number, q.passage) for q in quotes}) == len(numbers)


def test_every_quotation_stands_word_for_word_in_its_paper(cast, report):
    told = report()
    names = {s.number: s.file_name for s in told.sources}

    quotes = [q for s in told.sections for line in s.lines for q in line.quotes]

    assert len(quotes) > 5
    assert [q for q in quotes if q.text not in " ".join(papers.PAPERS[names[q.source]][q.start : q.end].split())] == []


def test_objective_titles_say_whether_they_are_official(report):
    arabic, english = report("ar"), report("en")

    assert section(english, "objective-6").official is True
    assert section(arabic, "objective-6").official is False
    assert section(arabic, "objective-6").title.lang == "ar"


def test_what_was_not_used_stands_with_its_reason_and_count(report):
    told = report("fr")

    unused = [u for s in told.sections for u in s.unused]
    cited = {q.number for s in told.sections for line in s.lines for q in line.quotes}
    passages = dict(told.figures)["Passages lus"]
    assert sum(u.count for u in unused) + len(cited) == passages
    assert {u.reason for u in section(told, "unused").unused} >= {
        "Titres, sommaires ou lignes répétées d’une page\u00a0: pas des propos."
    }


def test_every_passage_is_a_row_of_evidence_used_or_not(cast, report):
    told = report()

    with cast.scope():
        assert len(told.evidence) == Passage.objects.count()
    assert all((row.citation is None) == bool(row.not_used_because) for row in told.evidence)
    assert all(bool(row.used_in) == (row.citation is not None) for row in told.evidence)
    fees = next(row for row in told.evidence if row.text.startswith("We recommend that governments abolish"))
    assert (fees.act, fees.used_in.split(", ")[0], fees.status) == ("recommendation", "objective-6", "suggested")


def test_rows_of_evidence_can_be_left_out(report):
    assert report(every_passage=False).evidence == ()


def test_without_links_no_address_of_this_house_leaves_it(report):
    linked, plain = report("ar"), report("ar", linked=False)

    assert {s.url.split("/")[1] for s in linked.sources} == {"ar"}
    assert {s.url for s in plain.sources} == {""}
    assert {q.url for s in plain.sections for line in s.lines for q in line.quotes} == {""}


def test_a_report_says_how_it_was_made_and_that_nobody_confirmed_it(report, lang):
    told = report(lang)

    assert told.status == "suggested"
    assert len(told.method) == 6
    assert any(kernel.CODER in sentence for sentence in told.method)
    with translation.override(lang):
        assert told.status_note == wording.status_note(0)


def test_nothing_in_a_report_is_left_in_english(report):
    """Whatever the house itself says in Arabic has Arabic letters in it."""
    told = report("ar")

    said = [told.subtitle, told.status_note, *told.method, *(label for label, _ in told.figures)]
    said += [line.lead for s in told.sections for line in s.lines] + [
        line.act_label for s in told.sections for line in s.lines
    ]
    said += (
        [u.reason for s in told.sections for u in s.unused]
        + [m.title for m in told.matrices]
        + [m.note for m in told.matrices]
    )
    assert [text for text in said if not any(ord(c) in ARABIC for c in text)] == []


def test_a_quotation_that_was_changed_makes_no_report(cast, made):
    with cast.scope():
        cited = Passage.objects.get(pk=made.sections.get(objective=6).lines.first().citations.first().passage_id)
        Passage.objects.filter(pk=cited.pk).update(text=cited.text + " Never.")

        with pytest.raises(evidence.Unfaithful) as why:
            selectors.report(made, "en")

    assert (why.value.passage, why.value.why) == (cited.uid, "words")


def test_a_file_that_was_changed_makes_no_report(cast, shelf, made):
    files.place(shelf[0].digest).write_bytes(b"something else")

    with cast.scope(), pytest.raises(evidence.Unfaithful) as why:
        selectors.report(made, "en")

    assert why.value.why == "bytes"


def test_a_source_withdrawn_since_is_neither_shown_nor_counted(cast, shelf, made, report):
    before = section(report(), "objective-6").lines[0]
    documents.withdraw(cast.institution, shelf[0], because="Its author asked.", by=cast.badr.actor, at=AT)

    told = report()

    line = section(told, "objective-6").lines[0]
    assert (before.documents, line.documents) == (3, 2)
    assert "ar" not in line.languages
    assert [s.file_name for s in told.sources] == ["cities.txt", "civil-society.txt"]
    assert dict(told.figures)["Documents read"] == 2
    assert {r.file_name for r in told.evidence} == {"cities.txt", "civil-society.txt"}
    assert {len(m.columns) for m in told.matrices if m.key == "document"} == {2}
    assert any("withdrawn" in sentence for sentence in told.method)
    assert all(line.quotes for s in told.sections for line in s.lines)


def test_simulated_papers_are_named_as_such(cast, shelf, draft):
    with cast.scope():
        Document.objects.filter(pk=shelf[1].pk).update(is_simulated=True)
        told = selectors.report(draft().synthesis, "fr")

    assert [s.simulated for s in told.sources] == [s.file_name == "civil-society.txt" for s in told.sources]
    assert any("simulé, pour démonstration" in sentence for sentence in told.method)


def test_refused_files_are_worded_in_the_language_of_the_report(cast, draft):
    made = draft(refused=[("scan.pdf", "no-text-layer", {"name": "scan.pdf", "pages": 12})]).synthesis

    with cast.scope():
        told = {r.lang: r.refused for r in selectors.reports(made, ("ar", "en", "fr"))}

    assert {lang: name for lang, [(name, _)] in told.items()} == {"ar": "scan.pdf", "en": "scan.pdf", "fr": "scan.pdf"}
    assert "numérisées sans texte" in told["fr"][0][1]
    assert "ممسوحة ضوئياً" in told["ar"][0][1]


def test_matrices_have_a_row_an_objective_and_denominators(report):
    told = report("en")

    assert [m.key for m in told.matrices] == ["document", "country", "category"]
    for matrix in told.matrices:
        assert len(matrix.rows) == len(matrix.cells) == 23
        assert {len(row) for row in matrix.cells} == {len(matrix.columns)} == {len(matrix.denominators)}
        assert all(n <= of for row in matrix.cells for n, of in zip(row, matrix.denominators, strict=True))
    assert [c.text for c in told.matrices[0].columns] == [s.title.text for s in told.sources]


def test_making_reports_costs_the_same_queries_for_one_language_and_for_three(
    cast, made, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with cast.scope():
        with CaptureQueriesContext(connection) as one:
            selectors.reports(made, ("en",))
        with CaptureQueriesContext(connection) as three:
            selectors.reports(made, ("ar", "en", "fr"))

    assert len(one) == len(three) < 20


@pytest.mark.parametrize(
    ("documents", "groups", "tongues", "said"),
    [
        (1, 0, 1, "توصية وردت في وثيقة واحدة."),
        (2, 1, 1, "توصية وردت في وثيقتين ولدى جهة واحدة."),
        (3, 2, 2, "توصية وردت في 3 وثائق ولدى جهتين وبلغتين."),
        (11, 3, 3, "توصية وردت في 11 وثيقة ولدى 3 جهات وبـ3 لغات."),
        (100, 11, 1, "توصية وردت في 100 وثيقة ولدى 11 جهة."),
    ],
)
def test_arabic_leads_count_as_arabic_does(documents, groups, tongues, said):
    with translation.override("ar"):
        assert wording.lead("recommendation", documents=documents, groups=groups, tongues=tongues, states=[]) == said


def test_a_lead_names_few_states_and_counts_many():
    def lead(*states):
        return wording.lead("challenge", documents=2, groups=0, tongues=1, states=states)

    assert (
        lead("Morocco", "Tunisia")
        == "Challenge named in 2 documents; it names \u2068Morocco\u2069 and \u2068Tunisia\u2069."
    )
    assert lead(*"abcde") == "Challenge named in 2 documents; it names 5 States."
