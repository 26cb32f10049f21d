"""The statutory deadlines, as a pure function of what happened."""
