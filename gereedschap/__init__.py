"""Build tools of the repository: style sheets and scripts."""
