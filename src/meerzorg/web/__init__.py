"""The web application as a whole: settings, addresses, entry points for the server."""
