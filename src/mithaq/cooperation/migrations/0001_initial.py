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
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('country', models.CharField(blank=True, max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$')], verbose_name='State')),
                ('gate', models.CharField(max_length=200)),
                ('title', mithaq.foundation.fields.WordsField(default=mithaq.foundation.fields.Words, verbose_name='title')),
                ('summary', models.TextField(blank=True, verbose_name='what it is about')),
                ('language', models.CharField(default='en', max_length=2, verbose_name='language')),
                ('countries', models.JSONField(blank=True, default=list, verbose_name='countries')),
                ('channel', models.CharField(blank=True, max_length=200, verbose_name='sent through')),
                ('answers', models.JSONField(blank=True, default=dict)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('admitted', 'admitted'), ('refused', 'refused')], default='draft', max_length=10)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.CharField(blank=True, max_length=200)),
                ('findings', models.JSONField(blank=True, default=list)),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('version', models.PositiveIntegerField(default=1)),
                ('is_simulated', models.BooleanField(default=False)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('country', ''), ('organisation__isnull', False), ('person', None)), models.Q(('country__regex', '^[A-Z]{2}$'), ('organisation', None), ('person', None)), models.Q(('country', ''), ('organisation', None), ('person__isnull', False)), _connector='OR'), name='application_of_one'), models.CheckConstraint(condition=models.Q(('title', {}), _negated=True), name='application_has_a_title'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'admitted', 'refused'])), name='application_state_known')],
            },
        ),
    ]
