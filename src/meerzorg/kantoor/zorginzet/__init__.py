"""The screen of the care week by week."""
