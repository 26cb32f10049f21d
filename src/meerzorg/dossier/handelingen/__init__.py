"""Every act on a dossier. Each goes through the one choke point in `kern`: right, one transaction, record, recompute,
link in the audit chain; mail only after the commit."""
