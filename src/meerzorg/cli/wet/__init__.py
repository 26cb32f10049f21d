"""Commands that read one dossier, one message, or the law itself: they need no database."""
