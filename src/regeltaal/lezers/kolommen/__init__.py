"""The reader for millions: the rules as one fused, compiled loop over columns."""
