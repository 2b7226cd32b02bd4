import django.db.models.deletion
import mithaq.foundation.records
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('institutions', '0003_charter'),
        ('meetings', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('text', models.TextField(verbose_name='text')),
                ('blueprint', models.CharField(blank=True, max_length=60)),
                ('version', models.PositiveIntegerField(default=1)),
                ('by_uid', models.CharField(blank=True, max_length=80)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('changed_at', models.DateTimeField()),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
            ],
            options={
                'ordering': ['-changed_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('text', models.TextField()),
                ('digest', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('blueprint', models.CharField(blank=True, max_length=60)),
                ('clause', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(choices=[('open', 'awaits its decision'), ('adopted', 'adopted'), ('refused', 'refused'), ('withdrawn', 'withdrawn')], default='open', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='why it is proposed')),
                ('proposed_at', models.DateTimeField()),
                ('by_uid', models.CharField(blank=True, max_length=80)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('charter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.charter')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('motion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.motion')),
            ],
            options={
                'ordering': ['-proposed_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'adopted', 'refused', 'withdrawn'])), name='amendment_state_known')],
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('clause', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('met', 'met'), ('risk', 'at risk'), ('broken', 'broken'), ('unwatched', 'not watched')], max_length=10)),
                ('findings', models.JSONField(blank=True, default=list)),
                ('from_date', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
            ],
            options={
                'ordering': ['clause', 'from_date'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('institution', 'clause'), name='standing_open_once_a_clause'), models.CheckConstraint(condition=models.Q(('state__in', ['met', 'risk', 'broken', 'unwatched'])), name='standing_state_known')],
            },
        ),
    ]
