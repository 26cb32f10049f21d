"""The letters: plain data in, one structure of blocks, and from that a PDF, a screen and a plain text."""
