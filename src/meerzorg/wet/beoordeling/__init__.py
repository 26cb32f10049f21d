"""One assessment, its report, and what other answers or another framework would give."""
