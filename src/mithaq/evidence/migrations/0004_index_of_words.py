"""The index of words, made for each database, and the facets of the passages that are there already."""

from collections import defaultdict

from django.db import migrations, models

BATCH = 500


def create(apps, schema):
    from mithaq.evidence.search import index  # the tables of the index are told in one place

    for statement in index.create(schema.connection.vendor):
        schema.execute(statement)


def drop(apps, schema):
    from mithaq.evidence.search import index

    schema.execute(index.drop())


def fill(apps, schema):
    """What `services.facets.refresh` does for each passage, with the models as they stand here."""
    from mithaq.evidence.search import index

    Passage, Coding = apps.get_model("evidence", "Passage"), apps.get_model("evidence", "Coding")
    Facets, Revision = apps.get_model("evidence", "Facets"), apps.get_model("evidence", "Revision")
    for home in list(Passage.objects.order_by().values_list("institution", flat=True).distinct()):
        counter, _ = Revision.objects.get_or_create(institution_id=home)
        counter.value += 1
        counter.save()
        keys = list(Passage.objects.filter(institution=home).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            _fill(Passage, Coding, Facets, index, home, keys[start : start + BATCH], counter.value)


def _fill(Passage, Coding, Facets, index, home, keys, revision):
    said = defaultdict(lambda: defaultdict(list))
    codes = Coding.objects.filter(passage__in=keys, is_obsolete=False).exclude(status="rejected")
    for passage, scheme, code, status in codes.order_by("status", "-score", "code").values_list(
        "passage", "scheme", "code", "status"
    ):
        said[passage][scheme].append((code, status))
    rows, words = [], {}
    for pk, document, lang, kind, tokens, is_current, is_original in Passage.objects.filter(pk__in=keys).values_list(
        "pk", "rendition__document", "lang", "kind", "tokens", "is_current", "rendition__is_original"
    ):
        mine, shown = said[pk], is_current and is_original
        act = (mine["act"] or [("", "")])[0]
        if shown:
            words[pk] = tokens
        rows.append(
            Facets(
                institution_id=home,
                passage_id=pk,
                document_id=document,
                lang=lang,
                kind=kind,
                act=act[0],
                category=(mine["speaker"] or [("", "")])[0][0],
                objectives=_set(mine["objective"], int),
                principles=_set(mine["principle"], int),
                countries=_set(mine["country"], str),
                is_confirmed=act[1] == "confirmed",
                is_current=shown,
                indexed=index.digest(tokens) if shown else "",
                revision=revision,
            )
        )
    Facets.objects.filter(passage__in=keys).delete()
    Facets.objects.bulk_create(rows)
    index.write(home, words)


def _set(codes, key):
    found = sorted({code for code, _ in codes}, key=key)
    return f",{','.join(found)}," if found else ""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0003_desk_lease")]

    operations = [
        migrations.AddField("facets", "indexed", models.CharField(blank=True, max_length=16)),
        migrations.RunPython(create, drop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
