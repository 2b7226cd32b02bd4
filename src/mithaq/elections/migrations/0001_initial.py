import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import mithaq.foundation.fields
import mithaq.foundation.records


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bodies", "0001_initial"),
        ("institutions", "0003_charter"),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name="Election",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.CharField(
                        default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True
                    ),
                ),
                ("clause", models.CharField(max_length=200)),
                (
                    "title",
                    mithaq.foundation.fields.WordsField(default=mithaq.foundation.fields.Words, verbose_name="title"),
                ),
                (
                    "about",
                    mithaq.foundation.fields.WordsField(
                        blank=True, default=mithaq.foundation.fields.Words, verbose_name="what it is about"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ordinary", "ordinary election"),
                            ("by-election", "by-election"),
                            ("countback", "countback"),
                        ],
                        default="ordinary",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("seats", models.PositiveIntegerField(verbose_name="seats to fill")),
                (
                    "marks",
                    models.CharField(
                        choices=[("rank", "candidates are ranked"), ("approve", "candidates are approved")],
                        default="rank",
                        max_length=8,
                        verbose_name="ballot",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("balanced-stv", "single transferable vote, balanced"),
                            ("scottish-stv", "single transferable vote"),
                            ("meek", "single transferable vote, Meek"),
                            ("sections", "single transferable vote by sections"),
                            ("co-chairs", "two co-chairs"),
                            ("balanced-pav", "proportional approval, balanced"),
                            ("balanced-phragmen", "Phragmén, balanced"),
                            ("pav", "proportional approval"),
                            ("phragmen", "Phragmén"),
                            ("schulze", "Schulze"),
                            ("minimax", "minimax"),
                        ],
                        default="balanced-stv",
                        max_length=20,
                        verbose_name="how it is counted",
                    ),
                ),
                (
                    "secrecy",
                    models.CharField(
                        choices=[
                            ("named", "named: everybody sees who voted how"),
                            ("confidential", "confidential, and every voter can check it"),
                        ],
                        default="confidential",
                        max_length=12,
                        verbose_name="secrecy",
                    ),
                ),
                ("keeps_aims", models.BooleanField(default=True, verbose_name="aims of the charter count as quotas")),
                ("own_quotas", models.JSONField(blank=True, default=list, verbose_name="further quotas")),
                ("quotas", models.JSONField(blank=True, default=list)),
                ("sitting", models.JSONField(blank=True, default=list)),
                ("called_at", models.DateTimeField()),
                ("nominations_until", models.DateTimeField(verbose_name="nominations until")),
                ("roll_on", models.DateField(verbose_name="the roll is fixed on")),
                ("opens_at", models.DateTimeField(verbose_name="voting opens")),
                ("closes_at", models.DateTimeField(verbose_name="voting closes")),
                ("term_from", models.DateField(verbose_name="terms begin on")),
                ("term_until", models.DateField(blank=True, null=True, verbose_name="terms end on")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("nominating", "nominations are open"),
                            ("nominated", "nominations are closed"),
                            ("open", "voting is open"),
                            ("closed", "voting is closed"),
                            ("counted", "counted"),
                            ("declared", "result declared"),
                            ("cancelled", "cancelled"),
                        ],
                        default="nominating",
                        max_length=12,
                    ),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("declared_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                ("because", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("public_key", models.CharField(blank=True, max_length=64)),
                ("signing_key", models.CharField(blank=True, max_length=64)),
                ("head", models.CharField(blank=True, max_length=64)),
                (
                    "seed_source",
                    mithaq.foundation.fields.WordsField(
                        blank=True,
                        default=mithaq.foundation.fields.Words,
                        verbose_name="where the seed for lots will come from",
                    ),
                ),
                ("seed", models.CharField(blank=True, max_length=300, verbose_name="public seed")),
                ("version", models.PositiveIntegerField(default=1)),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "body",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="elections.election",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
                    ),
                ),
                ("closing", models.JSONField(blank=True, default=dict, editable=False)),
                ("header", models.JSONField(blank=True, default=dict, editable=False)),
            ],
            options={
                "ordering": ["-called_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", {}), _negated=True), name="election_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["ordinary", "by-election", "countback"])),
                        name="election_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("marks__in", ["rank", "approve"])), name="election_marks_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "method__in",
                                [
                                    "balanced-stv",
                                    "scottish-stv",
                                    "meek",
                                    "sections",
                                    "co-chairs",
                                    "balanced-pav",
                                    "balanced-phragmen",
                                    "pav",
                                    "phragmen",
                                    "schulze",
                                    "minimax",
                                ],
                            )
                        ),
                        name="election_method_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("secrecy__in", ["named", "confidential"])), name="election_secrecy_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["nominating", "nominated", "open", "closed", "counted", "declared", "cancelled"],
                            )
                        ),
                        name="election_state_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("seats__gte", 1)), name="election_fills_a_seat"),
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                        name="election_closes_after_it_opens",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("opens_at__gte", models.F("nominations_until"))),
                        name="election_opens_after_nominations",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("term_until", None), ("term_until__gt", models.F("term_from")), _connector="OR"
                        ),
                        name="election_terms_end_later",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Candidacy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.CharField(
                        default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        max_length=2,
                        validators=[django.core.validators.RegexValidator("^[A-Z]{2}$")],
                        verbose_name="State",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("proposed", "asked, has not consented yet"),
                            ("stands", "stands"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                            ("refused", "not admitted"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("nominated_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("because", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("number", models.PositiveIntegerField(blank=True, null=True)),
                ("attributes", models.JSONField(blank=True, default=dict)),
                (
                    "statement",
                    mithaq.foundation.fields.WordsField(
                        blank=True, default=mithaq.foundation.fields.Words, verbose_name="campaign statement"
                    ),
                ),
                ("statement_language", models.CharField(blank=True, max_length=2, verbose_name="written in")),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
                    ),
                ),
                (
                    "nominated_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "occupant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="would be there",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="candidacies", to="elections.election"
                    ),
                ),
            ],
            options={
                "ordering": ["number", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("country", ""), ("organisation__isnull", False), ("person", None)),
                            models.Q(("country__regex", "^[A-Z]{2}$"), ("organisation", None), ("person", None)),
                            models.Q(("country", ""), ("organisation", None), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="candidacy_of_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("standing__in", ["proposed", "stands", "declined", "withdrawn", "refused"])
                        ),
                        name="candidacy_standing_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("number__isnull", False)),
                        fields=("election", "number"),
                        name="candidacy_numbered",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("organisation__isnull", False)),
                        fields=("election", "organisation"),
                        name="candidacy_once_an_organisation",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("country", ""), _negated=True),
                        fields=("election", "country"),
                        name="candidacy_once_a_state",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("election", "person"),
                        name="candidacy_once_a_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Elector",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.CharField(
                        default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        max_length=2,
                        validators=[django.core.validators.RegexValidator("^[A-Z]{2}$")],
                        verbose_name="State",
                    ),
                ),
                ("has_voted", models.BooleanField(default=False)),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="electors", to="elections.election"
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("country", ""), ("organisation__isnull", False), ("person", None)),
                            models.Q(("country__regex", "^[A-Z]{2}$"), ("organisation", None), ("person", None)),
                            models.Q(("country", ""), ("organisation", None), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="elector_of_one",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("organisation__isnull", False)),
                        fields=("election", "organisation"),
                        name="elector_once_an_organisation",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("country", ""), _negated=True),
                        fields=("election", "country"),
                        name="elector_once_a_state",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("election", "person"),
                        name="elector_once_a_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Elected",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.CharField(
                        default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True
                    ),
                ),
                ("place", models.PositiveIntegerField()),
                (
                    "candidacy",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="elected", to="elections.candidacy"
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
                    ),
                ),
                (
                    "tenure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bodies.tenure",
                    ),
                ),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="elected", to="elections.election"
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "constraints": [models.UniqueConstraint(fields=("election", "place"), name="elected_in_order")],
            },
        ),
        migrations.CreateModel(
            name="Count",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.CharField(
                        default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("balanced-stv", "single transferable vote, balanced"),
                            ("scottish-stv", "single transferable vote"),
                            ("meek", "single transferable vote, Meek"),
                            ("sections", "single transferable vote by sections"),
                            ("co-chairs", "two co-chairs"),
                            ("balanced-pav", "proportional approval, balanced"),
                            ("balanced-phragmen", "Phragmén, balanced"),
                            ("pav", "proportional approval"),
                            ("phragmen", "Phragmén"),
                            ("schulze", "Schulze"),
                            ("minimax", "minimax"),
                        ],
                        max_length=20,
                    ),
                ),
                ("seed", models.CharField(max_length=300)),
                ("ballots_digest", models.CharField(max_length=64)),
                ("kernel", models.CharField(max_length=20)),
                ("result", models.JSONField(blank=True, default=dict)),
                ("counted_at", models.DateTimeField(blank=True, null=True)),
                ("job", models.CharField(blank=True, max_length=36)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
                    ),
                ),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="counts", to="elections.election"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="BoardEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.CharField(
                        default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("previous", models.CharField(max_length=64)),
                ("commitment", models.CharField(max_length=64)),
                ("sealed_digest", models.CharField(max_length=64)),
                ("sealed", models.TextField(blank=True)),
                ("digest", models.CharField(max_length=64)),
                ("signature", models.CharField(max_length=128)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
                    ),
                ),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="elections.election"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("election", "number"), name="entry_numbered")],
            },
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.CharField(
                        default=mithaq.foundation.records.new_uid, editable=False, max_length=16, unique=True
                    ),
                ),
                ("tracker", models.CharField(blank=True, max_length=24)),
                ("choices", models.JSONField(blank=True, default=list)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
                    ),
                ),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ballots", to="elections.election"
                    ),
                ),
                (
                    "elector",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballot",
                        to="elections.elector",
                    ),
                ),
                ("signature", models.CharField(blank=True, editable=False, max_length=128)),
            ],
            options={
                "ordering": ["tracker", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("tracker", ""), _negated=True),
                        fields=("election", "tracker"),
                        name="ballot_once_a_tracker",
                    )
                ],
            },
        ),
    ]
