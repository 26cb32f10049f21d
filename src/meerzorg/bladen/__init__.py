"""Sheets: what a letter and a report are made of, and how that becomes a screen, a PDF, text or a picture."""
