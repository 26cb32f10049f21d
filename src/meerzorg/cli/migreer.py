"""`meerzorg migreer`: the tables of the database, made or brought up to date."""

from __future__ import annotations

import argparse


def argumenten(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "De database staat in MEERZORG_DATABASE. Nog een keer uitvoeren mag: dan gebeurt er niets."


def voer_uit(args: argparse.Namespace) -> int:
    from meerzorg.cli.kantooromgeving import start_django

    start_django()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    uitvoerder = MigrationExecutor(connection)
    aantal = len(uitvoerder.migration_plan(uitvoerder.loader.graph.leaf_nodes()))
    call_command("migrate", verbosity=0, interactive=False)
    print(f"De database is bijgewerkt ({aantal} stappen)." if aantal else "De database was al bij.")
    return 0
