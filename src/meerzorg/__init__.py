"""Meerzorg thuis (Wlz): one law as executable text, and its readers."""

__version__ = "0.1.0"
