"""Commands about a whole population."""
