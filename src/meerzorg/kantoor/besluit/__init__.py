"""The sheet of the decision: signing, deviating, comparing frameworks."""
