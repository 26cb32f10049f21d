"""The report of a simulation: chapters of blocks, pictures with their table, as HTML, PDF and JSON."""
