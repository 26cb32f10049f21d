import django.db.models.deletion
import meerzorg.klok
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Doorrekening',
            fields=[
                ('nummer', models.BigAutoField(primary_key=True, serialize=False)),
                ('gevraagd_op', models.DateTimeField(default=meerzorg.klok.nu)),
                ('kaders', models.JSONField()),
                ('normen', models.JSONField(blank=True, default=list)),
                ('personen', models.PositiveIntegerField()),
                ('zaad', models.PositiveIntegerField()),
                ('trekkingen', models.PositiveSmallIntegerField()),
                ('vingerafdruk', models.CharField(db_index=True, max_length=64)),
                ('regelset_versie', models.CharField(max_length=20)),
                ('toestand', models.CharField(choices=[('wacht', 'wacht op zijn beurt'), ('bezig', 'wordt gerekend'), ('klaar', 'klaar'), ('mislukt', 'mislukt'), ('gestopt', 'gestopt')], default='wacht', max_length=8)),
                ('klaar_deel', models.PositiveSmallIntegerField(default=0)),
                ('stap', models.CharField(blank=True, max_length=100)),
                ('melding', models.TextField(blank=True)),
                ('pogingen', models.PositiveSmallIntegerField(default=0)),
                ('rekenaar', models.CharField(blank=True, max_length=32)),
                ('hartslag', models.DateTimeField(blank=True, null=True)),
                ('begonnen_op', models.DateTimeField(blank=True, null=True)),
                ('klaar_op', models.DateTimeField(blank=True, null=True)),
                ('verslag', models.TextField(blank=True)),
                ('pdf', models.BinaryField(blank=True, null=True)),
                ('gevraagd_door', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='doorrekeningen', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-nummer',),
                'constraints': [models.CheckConstraint(condition=models.Q(('toestand__in', ('wacht', 'bezig', 'klaar', 'mislukt', 'gestopt'))), name='doorrekening_toestand'), models.CheckConstraint(condition=models.Q(('klaar_deel__lte', 100)), name='doorrekening_deel'), models.CheckConstraint(condition=models.Q(models.Q(('toestand', 'klaar'), _negated=True), models.Q(models.Q(('verslag', ''), _negated=True), ('pdf__isnull', False)), _connector='OR'), name='doorrekening_klaar_is_heel')],
            },
        ),
    ]
