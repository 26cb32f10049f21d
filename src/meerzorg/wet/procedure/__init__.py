"""The procedure: the frameworks, the steps they have, the outcome, and what the sources leave open."""
