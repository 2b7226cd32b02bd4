import django.core.validators
import django.db.models.deletion
import mithaq.foundation.fields
import mithaq.foundation.records
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('bodies', '0001_initial'),
        ('evidence', '0001_initial'),
        ('institutions', '0003_charter'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('clause', models.CharField(blank=True, max_length=200)),
                ('title', mithaq.foundation.fields.WordsField(default=mithaq.foundation.fields.Words, verbose_name='title')),
                ('kind', models.CharField(choices=[('ordinary', 'ordinary'), ('extraordinary', 'extraordinary'), ('event', 'event')], default='ordinary', max_length=14, verbose_name='kind')),
                ('first_day', models.DateField(verbose_name='first day')),
                ('last_day', models.DateField(verbose_name='last day')),
                ('place', mithaq.foundation.fields.WordsField(blank=True, default=mithaq.foundation.fields.Words, verbose_name='place')),
                ('medium', models.CharField(choices=[('in-person', 'in person'), ('webinar', 'webinar'), ('virtual', 'virtual'), ('hybrid', 'hybrid')], default='in-person', max_length=10, verbose_name='medium')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='why it is called')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_because', models.CharField(blank=True, max_length=500)),
                ('version', models.PositiveIntegerField(default=1)),
                ('is_simulated', models.BooleanField(default=False)),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.body')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
            ],
            options={
                'ordering': ['-first_day', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', {}), _negated=True), name='meeting_has_a_title'), models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='meeting_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('kind__in', ['ordinary', 'extraordinary', 'event'])), name='meeting_kind_known'), models.CheckConstraint(condition=models.Q(('medium__in', ['in-person', 'webinar', 'virtual', 'hybrid'])), name='meeting_medium_known')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('country', models.CharField(blank=True, max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$')], verbose_name='State')),
                ('capacity', models.CharField(choices=[('seat', 'holds a seat'), ('alternate', 'alternate'), ('observer', 'observer'), ('invited', 'invited')], max_length=10)),
                ('came', models.BooleanField(blank=True, null=True, verbose_name='came')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('occupant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='meetings.meeting')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('country', ''), ('organisation__isnull', False), ('person', None)), models.Q(('country__regex', '^[A-Z]{2}$'), ('organisation', None), ('person', None)), models.Q(('country', ''), ('organisation', None), ('person__isnull', False)), _connector='OR'), name='attendance_of_one'), models.CheckConstraint(condition=models.Q(('capacity__in', ['seat', 'alternate', 'observer', 'invited'])), name='attendance_capacity_known')],
            },
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('text', models.TextField(blank=True, verbose_name='minutes')),
                ('language', models.CharField(default='en', max_length=2, verbose_name='language')),
                ('written_at', models.DateTimeField()),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.document')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='minutes', to='meetings.meeting')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), ('document__isnull', False), _connector='OR'), name='minutes_say_something')],
            },
        ),
        migrations.CreateModel(
            name='Motion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('subject', mithaq.foundation.fields.WordsField(default=mithaq.foundation.fields.Words, verbose_name='subject')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('language', models.CharField(default='en', max_length=2, verbose_name='language')),
                ('matter', models.CharField(default='any', max_length=20, verbose_name='matter')),
                ('clause', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('consulting', 'members are consulted'), ('adopted', 'adopted'), ('not-adopted', 'not adopted'), ('withdrawn', 'withdrawn')], default='proposed', max_length=12)),
                ('proposed_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.JSONField(blank=True, default=dict)),
                ('recommends_to', models.CharField(blank=True, max_length=200)),
                ('version', models.PositiveIntegerField(default=1)),
                ('is_simulated', models.BooleanField(default=False)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.body')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='motions', to='meetings.meeting')),
            ],
            options={
                'ordering': ['-proposed_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('subject', {}), _negated=True), name='motion_has_a_subject'), models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'consulting', 'adopted', 'not-adopted', 'withdrawn'])), name='motion_state_known')],
            },
        ),
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('clause', models.CharField(blank=True, max_length=200)),
                ('opened_at', models.DateTimeField()),
                ('until', models.DateField()),
                ('asked', models.PositiveIntegerField(default=0)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('motion', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='consultation', to='meetings.motion')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('stance', models.CharField(choices=[('for', 'for'), ('against', 'against'), ('abstains', 'abstains'), ('objects', 'objects: no consensus')], max_length=8, verbose_name='stance')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('at', models.DateTimeField()),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('motion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='positions', to='meetings.motion')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('tenure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.tenure')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('motion', 'tenure'), name='position_once_a_seat'), models.CheckConstraint(condition=models.Q(('stance__in', ['for', 'against', 'abstains', 'objects'])), name='position_stance_known')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('view', models.CharField(blank=True, choices=[('supports', 'supports it'), ('concerned', 'has concerns'), ('no-view', 'takes no view')], max_length=10, verbose_name='view')),
                ('text', models.TextField(blank=True, verbose_name='what you want to say')),
                ('at', models.DateTimeField(blank=True, null=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='meetings.consultation')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('consultation', 'membership'), name='answer_once_a_member')],
            },
        ),
    ]
