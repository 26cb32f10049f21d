"""The page of one dossier, its history and its documents."""
