"""Who has a passage on the desk, and how much in doubt the suggestions are that were stored before."""

from itertools import groupby

from django.db import migrations, models

from mithaq.evidence.doubt import doubt

BATCH = 500


def weigh(apps, schema_editor):
    Passage, Coding = apps.get_model("evidence", "Passage"), apps.get_model("evidence", "Coding")
    rows = Coding.objects.filter(passage__is_current=True, is_obsolete=False).order_by("passage")
    columns = ("passage", "passage__kind", "passage__number", "scheme", "score", "status")
    waiting = []
    for (pk, kind, number), said in groupby(rows.values_list(*columns).iterator(BATCH), key=lambda row: row[:3]):
        waiting.append(Passage(pk=pk, doubt=doubt(kind, number, [row[3:] for row in said])))
        if len(waiting) == BATCH:
            Passage.objects.bulk_update(waiting, ["doubt"])
            waiting = []
    Passage.objects.bulk_update(waiting, ["doubt"])


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_desks")]

    operations = [
        migrations.AddField("passage", "held_by", models.CharField(blank=True, max_length=80)),
        migrations.AddField("passage", "held_until", models.DateTimeField(blank=True, null=True)),
        migrations.RunPython(weigh, migrations.RunPython.noop),
    ]
