"""The picture of limitations and the medical judgement."""
