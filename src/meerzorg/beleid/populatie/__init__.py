"""Fictional people, drawn from the assumptions: the same for a seed, a row and a name."""
