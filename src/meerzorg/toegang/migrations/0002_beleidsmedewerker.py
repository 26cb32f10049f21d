from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('toegang', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='medewerker',
            name='rol_bestaat',
        ),
        migrations.AlterField(
            model_name='medewerker',
            name='rol',
            field=models.CharField(blank=True, choices=[('zorgadviseur', 'zorgadviseur'), ('medisch_adviseur', 'medisch adviseur'), ('verpleegkundige', 'verpleegkundige'), ('beslisser', 'beslisser'), ('bezwaarbehandelaar', 'bezwaarbehandelaar'), ('teamleider', 'teamleider'), ('beheerder', 'beheerder'), ('beleidsmedewerker', 'beleidsmedewerker')], max_length=20, verbose_name='rol'),
        ),
        migrations.AddConstraint(
            model_name='medewerker',
            constraint=models.CheckConstraint(condition=models.Q(('rol__in', ['', 'zorgadviseur', 'medisch_adviseur', 'verpleegkundige', 'beslisser', 'bezwaarbehandelaar', 'teamleider', 'beheerder', 'beleidsmedewerker'])), name='rol_bestaat'),
        ),
    ]
