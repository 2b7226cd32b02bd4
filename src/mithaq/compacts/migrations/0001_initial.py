import django.db.models.deletion
import mithaq.foundation.fields
import mithaq.foundation.records
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('name', mithaq.foundation.fields.WordsField(default=mithaq.foundation.fields.Words, verbose_name='name')),
                ('standing', models.JSONField(blank=True, default=dict)),
                ('source', models.JSONField(blank=True, default=dict)),
                ('basis', models.CharField(blank=True, max_length=300)),
                ('in_paragraph_44', models.BooleanField(default=False)),
                ('order', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['order', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', {}), _negated=True), name='category_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Compact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('key', models.SlugField(max_length=40, unique=True)),
                ('name', mithaq.foundation.fields.WordsField(default=mithaq.foundation.fields.Words, verbose_name='name')),
                ('short_name', mithaq.foundation.fields.WordsField(blank=True, default=mithaq.foundation.fields.Words, verbose_name='short name')),
                ('standing', models.JSONField(blank=True, default=dict, help_text='Language to standing of the name.')),
                ('instrument', models.CharField(help_text='How the United Nations number it.', max_length=60)),
                ('adopted_on', models.DateField()),
                ('address', models.URLField(blank=True, help_text='Where the official texts are.')),
            ],
            options={
                'ordering': ['key'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', {}), _negated=True), name='compact_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Provision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('kind', models.CharField(choices=[('principle', 'guiding principle'), ('objective', 'objective'), ('commitment', 'commitment'), ('action', 'action')], max_length=10)),
                ('number', models.PositiveSmallIntegerField()),
                ('letter', models.CharField(blank=True, max_length=4)),
                ('paragraph', models.CharField(blank=True, max_length=12)),
                ('title', mithaq.foundation.fields.WordsField(blank=True, default=mithaq.foundation.fields.Words, verbose_name='title')),
                ('short_title', mithaq.foundation.fields.WordsField(blank=True, default=mithaq.foundation.fields.Words, verbose_name='short title')),
                ('standing', models.JSONField(blank=True, default=dict)),
                ('source', models.JSONField(blank=True, default=dict)),
                ('text', mithaq.foundation.fields.WordsField(blank=True, default=mithaq.foundation.fields.Words, verbose_name='text')),
                ('text_standing', models.JSONField(blank=True, default=dict)),
                ('text_source', models.JSONField(blank=True, default=dict)),
                ('round_table', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('round_table_verified', models.BooleanField(default=False)),
                ('compact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='provisions', to='compacts.compact')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='compacts.provision')),
            ],
            options={
                'ordering': ['compact', 'kind', 'number', 'letter'],
                'constraints': [models.UniqueConstraint(fields=('compact', 'kind', 'number', 'letter'), name='provision_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['principle', 'objective', 'commitment', 'action'])), name='provision_kind_known'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='provision_counts_from_one'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'action'), ('parent__isnull', False), models.Q(('letter', ''), _negated=True)), models.Q(('kind', 'commitment'), ('letter', ''), ('parent__isnull', False)), models.Q(('kind', 'objective'), ('letter', ''), ('parent', None)), models.Q(('kind', 'principle'), ('parent', None)), _connector='OR'), name='provision_stands_in_its_place')],
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('family', models.CharField(max_length=40)),
                ('code', models.CharField(max_length=40)),
                ('title', mithaq.foundation.fields.WordsField(default=mithaq.foundation.fields.Words, verbose_name='title')),
                ('standing', models.JSONField(blank=True, default=dict)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('compact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='compacts.compact')),
                ('objectives', models.ManyToManyField(blank=True, related_name='indicators', to='compacts.provision')),
            ],
            options={
                'ordering': ['family', 'code'],
                'constraints': [models.UniqueConstraint(fields=('compact', 'code'), name='indicator_once'), models.CheckConstraint(condition=models.Q(('title', {}), _negated=True), name='indicator_has_a_title')],
            },
        ),
        migrations.CreateModel(
            name='SdgLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('goal', models.PositiveSmallIntegerField()),
                ('target', models.CharField(max_length=8)),
                ('label', mithaq.foundation.fields.WordsField(blank=True, default=mithaq.foundation.fields.Words, verbose_name='label')),
                ('strength', models.CharField(choices=[('core', 'core'), ('related', 'related')], max_length=8)),
                ('basis', models.CharField(choices=[('published', 'published source'), ('own', 'our own mapping')], max_length=10)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('objective', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sdg_links', to='compacts.provision')),
            ],
            options={
                'ordering': ['objective', 'strength', 'goal', 'target'],
                'constraints': [models.UniqueConstraint(fields=('objective', 'target'), name='sdg_link_once'), models.CheckConstraint(condition=models.Q(('goal__gte', 1), ('goal__lte', 17)), name='sdg_link_goal_known'), models.CheckConstraint(condition=models.Q(('strength__in', ['core', 'related'])), name='sdg_link_strength_known'), models.CheckConstraint(condition=models.Q(('basis__in', ['published', 'own'])), name='sdg_link_basis_known')],
            },
        ),
        migrations.CreateModel(
            name='State',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('iso2', models.CharField(max_length=2, unique=True)),
                ('iso3', models.CharField(max_length=3, unique=True)),
                ('m49', models.PositiveSmallIntegerField(unique=True)),
                ('name', mithaq.foundation.fields.WordsField(default=mithaq.foundation.fields.Words, verbose_name='name')),
                ('groups', models.JSONField(blank=True, default=list, help_text='Codes of the groups it belongs to.')),
                ('facts', models.JSONField(blank=True, default=dict, help_text='What is known of its part in the process, by key.')),
            ],
            options={
                'ordering': ['iso2'],
                'constraints': [models.CheckConstraint(condition=models.Q(('iso2__regex', '^[A-Z]{2}$')), name='state_iso2_well_formed'), models.CheckConstraint(condition=models.Q(('iso3__regex', '^[A-Z]{3}$')), name='state_iso3_well_formed'), models.CheckConstraint(condition=models.Q(('name', {}), _negated=True), name='state_has_a_name')],
            },
        ),
    ]
