"""Where a working day begins: the list of work, searching, a new application, messages of the CIZ."""
