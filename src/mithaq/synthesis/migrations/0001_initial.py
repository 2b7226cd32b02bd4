import django.db.models.deletion
import mithaq.foundation.fields
import mithaq.foundation.records
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('evidence', '0001_initial'),
        ('institutions', '0002_terms'),
    ]

    operations = [
        migrations.CreateModel(
            name='Synthesis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('title', mithaq.foundation.fields.WordsField(default=mithaq.foundation.fields.Words, verbose_name='title')),
                ('compact', models.CharField(max_length=40)),
                ('shape', models.CharField(choices=[('objective', 'one section an objective'), ('question', 'one section a guiding question')], default='objective', max_length=10, verbose_name='shape')),
                ('questions', models.JSONField(default=list, verbose_name='guiding questions')),
                ('limit', models.PositiveSmallIntegerField(default=12, verbose_name='lines a section at most')),
                ('basis', models.CharField(max_length=64)),
                ('status', models.CharField(choices=[('suggested', 'suggested'), ('confirmed', 'confirmed'), ('dismissed', 'dismissed')], default='suggested', max_length=10)),
                ('visibility', models.CharField(choices=[('public', 'everyone'), ('members', 'members of the institution'), ('body', 'the body concerned'), ('confidential', 'the officers only')], default='members', max_length=12, verbose_name='visible to')),
                ('reader', models.CharField(blank=True, max_length=400)),
                ('coder', models.CharField(blank=True, max_length=400)),
                ('converger', models.CharField(blank=True, max_length=200)),
                ('figures', models.JSONField(default=dict)),
                ('refused', models.JSONField(default=list)),
                ('drafted_at', models.DateTimeField()),
                ('by_uid', models.CharField(blank=True, max_length=80)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
            ],
            options={
                'ordering': ['-drafted_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('institution', 'basis'), name='synthesis_basis_once'), models.CheckConstraint(condition=models.Q(('shape__in', ['objective', 'question'])), name='synthesis_shape_known'), models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'members', 'body', 'confidential'])), name='synthesis_visibility_known'), models.CheckConstraint(condition=models.Q(('limit__gte', 1)), name='synthesis_limit_positive'), models.CheckConstraint(condition=models.Q(('status__in', ['suggested', 'confirmed', 'dismissed'])), name='synthesis_status_known')],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('key', models.SlugField(max_length=40)),
                ('order', models.PositiveIntegerField()),
                ('objective', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('question', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('passages', models.PositiveIntegerField(default=0)),
                ('documents', models.PositiveIntegerField(default=0)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('synthesis', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='synthesis.synthesis')),
            ],
            options={
                'ordering': ['synthesis', 'order'],
                'constraints': [models.UniqueConstraint(fields=('synthesis', 'key'), name='section_key_once'), models.CheckConstraint(condition=models.Q(('objective', None), ('question', None), _connector='OR'), name='section_one_subject')],
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('order', models.PositiveIntegerField()),
                ('act', models.CharField(max_length=16)),
                ('facts', models.JSONField(default=dict)),
                ('status', models.CharField(choices=[('suggested', 'suggested'), ('confirmed', 'confirmed'), ('dismissed', 'dismissed')], default='suggested', max_length=10)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='synthesis.section')),
                ('at', models.DateTimeField(blank=True, null=True)),
                ('because', models.CharField(blank=True, max_length=500)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('by_uid', models.CharField(blank=True, max_length=80)),
                ('taken_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='synthesis.line')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['section', 'order'],
                'constraints': [models.UniqueConstraint(fields=('section', 'order'), name='line_order_once'), models.CheckConstraint(condition=models.Q(('status__in', ['suggested', 'confirmed', 'dismissed'])), name='line_status_known')],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.document')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('synthesis', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='synthesis.synthesis')),
            ],
            options={
                'ordering': ['synthesis', 'number'],
                'constraints': [models.UniqueConstraint(fields=('synthesis', 'document'), name='source_document_once'), models.UniqueConstraint(fields=('synthesis', 'number'), name='source_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Unused',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('reason', models.CharField(choices=[('no-objective', 'Not about any of the objectives.'), ('no-question', 'Not about any of the guiding questions.'), ('not-a-statement', 'Headings, contents or repeated lines of a page: not statements.'), ('question', 'Questions: a question is not a recommendation.'), ('procedure', 'Procedure only: meetings, agendas, documents.'), ('duplicate', 'The same words as a passage that is cited.'), ('same-message', 'The same message as passages that are cited.'), ('left-out', 'Left out by the drafters.'), ('weaker', 'Not carried by more documents or groups than the lines shown.')], max_length=16)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='evidence.passage')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='unused', to='synthesis.section')),
                ('synthesis', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unused', to='synthesis.synthesis')),
                ('at', models.DateTimeField(blank=True, null=True)),
                ('because', models.CharField(blank=True, max_length=500)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('by_uid', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'ordering': ['synthesis', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('synthesis', 'passage'), name='unused_once'), models.CheckConstraint(condition=models.Q(('reason__in', ['no-objective', 'no-question', 'not-a-statement', 'question', 'procedure', 'duplicate', 'same-message', 'left-out', 'weaker'])), name='unused_reason_known')],
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('order', models.PositiveIntegerField()),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.passage')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='synthesis.line')),
            ],
            options={
                'ordering': ['line', 'order'],
                'constraints': [models.UniqueConstraint(fields=('line', 'passage'), name='citation_once'), models.UniqueConstraint(fields=('line', 'order'), name='citation_order_once')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('text', models.TextField()),
                ('lang', models.CharField(max_length=2)),
                ('by_uid', models.CharField(max_length=80)),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('settled_by', models.CharField(blank=True, max_length=200)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='synthesis.line')),
            ],
            options={
                'ordering': ['line', 'at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='comment_has_words')],
            },
        ),
        migrations.CreateModel(
            name='ContributorLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('secret_digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('by_uid', models.CharField(blank=True, max_length=80)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='evidence.document')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
            ],
            options={
                'ordering': ['document', '-made_at'],
            },
        ),
        migrations.CreateModel(
            name='LineRendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('lang', models.CharField(max_length=2)),
                ('text', models.TextField()),
                ('is_original', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_from', models.PositiveIntegerField(default=0)),
                ('by_uid', models.CharField(blank=True, max_length=80)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='synthesis.line')),
            ],
            options={
                'ordering': ['line', '-is_original', 'lang'],
                'constraints': [models.UniqueConstraint(fields=('line', 'lang'), name='line_rendition_one_a_language'), models.UniqueConstraint(condition=models.Q(('is_original', True)), fields=('line',), name='line_rendition_one_original'), models.CheckConstraint(condition=models.Q(('lang__in', ('ar', 'en', 'fr'))), name='line_rendition_language_known'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='line_rendition_has_words')],
            },
        ),
        migrations.CreateModel(
            name='LineVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('lang', models.CharField(max_length=2)),
                ('version', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('by_uid', models.CharField(blank=True, max_length=80)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='synthesis.line')),
            ],
            options={
                'ordering': ['line', 'lang', '-version'],
                'constraints': [models.UniqueConstraint(fields=('line', 'lang', 'version'), name='line_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('title', mithaq.foundation.fields.WordsField(default=mithaq.foundation.fields.Words, verbose_name='title')),
                ('adopted_by', mithaq.foundation.fields.WordsField(default=mithaq.foundation.fields.Words, verbose_name='adopted by')),
                ('adopted_on', models.DateField(verbose_name='adopted on')),
                ('note', mithaq.foundation.fields.WordsField(blank=True, default=mithaq.foundation.fields.Words, verbose_name='note')),
                ('visibility', models.CharField(choices=[('public', 'everyone'), ('members', 'members of the institution'), ('body', 'the body concerned'), ('confidential', 'the officers only')], default='members', max_length=12, verbose_name='visible to')),
                ('content', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('lines', models.PositiveIntegerField()),
                ('cited', models.PositiveIntegerField()),
                ('released_at', models.DateTimeField()),
                ('by_uid', models.CharField(blank=True, max_length=80)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('synthesis', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='synthesis.synthesis')),
                ('sources', models.ManyToManyField(related_name='+', to='evidence.document')),
            ],
            options={
                'ordering': ['-released_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('synthesis', 'number'), name='release_number_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='release_number_counts'), models.CheckConstraint(condition=models.Q(('lines__gte', 1)), name='release_has_lines'), models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'members', 'body', 'confidential'])), name='release_visibility_known')],
            },
        ),
        migrations.CreateModel(
            name='ReleaseCitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('section', models.CharField(max_length=40)),
                ('line', models.PositiveIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.document')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.passage')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='synthesis.release')),
            ],
            options={
                'ordering': ['release', 'number', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('release', 'section', 'line', 'passage'), name='release_citation_once')],
            },
        ),
    ]
