import django.db.models.deletion
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
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('kind', models.CharField(max_length=60)),
                ('about', models.CharField(max_length=120)),
                ('facts', models.JSONField(default=dict)),
                ('path', models.CharField(blank=True, max_length=300)),
                ('told_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('mailed_at', models.DateTimeField(blank=True, null=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['-told_at', '-pk'],
                'indexes': [models.Index(fields=['person', 'read_at', '-told_at'], name='notice_unread')],
                'constraints': [models.UniqueConstraint(fields=('person', 'kind', 'about'), name='notice_once')],
            },
        ),
        migrations.CreateModel(
            name='MailChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('wanted', models.BooleanField(default=True, verbose_name='send me a mail of what is new')),
                ('at', models.DateTimeField()),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('institution', 'person'), name='mail_choice_once')],
            },
        ),
        migrations.CreateModel(
            name='Due',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('kind', models.CharField(max_length=60)),
                ('about', models.CharField(max_length=200)),
                ('clause', models.CharField(blank=True, max_length=200)),
                ('facts', models.JSONField(default=dict)),
                ('path', models.CharField(blank=True, max_length=300)),
                ('opens_on', models.DateField()),
                ('due_on', models.DateField(blank=True, null=True)),
                ('done_on', models.DateField(blank=True, null=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('persons', models.ManyToManyField(blank=True, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('institution', 'kind', 'about'), name='due_once')],
            },
        ),
        migrations.CreateModel(
            name='Snooze',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('until', models.DateField(verbose_name='until')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('at', models.DateTimeField()),
                ('due', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='snoozes', to='notices.due')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('due', 'person'), name='snooze_once')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True)),
                ('state', models.CharField(choices=[('overdue', 'overdue'), ('now', 'due now'), ('soon', 'due soon')], max_length=8)),
                ('mailed_at', models.DateTimeField()),
                ('due', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='notices.due')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('due', 'person', 'state'), name='reminder_once_a_state'), models.CheckConstraint(condition=models.Q(('state__in', ['overdue', 'now', 'soon'])), name='reminder_state_known')],
            },
        ),
    ]
