"""`meerzorg dagelijks`: reminders, terms that moved, and seals; once a day, by a timer of the machine."""

from __future__ import annotations

import argparse

from meerzorg.cli.kantoor.kantooromgeving import in_kantoor


def argumenten(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Twee keer uitvoeren mag, ook tegelijk: elke melding komt één keer. Na een onderbreking: start opnieuw."
    )


@in_kantoor
def voer_uit(args: argparse.Namespace) -> int:
    from meerzorg.dossier.dagelijks import SOORTEN, draai
    from meerzorg.klok import vandaag
    from meerzorg.wet.termijnen.kalender import voluit

    dag = vandaag()
    gedaan = draai(dag)
    print(f"Dagelijks werk van {voluit(dag)}")
    print(f"  dossiers met een termijn die stilstaat, bijgewerkt: {gedaan.bijgewerkt}")
    print(f"  meldingen die klaar zijn, afgehandeld: {gedaan.afgehandeld}")
    for soort, naam in SOORTEN.items():
        print(f"  nieuwe meldingen, {naam}: {gedaan.meldingen.get(soort, 0)}")
    print(f"  e-mails verstuurd: {gedaan.gemaild}")
    if gedaan.niet_gemaild:
        print(
            f"  e-mails die niet konden worden verstuurd: {gedaan.niet_gemaild} (de meldingen staan wel in Mijn werk)"
        )
    print(f"  zegels op de lijst van inzages: {gedaan.zegels}")
    return 0
