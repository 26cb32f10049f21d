"""The language of rules: expressions over named values, and the readers of those expressions.

Nothing here knows anything about meerzorg; that is in `meerzorg.wet`.
"""
