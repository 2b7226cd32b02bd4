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
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('from_date', models.DateField(verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('key', models.SlugField(max_length=80)),
                ('clause', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=40)),
                ('name', mithaq.foundation.fields.WordsField(default=mithaq.foundation.fields.Words, verbose_name='name')),
                ('theme', mithaq.foundation.fields.WordsField(blank=True, default=mithaq.foundation.fields.Words, verbose_name='theme')),
                ('ended_because', models.CharField(blank=True, max_length=500)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('part_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='bodies.body')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('institution', 'key'), name='body_once'), models.CheckConstraint(condition=models.Q(('name', {}), _negated=True), name='body_has_a_name'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('from_date')), _connector='OR'), name='body_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Chair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('from_date', models.DateField(verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('country', models.CharField(blank=True, max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$')], verbose_name='State')),
                ('edition', models.CharField(blank=True, max_length=200, verbose_name='edition')),
                ('clause', models.CharField(blank=True, max_length=200)),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='chairs', to='bodies.body')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
            ],
            options={
                'ordering': ['from_date', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('country', ''), ('organisation__isnull', False), ('person', None)), models.Q(('country__regex', '^[A-Z]{2}$'), ('organisation', None), ('person', None)), models.Q(('country', ''), ('organisation', None), ('person__isnull', False)), _connector='OR'), name='chair_of_one'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('from_date')), _connector='OR'), name='chair_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('country', models.CharField(blank=True, max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$')], verbose_name='State')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=18, verbose_name='amount')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('received_on', models.DateField(verbose_name='received on')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('is_simulated', models.BooleanField(default=False)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='bodies.body')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
            ],
            options={
                'ordering': ['received_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('country', ''), ('organisation__isnull', False), ('person', None)), models.Q(('country__regex', '^[A-Z]{2}$'), ('organisation', None), ('person', None)), models.Q(('country', ''), ('organisation', None), ('person__isnull', False)), _connector='OR'), name='contribution_of_one'), models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='contribution_is_not_nothing'), models.CheckConstraint(condition=models.Q(('currency__regex', '^[A-Z]{3}$')), name='contribution_currency_well_formed')],
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('from_date', models.DateField(verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('clause', models.CharField(blank=True, max_length=200)),
                ('decided_by', models.CharField(blank=True, max_length=300, verbose_name='by which decision')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mandates', to='bodies.body')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
            ],
            options={
                'ordering': ['from_date', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('from_date')), _connector='OR'), name='mandate_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Observer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('from_date', models.DateField(verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('country', models.CharField(blank=True, max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$')], verbose_name='State')),
                ('session', models.CharField(blank=True, max_length=200, verbose_name='for which meeting or session')),
                ('may_speak', models.BooleanField(default=False, verbose_name='may speak')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='observers', to='bodies.body')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
            ],
            options={
                'ordering': ['from_date', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('country', ''), ('organisation__isnull', False), ('person', None)), models.Q(('country__regex', '^[A-Z]{2}$'), ('organisation', None), ('person', None)), models.Q(('country', ''), ('organisation', None), ('person__isnull', False)), _connector='OR'), name='observer_of_one'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('from_date')), _connector='OR'), name='observer_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('from_date', models.DateField(verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('clause', models.CharField(max_length=200)),
                ('number', models.PositiveIntegerField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='bodies.body')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
            ],
            options={
                'ordering': ['body', 'clause', 'number'],
                'constraints': [models.UniqueConstraint(fields=('body', 'clause', 'number'), name='seat_numbered'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='seat_counts_from_one')],
            },
        ),
        migrations.CreateModel(
            name='Tenure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('from_date', models.DateField(verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('country', models.CharField(blank=True, max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$')], verbose_name='State')),
                ('basis', models.CharField(choices=[('election', 'elected'), ('self-selection', 'by own choice'), ('designation', 'designated'), ('criteria', 'by criteria'), ('rotation', 'by rotation'), ('host', 'as host'), ('invitation', 'invited'), ('ex-officio', 'ex officio'), ('contribution', 'by contribution'), ('appointment', 'appointed')], max_length=20, verbose_name='how it was filled')),
                ('ended', models.CharField(blank=True, choices=[('term', 'the term ended'), ('resigned', 'resigned'), ('released', 'released'), ('succeeded', 'succeeded by another'), ('body-ended', 'the body ended'), ('turn', 'the turn passed on')], max_length=12)),
                ('ended_because', models.CharField(blank=True, max_length=500)),
                ('is_simulated', models.BooleanField(default=False)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('occupant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='occupant')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tenures', to='bodies.seat')),
            ],
            options={
                'ordering': ['from_date', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('country', ''), ('organisation__isnull', False), ('person', None)), models.Q(('country__regex', '^[A-Z]{2}$'), ('organisation', None), ('person', None)), models.Q(('country', ''), ('organisation', None), ('person__isnull', False)), _connector='OR'), name='tenure_of_one'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('from_date')), _connector='OR'), name='tenure_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('basis__in', ['election', 'self-selection', 'designation', 'criteria', 'rotation', 'host', 'invitation', 'ex-officio', 'contribution', 'appointment'])), name='tenure_basis_known'), models.UniqueConstraint(fields=('seat', 'from_date'), name='tenure_begins_once_a_seat'), models.UniqueConstraint(condition=models.Q(('until', None)), fields=('seat',), name='tenure_open_once_a_seat')],
            },
        ),
        migrations.CreateModel(
            name='Alternate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('from_date', models.DateField(verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('tenure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alternates', to='bodies.tenure')),
            ],
            options={
                'ordering': ['from_date', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('from_date')), _connector='OR'), name='alternate_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Waiting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('country', models.CharField(blank=True, max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$')], verbose_name='State')),
                ('clause', models.CharField(max_length=200)),
                ('asked_at', models.DateTimeField()),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waiting', to='bodies.body')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
                ('tenure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='bodies.tenure')),
            ],
            options={
                'ordering': ['asked_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('country', ''), ('organisation__isnull', False), ('person', None)), models.Q(('country__regex', '^[A-Z]{2}$'), ('organisation', None), ('person', None)), models.Q(('country', ''), ('organisation', None), ('person__isnull', False)), _connector='OR'), name='waiting_of_one'), models.UniqueConstraint(condition=models.Q(('left_at', None), ('organisation__isnull', False)), fields=('body', 'clause', 'organisation'), name='waiting_once_an_organisation'), models.UniqueConstraint(condition=models.Q(('left_at', None), models.Q(('country', ''), _negated=True)), fields=('body', 'clause', 'country'), name='waiting_once_a_state'), models.UniqueConstraint(condition=models.Q(('left_at', None), ('person__isnull', False)), fields=('body', 'clause', 'person'), name='waiting_once_a_person')],
            },
        ),
    ]
