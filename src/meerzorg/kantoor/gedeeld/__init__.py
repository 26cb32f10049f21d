"""What several screens of the office show or ask in the same way; no screen is imported here."""
