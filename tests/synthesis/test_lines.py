"""Persons write lines: cited or not at all, nothing lost where two write, every wording kept."""

from __future__ import annotations

import pytest

from mithaq.evidence import services as documents
from mithaq.evidence.models import Passage
from mithaq.foundation.models import Entry
from mithaq.synthesis import counts, selectors, services
from mithaq.synthesis.models import Citation, Line, LineVersion, Unused
from tests.cast import AT
from tests.synthesis.desk import FEES, passages, proposal, section, written


@pytest.fixture
def made(draft):
    return draft().synthesis


@pytest.fixture(autouse=True)
def inside(cast):
    with cast.scope():
        yield


def acts():
    return [entry.act for entry in Entry.objects.order_by("number") if entry.act.startswith("synthesis.")]


def words(line):
    return {r.lang: r.text for r in line.renditions.all()}


def test_french_keeps_the_space_that_holds_a_mark_to_its_word(cast, made):
    line = written(cast, made, "Trois droits\u00a0: \n  dits.", lang="fr")

    assert line.renditions.get().text == "Trois droits\u00a0: dits."


def test_a_line_is_written_with_its_citations_and_its_author(cast, made):
    line = written(cast, made, "  Fees   must end. ")

    assert words(line) == {"en": "Fees must end."}
    assert [c.passage.text for c in line.citations.all()] == [p.text for p in passages(made, *FEES)]
    assert (line.status, line.act, line.by_name) == ("confirmed", "recommendation", "Badr El Idrissi")
    assert acts()[-1] == "synthesis.write_line"


def test_no_line_is_written_without_a_citation_or_without_words(cast, made):
    with pytest.raises(services.Uncited):
        written(cast, made, cites=())
    with pytest.raises(services.Said):
        written(cast, made, "   ")
    with pytest.raises(counts.Misplaced):
        written(cast, made, "{submissions} ask")

    assert not Line.objects.filter(status="confirmed").exists()


def test_only_passages_of_the_sources_are_cited(cast, shelf, draft):
    made = draft(documents=shelf[:2]).synthesis
    foreign = Passage.objects.get(text__contains=FEES[2])

    with pytest.raises(services.Foreign):
        services.write_line(section(made), lang="fr", text="Ceci.", passages=[foreign], by=cast.badr.actor, at=AT)


def test_a_passage_put_aside_is_cited_only_where_it_was(cast, made):
    line = written(cast, made, cites=FEES[:2])
    (known, new) = passages(made, FEES[0], FEES[2])
    Passage.objects.filter(pk__in=[known.pk, new.pk]).update(is_current=False)

    services.write_line(section(made), lang="en", text="Again.", passages=[known], by=cast.badr.actor, at=AT)
    Citation.objects.filter(passage=new).delete()
    with pytest.raises(services.Foreign):
        services.cite(line, [new], by=cast.badr.actor, at=AT)


def test_nothing_of_a_withdrawn_source_is_cited(cast, shelf, made):
    (passage,) = passages(made, FEES[0])
    documents.withdraw(cast.institution, shelf[0], because="Its author asked.", by=cast.badr.actor, at=AT)

    with pytest.raises(services.Foreign):
        services.write_line(section(made), lang="en", text="A.", passages=[passage], by=cast.badr.actor, at=AT)


def test_what_is_cited_is_unused_no_more_and_comes_back_with_who_left_it_out(cast, made):
    row = Unused.objects.filter(synthesis=made).first()
    line = written(cast, made, cites=FEES[:1])

    services.cite(line, [row.passage], by=cast.badr.actor, at=AT)
    assert not Unused.objects.filter(passage=row.passage).exists()

    services.uncite(line, row.passage, because="Too weak.", by=cast.amal.actor, at=AT)
    back = Unused.objects.get(passage=row.passage)
    assert (back.reason, back.because, back.by_name) == ("left-out", "Too weak.", cast.amal.person.name)


def test_the_last_citation_cannot_be_taken(cast, made):
    line = written(cast, made, cites=FEES[:1])

    with pytest.raises(services.Uncited):
        services.uncite(line, line.citations.get().passage, by=cast.badr.actor, at=AT)

    assert line.citations.count() == 1


def test_what_another_line_cites_is_not_unused(cast, made):
    one, two = written(cast, made, cites=FEES[:2]), written(cast, made, "They must.", cites=FEES[:2])

    services.uncite(one, one.citations.first().passage, by=cast.badr.actor, at=AT)

    assert two.citations.count() == 2
    assert not Unused.objects.filter(passage__in=two.citations.values("passage")).exists()


def test_earlier_wordings_are_kept(cast, made):
    line = written(cast, made, "One.")

    line = services.change_line(line, lang="en", text="Two.", seen=1, by=cast.amal.actor, at=AT)
    line = services.change_line(line, lang="en", text="Three.", seen=2, by=cast.badr.actor, at=AT)

    kept = LineVersion.objects.order_by("version").values_list("version", "text", "by_name")
    assert list(kept) == [(1, "One.", "Badr El Idrissi"), (2, "Two.", cast.amal.person.name)]
    assert words(line) == {"en": "Three."}


def test_two_drafters_do_not_overwrite_each_other(cast, made):
    line = written(cast, made, "One.")
    services.change_line(line, lang="en", text="Amal's.", seen=1, by=cast.amal.actor, at=AT)

    with pytest.raises(services.Changed) as refused:
        services.change_line(line, lang="en", text="Badr's.", seen=1, by=cast.badr.actor, at=AT)

    why = refused.value
    assert (why.theirs, why.by_name, why.version) == ("Amal's.", cast.amal.person.name, 2)
    assert words(line) == {"en": "Amal's."}
    assert acts().count("synthesis.change_line") == 1


def test_a_citation_or_a_move_in_between_is_no_conflict(cast, made):
    one, line = written(cast, made, "One."), written(cast, made, "Two.", cites=FEES[:2])
    services.cite(line, passages(made, FEES[2]), by=cast.amal.actor, at=AT)
    services.move_line(line, to="up", by=cast.amal.actor, at=AT)

    services.change_line(line, lang="en", text="Mine.", seen=1, by=cast.badr.actor, at=AT)

    order = Line.objects.filter(status="confirmed").order_by("order")
    assert [words(n)["en"] for n in order] == ["Mine.", "One."]
    assert one.citations.count() == 3


def test_the_same_words_twice_are_one_act(cast, made):
    line = written(cast, made, "One.")
    services.change_line(line, lang="en", text="Two.", seen=1, by=cast.badr.actor, at=AT)

    services.change_line(line, lang="en", text="Two.", seen=1, by=cast.badr.actor, at=AT)

    assert acts().count("synthesis.change_line") == 1


def test_translations_go_stale_together_and_fresh_one_by_one(cast, made):
    line = written(cast, made, "Fees must end.")
    for lang, text in (("ar", "يجب إلغاء الرسوم."), ("fr", "Les frais doivent disparaître.")):
        services.translate_line(line, lang=lang, text=text, made_from=1, by=cast.amal.actor, at=AT)
    services.change_line(line, lang="en", text="All fees must end.", seen=1, by=cast.badr.actor, at=AT)

    def standing():
        original = line.renditions.get(is_original=True)
        return {r.lang: r.made_from == original.version for r in line.renditions.filter(is_original=False)}

    assert standing() == {"ar": False, "fr": False}
    french = line.renditions.get(lang="fr")
    now = line.renditions.get(is_original=True).version
    services.translate_line(
        line, lang="fr", text="Tous les frais.", made_from=now, seen=french.version, by=cast.amal.actor, at=AT
    )
    assert standing() == {"ar": False, "fr": True}
    assert LineVersion.objects.filter(lang="fr").get().text == "Les frais doivent disparaître."


def test_a_translation_confirmed_again_without_a_change_of_words_is_fresh(cast, made):
    line = written(cast, made, "Fees must end.")
    services.translate_line(line, lang="fr", text="Fin des frais.", made_from=1, by=cast.amal.actor, at=AT)
    services.change_line(line, lang="en", text="Fees have to end.", seen=1, by=cast.badr.actor, at=AT)
    french, original = line.renditions.get(lang="fr"), line.renditions.get(is_original=True)

    services.translate_line(
        line,
        lang="fr",
        text="Fin des frais.",
        made_from=original.version,
        seen=french.version,
        by=cast.amal.actor,
        at=AT,
    )

    assert line.renditions.get(lang="fr").made_from == original.version


def test_two_translators_do_not_overwrite_each_other(cast, made):
    line = written(cast, made, "Fees must end.")
    services.translate_line(line, lang="fr", text="La sienne.", made_from=1, by=cast.amal.actor, at=AT)

    with pytest.raises(services.Changed) as refused:
        services.translate_line(line, lang="fr", text="La mienne.", made_from=1, by=cast.badr.actor, at=AT)

    assert (refused.value.theirs, refused.value.lang) == ("La sienne.", "fr")


def test_a_removed_line_is_kept_with_its_reason_and_can_be_put_back(cast, made):
    line = written(cast, made, cites=FEES)
    Line.objects.filter(section=line.section, status="suggested").delete()
    cited = list(line.citations.values_list("passage", flat=True))

    services.remove_line(line, because="Said twice.", seen=1, by=cast.amal.actor, at=AT)
    gone = Line.objects.get(pk=line.pk)
    assert (gone.status, gone.because) == ("dismissed", "Said twice.")
    left = Unused.objects.filter(passage__in=cited, reason="left-out").values_list("because", flat=True)
    assert set(left) == {"Said twice."}

    services.restore_line(line, by=cast.amal.actor, at=AT)
    assert Line.objects.get(pk=line.pk).status == "confirmed"
    assert not Unused.objects.filter(passage__in=cited).exists()


def test_a_line_is_not_removed_without_a_reason_nor_unseen(cast, made):
    line = written(cast, made, "One.")
    services.change_line(line, lang="en", text="Two.", seen=1, by=cast.amal.actor, at=AT)

    with pytest.raises(services.Said):
        services.remove_line(line, because=" ", seen=2, by=cast.badr.actor, at=AT)
    with pytest.raises(services.Changed):
        services.remove_line(line, because="Old.", seen=1, by=cast.badr.actor, at=AT)

    assert Line.objects.get(pk=line.pk).status == "confirmed"


def test_what_was_removed_meanwhile_is_not_changed(cast, made):
    line = written(cast, made, "One.")
    services.remove_line(line, because="Done.", seen=1, by=cast.amal.actor, at=AT)

    with pytest.raises(services.Gone) as refused:
        services.change_line(line, lang="en", text="Two.", seen=1, by=cast.badr.actor, at=AT)

    assert refused.value.line.by_name == cast.amal.person.name


def test_comments_are_made_and_settled(cast, made):
    line = written(cast, made)

    said = services.comment(line, text="Seven?\nI count six.", lang="en", by=cast.amal.actor, at=AT)
    services.settle(said, by=cast.badr.actor, at=AT)
    services.settle(said, by=cast.amal.actor, at=AT)

    said.refresh_from_db()
    assert (said.text, said.settled_by) == ("Seven?\nI count six.", "Badr El Idrissi")
    assert acts()[-2:] == ["synthesis.comment", "synthesis.settle"]


def report_line(made, lang, **how):
    told = selectors.reports(made, (lang,), every_passage=False, **how)[0]
    return next(s for s in told.sections if s.key == "objective-6").lines[0]


def test_a_report_says_what_persons_wrote_first_with_counts_of_today(cast, made):
    line = written(cast, made, "{documents:words} in {languages:words} ask for an end of fees.", cites=FEES[:2])
    services.translate_line(
        line, lang="ar", text="تطلب {documents:words} إلغاء الرسوم.", made_from=1, by=cast.amal.actor, at=AT
    )

    told = {lang: report_line(made, lang) for lang in ("ar", "en", "fr")}
    assert (told["en"].text, told["en"].rendition) == (
        "Two submissions in two languages ask for an end of fees.", "original",
    )  # fmt: skip
    assert (told["ar"].text, told["ar"].rendition, told["ar"].translated_by) == (
        "تطلب مساهمتان إلغاء الرسوم.", "translation", cast.amal.person.name,
    )  # fmt: skip
    assert (told["fr"].text_lang, told["fr"].rendition) == ("en", "missing")
    assert (told["en"].documents, told["en"].uid, told["en"].status) == (2, line.uid, "confirmed")

    services.cite(line, passages(made, FEES[2]), by=cast.badr.actor, at=AT)
    services.change_line(line, lang="en", text="{documents:words} ask.", seen=1, by=cast.badr.actor, at=AT)
    assert report_line(made, "en").text == "Three submissions ask."
    assert report_line(made, "ar").rendition == "stale"


def test_counts_with_conditions_are_asked_of_all_sources(cast, made):
    written(cast, made, "{passages objective=6} of {documents objective=6}; {documents objective=23}.", cites=FEES[:1])

    assert report_line(made, "en").text == f"{section(made).passages} of 3; 0."


def test_a_report_of_what_was_written_leaves_suggestions_out_and_says_why(cast, made):
    whole = selectors.reports(made, ("en",), every_passage=True)[0]
    line = written(cast, made, cites=FEES[:1])

    told = selectors.reports(made, ("en",), written_only=True)[0]

    assert [n.uid for s in told.sections for n in s.lines] == [line.uid]
    assert {q.number for s in told.sections for n in s.lines for q in n.quotes} == {1}
    assert dict(told.figures)["Lines"] == 1
    assert told.status == "confirmed"
    left = [u for s in told.sections for u in s.unused if "did not take up" in u.reason]
    assert sum(u.count for u in left) > 0
    assert sum(u.count for s in told.sections for u in s.unused) + 1 == len(told.evidence) == len(whole.evidence)
    assert all((row.citation is None) == bool(row.not_used_because) for row in told.evidence)


def test_dismissed_lines_stand_in_no_report(cast, made):
    gone = proposal(made)
    services.dismiss(gone, because="Not here.", by=cast.badr.actor, at=AT)

    told = selectors.reports(made, ("en",))[0]

    assert gone.uid not in [n.uid for s in told.sections for n in s.lines]
    assert all((row.citation is None) == bool(row.not_used_because) for row in told.evidence)


def test_the_note_of_a_report_tells_how_many_lines_persons_wrote(cast, made):
    written(cast, made)
    written(cast, made, "They must.")

    assert selectors.reports(made, ("en",))[0].status_note.startswith("2 lines were written by persons")


def test_a_report_costs_the_same_with_one_line_and_with_many(cast, made, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    written(cast, made, "{documents objective=6}")
    with CaptureQueriesContext(connection) as one:
        selectors.reports(made, ("en",))
    for n in range(4):
        written(cast, made, f"{n}: {{documents objective=6}} and {{passages act=challenge}}")

    with django_assert_num_queries(len(one)):
        selectors.reports(made, ("en",))
