"""Messages from and to the chain: the CIZ decision (iWlz) in."""
