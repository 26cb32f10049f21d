"""The queue and the runner of long work. Knows nothing of dossiers, policy or staff: work announces itself by name."""
