"""The readers of the expressions: one dossier, a sentence, a diagram, a proof, millions of rows."""
