"""Commands of the office: they work on its database."""
