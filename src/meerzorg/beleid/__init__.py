"""Policy: what the rules do to a whole population, under any framework and any norms."""
