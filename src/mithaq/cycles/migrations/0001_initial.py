import django.core.validators
import django.db.models.deletion
import mithaq.foundation.fields
import mithaq.foundation.records
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('institutions', '0003_charter'),
        ('people', '0001_initial'),
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
                ('changed_at', models.DateTimeField(blank=True, null=True)),
                ('is_set', models.BooleanField(default=False)),
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
                ('wanted_until', models.DateField(verbose_name='last day asked for')),
                ('granted_until', models.DateField(blank=True, null=True, verbose_name='last day granted')),
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
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('country', ''), ('organisation__isnull', False), ('person', None)), models.Q(('country__regex', '^[A-Z]{2}$'), ('organisation', None), ('person', None)), models.Q(('country', ''), ('organisation', None), ('person__isnull', False)), _connector='OR'), name='extension_of_one'), models.CheckConstraint(condition=models.Q(('granted_until', None), ('decided_at__isnull', False), _connector='OR'), name='extension_granted_when_decided'), models.UniqueConstraint(condition=models.Q(('decided_at', None), ('organisation__isnull', False)), fields=('milestone', 'organisation'), name='extension_open_once_organisation'), models.UniqueConstraint(condition=models.Q(('decided_at', None), models.Q(('country', ''), _negated=True)), fields=('milestone', 'country'), name='extension_open_once_country'), models.UniqueConstraint(condition=models.Q(('decided_at', None), ('person__isnull', False)), fields=('milestone', 'person'), name='extension_open_once_person')],
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
                ('changed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
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
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('clause', models.CharField(max_length=200)),
                ('first', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('delivered_on', models.DateField(verbose_name='delivered on')),
                ('shown_by', models.CharField(blank=True, max_length=500, verbose_name='what shows it')),
                ('address', models.CharField(blank=True, max_length=500, verbose_name='address')),
                ('languages', models.JSONField(blank=True, default=list, verbose_name='languages')),
                ('recorded_at', models.DateTimeField()),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                ('taken_back_because', models.CharField(blank=True, max_length=500, verbose_name='why it is taken back')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
            ],
            options={
                'ordering': ['-delivered_on', '-pk'],
                'indexes': [models.Index(fields=['institution', 'clause'], name='delivery_by_clause')],
                'constraints': [models.CheckConstraint(condition=models.Q(('address', ''), ('shown_by', ''), _negated=True), name='delivery_is_shown'), models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at', None), ('taken_back_because', '')), models.Q(('taken_back_at__isnull', False), models.Q(('taken_back_because', ''), _negated=True)), _connector='OR'), name='delivery_taken_back_with_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('first', None), ('until', None)), models.Q(('first__isnull', False), ('until__gt', models.F('first'))), _connector='OR'), name='delivery_stretch_ordered')],
            },
        ),
    ]
