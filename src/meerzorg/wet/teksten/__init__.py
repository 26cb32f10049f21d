"""The sources of the law."""
