"""The steps of the assessment, one file per step."""
