import django.core.validators
import django.db.models.deletion
import mithaq.foundation.fields
import mithaq.foundation.records
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('institutions', '0003_charter'),
        ('people', '0002_traits_and_applications'),
    ]

    operations = [
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('when', models.CharField(blank=True, max_length=120, verbose_name='when')),
                ('first', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('edge', models.CharField(blank=True, max_length=8)),
                ('clause', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('step', 'step'), ('deadline', 'deadline'), ('event', 'event'), ('draft', 'draft'), ('round', 'round of negotiations'), ('output', 'output'), ('duty', 'duty')], default='step', max_length=8)),
                ('name', mithaq.foundation.fields.WordsField(default=mithaq.foundation.fields.Words, verbose_name='name')),
                ('number', models.PositiveIntegerField(blank=True, null=True)),
                ('of', models.CharField(blank=True, max_length=200)),
                ('place', mithaq.foundation.fields.WordsField(blank=True, default=mithaq.foundation.fields.Words, verbose_name='place')),
                ('responsible', models.CharField(blank=True, max_length=200)),
                ('may_extend', models.BooleanField(default=False)),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='reached on')),
                ('shown_by', models.CharField(blank=True, max_length=500, verbose_name='what shows it')),
                ('version', models.PositiveIntegerField(default=1)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
            ],
            options={
                'ordering': ['first', 'number', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('institution', 'clause'), name='milestone_once'), models.CheckConstraint(condition=models.Q(('name', {}), _negated=True), name='milestone_has_a_name'), models.CheckConstraint(condition=models.Q(('kind__in', ['step', 'deadline', 'event', 'draft', 'round', 'output', 'duty'])), name='milestone_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('first', None), ('until', None)), models.Q(('first__isnull', False), ('until__gt', models.F('first'))), _connector='OR'), name='milestone_window_ordered')],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('country', models.CharField(blank=True, max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$')], verbose_name='State')),
                ('asked_at', models.DateTimeField()),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('wanted_until', models.DateField(verbose_name='until')),
                ('granted_until', models.DateField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.CharField(blank=True, max_length=200)),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='answer')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
                ('milestone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='cycles.milestone')),
            ],
            options={
                'ordering': ['asked_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('country', ''), ('organisation__isnull', False), ('person', None)), models.Q(('country__regex', '^[A-Z]{2}$'), ('organisation', None), ('person', None)), models.Q(('country', ''), ('organisation', None), ('person__isnull', False)), _connector='OR'), name='extension_of_one'), models.CheckConstraint(condition=models.Q(('granted_until', None), ('decided_at__isnull', False), _connector='OR'), name='extension_granted_when_decided')],
            },
        ),
        migrations.CreateModel(
            name='Phase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('when', models.CharField(blank=True, max_length=120, verbose_name='when')),
                ('first', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('edge', models.CharField(blank=True, max_length=8)),
                ('clause', models.CharField(max_length=200)),
                ('name', mithaq.foundation.fields.WordsField(default=mithaq.foundation.fields.Words, verbose_name='name')),
                ('number', models.PositiveIntegerField(blank=True, null=True)),
                ('of', models.CharField(blank=True, max_length=200)),
                ('opens', models.JSONField(blank=True, default=list)),
                ('place', mithaq.foundation.fields.WordsField(blank=True, default=mithaq.foundation.fields.Words, verbose_name='place')),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
            ],
            options={
                'ordering': ['first', 'number', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('institution', 'clause'), name='phase_once'), models.CheckConstraint(condition=models.Q(('name', {}), _negated=True), name='phase_has_a_name'), models.CheckConstraint(condition=models.Q(models.Q(('first', None), ('until', None)), models.Q(('first__isnull', False), ('until__gt', models.F('first'))), _connector='OR'), name='phase_window_ordered')],
            },
        ),
        migrations.CreateModel(
            name='Cycle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('clause', models.CharField(max_length=200)),
                ('name', mithaq.foundation.fields.WordsField(default=mithaq.foundation.fields.Words, verbose_name='name')),
                ('level', models.CharField(blank=True, max_length=8)),
                ('every', models.CharField(blank=True, max_length=60)),
                ('begins', models.DateField(blank=True, null=True)),
                ('feeds', models.CharField(blank=True, max_length=200)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('institution', 'clause'), name='cycle_once'), models.CheckConstraint(condition=models.Q(('name', {}), _negated=True), name='cycle_has_a_name')],
            },
        ),
        migrations.AddField(
            model_name='milestone',
            name='changed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='milestone',
            name='is_set',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='phase',
            name='changed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='phase',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name='extension',
            name='granted_until',
            field=models.DateField(blank=True, null=True, verbose_name='last day granted'),
        ),
        migrations.AlterField(
            model_name='extension',
            name='wanted_until',
            field=models.DateField(verbose_name='last day asked for'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_at', None), ('organisation__isnull', False)), fields=('milestone', 'organisation'), name='extension_open_once_organisation'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_at', None), models.Q(('country', ''), _negated=True)), fields=('milestone', 'country'), name='extension_open_once_country'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_at', None), ('person__isnull', False)), fields=('milestone', 'person'), name='extension_open_once_person'),
        ),
    ]
