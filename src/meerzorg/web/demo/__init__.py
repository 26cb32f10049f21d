"""Demonstration data: fictional people, whose dossiers were made by the real acts, dated around today."""
