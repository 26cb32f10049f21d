"""The course of the procedure: receipt, completion, extension, advice, withdrawal."""
