"""The promises of the rules, proven for every dossier or refuted by one that runs."""
