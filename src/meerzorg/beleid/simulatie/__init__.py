"""The same rules over all of them, under several frameworks and changed norms, with uncertainty."""
