"""Accounts, the log of acts, the texts of a zorgkantoor."""
