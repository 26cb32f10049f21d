"""The screen that records answers."""
