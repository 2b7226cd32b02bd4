import django.db.models.deletion
import mithaq.foundation.fields
import mithaq.foundation.records
from django.db import migrations, models


def create(apps, schema):
    from mithaq.evidence.search import index  # the tables of the index are told in one place

    for statement in index.create(schema.connection.vendor):
        schema.execute(statement)


def drop(apps, schema):
    from mithaq.evidence.search import index

    schema.execute(index.drop())


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('bodies', '0001_initial'),
        ('institutions', '0002_terms'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('title', mithaq.foundation.fields.WordsField(default=mithaq.foundation.fields.Words, verbose_name='title')),
                ('file_name', models.CharField(max_length=255, verbose_name='file name')),
                ('media', models.CharField(choices=[('pdf', 'PDF'), ('docx', 'Word'), ('html', 'web page'), ('text', 'plain text')], max_length=8, verbose_name='kind of file')),
                ('digest', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('size', models.PositiveBigIntegerField(verbose_name='bytes')),
                ('pages', models.PositiveIntegerField(default=0, verbose_name='pages')),
                ('passage_count', models.PositiveIntegerField(default=0, verbose_name='passages')),
                ('languages', models.JSONField(default=list, verbose_name='languages')),
                ('origin', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('licence', models.CharField(blank=True, max_length=200, verbose_name='licence')),
                ('consent', models.CharField(blank=True, max_length=500, verbose_name='consent')),
                ('visibility', models.CharField(choices=[('public', 'everyone'), ('members', 'members of the institution'), ('body', 'the body concerned'), ('confidential', 'the officers only')], default='members', max_length=12, verbose_name='visible to')),
                ('is_simulated', models.BooleanField(default=False, verbose_name='simulated')),
                ('reader', models.CharField(max_length=200)),
                ('coder', models.CharField(blank=True, max_length=200)),
                ('deposited_at', models.DateTimeField()),
                ('by_uid', models.CharField(blank=True, max_length=80)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_because', models.CharField(blank=True, max_length=500)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('contributor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('version', models.PositiveIntegerField(default=1)),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.body')),
            ],
            options={
                'ordering': ['-deposited_at', '-pk'],
                'indexes': [models.Index(fields=['institution', 'visibility', '-deposited_at'], name='document_list'), models.Index(fields=['digest'], name='document_digest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('institution', 'digest'), name='document_bytes_once'), models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'members', 'body', 'confidential'])), name='document_visibility_known'), models.CheckConstraint(condition=models.Q(('media__in', ['pdf', 'docx', 'html', 'text'])), name='document_media_known'), models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='document_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('lang', models.CharField(max_length=3)),
                ('is_original', models.BooleanField(default=True)),
                ('is_current', models.BooleanField(default=True)),
                ('is_stale', models.BooleanField(default=False)),
                ('translated_by', models.CharField(blank=True, max_length=200)),
                ('text', models.TextField()),
                ('text_digest', models.CharField(max_length=64)),
                ('page_starts', models.JSONField(default=list)),
                ('extractor', models.CharField(blank=True, max_length=120)),
                ('version', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField()),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='evidence.document')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('translated_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.rendition')),
                ('file_digest', models.CharField(blank=True, max_length=64)),
                ('translator_uid', models.CharField(blank=True, max_length=80)),
                ('is_official', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_current', True), ('is_original', True)), fields=('document',), name='rendition_one_original'), models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('document', 'lang'), name='rendition_one_a_language'), models.CheckConstraint(condition=models.Q(models.Q(('is_original', True), ('translated_from', None)), models.Q(('is_original', False), ('translated_from__isnull', False)), _connector='OR'), name='rendition_translation_names_its_original')],
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=12)),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('page', models.PositiveIntegerField(default=1)),
                ('lang', models.CharField(max_length=3)),
                ('text', models.TextField()),
                ('headings', models.JSONField(default=list)),
                ('tokens', models.TextField(blank=True)),
                ('is_current', models.BooleanField(default=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('rendition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='evidence.rendition')),
                ('cut_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='evidence.passage')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('doubt', models.FloatField(default=0.0)),
                ('version', models.PositiveIntegerField(default=0)),
                ('held_by', models.CharField(blank=True, max_length=80)),
                ('held_until', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['rendition', 'number'],
                'indexes': [models.Index(fields=['institution', 'lang', 'kind'], name='passage_list'), models.Index(fields=['institution', 'is_current', 'decided_at', '-doubt'], name='passage_queue')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('rendition', 'number'), name='passage_number_once'), models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='passage_has_characters'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='passage_has_text')],
            },
        ),
        migrations.CreateModel(
            name='Coding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('scheme', models.CharField(choices=[('objective', 'objective'), ('principle', 'guiding principle'), ('act', 'kind of statement'), ('speaker', 'speaker'), ('country', 'country')], max_length=10)),
                ('code', models.CharField(max_length=24)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('score', models.FloatField(default=1.0)),
                ('spans', models.JSONField(default=list)),
                ('method', models.CharField(default='kernel', max_length=24)),
                ('version', models.CharField(blank=True, max_length=200)),
                ('status', models.CharField(choices=[('suggested', 'suggested'), ('confirmed', 'confirmed'), ('rejected', 'rejected')], default='suggested', max_length=10)),
                ('by_uid', models.CharField(blank=True, max_length=80)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codings', to='evidence.passage')),
                ('is_obsolete', models.BooleanField(default=False)),
                ('rank', models.FloatField(blank=True, null=True)),
            ],
            options={
                'ordering': ['passage', 'scheme', '-score', 'code'],
                'indexes': [models.Index(fields=['institution', 'scheme', 'code', 'status'], name='coding_list')],
                'constraints': [models.UniqueConstraint(fields=('passage', 'scheme', 'code'), name='coding_once'), models.UniqueConstraint(condition=models.Q(('scheme__in', ['act', 'speaker']), models.Q(('status', 'rejected'), _negated=True)), fields=('passage', 'scheme'), name='coding_one_act_one_speaker'), models.CheckConstraint(condition=models.Q(('scheme__in', ['objective', 'principle', 'act', 'speaker', 'country'])), name='coding_scheme_known'), models.CheckConstraint(condition=models.Q(('status__in', ['suggested', 'confirmed', 'rejected'])), name='coding_status_known'), models.CheckConstraint(condition=models.Q(('score__gte', 0.0), ('score__lte', 1.0)), name='coding_score_share'), models.CheckConstraint(condition=models.Q(('status', 'suggested'), models.Q(('by_uid', ''), _negated=True), _connector='OR'), name='coding_decided_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='DoubleReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('first_uid', models.CharField(max_length=80)),
                ('first_name', models.CharField(max_length=200)),
                ('second_uid', models.CharField(max_length=80)),
                ('second_name', models.CharField(max_length=200)),
                ('schemes', models.JSONField(default=list)),
                ('alpha', models.JSONField(default=dict)),
                ('asked_at', models.DateTimeField()),
                ('by_uid', models.CharField(blank=True, max_length=80)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('passages', models.ManyToManyField(related_name='+', to='evidence.passage')),
            ],
            options={
                'ordering': ['-asked_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('first_uid', models.F('second_uid')), _negated=True), name='double_reading_two_persons')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('key', models.CharField(max_length=64)),
                ('kind', models.CharField(default='code', max_length=8)),
                ('verdicts', models.JSONField(default=list)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('by_uid', models.CharField(max_length=80)),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='evidence.passage')),
                ('reading', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='evidence.doublereading')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['institution', 'by_uid', '-at'], name='decision_mine')],
                'constraints': [models.UniqueConstraint(fields=('institution', 'key'), name='decision_once'), models.UniqueConstraint(condition=models.Q(('kind', 'code'), ('reading__isnull', False), ('undone_at', None)), fields=('reading', 'passage', 'by_uid'), name='decision_one_a_reader'), models.CheckConstraint(condition=models.Q(('kind__in', ['code', 'split', 'merge', 'settle', 'undo'])), name='decision_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='Facets',
            fields=[
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('passage', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='facets', serialize=False, to='evidence.passage')),
                ('lang', models.CharField(max_length=3)),
                ('kind', models.CharField(max_length=12)),
                ('act', models.CharField(blank=True, max_length=16)),
                ('category', models.CharField(blank=True, max_length=24)),
                ('objectives', models.CharField(blank=True, max_length=120)),
                ('principles', models.CharField(blank=True, max_length=60)),
                ('countries', models.TextField(blank=True)),
                ('is_confirmed', models.BooleanField(default=False)),
                ('is_current', models.BooleanField(default=True)),
                ('revision', models.PositiveBigIntegerField()),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='evidence.document')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('indexed', models.CharField(blank=True, max_length=16)),
            ],
            options={
                'indexes': [models.Index(fields=['institution', 'revision'], name='facets_changed')],
            },
        ),
        migrations.CreateModel(
            name='Ranking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('weights', models.JSONField(default=dict)),
                ('measured', models.JSONField(default=dict)),
                ('decisions', models.PositiveIntegerField(default=0)),
                ('is_used', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField()),
                ('by_uid', models.CharField(blank=True, max_length=80)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Replacement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('former_digest', models.CharField(max_length=64)),
                ('former_name', models.CharField(max_length=255)),
                ('digest', models.CharField(max_length=64)),
                ('because', models.CharField(blank=True, max_length=500)),
                ('kept', models.PositiveIntegerField(default=0)),
                ('new', models.PositiveIntegerField(default=0)),
                ('aside', models.PositiveIntegerField(default=0)),
                ('by_uid', models.CharField(blank=True, max_length=80)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replacements', to='evidence.document')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
            ],
            options={
                'ordering': ['document', '-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('value', models.PositiveBigIntegerField(default=0)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('institution',), name='revision_one_an_institution')],
            },
        ),
        migrations.CreateModel(
            name='SavedSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('asked', models.JSONField(default=dict)),
                ('lang', models.CharField(default='en', max_length=2)),
                ('is_told', models.BooleanField(default=True)),
                ('saved_at', models.DateTimeField()),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('seen', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-saved_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='saved_search_has_a_title'), models.CheckConstraint(condition=models.Q(('lang__in', ('ar', 'en', 'fr'))), name='saved_search_language_known')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('file_name', models.CharField(max_length=255)),
                ('size', models.PositiveBigIntegerField()),
                ('received', models.PositiveBigIntegerField(default=0)),
                ('by_uid', models.CharField(max_length=80)),
                ('begun_at', models.DateTimeField()),
                ('moved_at', models.DateTimeField()),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
            ],
            options={
                'ordering': ['-begun_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('received__lte', models.F('size'))), name='upload_not_more_than_told')],
            },
        ),
        migrations.RunPython(create, drop),
    ]
