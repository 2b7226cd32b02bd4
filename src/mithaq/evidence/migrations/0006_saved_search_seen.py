from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evidence", "0005_official_translations")]

    operations = [
        migrations.RemoveField("savedsearch", "seen_passage"),
        migrations.AddField("savedsearch", "seen", models.TextField(blank=True, default=""), preserve_default=False),
    ]
