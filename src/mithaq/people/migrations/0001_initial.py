import django.core.validators
import django.db.models.deletion
import mithaq.foundation.fields
import mithaq.foundation.records
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('compacts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('institutions', '0003_charter'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('name', mithaq.foundation.fields.WordsField(default=mithaq.foundation.fields.Words, verbose_name='name')),
                ('acronym', models.CharField(blank=True, max_length=40, verbose_name='acronym')),
                ('country', models.CharField(blank=True, help_text='Two-letter code.', max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$')], verbose_name='country')),
                ('level', models.CharField(choices=[('local', 'local'), ('national', 'national'), ('regional', 'regional'), ('global', 'global')], default='national', max_length=8, verbose_name='level')),
                ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compacts.category', verbose_name='category')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', {}), _negated=True), name='organisation_has_a_name'), models.CheckConstraint(condition=models.Q(('country', ''), ('country__regex', '^[A-Z]{2}$'), _connector='OR'), name='organisation_country_well_formed'), models.CheckConstraint(condition=models.Q(('level__in', ['local', 'national', 'regional', 'global'])), name='organisation_level_known')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('other_names', mithaq.foundation.fields.WordsField(blank=True, default=mithaq.foundation.fields.Words, verbose_name='name in other scripts')),
                ('language', models.CharField(default='en', max_length=2, verbose_name='language')),
                ('account', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='person', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='person_has_a_name'), models.CheckConstraint(condition=models.Q(('language__in', ('ar', 'en', 'fr'))), name='person_language_known')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('from_date', models.DateField(verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('role', models.CharField(choices=[('member', 'member'), ('officer', 'officer'), ('secretary', 'secretary')], default='member', max_length=10, verbose_name='role')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['from_date', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', False), ('person', None)), models.Q(('organisation', None), ('person__isnull', False)), _connector='OR'), name='membership_of_a_person_or_an_organisation'), models.CheckConstraint(condition=models.Q(('role__in', ['member', 'officer', 'secretary'])), name='membership_role_known'), models.CheckConstraint(condition=models.Q(('organisation', None), ('role', 'member'), _connector='OR'), name='membership_persons_hold_offices'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('from_date')), _connector='OR'), name='membership_ends_after_it_begins'), models.UniqueConstraint(condition=models.Q(('person__isnull', False), ('until', None)), fields=('institution', 'person'), name='membership_open_once_a_person'), models.UniqueConstraint(condition=models.Q(('organisation__isnull', False), ('until', None)), fields=('institution', 'organisation'), name='membership_open_once_an_organisation')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('purpose', models.CharField(choices=[('name', 'My name may stand beside what I said.'), ('quote', 'What I said may be quoted word for word.'), ('list', 'I may appear in lists of participants.'), ('contact', 'I may be written to about this process.')], max_length=10)),
                ('given_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['given_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('institution', 'person', 'purpose'), name='consent_open_once_a_purpose'), models.CheckConstraint(condition=models.Q(('purpose__in', ['name', 'quote', 'list', 'contact'])), name='consent_purpose_known'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), ('withdrawn_at__gte', models.F('given_at')), _connector='OR'), name='consent_given_first')],
            },
        ),
        migrations.CreateModel(
            name='Affiliation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('from_date', models.DateField(verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('title', mithaq.foundation.fields.WordsField(blank=True, default=mithaq.foundation.fields.Words, verbose_name='role')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='affiliations', to='people.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='affiliations', to='people.person')),
            ],
            options={
                'ordering': ['from_date', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('person', 'organisation'), name='affiliation_open_once'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('from_date')), _connector='OR'), name='affiliation_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='MembershipApplication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('country', models.CharField(blank=True, max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$')], verbose_name='State')),
                ('letter', models.TextField(blank=True, verbose_name='why you want to be a member')),
                ('asked_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('open', 'open'), ('accepted', 'accepted'), ('refused', 'refused'), ('withdrawn', 'withdrawn'), ('ended', 'accepted, and the membership has ended since')], default='open', max_length=10)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('membership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
            ],
            options={
                'ordering': ['-asked_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('country', ''), ('organisation__isnull', False), ('person', None)), models.Q(('country__regex', '^[A-Z]{2}$'), ('organisation', None), ('person', None)), models.Q(('country', ''), ('organisation', None), ('person__isnull', False)), _connector='OR'), name='membership_application_of_one'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'accepted', 'refused', 'withdrawn', 'ended'])), name='membership_application_state_known')],
            },
        ),
        migrations.CreateModel(
            name='CriterionCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('clause', models.CharField(max_length=200)),
                ('given', models.CharField(blank=True, max_length=500, verbose_name='what shows it')),
                ('is_met', models.BooleanField(blank=True, null=True, verbose_name='met')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('checked_by', models.CharField(blank=True, max_length=200)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='people.membershipapplication')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('application', 'clause'), name='criterion_checked_once')],
            },
        ),
        migrations.CreateModel(
            name='Representation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('from_date', models.DateField(verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('country', models.CharField(blank=True, max_length=2)),
                ('body', models.SlugField(blank=True, max_length=80)),
                ('credential', models.CharField(blank=True, max_length=300, verbose_name='by which letter or decision')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('representative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['from_date', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('from_date')), _connector='OR'), name='representation_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('country', ''), ('organisation__isnull', False)), models.Q(('country__regex', '^[A-Z]{2}$'), ('organisation', None)), _connector='OR'), name='representation_of_one')],
            },
        ),
        migrations.CreateModel(
            name='Trait',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('attribute', models.SlugField(max_length=40, verbose_name='attribute')),
                ('value', models.SlugField(max_length=60, verbose_name='value')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['attribute', 'value', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('country', ''), ('organisation__isnull', False), ('person', None)), models.Q(('country__regex', '^[A-Z]{2}$'), ('organisation', None), ('person', None)), models.Q(('country', ''), ('organisation', None), ('person__isnull', False)), _connector='OR'), name='trait_of_one'), models.UniqueConstraint(condition=models.Q(('organisation__isnull', False)), fields=('institution', 'organisation', 'attribute', 'value'), name='trait_once_an_organisation'), models.UniqueConstraint(condition=models.Q(('country', ''), _negated=True), fields=('institution', 'country', 'attribute', 'value'), name='trait_once_a_state'), models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('institution', 'person', 'attribute', 'value'), name='trait_once_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Constituency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('key', models.SlugField(max_length=60)),
                ('name', mithaq.foundation.fields.WordsField(default=mithaq.foundation.fields.Words, verbose_name='name')),
                ('attribute', models.SlugField(max_length=40, verbose_name='attribute')),
                ('values', models.JSONField(default=list, verbose_name='values')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
            ],
            options={
                'ordering': ['key'],
                'constraints': [models.UniqueConstraint(fields=('institution', 'key'), name='constituency_once'), models.CheckConstraint(condition=models.Q(('name', {}), _negated=True), name='constituency_has_a_name')],
            },
        ),
    ]
