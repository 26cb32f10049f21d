"""The language of rules: expressions over named values, and the readers of those expressions.

Nothing here knows what the rules are about: see `docs/regeltaal.md`, with a scheme of its own as the example.
"""
