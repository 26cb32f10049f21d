"""Who may do what: staff, their zorgkantoor, the matrix of rights, the log of who saw what."""
